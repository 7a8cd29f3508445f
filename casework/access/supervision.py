"""Whom a supervisor or an auditor reaches: the people of their own authorities."""

from collections.abc import Set

from django.db.models import Exists, OuterRef, Q, QuerySet

from casework.access.models import Membership, User
from casework.access.permissions import Role
from casework.clock import today


def reach_of(person: object, *roles: Role) -> frozenset[int]:
    """Return the ids of the authorities in which the person has one of these roles today."""
    held = person.current_roles if isinstance(person, User) else frozenset()
    return frozenset(authority for authority, role, _procedure in held if role in roles)


def people_of(authorities: Set[int]) -> QuerySet[User]:
    """Return who is or was in these authorities, and who is in none (any more)."""
    theirs = Membership.objects.filter(user=OuterRef("pk"))
    not_ended = theirs.filter(Q(until_on=None) | Q(until_on__gte=today()))
    is_theirs = Exists(theirs.filter(authority__in=authorities))
    return User.objects.filter(is_theirs | ~Exists(not_ended))


def is_wholly_of(person: User, authorities: Set[int]) -> bool:
    """Whether the person is, and will be, in no authority but these."""
    not_ended = person.memberships.filter(Q(until_on=None) | Q(until_on__gte=today()))
    return not not_ended.exclude(authority__in=authorities).exists()
