"""Forms of the steps of legal review."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.cases.content import CHECKLIST, MAY_BE_EMPTY
from casework.cases.law import RequesterDecision
from casework.clock import today
from casework.directory.models import Instrument, Measure
from casework.files.documents import Document
from casework.incoming.forms.instruments import CONVENTION, InstrumentField
from casework.incoming.guards.ending import another_letter_owed
from casework.incoming.guards.review import open_question
from casework.incoming.short import Said, in_short
from casework.letters.unsent import never_leaving
from casework.workflow.fields import DayField, DocumentField, TextField
from casework.workflow.forms import JustForm, StepForm

LETTERS = {
    "a": _("(a) the authority that asks for preservation"),
    "b": _("(b) the offence and a brief summary of the facts"),
    "c": _("(c) the stored data to be preserved and their relation to the offence"),
    "d": _("(d) any available information on the custodian or the location"),
    "e": _("(e) the necessity of the preservation"),
    "f": _("(f) the intention to submit a request for mutual assistance"),
}

UNCHOSEN: list[Any] = [("", "–")]  # nobody decides by leaving a list alone
FOLLOWED = [
    ("yes", _("it is followed")),
    ("no", _("it is incompatible with our law and is not followed")),
]


class AskForm(StepForm):
    sent_on = DayField(label=_("Leaves on"), initial=today)
    gaps = TextField(label=_("What is missing"), help_text=_("One gap per line, at least one."))

    def clean_sent_on(self) -> Any:
        """Refuse a day before receipt or in the future."""
        return day_of_case(self, "sent_on")


class RecordAnswerForm(StepForm):
    answered_on = DayField(label=_("Answer came on"), initial=today)
    document = DocumentField(kind=Document.Kind.ANSWER, label=_("The answer"))

    def prepare(self) -> None:
        """Offer the documents that came after the question."""
        self.fields["document"].of(self.case)
        question = open_question(self.case)
        self.fields["document"].since(question and question.made_at)

    def clean_answered_on(self) -> Any:
        """Refuse a day before the question or in the future."""
        day = day_of_case(self, "answered_on")
        question = open_question(self.case)
        if question and day < question.sent_on:
            raise forms.ValidationError(gettext("The answer cannot come before the question left."))
        return day


class RecordLateAnswerForm(RecordAnswerForm):
    pass


class AskToDecideForm(StepForm):
    risk = forms.ChoiceField(label=_("Risk"), choices=UNCHOSEN + RequesterDecision.Risk.choices)
    explanation = TextField(label=_("Explanation for the requester"))


class RecordDecisionForm(StepForm):
    choice = forms.ChoiceField(
        label=_("Decision"), choices=UNCHOSEN + RequesterDecision.Choice.choices
    )
    decided_on = DayField(label=_("Came on"), initial=today)
    document = DocumentField(kind=Document.Kind.ANSWER, label=_("The message"), required=False)

    def prepare(self) -> None:
        """Offer the documents of the case."""
        self.fields["document"].of(self.case)

    def clean_decided_on(self) -> Any:
        """Refuse a day before receipt or in the future."""
        return day_of_case(self, "decided_on")


def convention() -> Instrument | None:
    """Return the Convention on Cybercrime, on which most requests stand."""
    return Instrument.objects.filter(code=CONVENTION).first()


class AcceptForm(StepForm):
    instrument = InstrumentField(Instrument.objects.none(), label=_("Instrument"))
    article = forms.CharField(label=_("Article"), max_length=40)
    international_reasons = TextField(label=_("Finding on international law, with reasons"))
    measure = forms.ModelChoiceField(
        Measure.objects.none(), label=_("Domestic measure"), required=False
    )
    court_needed = forms.BooleanField(label=_("A court decision is needed"), required=False)
    national_reasons = TextField(label=_("Finding on national law, with reasons"))
    special = forms.ChoiceField(
        label=_("The special procedure asked for (Art. 27.3)"),
        choices=[("", "–"), *FOLLOWED],
        required=False,
    )
    special_reason = TextField(label=_("Why it is not followed"), rows=2, required=False)

    def in_short(self) -> list[Said]:
        """Return what the request says: both findings are about it."""
        return in_short(self.case)

    def prepare(self) -> None:
        """Offer what is in force; the checklist only for preservation and its disclosure."""
        self.fields["instrument"].of(self.case)
        self.fields["instrument"].initial = convention
        self.fields["measure"].queryset = Measure.objects.offered(today()).filter(has_basis=True)
        self.fields["measure"].required = self.case.request_type.needs_provider
        self.fields["article"].initial = self.case.request_type.article
        if not self.case.special_procedure:
            del self.fields["special"], self.fields["special_reason"]
        if self.has_checklist:
            self.fields |= self.added(self.case)

    @classmethod
    def added(cls, case: Any) -> dict[str, forms.Field]:
        """Return what Art. 29.2 demands, letter by letter, as the request was found to say it."""
        found: dict[str, forms.Field] = {}
        for letter in CHECKLIST:
            known = case.checklist.get(letter, {})
            found[f"has_{letter}"] = forms.BooleanField(
                label=LETTERS[letter], required=False, initial=known.get("there", False)
            )
            found[f"note_{letter}"] = forms.CharField(
                label=_("Note"), required=False, initial=known.get("note", ""), max_length=500
            )
        return found

    @property
    def has_checklist(self) -> bool:
        """Whether Art. 29.2 applies."""
        return bool(self.case.request_type.is_preservation)

    def clean(self) -> dict[str, Any]:
        """Gate acceptance by the checklist, and demand the court decision that a measure needs."""
        found = super().clean() or {}
        for letter in CHECKLIST if self.has_checklist else "":
            if found.get(f"has_{letter}"):
                continue
            if letter != MAY_BE_EMPTY:
                self.add_error(f"has_{letter}", gettext("Without it preservation is not accepted."))
            elif not found.get(f"note_{letter}"):
                self.add_error(f"note_{letter}", gettext("Note that no information is available."))
        measure = found.get("measure")
        if measure and measure.court == Measure.Court.YES and not found.get("court_needed"):
            self.add_error("court_needed", gettext("This measure needs a court decision."))
        if "special" in self.fields and not found.get("special"):
            self.add_error("special", gettext("Say whether it is followed."))
        if found.get("special") == "no" and not found.get("special_reason"):
            reason = gettext("Name the law with which it is incompatible.")
            self.add_error("special_reason", reason)
        return found

    def arguments(self) -> dict[str, Any]:
        """Return the findings, with the checklist by letter and the special procedure."""
        found = dict(self.cleaned_data)
        special, reason = found.pop("special", ""), found.pop("special_reason", "")
        letters = CHECKLIST if self.has_checklist else ""
        checklist = {
            letter: {"there": found.pop(f"has_{letter}"), "note": found.pop(f"note_{letter}")}
            for letter in letters
        }
        asked = {"special_procedure": {"there": special == "yes", "note": reason}}
        return {**found, "checklist": checklist, "special": asked if special else {}}


class AnswerDirectlyForm(StepForm):
    answer = TextField(label=_("Advice or information to give"), rows=8)


class ReopenForm(StepForm):
    reason = TextField(label=_("Reason"))


class StartReviewForm(JustForm):
    pass


class RemindRequesterForm(JustForm):
    pass


class LetLapseForm(JustForm):
    pass


class CloseForm(JustForm):
    def told(self) -> list[str]:
        """Return which letters are left, and whether the requester waits for one of them."""
        found = never_leaving(self.case)
        if another_letter_owed(self.case):
            owed = gettext("The requester asked for a confirmation of receipt: none has been sent.")
            found = [*found, owed]
        return found


def day_of_case(form: StepForm, name: str) -> Any:
    """Return the day typed into this field; refuse one before receipt or in the future."""
    day = form.cleaned_data[name]
    if day > today():
        raise forms.ValidationError(gettext("This day lies in the future."))
    if day < form.case.receipt.received_on:
        raise forms.ValidationError(gettext("This day lies before the receipt of the request."))
    return day
