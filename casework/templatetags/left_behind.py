"""For the letters on the page of a case: what happened since a draft was written."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django import template

from casework.letters.anew import later_than, may_be_drafted_anew
from casework.workflow.history import Line
from casework.workflow.registry import registered

register = template.Library()
# Who has the case stands in no letter.
SAYS_NOTHING = frozenset({"take_on", "assign"})


@register.simple_tag
def step_after(letter: Any, history: Iterable[Line]) -> str:
    """Return the last step of these lines that came after the draft was written, "" if none did.

    It costs no query: the page of the letter compares what it says with what it would say.
    """
    if not letter.is_draft or not may_be_drafted_anew(letter):
        return ""
    kind = letter.case.kind
    event = later_than(letter, (line.event for line in history), steps_that_say(kind))
    return str(registered(kind).table[event.verb].label) if event else ""


@cache
def steps_that_say(kind: str) -> frozenset[str]:
    """Return the steps of a procedure after which a letter may say something else."""
    return frozenset(row.name for row in registered(kind).table) - SAYS_NOTHING
