"""When somebody is told of data that recipients keep: they outlive the case (rule K8).

While a linked request is undecided the data do not expire, and nobody is reminded of a day that is
none. Once all of them are decided a supervisor is told that the data may be released: never
released by itself (Convention on Cybercrime, Art. 29(7), second sentence).
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q

from casework.cases.additions import NOT_WRONG, Link
from casework.cases.case import Case
from casework.cases.kept import DECIDED, LEFT, day_of, ends_on, standing
from casework.cases.orders import Order, Preservation
from casework.cases.renewals import Renewal
from casework.clock import MissingYear, end_of
from casework.clock.preservation import LinkedRequest, in_time, reminder_days
from casework.directory.calendars import calendar_of
from casework.notices.expected import Moment, Watched, in_order
from casework.notices.kinds import PASSED, Kind


def preservation_of(
    case: Case,
    order: Order,
    offsets: dict[str, list[int]],
    linked: Sequence[LinkedRequest] = (),
) -> list[Watched]:
    """Return what is watched of data that a recipient keeps; nothing while a request waits."""
    row = getattr(order, "preservation", None)
    if row is None or row.released_at is not None or row.last_on is None:
        return []
    end = ends_on(row.last_on, linked)
    if end is None:
        return []
    days = {PASSED: end + timedelta(1)}
    if end == row.last_on:
        days |= dict(zip(*reminded(case, end, offsets), strict=True))
    subject, until = str(order.number), end_of(end)
    found = [
        Watched(Kind.PRESERVATION, subject, end.toordinal(), in_order(days), until, last_on=end)
    ]
    came = [one for one in in_time(row.last_on, linked) if not one.was_wrong]
    decided = [one.decided_on for one in came if one.decided_on]
    return [*found, to_release(subject, max(decided))] if decided else found


def to_release(subject: str, decided_on: date) -> Watched:
    """Return what is watched of data of which every linked request is decided: told at once."""
    moments = (Moment(end_of(decided_on - timedelta(1)), 0),)
    return Watched(Kind.RELEASE, subject, decided_on.toordinal(), moments, last_on=decided_on)


def reminded(
    case: Case, last_on: date, offsets: dict[str, list[int]]
) -> tuple[list[int], list[date]]:
    """Return the offsets and their days, never later than asked (rule K4).

    Where the calendar has no entry the days stand as counted: an early reminder beats none.
    """
    wanted = offsets[Kind.PRESERVATION]
    try:
        return wanted, reminder_days(last_on, wanted, calendar_of(case.calendar_id))
    except MissingYear:
        return wanted, [last_on - timedelta(offset) for offset in wanted]


def preservations(authority: int, kind: str, first: date, last: date) -> Any:
    """Return the preservations that end then, and that no request of another kind follows.

    Those of ended cases too: data are kept beyond the end of a case.
    """
    links = Link.objects.filter(NOT_WRONG)
    mine, theirs = links.filter(case=OuterRef("case")), links.filter(other=OuterRef("case"))
    ways = (Link.Kind.CONTINUES, Link.Kind.PRESERVED)  # maybe at an authority not read here
    continued = theirs.filter(kind__in=ways)
    return Preservation.objects.filter(
        ~Exists(continued),
        ~Exists(mine.exclude(other__kind=kind)),
        ~Exists(theirs.exclude(case__kind=kind)),
        authority=authority,
        released_at=None,
        order__lifted_at=None,
        last_on__gte=first,
        last_on__lte=last,
        case__kind=kind,
    )


def to_be_released(authority: int, kind: str, soon: date) -> Any:
    """Return the preservations of which every linked request is decided: a head may release.

    soon  what was renewed since then, beyond this day, has been decided
    """
    rows = in_force(authority, kind).filter(standing(DECIDED), last_on__isnull=False)
    since = Q(decided_on__gt=OuterRef("decided_on"))
    since |= Q(was_kept=True, decided_on=OuterRef("decided_on"))
    renewed = Renewal.objects.filter(since, preservation=OuterRef("pk"), last_on__gt=soon)
    return rows.annotate(decided_on=day_of(DECIDED)).filter(~Exists(renewed))


def kept_for_left(authority: int, kind: str) -> Any:
    """Return the preservations kept for a request that is with a body outside since `left_on`."""
    rows = in_force(authority, kind).filter(standing(LEFT))
    return rows.annotate(left_on=day_of(LEFT))


def in_force(authority: int, kind: str) -> Any:
    """Return what recipients were asked to keep, and nobody released or lifted."""
    rows = Preservation.objects.filter(released_at=None, order__lifted_at=None)
    return rows.filter(authority=authority, case__kind=kind)
