"""The forms that report a result: what leaves, for who proposes it and for who decides it."""

from typing import Any

from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.cases.items import Outcome
from casework.files.documents import Document, material_of
from casework.workflow.fields import TextField
from casework.workflow.forms import StepForm


class ReportForm(StepForm):
    STEP = "report"  # to which a file that was missing leads back

    remark = TextField(label=gettext_lazy("Remark for the letter"), required=False)

    def told(self) -> list[str]:
        """Return what leaves with the result."""
        return result_of(self.case)

    def warned(self) -> list[str]:
        """Return that something is given of which the case has no file."""
        if not lacks_material(self.case):
            return []
        said = _(
            "Data are marked as given, and no file of the case is marked as material to be handed"
            " over. If the material leaves another way, say so in the remark; otherwise %(link)s"
            " first."
        )
        query = f"?kind={Document.Kind.MATERIAL}&then={self.STEP}"
        address = reverse("document_add", args=[self.case.public_id]) + query
        link = format_html('<a class="alert-link" href="{}">{}</a>', address, _("add the file"))
        return [mark_safe(escape(said) % {"link": link})]  # noqa: S308 - both parts are escaped

    def warned_second(self) -> list[str]:
        """Return the same for who decides: they add no file, they look whether one is needed."""
        if not lacks_material(self.case):
            return []
        return [
            _(
                "Data are marked as given, and nothing of the case is marked as material to be"
                " handed over: with your decision a letter without enclosure is drafted. Does the"
                " proposal say how the material leaves? If not, decide not to do it, and say that"
                " the file is to be added."
            )
        ]


class ReportAloneForm(ReportForm):
    STEP = "report_alone"

    reason = TextField(label=gettext_lazy("Why nobody else could be reached"))


def result_of(case: Any) -> list[str]:
    """Return a sentence, then each item with its outcome, the material, and conditions of use."""
    said = _("With the letter “Transmittal of the result”, which is drafted then, this leaves:")
    items = [f"{item}: {item.get_outcome_display()}" for item in case.dataitems.all()]
    files = [str(document) for document in material_of(case)]
    terms = [str(condition) for condition in case.useconditions.all() if condition.stands]
    none = _("none")
    return [
        said,
        *(items or [_("No data item")]),
        _("Material in the case: %(files)s") % {"files": ", ".join(files) or none},
        _("Conditions of use: %(terms)s") % {"terms": "; ".join(terms) or none},
    ]


def lacks_material(case: Any) -> bool:
    """Whether an item is given and the case has no material to be handed over.

    What was carried out, as a preservation, is given without any. Material may leave beside the
    desk: it is a warning.
    """
    given = any(item.outcome == Outcome.GIVEN for item in case.dataitems.all())
    return given and not case.request_type.is_preservation and not material_of(case)
