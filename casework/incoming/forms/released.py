"""The forms that report a result: what leaves, for who proposes it and for who decides it."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.cases.items import Outcome
from casework.files.documents import material_of
from casework.workflow.fields import TextField
from casework.workflow.forms import StepForm


class ReportForm(StepForm):
    remark = TextField(label=gettext_lazy("Remark for the letter"), required=False)

    def told(self) -> list[str]:
        """Return what leaves with the result."""
        return result_of(self.case)

    def warned(self) -> list[str]:
        """Return that something is given of which the case has no file."""
        return without_material(self.case)


class ReportAloneForm(ReportForm):
    reason = TextField(label=gettext_lazy("Why nobody else could be reached"))


def result_of(case: Any) -> list[str]:
    """Return a sentence, then each item with its outcome, the material, and conditions of use."""
    said = _("With the letter “Transmittal of the result”, which is drafted then, this leaves:")
    items = [f"{item}: {item.get_outcome_display()}" for item in case.dataitems.all()]
    files = [str(document) for document in material_of(case)]
    terms = [str(condition) for condition in case.useconditions.all()]
    none = _("none")
    return [
        said,
        *(items or [_("No data item")]),
        _("Material in the case: %(files)s") % {"files": ", ".join(files) or none},
        _("Conditions of use: %(terms)s") % {"terms": "; ".join(terms) or none},
    ]


def without_material(case: Any) -> list[str]:
    """Return a sentence if an item is given and the case has no material to be handed over.

    What was carried out, as a preservation, is given without any. Material may leave beside the
    desk: it is a warning.
    """
    given = [item for item in case.dataitems.all() if item.outcome == Outcome.GIVEN]
    if not given or case.request_type.is_preservation or material_of(case):
        return []
    return [
        _(
            "Data are marked as given, and no file of the case is marked as material to be handed"
            " over. If the material leaves another way, say so in the remark; otherwise add it"
            " first."
        )
    ]
