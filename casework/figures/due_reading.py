"""Reading the summary of what is due: a few rows for each day and officer, and no case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Min, Q, QuerySet, Sum

from casework.figures.due import OPEN, SUSPENDED, URGENT
from casework.figures.model import Due, Owed
from casework.figures.owed import LATE, OWED, PROMISED

WEEK = timedelta(days=6)
Desk = tuple[int, str]  # authority, procedure


@dataclass(frozen=True)
class Open:
    """The open cases of one officer; week: those due on a day or within six days after it."""

    open: int = 0
    overdue: int = 0
    week: int = 0
    suspended: int = 0
    urgent: int = 0


def at_desks(desks: Sequence[Desk]) -> Q:
    """Return the condition on rows of these desks."""
    inside = Q(pk__in=[])
    for authority, kind in desks:
        inside |= Q(authority=authority, kind=kind)
    return inside


def due_at(desks: Sequence[Desk]) -> QuerySet[Due]:
    """Return the rows of these desks that count anything."""
    return Due.objects.filter(at_desks(desks)).exclude(count=0)


def open_by_officer(desks: Sequence[Desk], day: date) -> dict[int | None, Open]:
    """Return the counts of open cases by officer; None: of nobody. One query.

    day  what is overdue then, and due in its week; the rows know no clock
    """
    is_open = Q(what=OPEN)
    rows = (
        due_at(desks)
        .filter(what__in=(OPEN, SUSPENDED, URGENT))
        .values_list("officer")
        .annotate(
            open=Sum("count", filter=is_open, default=0),
            overdue=Sum("count", filter=is_open & Q(day__lt=day), default=0),
            week=Sum("count", filter=is_open & Q(day__range=(day, day + WEEK)), default=0),
            suspended=Sum("count", filter=Q(what=SUSPENDED), default=0),
            urgent=Sum("count", filter=Q(what=URGENT), default=0),
        )
    )
    return {officer: Open(*map(int, counts)) for officer, *counts in rows}


@dataclass(frozen=True)
class Owing:
    """The answers that one provider owes.

    beyond      those late
    since       since when the oldest is owed
    ordered_at  none of their orders is older than this
    """

    open: int
    beyond: int
    since: datetime
    ordered_at: datetime


def owing_by_provider(desks: Sequence[Desk], instant: datetime) -> dict[int, Owing]:
    """Return what each provider owes at a full hour, of open cases of these desks. One query."""
    rows = (
        Owed.objects.filter(at_desks(desks), at__lte=instant)
        .exclude(count=0)
        .values_list("provider")
        .annotate(
            open=Sum("count", filter=Q(what=OWED), default=0),
            beyond=Sum("count", filter=Q(what=LATE), default=0),
            since=Min("at", filter=Q(what=OWED)),
            ordered_at=Min("at", filter=Q(what__in=(OWED, PROMISED))),
        )
    )
    return {
        provider: Owing(int(number), int(late), since, ordered_at)
        for provider, number, late, since, ordered_at in rows
        if since is not None
    }


def ends_by_day(
    desks: Sequence[Desk],
    first: date,
    last: date,
    whats: Sequence[str],
    officer: int | None = None,
) -> dict[date, dict[str, int]]:
    """Return for each day what ends on it and how often: {day: {"review": 2}}. One query.

    officer  only of the cases of this one; None: of all
    """
    rows = due_at(desks).filter(what__in=whats, day__range=(first, last))
    if officer is not None:
        rows = rows.filter(officer=officer)
    found: dict[date, dict[str, int]] = {}
    for day, what, number in rows.values_list("day", "what").annotate(Sum("count")):
        found.setdefault(day, {})[what] = int(number)
    return found
