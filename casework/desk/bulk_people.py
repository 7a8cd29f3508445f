"""Who may give several cases to an officer at once, and to whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from types import SimpleNamespace

from django.db.models import Q

from casework.access.models import Membership, User
from casework.access.permissions import Role
from casework.cases.queries import served_by
from casework.clock import today
from casework.workflow.people import Right, read_rules, right_of
from casework.workflow.registry import REGISTERED, registered

ASSIGN = "assign"

Desk = tuple[int, str]  # an authority and a procedure


@dataclass(frozen=True)
class Officers:
    """To whom this person may give cases.

    rights   what the person may do with the step, by desk
    people   officers of these desks, by name
    serving  (desk, key of the officer)
    """

    rights: dict[Desk, Right]
    people: list[User]
    serving: frozenset[tuple[Desk, int]]

    @property
    def by_key(self) -> dict[str, User]:
        """The officers by their keys, as pages send them."""
        return {str(one.pk): one for one in self.people}

    def __bool__(self) -> bool:
        return bool(self.people)


def officers_for(person: User) -> Officers:
    """Return to whom the person may give cases of which desk. Two queries, three for deputies."""
    rights = rights_at(person, served_by(person))
    if not rights:
        return Officers({}, [], frozenset())
    wanted = Q()
    for authority, kind in rights:
        wanted |= Q(authority=authority, procedure__in=["", kind])
    rows = Membership.objects.in_force(today()).filter(
        wanted, role=Role.OFFICER, user__is_active=True
    )
    rows = rows.select_related("user").order_by("user__full_name", "user_id")
    serving = frozenset(
        (desk, row.user_id)
        for row in rows
        for desk in rights
        if row.authority_id == desk[0] and row.procedure in ("", desk[1])
    )
    people = {row.user_id: row.user for row in rows}
    return Officers(rights, list(people.values()), serving)


def rights_at(person: User, desks: Sequence[Desk]) -> dict[Desk, Right]:
    """Return what the person may do with the step at these desks; none where it is nothing.

    Who may assign never depends on the case itself, so one answer serves a whole page. One query.
    """
    assigning = [(at, kind) for at, kind in desks if kind in REGISTERED]
    assigning = [desk for desk in assigning if ASSIGN in registered(desk[1]).table]
    cases = {desk: SimpleNamespace(authority_id=desk[0], kind=desk[1]) for desk in assigning}
    read_rules(person, list(cases.values()))
    rights = {
        desk: right_of(person, any_case, registered(desk[1]).table[ASSIGN])
        for desk, any_case in cases.items()
    }
    return {desk: one for desk, one in rights.items() if one.may_perform or one.may_propose}
