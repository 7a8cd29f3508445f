"""Cases, in the words of the office."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q

from casework.access.models import User


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

    def open(self) -> "CaseQuerySet":
        """Cases on which somebody still has to work: not ended, closed or void."""
        return self.filter(ended_at=None)

    def urgent(self) -> "CaseQuerySet":
        """Cases that were asked for urgently."""
        return self.filter(is_urgent=True)

    def unacknowledged(self) -> "CaseQuerySet":
        """Open urgent cases of which nobody at the authority has said that it was seen."""
        return self.open().filter(urgent_at__isnull=False, acknowledged_at=None)

    def unassigned(self) -> "CaseQuerySet":
        """Open cases without an officer."""
        return self.open().filter(officer=None)

    def overdue(self, day: date) -> "CaseQuerySet":
        """Cases of which a legal limit that still runs has passed on `day`."""
        return self.open().filter(due_on__lt=day)

    def due_by(self, day: date) -> "CaseQuerySet":
        """Cases of which a legal limit ends on `day` or before."""
        return self.open().filter(due_on__lte=day)

    def past_ceiling(self, day: date) -> "CaseQuerySet":
        """Open cases older than the ceiling allows."""
        return self.open().filter(ceiling_on__lt=day)


def _of_roles(user: User) -> Q:
    allowed = Q(pk__in=[])
    for authority, procedure in sorted({(a, p) for a, _role, p in user.current_roles}):
        allowed |= Q(authority=authority, kind=procedure) if procedure else Q(authority=authority)
    return allowed
