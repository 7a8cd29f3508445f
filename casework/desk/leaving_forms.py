"""The forms that end a draft: how the letter left, or why it is not needed."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from casework.clock import BAKU, today
from casework.letters.leaving import counts_hours, day_fault, time_fault, ways_for
from casework.letters.models import Letter
from casework.workflow.fields import DayField, TextField, TimeOfDayField, time_now


class SentForm(forms.Form):
    """How a letter left."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    channel = forms.ChoiceField(label=gettext_lazy("Sent by"))
    sent_on = DayField(
        label=gettext_lazy("Sent on"),
        initial=today,
        help_text=gettext_lazy("The letter bears this date."),
    )
    sent_time = TimeOfDayField(
        label=gettext_lazy("Time"),
        required=False,
        initial=time_now,
        help_text=gettext_lazy("Baku time; leave it empty if only the day is known."),
    )
    dispatch_number = forms.CharField(
        label=gettext_lazy("Number"),
        max_length=100,
        help_text=gettext_lazy("The outgoing number, or that of the transmission report."),
    )

    def __init__(self, data: Any = None, *, letter: Letter) -> None:
        super().__init__(data, initial={"version": letter.version})
        self.letter = letter
        ways = ways_for(letter.addressee)
        self.fields["channel"].choices = [("", "–"), *ways]  # type: ignore[attr-defined]
        if letter.addressee == Letter.Addressee.REQUESTER:
            self.fields["channel"].initial = letter.case.reply_channel
        if not counts_hours(letter.case):
            del self.fields["sent_time"]

    def clean_sent_on(self) -> Any:
        """Refuse a day before the letter was drafted, or in the future."""
        day = self.cleaned_data["sent_on"]
        fault = day_fault(self.letter, day)
        if fault:
            raise forms.ValidationError(fault)
        return day

    def clean(self) -> dict[str, Any]:
        """Return day and time as an instant besides; refuse one at which it cannot have left."""
        found = super().clean() or {}
        day, time = found.get("sent_on"), found.pop("sent_time", None)
        if day is None or time is None:
            return found
        left_at = datetime.combine(day, time, tzinfo=BAKU)
        if fault := time_fault(self.letter, left_at):
            self.add_error("sent_time", fault)
        return {**found, "left_at": left_at}


class DropForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = TextField(label=gettext_lazy("Why the letter is not needed"))

    def __init__(self, data: Any = None, *, letter: Letter) -> None:
        super().__init__(data, initial={"version": letter.version})
