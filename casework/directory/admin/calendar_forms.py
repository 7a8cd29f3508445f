"""The form in which a supervisor says how the calendar changes."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.directory.calendar_changes import (
    CalendarChangeError,
    Change,
    DayChange,
    MoveHoliday,
    SetDay,
    Swap,
    planned,
)


class ChangeKind(models.TextChoices):
    """What a supervisor may do with the calendar."""

    SWAP = "swap", _("Swap: the first day is worked, the second day is free in its place")
    MOVE = "move", _("Move a holiday from the first day to the second day")
    OFF = "off", _("The first day is not worked (also confirms an estimated holiday)")
    WORKED = "worked", _("The first day is worked")


TWO_DAYS = (ChangeKind.SWAP, ChangeKind.MOVE)


class CalendarChangeForm(forms.Form):
    """One change; its errors are sentences about days."""

    kind = forms.ChoiceField(label=_("What changes"), choices=ChangeKind.choices)
    first_day = forms.DateField(label=_("First day"), widget=AdminDateWidget)
    second_day = forms.DateField(label=_("Second day"), widget=AdminDateWidget, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    name_az = forms.CharField(label=_("Name in Azerbaijani"), max_length=200, required=False)
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For example: the number and the date of the decision of the Cabinet."),
    )

    def __init__(self, *args: Any, number: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.number = number
        self.found: list[DayChange] = []

    def clean(self) -> dict[str, Any]:
        """Find which days would change, or say why that cannot be."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        if cleaned["kind"] in TWO_DAYS and not cleaned["second_day"]:
            self.add_error("second_day", _("This change needs a second day."))
            return cleaned
        try:
            self.found = planned([self.change], self.number)
        except CalendarChangeError as refusal:
            self.add_error(None, str(refusal))
        return cleaned

    @property
    def change(self) -> Change:
        """Return the change that the form describes."""
        given = self.cleaned_data
        if given["kind"] == ChangeKind.SWAP:
            return Swap(given["first_day"], given["second_day"])
        if given["kind"] == ChangeKind.MOVE:
            return MoveHoliday(given["first_day"], given["second_day"])
        is_working = given["kind"] == ChangeKind.WORKED
        return SetDay(given["first_day"], is_working, given["name_en"], given["name_az"])


class YearForm(forms.Form):
    """One more year of the calendar."""

    year = forms.IntegerField(label=_("Year to add"), min_value=2000, max_value=2100)
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 2}))
