"""Who is reached: by role, by the duty address, or by who stands in; the directory alone knows."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from casework.access.models import Absence, Membership, User
from casework.access.permissions import Role
from casework.cases.case import Case
from casework.directory.models import Authority
from casework.notices.kinds import Audience

Reached = User | None  # None is the duty address of the authority
LONGEST_CHAIN = 5  # absent deputies of absent deputies


class Staff:
    """Everybody's roles and absences on one day, read once. Two queries and the authorities."""

    def __init__(self, day: date) -> None:
        rows = Membership.objects.in_force(day).filter(user__is_active=True)
        self.roles: dict[tuple[int, str], list[tuple[User, str]]] = defaultdict(list)
        for row in rows.select_related("user").order_by("pk"):
            self.roles[row.authority_id, row.role].append((row.user, row.procedure))
        away = Absence.objects.in_force(day).select_related("deputy").order_by("pk")
        self.deputies: dict[int, User] = {row.user_id: row.deputy for row in away}
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
            return [*others] or [*supervisors] or self.on_duty(case, officers)
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
        """Return the duty address, or the officers where there is none."""
        authority = self.authorities.get(case.authority_id)
        return [None] if authority and authority.duty_email else [*officers]

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
