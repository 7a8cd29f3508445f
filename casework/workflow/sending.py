"""A letter that leaves, or is not needed: days may run from it, and others may have to act now."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import transaction

from casework.cases.case import Case
from casework.cases.clocks import PLANNED, replan
from casework.cases.whole import gather
from casework.clock import today
from casework.figures.keeping import tally
from casework.letters import changes
from casework.letters.models import Letter
from casework.letters.unsent import answer_drafts
from casework.notices.wakes import touch
from casework.workflow.registry import registered


def send(letter: Letter, **details: Any) -> Letter:
    """Mark the draft as sent and return it. Raises as changes.send() does."""
    return settled(changes.send, letter, partial(leave, letter.pk), details)


def drop(letter: Letter, **details: Any) -> Letter:
    """Decide that the draft is not needed and return it. Raises as changes.drop() does."""
    return settled(changes.drop, letter, wait_anew, details)


def settled(
    change: Callable[..., Letter],
    letter: Letter,
    afterwards: changes.Afterwards,
    details: dict[str, Any],
) -> Letter:
    """Change the letter, and count the days anew that we waited for somebody."""
    with transaction.atomic():
        held = change(letter, afterwards=afterwards, **details)
        tally(held.case)
        return held


def leave(letter: int, case: Case) -> dict[str, list[str]]:
    """Count anew what runs from the letter that left, then go on as wait_anew()."""
    procedure = registered(case.kind)
    whole = procedure.model.objects.get(pk=case.pk)
    if procedure.left(whole, whole.letters.get(pk=letter)):
        gather(whole)
        table = procedure.table
        reviewing, running = whole.state in table.reviewing, whole.state in table.running
        replan(whole, reviewing=reviewing, running=running, as_of=today())
        Case.objects.filter(pk=case.pk).update(**{name: getattr(whole, name) for name in PLANNED})
        touch(case)
    return wait_anew(case)


def wait_anew(case: Case) -> dict[str, list[str]]:
    """Keep for whom the locked case waits now; return [before, now], nothing if it is the same.

    And whether the letter has still to leave that tells how it ended. No step is taken: the case
    keeps its version.
    """
    whole = registered(case.kind).model.objects.get(pk=case.pk)
    gather(whole)
    owes_answer = bool(answer_drafts(whole))
    if owes_answer != whole.owes_answer:
        Case.objects.filter(pk=case.pk).update(owes_answer=owes_answer)
    before, whom = str(case.waiting_on), str(whole.waits_on())
    if whom == before:
        return {}
    Case.objects.filter(pk=case.pk).update(waiting_on=whom)
    case.waiting_on = whom
    return {"waiting_on": [before, whom]}
