"""Who works in the stories: the staff of each authority, and who takes which step."""

from datetime import date
from typing import Any

from casework.access.models import User
from casework.access.permissions import Role
from casework.access.scope import set_scope, set_scope_of_all
from casework.clock import today
from casework.demo.story import Act, Story

TURN = (Role.OFFICER, Role.LAWYER, Role.SUPERVISOR, Role.REGISTRAR)


class People:
    """The staff by authority and first half of the address, read anew each day.

    Who is absent, and the roles that a deputy has, change from day to day.
    """

    def __init__(self) -> None:
        self.day = date.min
        self.by_name: dict[tuple[str, str], User] = {}
        self.by_key: dict[int, User] = {}
        self.scope: tuple[int, date] | None = None

    def renew(self) -> None:
        """Read the people of today, unless that was done."""
        if self.day != today():
            rows = list(User.objects.filter(is_demo=True))
            self.by_name = {desk_and_name(row): row for row in rows}
            self.by_key = {row.pk: row for row in rows}
            self.day = today()

    def at(self, authority: str, name: str) -> User:
        """Return the colleague of this name there, else whoever has the name of the role."""
        self.renew()
        return self.by_name.get((authority, name)) or self.by_name[authority, "officer"]

    def named(self, authority: str, act: Act) -> User | None:
        """Return whom the act names, None if nobody."""
        self.renew()
        found = act.word(*(name for desk, name in self.by_name if desk == authority))
        return self.at(authority, found) if found else None

    def officer_of(self, case: Any, story: Story) -> User:
        """Return the officer of the case, else the one of the story."""
        self.renew()
        return self.by_key.get(case.officer_id) or self.at(case.authority.code, story.officer)

    def who(self, case: Any, story: Story, act: Act, roles: tuple[Role, ...]) -> User:
        """Return whose act it is: whoever the act names, else by the first role of the step."""
        named = self.named(case.authority.code, act)
        if named and act.name != "assign":
            return named
        role = min(roles, key=TURN.index)
        if role == Role.OFFICER:
            return self.officer_of(case, story)
        name = {Role.LAWYER: story.lawyer, Role.SUPERVISOR: story.supervisor}[role]
        return self.at(case.authority.code, name)

    def of_all(self) -> None:
        """Let the transaction see the cases of every authority until somebody acts."""
        set_scope_of_all()
        self.scope = None

    def acting(self, person: User) -> User:
        """Return the person, in whose scope the transaction goes on."""
        if self.scope != (person.pk, today()):
            set_scope(person)
            self.scope = (person.pk, today())
        return person


def desk_and_name(person: User) -> tuple[str, str]:
    """Return the code of the authority and the first half of the address: kamran@sss.example."""
    name, _at, domain = person.email.partition("@")
    return domain.removesuffix(".example").upper(), name
