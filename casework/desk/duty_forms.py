"""The forms of the Duty page: the hand-over note, and a call for a case named by reference."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.access.models import User
from casework.cases.case import Case
from casework.desk.paper_forms import CallForm

LONGEST_NOTE = 4_000  # characters: a page and a half, more belongs into the cases
TOO_LONG = gettext_lazy(
    "A note has at most %(limit_value)d characters, this one has %(show_value)d."
    " What concerns one case belongs into its notes."
)


class HandOverForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("What the next shift has to know"),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": gettext_lazy("Write something for the next shift.")},
        # Not `max_length`: the browser would cut a pasted text without a word.
        validators=[MaxLengthValidator(LONGEST_NOTE, TOO_LONG)],
        help_text=gettext_lazy("It cannot be changed later; a further note corrects it."),
    )


class CallOfCaseForm(CallForm):
    """A call, with the case that it was about."""

    reference = forms.CharField(label=gettext_lazy("Reference of the case"), max_length=40)
    field_order = ["reference"]

    def __init__(self, *args: Any, by: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.by = by

    def clean_reference(self) -> Case:
        """Return the case of this reference, if the person works with it or was let read it."""
        typed = self.cleaned_data["reference"].strip()
        found: Case | None = (
            Case.objects.visible_to(self.by).filter(reference=typed.upper()).first()
        )
        if found is None:
            raise forms.ValidationError(_("No case with this reference is known here."))
        return found
