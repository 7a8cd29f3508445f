"""Forms of the steps that only requests for assistance have."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.clock import today
from casework.directory.models import Body, Instrument, Stage, SubstantiveLaw
from casework.files.documents import Document
from casework.workflow.fields import DocumentField, TextField
from casework.workflow.forms import StepForm
from mla.competence import competent_for
from mla.gates import other_stage
from mla.states import FORMAL_LINES, Found, Judgement


class CheckFormallyForm(StepForm):
    def prepare(self) -> None:
        """Ask for each line of the law; begin with what was found before."""
        for line, words in FORMAL_LINES.items():
            known = self.case.formal_check.get(line, {})
            self.fields[f"line_{line}"] = forms.ChoiceField(
                label=words, choices=Found.choices, initial=known.get("found", Found.PRESENT)
            )
            self.fields[f"note_{line}"] = forms.CharField(
                label=_("Note"), required=False, initial=known.get("note", ""), max_length=500
            )

    def clean(self) -> dict[str, Any]:
        """Demand a note on what is missing or not needed."""
        found = super().clean() or {}
        for line in FORMAL_LINES:
            if found.get(f"line_{line}") != Found.PRESENT and not found.get(f"note_{line}"):
                self.add_error(f"note_{line}", gettext("Say what is missing, or why not needed."))
        return found

    def arguments(self) -> dict[str, Any]:
        """Return what was found, by line."""
        said = self.cleaned_data
        return {
            "lines": {
                line: {"found": said[f"line_{line}"], "note": said[f"note_{line}"]}
                for line in FORMAL_LINES
            }
        }


class RecordStageForm(StepForm):
    stage = forms.ChoiceField(label=_("The proceedings are"), choices=Stage.choices)

    def prepare(self) -> None:
        """Begin with the stage that is recorded."""
        self.fields["stage"].initial = self.case.stage


class JudgeReciprocityForm(StepForm):
    judgement = forms.ChoiceField(label=_("Reciprocity"), choices=Judgement.choices)
    reasons = TextField(label=_("Reasons"))


class JudgeDualCriminalityForm(StepForm):
    judgement = forms.ChoiceField(label=_("Dual criminality"), choices=Judgement.choices)
    offence = forms.ModelChoiceField(
        SubstantiveLaw.objects.none(),
        label=_("Our article"),
        required=False,
        help_text=_("By the conduct described, not by what the other State calls it (Art. 25.5)."),
    )
    reasons = TextField(label=_("Reasons"))

    def prepare(self) -> None:
        """Offer the offences of our law."""
        self.fields["offence"].queryset = SubstantiveLaw.objects.offered(today())

    def clean(self) -> dict[str, Any]:
        """Demand our article where dual criminality is met."""
        found = super().clean() or {}
        if found.get("judgement") == Judgement.MET and not found.get("offence"):
            self.add_error("offence", gettext("Name our article under which the conduct falls."))
        return found


class RecordBasisForm(StepForm):
    instrument = forms.ModelChoiceField(
        Instrument.objects.none(),
        label=_("Instrument on which the request rests"),
        required=False,
        empty_label=_("none"),
    )

    def prepare(self) -> None:
        """Offer what is in force; begin with what is recorded."""
        self.fields["instrument"].queryset = Instrument.objects.offered(today())
        self.fields["instrument"].initial = self.case.legal_basis_id


class RecordAssuranceForm(StepForm):
    document = DocumentField(kind=Document.Kind.ANSWER, label=_("The written assurance"))
    reasons = TextField(label=_("Remark"), required=False)

    def prepare(self) -> None:
        """Offer the documents of the case."""
        self.fields["document"].of(self.case)


class PassOnForm(StepForm):
    reason = TextField(label=_("Reason"))

    def arguments(self) -> dict[str, Any]:
        """Return the other stage, and who is competent there by the table."""
        stage = other_stage(self.case)
        return {**self.cleaned_data, "stage": stage, "to": competent_for(self.case, stage=stage)}


class AssignBodyForm(StepForm):
    body = forms.ModelChoiceField(Body.objects.none(), label=_("Body"))

    def prepare(self) -> None:
        """Offer the bodies of the directory."""
        self.fields["body"].queryset = Body.objects.offered(today())
        self.fields["body"].initial = self.case.executing_body_id
