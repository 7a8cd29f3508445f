"""Forms of what passes between us and the authority abroad, and what forms with documents share."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.clock import baku_day, today
from casework.directory.models import RefusalGround
from casework.explain import day_text
from casework.files.documents import Document
from casework.workflow.fields import DayField, DocumentField, TextField
from casework.workflow.forms import JustForm, StepForm
from mla.outgoing.guards import open_question


class DocumentedForm(StepForm):
    """A form that may name a document of the case."""

    def prepare(self) -> None:
        """Offer the documents of the case."""
        for field in self.fields.values():
            if isinstance(field, DocumentField):
                field.of(self.case)

    def in_time(self, name: str, earliest: date) -> Any:
        """Return the day of this field. Raises ValidationError for one that cannot be."""
        day = self.cleaned_data[name]
        if day > today():
            raise forms.ValidationError(gettext("This day lies in the future."))
        if day < earliest:
            raise forms.ValidationError(
                gettext("This cannot have been before %(day)s.") % {"day": day_text(earliest)}
            )
        return day

    def after_receipt(self, name: str) -> Any:
        """Return the day of this field, not before the case came to us."""
        return self.in_time(name, baku_day(self.case.received_at))

    def after_sending(self, name: str) -> Any:
        """Return the day of this field, not before our request left."""
        return self.in_time(name, self.case.sent_on or baku_day(self.case.received_at))


class AcknowledgeForm(DocumentedForm):
    acknowledged_on = DayField(label=_("Acknowledged on"), initial=today)
    reference = forms.CharField(label=_("Their reference"), max_length=200, required=False)
    document = DocumentField(
        kind=Document.Kind.ANSWER, label=_("The acknowledgement"), required=False
    )

    def clean_acknowledged_on(self) -> Any:
        """Refuse a day before our request left, or in the future."""
        return self.after_sending("acknowledged_on")


class RemindAbroadForm(JustForm):
    pass


class RecordQuestionForm(DocumentedForm):
    asked_on = DayField(label=_("Asked on"), initial=today)
    question = TextField(label=_("What they ask"))
    document = DocumentField(kind=Document.Kind.ANSWER, label=_("Their letter"), required=False)

    def clean_asked_on(self) -> Any:
        """Refuse a day before our request left, or in the future."""
        return self.after_sending("asked_on")


class AnswerQuestionForm(DocumentedForm):
    answer = TextField(label=_("Our answer"), rows=6)
    answered_on = DayField(label=_("Answered on"), initial=today)

    def clean_answered_on(self) -> Any:
        """Refuse a day before their question, or in the future."""
        return self.in_time("answered_on", open_question(self.case).on_day)


class RecordReplyForm(DocumentedForm):
    replied_on = DayField(label=_("Received on"), initial=today)
    document = DocumentField(kind=Document.Kind.ANSWER, label=_("The reply"))
    remark = TextField(label=_("Remark"), required=False)

    def clean_replied_on(self) -> Any:
        """Refuse a day before our request left, or in the future."""
        return self.after_sending("replied_on")


class RecordPartialForm(RecordReplyForm):
    remark = TextField(label=_("What is still missing"), required=False)


class RecordLateReplyForm(RecordReplyForm):
    pass


class ForwardReplyForm(JustForm):
    pass


class RecordRefusalForm(DocumentedForm):
    refused_on = DayField(label=_("Received on"), initial=today)
    ground = forms.ModelChoiceField(
        RefusalGround.objects.none(), label=_("Ground of the refusal"), empty_label="–"
    )
    reasons = TextField(label=_("Reasons they give"))
    document = DocumentField(kind=Document.Kind.ANSWER, label=_("Their letter"), required=False)

    def prepare(self) -> None:
        """Offer every ground that is known here."""
        super().prepare()
        self.fields["ground"].queryset = RefusalGround.objects.grounds().offered(today())

    def clean_refused_on(self) -> Any:
        """Refuse a day before our request left, or in the future."""
        return self.after_sending("refused_on")
