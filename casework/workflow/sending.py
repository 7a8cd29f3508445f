"""A letter that leaves, or is not needed: from then on the case may wait for somebody else."""

from collections.abc import Callable
from typing import Any

from django.db import transaction

from casework.cases.case import Case
from casework.cases.whole import gather
from casework.figures.keeping import tally
from casework.letters import changes
from casework.letters.models import Letter
from casework.workflow.registry import registered


def send(letter: Letter, **details: Any) -> Letter:
    """Mark the draft as sent and return it. Raises as changes.send() does."""
    return settled(changes.send, letter, details)


def drop(letter: Letter, **details: Any) -> Letter:
    """Decide that the draft is not needed and return it. Raises as changes.drop() does."""
    return settled(changes.drop, letter, details)


def settled(change: Callable[..., Letter], letter: Letter, details: dict[str, Any]) -> Letter:
    """Change the letter, and count the days anew that we waited for somebody."""
    with transaction.atomic():
        held = change(letter, afterwards=wait_anew, **details)
        tally(held.case)
        return held


def wait_anew(case: Case) -> dict[str, list[str]]:
    """Keep for whom the locked case waits now; return [before, now], nothing if it is the same.

    No step is taken: the case keeps its version, and no day of it moves.
    """
    whole = registered(case.kind).model.objects.get(pk=case.pk)
    gather(whole)
    before, whom = str(case.waiting_on), str(whole.waits_on())
    if whom == before:
        return {}
    Case.objects.filter(pk=case.pk).update(waiting_on=whom)
    case.waiting_on = whom
    return {"waiting_on": [before, whom]}
