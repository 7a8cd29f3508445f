"""The fields of the calculator: one form for the request, one for each kind of row."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from casework.clock import Clarification, Postponement, Prolongation, Question, today
from casework.clock.preservation import SHORTEST_DAYS
from casework.directory.procedures import timed_choices

FORMATS = ["%Y-%m-%d", "%d.%m.%Y"]
NO_ROOM = MaxValueValidator(3660, _("Ten years are the most that can be calculated."))
NOT_ONCE = _(
    "When the clocks changed in that zone, this time came twice or not at all: give it in UTC."
)
ZONES = [
    ("Asia/Baku", _("Baku")),
    ("UTC", _("UTC")),
    ("Europe/Brussels", _("Brussels, Berlin, Paris, Warsaw (CET, CEST)")),
    ("Europe/London", _("London (GMT, BST)")),
    ("Europe/Kyiv", _("Kyiv, Chișinău, Bucharest, Riga (EET, EEST)")),
    ("Europe/Istanbul", _("Istanbul (UTC+3)")),
    ("Europe/Moscow", _("Moscow (UTC+3)")),
    ("Asia/Tbilisi", _("Tbilisi (UTC+4)")),
    ("Asia/Tashkent", _("Tashkent (UTC+5)")),
    ("Asia/Almaty", _("Astana (UTC+5)")),
    ("America/New_York", _("New York, Washington (EST, EDT)")),
    ("America/Los_Angeles", _("Los Angeles (PST, PDT)")),
    ("Asia/Tokyo", _("Tokyo (UTC+9)")),
    ("Australia/Sydney", _("Sydney (AEST, AEDT)")),
]
RULES = [
    ("", _("As in the policy")),
    (Clarification.PAUSE, _("Pause: execution and ceiling move")),
    (Clarification.CONTINUE, _("Continue: nothing moves")),
    (Clarification.RESTART, _("Restart: execution counts from the last answer")),
]


FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2199, 12, 31)  # what a picture can hold


class DayField(forms.DateField):
    """A day, written by the browser's own calendar; ISO and 13.02.2026 are both read."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput({"type": "date", "class": "form-control"}, "%Y-%m-%d")
        within = [MinValueValidator(FIRST_DAY), MaxValueValidator(LAST_DAY)]
        super().__init__(input_formats=FORMATS, widget=widget, validators=within, **options)


class RequestForm(forms.Form):
    """What is known of a request, apart from its rows."""

    use_required_attribute = False  # the server says what is missing, in the officer's language

    procedure = forms.ChoiceField(
        label=_("Procedure"),
        choices=timed_choices,
        widget=forms.Select({"class": "form-select"}),
    )
    received_on = DayField(label=_("Received on"))
    received_at = forms.TimeField(
        label=_("Time"),
        widget=forms.TimeInput({"type": "time", "class": "form-control", "step": "any"}, "%H:%M"),
    )
    zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=ZONES,
        widget=forms.Select({"class": "form-select"}),
    )
    as_of = DayField(
        label=_("Looked at on"),
        required=False,
        help_text=_("Decides what is overdue and how long an open pause is. Empty: today."),
    )
    clarification = forms.ChoiceField(
        label=_("While a question is open"),
        choices=RULES,
        required=False,
        widget=forms.Select({"class": "form-select"}),
    )
    preserved_on = DayField(label=_("In effect on"), required=False)
    preserved_days = forms.IntegerField(
        label=_("Days"),
        required=False,
        validators=[MinValueValidator(1), NO_ROOM],
        widget=forms.TextInput({"class": "form-control", "inputmode": "numeric"}),
    )

    def clean_as_of(self) -> date:
        """Return the day of looking, today in Baku if none was given."""
        return self.cleaned_data["as_of"] or today()

    def clean_preserved_days(self) -> int:
        """Return the days asked for, the shortest that the Convention allows if none."""
        days: int | None = self.cleaned_data["preserved_days"]
        return SHORTEST_DAYS if days is None else days

    def clean(self) -> dict[str, Any]:
        """Put day, time and zone together; refuse a time that this zone skipped or had twice."""
        entered = self.cleaned_data
        if {"received_on", "received_at", "zone"} <= entered.keys():
            try:
                instant = instant_of(
                    entered["received_on"], entered["received_at"], entered["zone"]
                )
            except ValueError:
                self.add_error("received_at", NOT_ONCE)
            except OverflowError:
                self.add_error("received_on", _("No calendar can name this day."))
            else:
                entered["received"] = instant
        return entered


def instant_of(day: date, time: Any, zone: str) -> datetime:
    """Return the instant. Raises ValueError for a local time that `zone` had twice or never."""
    naive = datetime.combine(day, time)
    found = {naive.replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC) for fold in (0, 1)}
    if len(found) > 1:
        raise ValueError(naive)
    return found.pop()


class RowForm(forms.Form):
    """One row of facts; a row in which nothing was typed says nothing."""

    use_required_attribute = False

    def fact(self) -> Any:
        """Return the fact that this row records."""
        raise NotImplementedError


class QuestionForm(RowForm):
    sent_on = DayField(label=_("Sent on"))
    answered_on = DayField(label=_("Answered on"), required=False)

    def fact(self) -> Question:
        return Question(self.cleaned_data["sent_on"], self.cleaned_data["answered_on"])


class PostponementForm(RowForm):
    from_on = DayField(label=_("From"))
    to_on = DayField(label=_("Resumed on"), required=False)

    def fact(self) -> Postponement:
        return Postponement(self.cleaned_data["from_on"], self.cleaned_data["to_on"])


class ProlongationForm(RowForm):
    decided_on = DayField(label=_("Decided on"))
    until = DayField(label=_("New last day"))
    cancelled = forms.BooleanField(
        label=_("Cancelled"),
        required=False,
        widget=forms.CheckboxInput({"class": "form-check-input"}),
    )

    def fact(self) -> Prolongation:
        entered = self.cleaned_data
        return Prolongation(entered["decided_on"], entered["until"], entered["cancelled"])


class Rows(forms.BaseFormSet[RowForm]):
    """The rows of one kind."""

    def filled(self) -> Iterator[RowForm]:
        """Return the rows in which something was typed."""
        return (row for row in self.forms if row.has_changed())
