"""Cases, in the words of the office."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection, models
from django.db.models import F, Q, Value, When
from django.db.models.functions import Least

from casework.access.models import User
from casework.directory.procedures import PROCEDURES

NO_DAY = date(9999, 12, 31)  # where a case stands in the queue while no legal limit runs
UNSECURED = Q(is_urgent=True, is_secured=False)
WITH_CASES = """
SELECT authority, desk.kind FROM unnest(%s::bigint[], %s::text[]) AS desk (authority, kind),
LATERAL (  -- the order leads to an index: EXISTS reads all cases where a desk has none
    SELECT c.id FROM casework_case c WHERE c.authority_id = desk.authority AND c.kind = desk.kind
    ORDER BY c.authority_id, c.kind, c.id DESC LIMIT 1
) latest ORDER BY authority, desk.kind
"""


class CaseQuerySet(models.QuerySet[Any]):
    """Which cases; every list, count and search begins with `visible_to` or `of_roles`."""

    def visible_to(self, user: Any) -> "CaseQuerySet":
        """Cases that this person may see: those of a role, and those granted for reading."""
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        return self.filter(_of_roles(user) | Q(pk__in=user.granted_cases))

    def of_roles(self, user: Any) -> "CaseQuerySet":
        """Cases that are this person's work: those of the authority and procedure of a role."""
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        return self.filter(_of_roles(user))

    def ranges_of(self, user: Any) -> list["CaseQuerySet"]:
        """Return `of_roles` in parts without overlap, one for each authority and procedure.

        Each is one range of an index, in the order of the queue: a scan of so many rows as a page
        shows, where `of_roles` would have to read and sort every open case.
        """
        if not isinstance(user, User) or not user.is_active:
            return []
        return [self.filter(authority=one, kind=kind) for one, kind in desks_of(user)]

    def granted_to(self, user: Any) -> "CaseQuerySet":
        """Cases that this person may only read."""
        if not isinstance(user, User) or not user.is_active or not user.granted_cases:
            return self.none()
        return self.filter(pk__in=user.granted_cases).exclude(_of_roles(user))

    def open(self) -> "CaseQuerySet":
        """Cases on which somebody still has to work: not ended, closed or void."""
        return self.filter(ended_at=None)

    def to_finish(self) -> "CaseQuerySet":
        """Cases that have ended and are not closed: a letter is owed, or only the closing.

        Worded as the condition of their index, which nearly no case of a full register is in.
        """
        return self.filter(~Q(waiting_on="nobody"), ended_at__isnull=False)

    def urgent(self) -> "CaseQuerySet":
        """Cases that were asked for urgently."""
        return self.filter(is_urgent=True)

    def unacknowledged(self) -> "CaseQuerySet":
        """Open urgent cases of which nobody at the authority has said that it was seen."""
        return self.open().filter(urgent_at__isnull=False, acknowledged_at=None)

    def unsecured(self) -> "CaseQuerySet":
        """Open urgent cases for which nothing is preserved or ordered yet."""
        return self.open().filter(UNSECURED)

    def pressing(self, until: datetime) -> "CaseQuerySet":
        """Cases of which a loss is ahead, or an answer owed, until this instant.

        Also such as have ended and owe their answer: see casework/cases/pressing.py.
        """
        return self.filter(pressing_at__lte=until)

    def not_pressing(self, until: datetime) -> "CaseQuerySet":
        """Cases without such an instant, or with a later one."""
        return self.filter(Q(pressing_at=None) | Q(pressing_at__gt=until))

    def for_now(self, until: datetime) -> "CaseQuerySet":
        """Cases that wait for no day: unsecured ones and pressing ones."""
        return self.filter(Q(UNSECURED, ended_at=None) | Q(pressing_at__lte=until))

    def not_for_now(self, until: datetime) -> "CaseQuerySet":
        """All other cases; SQL's NOT would lose those without an instant."""
        return self.not_pressing(until).filter(Q(is_urgent=False) | Q(is_secured=True))

    def unassigned(self) -> "CaseQuerySet":
        """Open cases without an officer."""
        return self.open().filter(officer=None)

    def overdue(self, day: date) -> "CaseQuerySet":
        """Cases of which a legal limit that still runs has passed on `day`."""
        return self.open().filter(queue_on__lt=day)

    def due_by(self, day: date) -> "CaseQuerySet":
        """Cases of which a legal limit ends on `day` or before."""
        return self.open().filter(queue_on__lte=day)

    def due_between(self, first: date, last: date) -> "CaseQuerySet":
        """Cases of which the next last day is one of these."""
        return self.open().filter(queue_on__gte=first, queue_on__lte=last)

    def without_clock(self) -> "CaseQuerySet":
        """Open cases on which no legal limit runs now."""
        return self.open().filter(queue_on=NO_DAY)  # the index knows it by queue_on

    def past_ceiling(self, day: date) -> "CaseQuerySet":
        """Open cases older than the ceiling allows."""
        return self.open().filter(ceiling_on__lt=day)


def served_by(user: User) -> list[tuple[int, str]]:
    """Return (authority, procedure) of this person's roles; one for all procedures as each."""
    found = set()
    for authority, _role, procedure in user.current_roles:
        found |= {(authority, kind) for kind in ([procedure] if procedure else PROCEDURES)}
    return sorted(found)


def desks_of(user: User) -> list[tuple[int, str]]:
    """Return what served_by() returns, where there is any case: lists are made of these parts.

    Asked once for a person, as the roles of today are; a new person stands for each request.
    """
    if "_desks" not in user.__dict__:
        user.__dict__["_desks"] = with_cases(served_by(user))
    desks: list[tuple[int, str]] = user.__dict__["_desks"]
    return desks


def with_cases(desks: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return those of (authority, procedure) that have any case. One query."""
    authorities, kinds = [authority for authority, _kind in desks], [kind for _one, kind in desks]
    with connection.cursor() as cursor:
        cursor.execute(WITH_CASES, [authorities, kinds])
        return [(authority, kind) for authority, kind in cursor.fetchall()]


def _of_roles(user: User) -> Q:
    allowed = Q(pk__in=[])
    for authority, procedure in sorted({(a, p) for a, _role, p in user.current_roles}):
        allowed |= Q(authority=authority, kind=procedure) if procedure else Q(authority=authority)
    return allowed


def before_others(until: datetime, prefix: str = "") -> models.Case:
    """Return an expression by which what presses stands first; NULL for all the rest.

    until   a loss or an answer until this instant presses; urgent cases without one come then
    prefix  the way to the case from the rows that are ordered: "case__"

    Put NULL last, and behind it whatever orders the rest.
    """
    pressing = Q(**{f"{prefix}pressing_at__lte": until}) | Q(**{f"{prefix}is_urgent": True})
    instant = Least(F(f"{prefix}pressing_at"), Value(until))
    return models.Case(When(pressing, then=instant), default=None)
