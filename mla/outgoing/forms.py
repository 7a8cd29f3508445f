"""Forms of the steps of our request: what each asks for. Found by the step's name."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.cases.receipts import Channel
from casework.clock import baku_day, today
from casework.clock.preservation import SHORTEST_DAYS
from casework.explain import day_text
from casework.files.documents import Document
from casework.letters.anew import differs, would_say
from casework.letters.unsent import never_leaving
from casework.workflow.fields import DayField, DocumentField, TextField
from casework.workflow.forms import JustForm, StepForm
from mla.competence import competent_for
from mla.forms import RecordBasisForm, RecordStageForm
from mla.outgoing.correcting import CorrectContentForm
from mla.outgoing.exchange_forms import DocumentedForm
from mla.outgoing.facts import Defect, Translation
from mla.outgoing.guards import open_translations, request_draft

__all__ = ["CorrectContentForm", "RecordBasisForm", "RecordStageForm"]

DIRECT = [choice for choice in Channel.choices if choice[0] != Channel.DIPLOMATIC]


class CollectForm(DocumentedForm):
    document = DocumentField(
        kind=Document.Kind.MATERIAL,
        label=_("The materials"),
        help_text=_("Further documents are added on the page of the case."),
    )


class TranslateForm(DocumentedForm):
    into = forms.CharField(label=_("Into which language"), max_length=100)
    translator = forms.CharField(label=_("Translator"), max_length=200)
    asked_on = DayField(label=_("Asked on"), initial=today)

    def clean_asked_on(self) -> Any:
        """Refuse a day before receipt or in the future."""
        return self.after_receipt("asked_on")


class RecordTranslationForm(DocumentedForm):
    translation = forms.ModelChoiceField(
        Translation.objects.none(), label=_("Translation"), empty_label=None
    )
    received_on = DayField(label=_("Received on"), initial=today)
    document = DocumentField(kind=Document.Kind.MATERIAL, label=_("The translation"))

    def prepare(self) -> None:
        """Offer the translations that are awaited."""
        super().prepare()
        keys = [row.pk for row in open_translations(self.case)]
        self.fields["translation"].queryset = Translation.objects.filter(pk__in=keys)

    def clean(self) -> dict[str, Any]:
        """Refuse a day before it was asked for, or in the future."""
        found = super().clean() or {}
        day, row = found.get("received_on"), found.get("translation")
        if day and day > today():
            self.add_error("received_on", gettext("This day lies in the future."))
        elif day and row and day < row.asked_on:
            self.add_error("received_on", gettext("It was asked for after this day."))
        return found


class SubmitForm(JustForm):
    pass


class StartCheckForm(JustForm):
    pass


class ReturnDefectsForm(StepForm):
    defects = forms.MultipleChoiceField(
        label=_("Defects"), choices=Defect.Kind.choices, widget=forms.CheckboxSelectMultiple
    )
    remark = TextField(label=_("What has to be done"))


class ComeBackForm(DocumentedForm):
    came_on = DayField(label=_("Came back on"), initial=today)
    mended = TextField(label=_("What was mended"))
    translate_again = forms.BooleanField(
        label=_("The changed materials are to be translated again"), required=False
    )
    document = DocumentField(
        kind=Document.Kind.MATERIAL, label=_("The changed materials"), required=False
    )

    def clean_came_on(self) -> Any:
        """Refuse a day before the defects were named, or in the future."""
        named = [row.named_on for row in self.case.defects.all() if row.mended_on is None]
        return self.in_time("came_on", max(named, default=baku_day(self.case.received_at)))


class LookingForm(StepForm):
    """A step of somebody who answers for what leaves."""

    def warned(self) -> list[str]:
        """Return what the request would leave with, unless somebody does something about it."""
        found, draft = [], request_draft(self.case)
        if self.case.untranslated:
            words = gettext("Not translated, and marked so in the request: %(texts)s.")
            found.append(words % {"texts": ", ".join(self.case.untranslated)})
        if draft and not draft.edited_at and differs(draft, would_say(self.case, draft)):
            words = gettext(
                "The case has changed since the request was drafted on %(day)s: draft it anew under"
                " “Letters”, or it leaves as it was drafted."
            )
            found.append(words % {"day": day_text(baku_day(draft.made_at))})
        return found


class PassCheckForm(LookingForm):
    reasons = TextField(label=_("Why the request meets the legal requirements"))

    def told(self) -> list[str]:
        """Return what follows from it."""
        return [gettext("What is changed after the check is to be checked anew.")]


class ApproveForm(LookingForm):
    remark = TextField(label=_("Remark"), required=False)

    def told(self) -> list[str]:
        """Return what follows from it."""
        return [gettext("What is approved is what is sent: from then on nothing of it changes.")]


class TakeBackForm(StepForm):
    reason = TextField(label=_("Reason"), help_text=_("What has to be corrected, and why."))

    def told(self) -> list[str]:
        """Return what follows from it."""
        return [
            gettext("The request goes back to the legal check; then it is to be approved anew.")
        ]


class SendForm(DocumentedForm):
    sent_on = DayField(label=_("Sent on"), initial=today)
    number = forms.CharField(
        label=_("Dispatch number"),
        max_length=100,
        help_text=_("The outgoing number under which the request left."),
    )

    def clean_sent_on(self) -> Any:
        """Refuse a day before receipt or in the future."""
        return self.after_receipt("sent_on")


class SendDirectlyForm(SendForm):
    channel = forms.ChoiceField(label=_("Sent by"), choices=[("", "–"), *DIRECT])
    field_order = ("channel", "sent_on", "number")


class AskPreservationForm(JustForm):
    pass


class RecordKeptForm(DocumentedForm):
    reference = forms.CharField(label=_("Their reference of the preservation"), max_length=200)
    effective_on = DayField(label=_("In effect since"), initial=today)
    days = forms.IntegerField(
        label=_("Days"), min_value=SHORTEST_DAYS, max_value=3660, initial=SHORTEST_DAYS
    )

    def clean_effective_on(self) -> Any:
        """Refuse a day in the future, or one that cannot be meant."""
        return self.in_time("effective_on", date(2000, 1, 1))


class PassOnForm(StepForm):
    reason = TextField(label=_("Reason"))

    def arguments(self) -> dict[str, Any]:
        """Return who is competent by the table of competence."""
        return {**self.cleaned_data, "to": competent_for(self.case)}


class WithdrawForm(StepForm):
    reason = TextField(label=_("Reason"))


class VoidForm(WithdrawForm):
    pass


class ReopenForm(WithdrawForm):
    pass


class CloseForm(JustForm):
    def told(self) -> list[str]:
        """Return which letters would never leave."""
        return never_leaving(self.case)
