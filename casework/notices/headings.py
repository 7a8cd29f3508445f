"""What a head of an authority looks at first: one source for the page and for the morning's mail.

Each heading reads at most a hundred entries of an index, however many cases there are.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import DateTimeField, F, Q, Value
from django.db.models.functions import Cast
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.access.models import Absence, Membership, User
from casework.access.permissions import Role
from casework.cases.case import Case
from casework.cases.queries import before_others, served_by, with_cases
from casework.clock import BAKU, MissingYear, now
from casework.directory.calendars import NoCalendar, current_calendar
from casework.notices.preserved import kept_for_left, preservations, to_be_released

MOST = 100  # entries that are counted; from here on a heading says 99+
LATEST = 1_000  # registrations among which those of the night are looked for
EVENING, AHEAD = time(18), timedelta(hours=24)
SOON, PRESERVED = timedelta(days=3), timedelta(days=14)
ROLLED = timedelta(days=31)  # more than a last day ever moves behind the ceiling over days off
AWAY = "away"
NEVER = datetime.max.replace(tzinfo=UTC)

TITLES: dict[str, str | Promise] = {
    "overnight": _("Came since the last evening"),
    "overdue": _("Overdue"),
    "ceiling": _("Past the ceiling"),
    "today": _("Last day today"),
    "soon": _("Due in 3 days"),
    "unassigned": _("Unassigned"),
    "preserved": _("Preservations within 14 days, no MLA request"),
    "release": _("Release of preserved data to decide"),
    "left": _("Kept for a request that left us"),
    "proposals": _("Proposals that wait"),
}


@dataclass(frozen=True)
class Looking:
    """When somebody looks, and at what.

    ranges  (authority, procedure) of which the person is head; each is one range of the indexes
    since   the evening of the last working day
    until   a loss or an answer until this instant presses
    """

    ranges: list[tuple[int, str]]
    day: date
    since: datetime
    until: datetime

    @property
    def authorities(self) -> set[int]:
        """The keys of the authorities."""
        return {authority for authority, _kind in self.ranges}


@dataclass
class Heading:
    """How many there are, and (key of the case, day or instant) of them, the most pressing first.

    The list ends after MOST.
    """

    name: str
    rows: list[tuple[int, datetime]] = field(default_factory=list)

    @property
    def title(self) -> str:
        """What it is called."""
        return str(TITLES[self.name])

    @property
    def count(self) -> str:
        """How many there are, counted no further than MOST."""
        return told(len(self.rows))


@dataclass
class Away:
    """Somebody who is absent, with so many open cases; has_deputy: somebody is there instead."""

    absence: Absence
    has_deputy: bool
    cases: int = 0

    @property
    def count(self) -> str:
        """How many there are, counted no further than MOST."""
        return told(self.cases)


def told(count: int, most: int = MOST) -> str:
    """Return a count that ends at `most` as a person reads it: "99+"."""
    return str(count) if count < most else f"{most - 1}+"


def headed_by(person: User, day: date) -> list[tuple[int, str]]:
    """Return (authority, procedure) of which the person is head on `day`. One query.

    A deputy heads what the absent supervisor heads, where the deputy has a role too.
    """
    absent = Absence.objects.in_force(day).filter(deputy=person, user__is_active=True)
    rows = Membership.objects.in_force(day).filter(
        Q(user=person) | Q(user__in=absent.values("user")), role=Role.SUPERVISOR
    )
    held = set(rows.values_list("authority_id", "procedure"))
    return [
        (authority, kind)
        for authority, kind in served_by(person)
        if held & {(authority, ""), (authority, kind)}
    ]


def looking(person: User, day: date) -> Looking:
    """Return what the person looks at on `day`; nothing if the person is head of nothing."""
    return Looking(headed_by(person, day), day, evening_before(day), now() + AHEAD)


def evening_before(day: date) -> datetime:
    """Return 18:00 in Baku of the last working day before `day`."""
    last = day - timedelta(days=1)
    with suppress(NoCalendar, MissingYear):  # nobody knows which days are worked: yesterday
        last = current_calendar().preceding_working(last)
    return datetime.combine(last, EVENING, BAKU)


def headings(at: Looking, away: Iterable[Away] = ()) -> list[Heading]:
    """Return every heading, and count the cases of who is away. Two queries."""
    absent = {one.absence.user_id: one for one in away}
    rows: dict[str, list[tuple[datetime, datetime, int]]] = {name: [] for name in TITLES}
    for name, owner, key, instant, pressing in _rows(at, absent):
        if name == AWAY:
            absent[owner].cases += 1
        else:
            rows[name].append((pressing or NEVER, instant, key))
    for name, found in rows.items():
        found.sort(reverse=name == "overnight")
    return [
        Heading(name, [(key, instant) for _pressing, instant, key in found[:MOST]])
        for name, found in rows.items()
    ]


def _rows(at: Looking, absent: Iterable[int]) -> Any:
    """Return (heading, person, case, instant), of each range and heading at most MOST."""
    parts = []
    for authority, kind in with_cases(at.ranges):
        rows = Case.objects.filter(authority=authority, kind=kind)
        for name, (wanted, column, *key) in _wanted(rows, authority, kind, at).items():
            pressing = before_others(at.until) if name == "proposals" else None
            parts.append(_part(wanted, name, column, *key, pressing=pressing))
        for person in absent:
            parts.append(_part(rows.open().filter(officer=person), AWAY, "queue_on", owner=person))
    if not parts:
        return []
    return parts[0].union(*parts[1:], all=True)


def _part(
    rows: Any, name: str, column: str, key: str = "pk", *, owner: int = 0, pressing: Any = None
) -> Any:
    first = [pressing.asc(nulls_last=True)] if pressing is not None else []
    order = "-pk" if name == "overnight" else column
    instant, before = (Cast(one, DateTimeField()) for one in (F(column), pressing or Value(None)))
    columns = (Value(name), Value(owner), key, instant, before)
    return rows.order_by(*first, order).values_list(*columns)[:MOST]


def _wanted(rows: Any, authority: int, kind: str, at: Looking) -> dict[str, tuple[Any, ...]]:
    """Return (rows, the column of their instant, that of the case) by heading."""
    day = at.day
    kept = preservations(authority, kind, day, day + PRESERVED)
    return {
        "overnight": (_latest(rows, at.since).filter(received_at__gte=at.since), "received_at"),
        "overdue": (rows.overdue(day), "queue_on"),
        "ceiling": (rows.past_ceiling(day).filter(queue_on__lt=day + ROLLED), "queue_on"),
        "today": (rows.due_between(day, day), "queue_on"),
        "soon": (rows.due_between(day, day + SOON), "queue_on"),
        "unassigned": (rows.unassigned(), "queue_on"),
        "preserved": (kept, "last_on", "case_id"),
        "release": (to_be_released(authority, kind, day + PRESERVED), "last_on", "case_id"),
        "left": (kept_for_left(authority, kind), "left_on", "case_id"),
        "proposals": (
            rows.filter(proposals__status="open", proposals__authority=authority),
            "proposals__made_at",
        ),
    }


def _latest(rows: Any, since: datetime) -> Any:
    """Return the latest registrations; no index knows the order of receipt.

    What a register brought along is no news, unless it was received since then.
    """
    is_news = Q(notices_from=None) | Q(received_at__gte=since)
    return rows.filter(pk__in=rows.filter(is_news).order_by("-pk").values("pk")[:LATEST])


def away_from(at: Looking) -> list[Away]:
    """Return who of these authorities is absent on the day, and whether somebody is there instead.

    Two queries: the absences, and who of their deputies works here and is not absent too.
    """
    here = Membership.objects.in_force(at.day).filter(authority__in=at.authorities)
    gone = Absence.objects.in_force(at.day)
    rows = gone.filter(user__in=here.values("user"), user__is_active=True)
    absences = list(rows.select_related("user", "deputy").order_by("user__full_name", "pk"))
    deputies = {row.deputy_id for row in absences}
    there = here.filter(user__in=deputies, user__is_active=True).exclude(
        user__in=gone.values("user")
    )
    present = set(there.values_list("user_id", flat=True)) if deputies else set()
    once = {row.user_id: Away(row, row.deputy_id in present) for row in absences}
    return list(once.values())
