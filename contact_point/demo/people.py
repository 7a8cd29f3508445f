"""Who works in the stories: the staff of the contact point, and who takes which step."""

from datetime import date
from typing import Any

from casework.access.models import User
from casework.access.permissions import Role
from casework.access.scope import set_scope
from casework.clock import today
from contact_point.demo.story import Act, Story

AT = "@sss.example"
TURN = (Role.OFFICER, Role.LAWYER, Role.SUPERVISOR, Role.REGISTRAR)


class People:
    """The staff by the first half of their addresses, read anew each day: roles and deputies."""

    def __init__(self) -> None:
        self.day = date.min
        self.by_name: dict[str, User] = {}
        self.by_key: dict[int, User] = {}
        self.scope: tuple[int, date] | None = None

    def __getitem__(self, name: str) -> User:
        self.renew()
        return self.by_name[name]

    def renew(self) -> None:
        """Read the people of today, unless that was done."""
        if self.day != today():
            rows = list(User.objects.filter(email__endswith=AT))
            self.by_name = {row.email.removesuffix(AT): row for row in rows}
            self.by_key = {row.pk: row for row in rows}
            self.day = today()

    def officer_of(self, case: Any, story: Story) -> User:
        """Return the officer of the case, else the one of the story."""
        self.renew()
        return self.by_key.get(case.officer_id) or self.by_name[story.officer]

    def who(self, case: Any, story: Story, act: Act, roles: tuple[Role, ...]) -> User:
        """Return whose act it is: whoever the act names, else by the first role of the step."""
        self.renew()
        named = act.word(*self.by_name)
        if named and act.name != "assign":
            return self[named]
        role = min(roles, key=TURN.index)
        if role == Role.OFFICER:
            return self.officer_of(case, story)
        return self[{Role.LAWYER: story.lawyer, Role.SUPERVISOR: story.supervisor}[role]]

    def acting(self, person: User) -> User:
        """Return the person, in whose scope the transaction goes on."""
        if self.scope != (person.pk, today()):
            set_scope(person)
            self.scope = (person.pk, today())
        return person
