"""A period as whole years, whole months and days, so that few tallies are read for any period."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

DAY, MONTH, YEAR = SPANS = "day", "month", "year"
ONE = timedelta(days=1)
BEGINNING = date(2000, 1, 1)  # before any receipt that a register could bring along


@dataclass(frozen=True)
class Piece:
    """Tallies of one span from a day to before another one."""

    span: str
    first: date
    before: date

    @property
    def condition(self) -> Q:
        """Which tallies these are."""
        return Q(span=self.span, from_on__gte=self.first, from_on__lt=self.before)


def pieces(first: date, last: date) -> list[Piece]:
    """Return the fewest pieces that cover a period, both days included, each day once."""
    before = last + ONE
    month, after = next_first(first), before.replace(day=1)
    if month >= after:
        found = [Piece(DAY, first, before)]
    else:
        year, end = next_january(month), after.replace(month=1)
        found = [Piece(DAY, first, month), Piece(DAY, after, before)]
        if year >= end:
            found.append(Piece(MONTH, month, after))
        else:
            found += [Piece(MONTH, month, year), Piece(MONTH, end, after), Piece(YEAR, year, end)]
    return [piece for piece in found if piece.first < piece.before]


def within(first: date, last: date) -> Q:
    """Return which tallies together cover a period."""
    return any_of(piece.condition for piece in pieces(first, last))


def any_of(conditions: Iterable[Q]) -> Q:
    """Return a condition that holds where one of these does; nowhere if there is none."""
    found = Q(pk__in=[])
    for condition in conditions:
        found |= condition
    return found


def next_first(day: date) -> date:
    """Return the first day of a month on `day` or after it."""
    return day if day.day == 1 else month_after(day)


def next_january(day: date) -> date:
    """Return the first of January on `day` or after it."""
    return day if (day.month, day.day) == (1, 1) else date(day.year + 1, 1, 1)


def month_after(day: date) -> date:
    """Return the first day of the month after that of `day`."""
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1)


def begin(span: str, day: date) -> date:
    """Return the first day of the day, month or year that `day` lies in."""
    if span == DAY:
        return day
    return day.replace(day=1) if span == MONTH else day.replace(month=1, day=1)


def starts(span: str, first: date, last: date) -> Iterator[date]:
    """Yield the first day of every day, month or year that has a day in the period."""
    day = begin(span, first)
    while day <= last:
        yield day
        if span == DAY:
            day += ONE
        else:
            day = month_after(day) if span == MONTH else date(day.year + 1, 1, 1)
