"""Forms of the steps with the body that executes a request."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.clock import today
from casework.directory.models import Body
from casework.files.documents import Document
from casework.incoming.forms.outcomes import OutcomesForm
from casework.incoming.forms.review import day_of_case
from casework.workflow.fields import DayField, DocumentField, TextField
from casework.workflow.forms import StepForm
from mla.executing import task_of_body


class AssignBodyForm(StepForm):
    body = forms.ModelChoiceField(Body.objects.none(), label=_("Body"))
    due_on = DayField(
        label=_("Report asked for by"),
        help_text=_("A sub-task reminds of it; no limit of the case moves."),
    )
    instructions = TextField(
        label=_("Instructions"),
        required=False,
        help_text=_("They stand in the letter to the body, after what is asked for."),
    )

    def prepare(self) -> None:
        """Offer the bodies of the directory; begin with the last day of execution."""
        self.fields["body"].queryset = Body.objects.offered(today())
        self.fields["body"].initial = self.case.executing_body_id
        last = self.case.execution_on
        self.fields["due_on"].initial = last if last and last >= today() else None

    def warned(self) -> list[str]:
        """Return that another body has still to report."""
        task = task_of_body(self.case)
        if task is None:
            return []
        words = gettext("%(body)s has not reported yet: it is not waited for any more.")
        return [words % {"body": task.asked_of}]

    def clean_due_on(self) -> Any:
        """Refuse a day that has passed."""
        day = self.cleaned_data["due_on"]
        if day < today():
            raise forms.ValidationError(gettext("This day has passed."))
        return day


class RecordBodyReportForm(OutcomesForm):
    layout = (("", ("reported_on", "document")),)  # above the items; the rest below them

    reported_on = DayField(label=_("Reported on"), initial=today)
    document = DocumentField(kind=Document.Kind.RECIPIENT, label=_("The report"), required=False)
    remark = TextField(
        label=_("What was not executed, and why"),
        required=False,
        help_text=_("Stays in the case; what the requester is told stands with the items."),
    )
    pending_until = DayField(
        label=_("The rest is announced for"),
        required=False,
        help_text=_("Until then the body has its sub-task; empty: it has reported everything."),
    )

    def prepare(self) -> None:
        """Offer the documents of the case, and three fields for each item."""
        self.fields["document"].of(self.case)
        super().prepare()
        self.answering = {item.pk: [str(self.case.executing_body)] for item in self.items}

    def clean_reported_on(self) -> Any:
        """Refuse a day before receipt, before the body was asked, or in the future."""
        day: date = day_of_case(self, "reported_on")
        task = task_of_body(self.case)
        if task is not None and day < task.asked_on:
            raise forms.ValidationError(
                gettext("This day lies before the one on which it was asked for.")
            )
        return day

    def clean_pending_until(self) -> Any:
        """Refuse a day that has passed."""
        day = self.cleaned_data["pending_until"]
        if day and day < today():
            raise forms.ValidationError(gettext("This day has passed."))
        return day

    def clean(self) -> dict[str, Any]:
        """Demand something that was reported, and a reason for what was not executed."""
        found = super().clean() or {}
        answers = self.answers()
        for answer in answers:
            self.demand_reason(answer)
        if not (answers or found.get("remark") or found.get("pending_until")) and not self.errors:
            raise forms.ValidationError(
                gettext("Say what was reported: of one item at least, or in words.")
            )
        return found

    def arguments(self) -> dict[str, Any]:
        """Return the answers as a list."""
        names = ("reported_on", "remark", "pending_until", "document")
        return {**{name: self.cleaned_data[name] for name in names}, "answers": self.answers()}
