"""What may be done now with a case, and why the rest may not: from the rows of its procedure."""

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.access.permissions import Role
from casework.workflow.forms import JustForm
from casework.workflow.models import Second
from casework.workflow.people import Right, right_of, roles_of, words_for
from casework.workflow.registry import Registered
from casework.workflow.steps import Step


@dataclass(frozen=True)
class Action:
    """A step as the case page offers it, or says why not.

    is_direct  one click is enough: nothing has to be typed, nobody else decides
    against    sentences that stand against it; none if it may be taken
    """

    name: str
    label: str
    url: str
    is_proposal: bool = False
    is_direct: bool = False
    against: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Group:
    """Steps that belong together: those that may be taken, and those that have to wait."""

    label: str
    open: list[Action]
    waiting: list[Action]


@dataclass(frozen=True)
class Actions:
    """Everything that the page says about steps.

    first       the most usual next step, if this person may take it
    groups      the other steps that fit the state
    later       (label, states) of the steps that are possible in other states only
    is_reader  the person reads this case and takes no step
    answer_url  where a recipient's answer is recorded, "" if this person may not do it now
    """

    first: Action | None
    groups: list[Group]
    later: list[tuple[str, str]]
    is_reader: bool
    answer_url: str = ""

    @property
    def may_be_taken(self) -> bool:
        """Whether any step beside the first may be taken now."""
        return any(group.open for group in self.groups)

    @property
    def waiting(self) -> list[Action]:
        """The steps that fit the state and have to wait, in the order of their groups."""
        return [action for group in self.groups for action in group.waiting]


def actions_of(case: Any, user: User, procedure: Registered) -> Actions:
    """Return what this person may do with the case now, and why the rest may not be done."""
    table = procedure.table
    here = [row for row in table if case.state in row.start]
    found = {row.name: action_of(case, user, row, procedure) for row in here}
    reads_only = not {role for role, _absent in roles_of(user, case)} - {Role.AUDITOR}
    first = None if reads_only else first_of(case, procedure, found)
    groups = [
        group
        for label, names in procedure.groups
        if (group := grouped(str(label), [found[n] for n in names if n in found], first))
    ]
    later = [
        (str(row.label), ", ".join(str(table.states(state).label) for state in row.start))
        for row in table
        if case.state not in row.start
    ]
    answer = found.get("record_provider_answer")
    url = answer.url if answer and not answer.against else ""
    return Actions(first, [] if reads_only else groups, later, reads_only, url)


def action_of(case: Any, user: User, row: Step, procedure: Registered) -> Action:
    """Return the step with everything that stands against it now."""
    right = right_of(user, case, row)
    against = row.objections(case)
    is_proposal = right.second != Second.NONE
    if not (right.may_propose if is_proposal else right.may_perform):
        against.insert(0, for_whom(right))
    return Action(
        name=row.name,
        label=str(row.label),
        url=reverse("step", args=[case.public_id, row.name]),
        is_proposal=is_proposal,
        is_direct=not is_proposal and issubclass(procedure.forms[row.name], JustForm),
        against=against,
    )


def for_whom(right: Right) -> str:
    """Return whose step it is, in a few words."""
    return _("For: %(roles)s.") % {"roles": words_for(right.roles)}


def first_of(case: Any, procedure: Registered, found: dict[str, Action]) -> Action | None:
    """Return the most usual next step that this person may take now."""
    names = [name for name in procedure.usual(case) if name in found]
    return next((found[name] for name in names if not found[name].against), None)


def grouped(label: str, actions: list[Action], first: Action | None) -> Group | None:
    """Return the group without the step that stands first; None if nothing is left."""
    others = [action for action in actions if action is not first]
    if not others:
        return None
    return Group(
        label,
        [action for action in others if not action.against],
        [action for action in others if action.against],
    )
