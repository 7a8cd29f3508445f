"""Whom a supervisor or an auditor reaches: the people of their own authorities."""

from collections.abc import Set

from django.db.models import Exists, OuterRef, Q, QuerySet

from casework.access.models import Membership, User
from casework.access.permissions import Role
from casework.clock import today


def reach_of(person: object, *roles: Role, whole: bool = False) -> frozenset[int]:
    """Return the ids of the authorities in which the person has one of these roles today.

    whole  count only roles for every procedure of the authority: who has a role for one
           procedure could otherwise grant roles for all
    """
    held = person.current_roles if isinstance(person, User) else frozenset()
    return frozenset(
        authority
        for authority, role, procedure in held
        if role in roles and not (whole and procedure)
    )


def managed_by(person: object) -> frozenset[int]:
    """Return the ids of the authorities whose accounts the person looks after today."""
    return reach_of(person, Role.SUPERVISOR, whole=True)


def people_of(authorities: Set[int]) -> QuerySet[User]:
    """Return who is or was in these authorities, and who is in none (any more)."""
    theirs = Membership.objects.filter(user=OuterRef("pk"))
    is_theirs = Exists(theirs.filter(authority__in=authorities))
    return User.objects.filter(is_theirs | ~Exists(theirs.filter(not_ended())))


def is_wholly_of(person: User, authorities: Set[int]) -> bool:
    """Whether the person is, and will be, in no authority but these."""
    theirs = person.memberships.filter(not_ended())
    return not theirs.exclude(authority__in=authorities).exists()


def is_fellow(person: User, supervisor: object) -> bool:
    """Whether the person is another supervisor: none of them opens the account of another."""
    theirs = person.memberships.filter(not_ended(), role=Role.SUPERVISOR)
    return person != supervisor and theirs.exists()


def not_ended() -> Q:
    """Return the condition on memberships that count today or later."""
    return Q(until_on=None) | Q(until_on__gte=today())
