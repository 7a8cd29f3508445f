"""Changes of the calendar that a supervisor may make, and which days each would change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext

from casework.directory.almanac import DayEntry
from casework.directory.editions import CalendarDay, DayKind
from casework.directory.rows import in_language

FIELDS = ("day", "is_working", "kind", "name_en", "name_az", "is_estimated")
Days = Mapping[date, DayEntry]


class CalendarChangeError(ValueError):
    """A change that cannot be made; its text is a sentence for the supervisor."""


@dataclass(frozen=True)
class DayChange:
    """One day that changes: as it stands and as it will be."""

    before: DayEntry
    after: DayEntry


@dataclass(frozen=True)
class Swap:
    """A day off is worked and another day is free in its place, by decision of the Cabinet."""

    worked: date
    off: date

    @property
    def days(self) -> set[date]:
        return {self.worked, self.off}

    def entries(self, days: Days) -> list[DayEntry]:
        """Return both days as they will be."""
        if days[self.worked].is_working:
            raise CalendarChangeError(
                gettext("%(day)s is a working day already.") % {"day": written(self.worked)}
            )
        if not days[self.off].is_working:
            raise CalendarChangeError(
                gettext("%(day)s is not worked anyway.") % {"day": written(self.off)}
            )
        worked, off = f"{self.worked:%d.%m.%Y}", f"{self.off:%d.%m.%Y}"
        return [
            DayEntry(
                self.worked,
                True,
                DayKind.WORKED,
                f"Worked in place of {off}",
                f"{off} əvəzinə iş günü",
            ),
            DayEntry(
                self.off,
                False,
                DayKind.DAY_OFF,
                f"Day off in place of {worked}",
                f"{worked} əvəzinə istirahət günü",
            ),
        ]


@dataclass(frozen=True)
class MoveHoliday:
    """A holiday falls on another day than the calendar says."""

    from_on: date
    to_on: date

    @property
    def days(self) -> set[date]:
        return {self.from_on, self.to_on}

    def entries(self, days: Days) -> list[DayEntry]:
        """Return both days as they will be: the old day becomes plain."""
        moved = days[self.from_on]
        if not moved.name_en or moved.is_working:
            raise CalendarChangeError(
                gettext("%(day)s is not a holiday.") % {"day": written(self.from_on)}
            )
        taken = days[self.to_on]
        if taken.name_en:
            raise CalendarChangeError(
                gettext("%(day)s has an entry already: %(name)s.")
                % {"day": written(self.to_on), "name": in_language(taken.name_en, taken.name_az)}
            )
        return [plain(self.from_on), replace(moved, day=self.to_on, is_estimated=False)]


@dataclass(frozen=True)
class SetDay:
    """A day is worked, or is not and has a name; also confirms an estimated holiday."""

    day: date
    is_working: bool
    name_en: str = ""
    name_az: str = ""

    @property
    def days(self) -> set[date]:
        return {self.day}

    def entries(self, days: Days) -> list[DayEntry]:
        """Return the day as it will be."""
        if not self.is_working and not (self.name_en and self.name_az):
            raise CalendarChangeError(gettext("A day off needs a name in both languages."))
        usual = plain(self.day)
        if self.is_working:
            kind = DayKind.WORKING if usual.is_working else DayKind.WORKED
        else:
            kind = DayKind.HOLIDAY
        return [DayEntry(self.day, self.is_working, kind, self.name_en, self.name_az)]


Change = Swap | MoveHoliday | SetDay


def plain(day: date) -> DayEntry:
    """Return an ordinary day of the week: Monday to Friday are worked."""
    if day.isoweekday() > 5:
        return DayEntry(day, False, DayKind.WEEKEND)
    return DayEntry(day, True, DayKind.WORKING)


def written(day: date) -> str:
    """Return the day as people write it."""
    return date_format(day, "d.m.Y")


def planned(changes: Iterable[Change], number: int) -> list[DayChange]:
    """Return which days of edition `number` would change, in order.

    Raises CalendarChangeError, with a sentence, for a change that cannot be made.
    """
    changes = list(changes)
    named = sorted(set().union(*(change.days for change in changes)))
    if sum(len(change.days) for change in changes) > len(named) or any(
        isinstance(change, Swap | MoveHoliday) and len(change.days) < 2 for change in changes
    ):
        raise CalendarChangeError(gettext("The same day is named twice."))
    rows = CalendarDay.objects.in_edition(number).filter(day__in=named).values(*FIELDS)
    days = {row["day"]: DayEntry(**row) for row in rows}
    for day in named:
        if day not in days:
            raise CalendarChangeError(
                gettext("%(day)s lies outside the years of the calendar.") % {"day": written(day)}
            )
    after = [entry for change in changes for entry in change.entries(days)]
    found = [DayChange(days[entry.day], entry) for entry in after if days[entry.day] != entry]
    if not found:
        raise CalendarChangeError(gettext("This changes nothing: the calendar says so already."))
    return sorted(found, key=lambda change: change.after.day)
