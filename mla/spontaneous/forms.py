"""Forms of the steps that only spontaneous information has."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.clock import today
from casework.directory.models import Body
from casework.incoming.forms.review import RecordDecisionForm
from casework.workflow.fields import TextField
from casework.workflow.forms import JustForm, StepForm

CHOICES = [
    ("freely", _("it is given without these conditions")),
    ("changed", _("it is given on other conditions")),
    ("same", _("the conditions stand")),
    ("not_used", _("it is not to be used")),
]


class RecordTermsForm(StepForm):
    terms = TextField(
        label=_("Conditions in the sender’s words"),
        required=False,
        help_text=_("Changed conditions have to be accepted anew."),
    )
    is_confidential = forms.BooleanField(label=_("Confidentiality is asked for"), required=False)

    def prepare(self) -> None:
        """Begin with what is recorded."""
        self.fields["terms"].initial = self.case.terms
        self.fields["is_confidential"].initial = self.case.is_confidential


class AcceptTermsForm(StepForm):
    remark = TextField(label=_("Remark"), rows=2, required=False)


class CannotComplyForm(StepForm):
    reasons = TextField(label=_("Reasons for the sender"))


class RecordSenderDecisionForm(RecordDecisionForm):
    choice = forms.ChoiceField(label=_("Decision"), choices=CHOICES)
    terms = TextField(label=_("The other conditions"), rows=2, required=False)
    field_order = ("choice", "terms", "decided_on", "document")

    def clean(self) -> dict[str, Any]:
        """Demand the other conditions where there are some."""
        found = super().clean() or {}
        if found.get("choice") == "changed" and not found.get("terms"):
            self.add_error("terms", gettext("Say which conditions."))
        return found


class AcknowledgeInformationForm(JustForm):
    pass


class PassToBodyForm(StepForm):
    body = forms.ModelChoiceField(Body.objects.none(), label=_("Body"))
    remark = TextField(label=_("Remark for the letter"), rows=2, required=False)

    def prepare(self) -> None:
        """Offer the bodies of the directory."""
        self.fields["body"].queryset = Body.objects.offered(today())
        self.fields["body"].initial = self.case.passed_to_id


class CloseForm(StepForm):
    result = TextField(label=_("What came of it"))  # "outcome" is a code to the search
