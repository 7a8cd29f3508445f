"""What comes next with a case for one person: a decision, a letter, a step; or whose turn it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.access.permissions import Role
from casework.cases.case import WaitingOn
from casework.desk.queue_words import Reason, pressing_of, waiting_words
from casework.letters.kinds import outcome_kinds, titles
from casework.letters.models import Letter
from casework.workflow.models import Proposal
from casework.workflow.people import right_of, roles_of, words_for
from casework.workflow.proposals import may_decide
from casework.workflow.registry import Registered, registered


@dataclass(frozen=True)
class Proposed:
    """A step that was proposed and waits for its decision. decider: whose decision it is."""

    label: str
    who: str
    decider: str
    may_decide: bool
    url: str


@dataclass(frozen=True)
class ToSend:
    """The letter that leaves before anything else. url: its page; sent_url: marking it as sent.

    presses  how long it is until the loss or the answer for which it is needed, None without one
    """

    title: str
    url: str
    sent_url: str
    presses: Reason | None = None


def proposals_by_step(case: Any) -> dict[str, Proposal]:
    """Return the proposals that wait for a decision, by the name of their step."""
    return {row.step: row for row in case.proposals.all() if row.status == Proposal.Status.OPEN}


def proposed_of(case: Any, user: User, procedure: Registered) -> Proposed | None:
    """Return what waits for a decision, if it is the usual next step; None if none does."""
    waiting = proposals_by_step(case)
    name = next((name for name in procedure.usual(case) if name in waiting), None)
    if name is None:
        return None
    row = procedure.table[name]
    return Proposed(
        label=str(row.label),
        who=str(waiting[name].made_by),
        decider=words_for(right_of(user, case, row).roles),
        may_decide=may_decide(case, waiting[name], user),
        url=f"{case.get_absolute_url()}#proposals",
    )


def letter_of(case: Any, user: User) -> ToSend | None:
    """Return the letter without which nothing goes on, for an officer; None if there is none.

    What tells the outcome of a case that has ended; before that what asks a recipient for data.
    """
    if Role.OFFICER not in {role for role, _behalf in roles_of(user, case)}:
        return None
    drafts = first_drafts(case)
    if not drafts:
        return None
    letter = min(drafts, key=lambda row: row.pk)
    title = titles(case.kind, [letter])[0]
    named = [case.public_id, letter.public_id]
    ways = reverse("letter", args=named), reverse("letter_sent", args=named)
    return ToSend(title, *ways, pressing_of(case))


def first_drafts(case: Any) -> list[Letter]:
    """Return the drafts without which nothing goes on."""
    return [row for row in case.letters.all() if row.is_draft and goes_first(case, row)]


def goes_first(case: Any, letter: Letter) -> bool:
    """Whether the case stands still until this draft has left."""
    if case.is_ended:
        is_closed = case.waiting_on == WaitingOn.NOBODY
        return not is_closed and letter.kind in outcome_kinds(case.kind, case.state)
    return letter.addressee == Letter.Addressee.RECIPIENT and bool(
        letter.order and letter.order.is_open
    )


def whose_turn(case: Any, user: User, names: Iterable[str]) -> str:
    """Return in words for whom the case waits, "" if nobody can say.

    names  the steps that come next as a rule
    """
    if case.waiting_on == WaitingOn.NOBODY:
        return ""
    if case.waiting_on != WaitingOn.US:
        return f"{waiting_words()[case.waiting_on]}."
    if first_drafts(case):
        return _("A letter is to be sent first. It waits for: %(roles)s.") % {
            "roles": words_for([Role.OFFICER])
        }
    table: Mapping[str, Any] = registered(case.kind).table.rows
    for name in names:
        row = table.get(name)
        if row and case.state in row.start and not row.objections(case):
            words = {"step": row.label, "roles": words_for(right_of(user, case, row).roles)}
            return _("Next comes “%(step)s”. It waits for: %(roles)s.") % words
    return ""
