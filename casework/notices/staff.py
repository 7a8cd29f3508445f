"""Who is reached: by role, on duty, by the duty address, or by who stands in.

The directory alone knows. Who is on duty is told first, beside whoever was told without them: a
turn that somebody forgot to end takes a mail from nobody.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db import transaction

from casework.access.duty import DutyTurn
from casework.access.models import Absence, Membership, User
from casework.access.permissions import Role
from casework.access.scope import set_scope_of_all
from casework.cases.case import Case
from casework.cases.urgency import WORKING
from casework.directory.models import Authority
from casework.notices.kinds import Audience

Reached = User | None  # None is the duty address of the authority
LONGEST_CHAIN = 5  # absent deputies of absent deputies


def staff_of_all(day: date) -> "Staff":
    """Return the staff of every authority: for the sweep, which acts for no person."""
    with transaction.atomic():
        set_scope_of_all()
        return Staff(day)


class Staff:
    """Everybody's roles, absences and turns of duty, read once. Three queries and the authorities.

    day  of the roles and absences; the turns are those that go on now
    """

    def __init__(self, day: date) -> None:
        rows = Membership.objects.in_force(day).filter(user__is_active=True)
        self.roles: dict[tuple[int, str], list[tuple[User, str]]] = defaultdict(list)
        for row in rows.select_related("user").order_by("pk"):
            self.roles[row.authority_id, row.role].append((row.user, row.procedure))
        away = Absence.objects.in_force(day).select_related("deputy").order_by("pk")
        self.deputies: dict[int, User] = {row.user_id: row.deputy for row in away}
        turns = DutyTurn.objects.going_on().filter(user__is_active=True).select_related("user")
        self.turns: dict[int, list[User]] = defaultdict(list)
        for turn in turns.order_by("from_at", "pk"):
            self.turns[turn.authority_id].append(turn.user)
        self.authorities = Authority.objects.in_bulk()

    def reached(self, case: Case, audiences: Iterable[Audience]) -> list[Reached]:
        """Return who is told, each once; empty only if the authority has nobody at all."""
        found: dict[int | None, Reached] = {}
        for audience in audiences:
            for person in self.audience(case, audience):
                found[person.pk if person else None] = person
        return list(found.values())

    def audience(self, case: Case, audience: Audience) -> list[Reached]:
        """Return the persons of one audience, with somebody in their place where there are none."""
        officers = self.present(case, Role.OFFICER)
        supervisors = self.present(case, Role.SUPERVISOR)
        if audience == Audience.SUPERVISORS:
            return [*supervisors] or self.on_duty(case, officers)
        if audience == Audience.COLLEAGUES:
            others = [person for person in officers if person.pk != case.officer_id]
            first = [person for person in self.serving(case) if person.pk != case.officer_id]
            return [*first, *(others or supervisors)] or self.on_duty(case, officers)
        if audience == Audience.LAWYERS:
            lawyers = self.present(case, Role.LAWYER)
            if lawyers:
                return [*lawyers]
        return self.of_case(case) or self.on_duty(case, officers) or [*supervisors]

    def of_case(self, case: Case) -> list[Reached]:
        """Return the officer of the case, or who stands in; empty if neither is here any more."""
        officer = case.officer if case.officer_id else None
        person = self.in_place_of(officer, case) if officer else None
        return [person] if person else []

    def given_to(self, case: Case) -> list[User]:
        """Return who is told that the case is theirs: the officer, or who stands in."""
        if case.officer is None:
            return []
        return [self.in_place_of(case.officer, case) or case.officer]

    def heads_of(self, authority_id: int, kind: str) -> list[User]:
        """Return who is told as head of an authority, also of a case that it has no more."""
        heads = [
            user
            for user, procedure in self.roles[authority_id, Role.SUPERVISOR]
            if procedure in ("", kind)
        ]
        return list(dict.fromkeys(self.deputies.get(head.pk, head) for head in heads))

    def on_duty(self, case: Case, officers: list[User]) -> list[Reached]:
        """Return who is on duty, then the duty address, or the officers where there is none."""
        authority = self.authorities.get(case.authority_id)
        has_address = authority is not None and authority.duty_email
        return [*self.serving(case), *([None] if has_address else officers)]

    def serving(self, case: Case) -> list[User]:
        """Return who is on duty for the case and still works there, the longest first."""
        return [user for user in self.turns[case.authority_id] if self.works(user, case)]

    def present(self, case: Case, role: Role) -> list[User]:
        """Return who has this role for the case, each once; the deputy of who is absent."""
        found: dict[int, User] = {}
        for user, procedure in self.roles[case.authority_id, role]:
            if procedure in ("", case.kind):
                person = self.in_place_of(user, case)
                if person:
                    found[person.pk] = person
        return list(found.values())

    def in_place_of(self, user: User, case: Case) -> User | None:
        """Return the person, or the deputy of who is absent; None if nobody of them serves here."""
        person = user
        for _step in range(LONGEST_CHAIN):
            deputy = self.deputies.get(person.pk)
            if deputy is None:
                return person if self.serves(person, case) else None
            person = deputy
        return None

    def serves(self, user: User, case: Case) -> bool:
        """Whether the person has a role for the procedure of this case at its authority."""
        return any(
            held == user and procedure in ("", case.kind)
            for (authority, _role), rows in self.roles.items()
            if authority == case.authority_id
            for held, procedure in rows
        )

    def works(self, user: User, case: Case) -> bool:
        """Whether one of these roles is one that works on the case."""
        return any(
            held == user and procedure in ("", case.kind)
            for role in WORKING
            for held, procedure in self.roles[case.authority_id, role]
        )
