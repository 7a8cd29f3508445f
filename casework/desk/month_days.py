"""The days of a month: whether they are worked, and what ends on each."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.clock import today
from casework.desk.month_due import WHAT, counts_of
from casework.directory.editions import CalendarDay, CalendarEdition, DayKind
from casework.explain import day_text

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Day:
    """A day of the month.

    note    what the calendar says about it, "" for a usual working day
    ends    (what it is, how often) of all that ends on it
    """

    on: date
    text: str
    note: str
    is_off: bool
    is_special: bool
    is_today: bool
    is_past: bool
    ends: list[tuple[str, int]]

    @property
    def total(self) -> int:
        """How much ends on it."""
        return sum(number for _what, number in self.ends)

    @property
    def is_plain(self) -> bool:
        """Whether there is nothing to say about it."""
        return not (self.ends or self.is_special or self.is_today)


def month_of(words: str) -> date:
    """Return the first day of the month that an address names, else of this one."""
    try:
        first = date.fromisoformat(f"{words}-01")
    except ValueError:
        return today().replace(day=1)
    return first if 2000 <= first.year < 2200 else today().replace(day=1)


def moved(first: date, months: int) -> date:
    """Return the first day of the month that is so many months away."""
    number = first.year * 12 + first.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def days_of(person: User, first: date, *, is_mine: bool) -> list[Day]:
    """Return every day of the month that begins on `first`. Three queries."""
    last, now_on = moved(first, 1) - ONE_DAY, today()
    counts = counts_of(person, first, last, is_mine=is_mine)
    entries, labels = entries_of(first, last), {what: str(label) for what, label in WHAT.items()}
    found = []
    for number in range(last.day):
        day = first + timedelta(days=number)
        entry, ends = entries.get(day), counts.get(day, {})
        found.append(
            Day(
                on=day,
                text=day_text(day),
                note=note_of(entry) if entry else "",
                is_off=entry is not None and not entry.is_working,
                is_special=entry is not None
                and entry.kind not in (DayKind.WORKING, DayKind.WEEKEND),
                is_today=day == now_on,
                is_past=day < now_on,
                ends=[(labels[what], ends[what]) for what in WHAT if what in ends],
            )
        )
    return found


def entries_of(first: date, last: date) -> dict[date, CalendarDay]:
    """Return what the latest edition of the calendar says about these days, if anything."""
    number = CalendarEdition.objects.aggregate(latest=Max("number"))["latest"]
    if number is None:
        return {}
    rows = CalendarDay.objects.in_edition(number).filter(day__range=(first, last)).order_by("day")
    return {row.day: row for row in rows}


def note_of(entry: CalendarDay) -> str:
    """Return what there is to say about a day: its name, or that its place was swapped."""
    if entry.kind == DayKind.WORKING:
        return ""
    if entry.kind == DayKind.WEEKEND:
        return _("Weekend")
    words = entry.name or str(DayKind(entry.kind).label)
    words = words[:1].upper() + words[1:]
    return _("%(day)s (estimated)") % {"day": words} if entry.is_estimated else words
