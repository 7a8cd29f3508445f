"""Fields that several steps need: a document of the case, a recipient, a day, an item."""

from collections.abc import Iterator
from datetime import datetime, time
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.db.models import Q
from django.forms.models import ModelChoiceIterator
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.cases.case import Case
from casework.clock import BAKU, now
from casework.directory.alphabet import by_alphabet
from casework.files.documents import Document

REGIONS = (
    "Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/",
)  # fmt: skip
FIRST_YEAR, LAST_YEAR = 2000, 2199


class DayInput(forms.DateInput):
    """A day, in the browser's own calendar."""

    input_type = "date"

    def __init__(self, **options: Any) -> None:
        super().__init__(format="%Y-%m-%d", **options)


class InstantInput(forms.DateTimeInput):
    """A day and a time, in the browser's own calendar."""

    input_type = "datetime-local"

    def __init__(self, **options: Any) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M", **options)


class DayField(forms.DateField):
    """A day in Baku."""

    widget = DayInput


class TimeOfDayField(forms.TimeField):
    """A time of a day, in hours and minutes, in Baku."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
        super().__init__(widget=widget, **options)


def time_now() -> time:
    """Return what the clocks in Baku show, to the minute."""
    return now().astimezone(BAKU).time().replace(second=0, microsecond=0)


class InstantField(forms.DateTimeField):
    """An instant; without a zone it is meant in Baku.

    Only years that can be meant: an instant that a zone carries out of the years 1 to 9999 is
    written by PostgreSQL and read by nobody, and no list with that case would open any more.
    """

    widget = InstantInput

    def to_python(self, value: Any) -> datetime | None:
        """Return the instant. Raises ValidationError for a year that cannot be meant."""
        instant: datetime | None = super().to_python(value)
        if instant is not None and not FIRST_YEAR <= instant.year <= LAST_YEAR:
            raise forms.ValidationError(gettext("This year cannot be meant."))
        return instant


class WallClockField(InstantField):
    """A day and a time as they stand in a letter: without a zone unless one was typed with them."""

    def to_python(self, value: Any) -> datetime | None:
        """Return the instant, or a naive time if no zone was typed."""
        instant = super().to_python(value)
        typed = parse_datetime(value.strip()) if isinstance(value, str) else value
        if instant is not None and (typed is None or typed.tzinfo is None):
            return instant.replace(tzinfo=None)
        return instant


def in_zone(instant: datetime | None, zone: str | None) -> datetime | None:
    """Return what WallClockField found as an instant: a naive time is meant in `zone`."""
    if instant is None or instant.tzinfo is not None:
        return instant
    return instant.replace(tzinfo=ZoneInfo(zone or "Asia/Baku"))


@lru_cache(maxsize=1)
def zones() -> list[tuple[str, str]]:
    """Return (name, label) of every time zone that is a place, the most usual ones first."""
    places = sorted(name for name in available_timezones() if name.startswith(REGIONS))
    return [(name, name.replace("_", " ")) for name in ("UTC", "CET", "Asia/Baku", *places)]


class TextField(forms.CharField):
    """Several lines."""

    def __init__(self, *, rows: int = 3, **options: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), max_length=20_000, **options)


class ReferenceField(forms.ModelChoiceField):
    """A case, named by its reference as it was typed."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput()
        super().__init__(Case.objects.none(), to_field_name="reference", widget=widget, **options)

    def to_python(self, value: Any) -> Any:
        """Return the case. A NUL, which PostgreSQL does not even compare, names none."""
        if isinstance(value, str) and "\x00" in value:
            raise forms.ValidationError(self.error_messages["invalid_choice"], "invalid_choice")
        return super().to_python(value)


class DocumentField(forms.ModelChoiceField):
    """A document of the case; the desk stores a file that is uploaded here before the step."""

    is_document = True

    def __init__(self, *, kind: str, **options: Any) -> None:
        self.kind = kind
        options.setdefault("label", _("document"))
        super().__init__(Document.objects.none(), empty_label=_("– choose, or upload –"), **options)

    def of(self, case: Any) -> None:
        """Offer the documents of this case."""
        self.queryset = Document.objects.filter(case=case.pk)

    def since(self, instant: datetime | None) -> None:
        """Offer of them what came after this instant, or was kept as what is asked for here.

        So the request itself is no answer to what we asked because of it.
        """
        if instant is None or self.queryset is None:
            return
        self.queryset = self.queryset.filter(Q(made_at__gte=instant) | Q(kind=self.kind))
        self.error_messages["invalid_choice"] = gettext(
            "This file was in the case before we asked: it cannot be the answer."
        )


class ByAlphabet(ModelChoiceIterator):
    """The choices as a reader looks for them: the database knows the order of one language."""

    def __iter__(self) -> Iterator[tuple[Any, str]]:
        if self.field.empty_label is not None:
            yield ("", str(self.field.empty_label))
        made = [self.choice(row) for row in self.queryset]
        yield from sorted(made, key=lambda choice: by_alphabet(str(choice[1])))


class NamedField(forms.ModelChoiceField):
    """One row, chosen from a list by alphabet."""

    iterator = ByAlphabet
