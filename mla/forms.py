"""Forms of the steps that only requests for assistance have."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.clock import today
from casework.directory.instruments import CONVENTION
from casework.directory.models import Instrument, Stage, SubstantiveLaw
from casework.files.documents import Document
from casework.incoming.forms import leaving
from casework.incoming.forms.review import UNCHOSEN
from casework.workflow.fields import DocumentField, TextField
from casework.workflow.forms import StepForm
from mla.competence import competent_for
from mla.gates import assurance_of, has_basis, latest_of, other_stage
from mla.states import FORMAL_LINES, Criterion, Found, Judgement


class CheckFormallyForm(StepForm):
    def prepare(self) -> None:
        """Ask for each line of the law; begin with what was found before, never with a finding."""
        for line, words in FORMAL_LINES.items():
            known = self.case.formal_check.get(line, {})
            self.fields[f"line_{line}"] = forms.ChoiceField(
                label=words, choices=UNCHOSEN + Found.choices, initial=known.get("found", "")
            )
            self.fields[f"note_{line}"] = forms.CharField(
                label=_("Note"), required=False, initial=known.get("note", ""), max_length=500
            )

    def clean(self) -> dict[str, Any]:
        """Demand a note on what is missing or not needed."""
        found = super().clean() or {}
        for line in FORMAL_LINES:
            needs_note = found.get(f"line_{line}") in (Found.MISSING, Found.NOT_NEEDED)
            if needs_note and not found.get(f"note_{line}"):
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
    stage = forms.ChoiceField(label=_("The proceedings are"), choices=UNCHOSEN + Stage.choices)

    def prepare(self) -> None:
        """Begin with the stage that is recorded."""
        self.fields["stage"].initial = self.case.stage


class JudgeReciprocityForm(StepForm):
    judgement = forms.ChoiceField(label=_("Reciprocity"), choices=UNCHOSEN + Judgement.choices)
    reasons = TextField(label=_("Reasons"))


class JudgeDualCriminalityForm(StepForm):
    judgement = forms.ChoiceField(label=_("Dual criminality"), choices=UNCHOSEN + Judgement.choices)
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


class RefuseForm(leaving.RefuseForm):
    MET = {
        "dual-criminality": Criterion.DUAL_CRIMINALITY,
        "no-reciprocity": Criterion.RECIPROCITY,
    }

    def among(self, grounds: Any) -> Any:
        """Leave out what findings contradict: a condition met, or not required, is no ground."""
        found = {code: latest_of(self.case, criterion) for code, criterion in self.MET.items()}
        no_obstacle = (Judgement.MET, Judgement.NOT_REQUIRED)
        met = [code for code, row in found.items() if row and row.judgement in no_obstacle]
        if has_basis(self.case) or assurance_of(self.case):
            met.append("no-legal-basis")
        if assurance_of(self.case):
            met.append("no-reciprocity")
        return grounds.exclude(code__in=met)

    def clean(self) -> dict[str, Any]:
        """Demand the provision where the request rests on another treaty than the Convention."""
        found = super().clean()
        basis = self.case.legal_basis
        if has_basis(self.case) and basis.code != CONVENTION and not found.get("provision"):
            words = gettext("The request rests on “%(treaty)s”: name its provision.")
            if "provision" not in self.errors:
                self.add_error("provision", words % {"treaty": basis})
        return found


class PassOnForm(StepForm):
    reason = TextField(
        label=_("Reason"), help_text=_("It stands in the letter that tells the requester.")
    )

    def told(self) -> list[str]:
        """Return to whom the case goes, and what goes along."""
        stage = other_stage(self.case)
        said = gettext("The case goes to: %(authority)s (%(stage)s).") % {
            "authority": competent_for(self.case, stage=stage),
            "stage": Stage(stage).label,
        }
        return [said, gettext("Reference, history, receipt and time limits go along.")]

    def arguments(self) -> dict[str, Any]:
        """Return the other stage, and who is competent there by the table."""
        stage = other_stage(self.case)
        return {**self.cleaned_data, "stage": stage, "to": competent_for(self.case, stage=stage)}
