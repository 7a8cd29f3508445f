"""What may be done now with a case, and why the rest may not: from the rows of its procedure."""

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.access.permissions import Role
from casework.cases.case import WaitingOn
from casework.desk.ahead import (
    Proposed,
    ToSend,
    letter_of,
    proposals_by_step,
    proposed_of,
    whose_turn,
)
from casework.languages import per_language
from casework.workflow.forms import JustForm, StepForm
from casework.workflow.models import Second
from casework.workflow.people import Right, right_of, roles_of, words_for
from casework.workflow.registry import Registered, registered
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
    later       (label, when) of the steps that are possible in other states only
    is_reader  the person reads this case and takes no step
    answer_url  where a recipient's answer is recorded, "" if this person may not do it now
    beside      a step that may be taken beside the first: what a recipient keeps is to be recorded
    take_on     by which the person takes on what nobody has yet, None otherwise
    proposed    the usual next step, proposed and not decided yet, None otherwise
    letter      what is to be sent before the next step, None if nothing is
    turn        for whom the case waits, in words; "" if it is this person's turn
    """

    first: Action | None
    groups: list[Group]
    later: list[tuple[str, str]]
    is_reader: bool
    answer_url: str = ""
    take_on: Action | None = None
    proposed: Proposed | None = None
    letter: ToSend | None = None
    turn: str = ""
    beside: Action | None = None

    @property
    def has_next(self) -> bool:
        """Whether there is anything to say of what comes next."""
        return bool(
            self.letter or self.proposed or self.first or self.take_on or self.turn or self.beside
        )

    @property
    def is_for_reader(self) -> bool:
        """Whether this person has something to do next: send, decide, take a step, take it on."""
        decides = self.proposed and self.proposed.may_decide
        return bool(self.letter or decides or self.first or self.take_on or self.beside)

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
    later = later_of(procedure.kind, case.state)
    turn = whose_turn(case, user, procedure.usual(case))
    if not {role for role, _absent in roles_of(user, case)} - {Role.AUDITOR}:
        return Actions(None, [], later, is_reader=True, turn=turn)
    letter, proposed = letter_of(case, user), proposed_of(case, user, procedure)
    stands_still = proposed or (letter and case.state not in table.reviewing)
    first = None if stands_still else first_of(case, procedure, found)
    take_on = None if case.officer_id else without_objection(found, "take_on")
    answer = without_objection(found, "record_provider_answer")
    beside = beside_of(case, found)
    is_theirs = case.waiting_on == WaitingOn.US and (first or letter or proposed)
    return Actions(
        first=first,
        groups=groups_of(procedure, found, (first, take_on, beside)),
        later=later,
        is_reader=False,
        answer_url=answer.url if answer else "",
        take_on=take_on,
        proposed=proposed,
        letter=letter,
        turn="" if is_theirs else turn,
        beside=beside,
    )


@per_language
def later_of(kind: str, state: str) -> list[tuple[str, str]]:
    """Return (label, when) of the steps that are possible in other states only."""
    table = registered(kind).table
    when = _("Possible while the case is: %(states)s")
    elsewhere = [row for row in table if state not in row.start]
    states = [", ".join(str(table.states(s).label) for s in row.start) for row in elsewhere]
    return [
        (str(row.label), when % {"states": named})
        for row, named in zip(elsewhere, states, strict=True)
    ]


def beside_of(case: Any, found: dict[str, Action]) -> Action | None:
    """Return the step that records what a recipient keeps, once it was asked to."""
    return without_objection(found, "record_preserved") if is_asked_to_keep(case) else None


def is_asked_to_keep(case: Any) -> bool:
    """Whether a recipient has the letter that asks to keep data, and has not said since when."""
    waiting = {
        order.pk
        for order in case.orders.all()
        if hasattr(order, "preservation") and not order.lifted_at
        if not (order.preservation.effective_on or order.preservation.released_at)
    }
    return any(letter.sent_at and letter.order_id in waiting for letter in case.letters.all())


def waits_of(case: Any) -> str:
    """Return whom we wait for; beside us who was asked to keep the data and has not said so."""
    whom = str(WaitingOn(case.waiting_on).label)
    if case.waiting_on != WaitingOn.US or not is_asked_to_keep(case):
        return whom
    return _("Us, and who was asked to keep the data")


def without_objection(found: dict[str, Action], name: str) -> Action | None:
    """Return the step of this name if it may be taken now."""
    action = found.get(name)
    return action if action and not action.against else None


def groups_of(
    procedure: Registered, found: dict[str, Action], above: tuple[Action | None, ...]
) -> list[Group]:
    """Return the steps in their groups, without those that stand above."""
    named = [(label, [found[n] for n in names if n in found]) for label, names in procedure.groups]
    made = [grouped(str(label), actions, above) for label, actions in named]
    return [group for group in made if group]


def action_of(case: Any, user: User, row: Step, procedure: Registered) -> Action:
    """Return the step with everything that stands against it now."""
    right = right_of(user, case, row)
    against = row.objections(case, user)
    is_proposal = right.second != Second.NONE
    if not (right.may_propose if is_proposal else right.may_perform):
        against.insert(0, for_whom(right))
    elif row.name in proposals_by_step(case):
        against.append(_("It has been proposed already and is to be decided."))
    return Action(
        name=row.name,
        label=str(row.label),
        url=reverse("step", args=[case.public_id, row.name]),
        is_proposal=is_proposal,
        is_direct=not is_proposal and is_one_click(case, user, procedure.forms[row.name]),
        against=against,
    )


def is_one_click(case: Any, user: User, form: type[StepForm]) -> bool:
    """Whether nothing has to be typed, and nothing read, before the step is taken."""
    return issubclass(form, JustForm) and not form(case=case, by=user).told()


def for_whom(right: Right) -> str:
    """Return whose step it is, in a few words."""
    return _("For: %(roles)s.") % {"roles": words_for(right.roles)}


def first_of(case: Any, procedure: Registered, found: dict[str, Action]) -> Action | None:
    """Return the most usual next step that this person may take now."""
    names = [name for name in procedure.usual(case) if name in found]
    return next((found[name] for name in names if not found[name].against), None)


def grouped(label: str, actions: list[Action], above: tuple[Action | None, ...]) -> Group | None:
    """Return the group without the steps that stand above; None if nothing is left."""
    others = [action for action in actions if action not in above]
    if not others:
        return None
    return Group(
        label,
        [action for action in others if not action.against],
        [action for action in others if action.against],
    )
