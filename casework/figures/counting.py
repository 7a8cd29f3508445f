"""What a procedure says of itself, so that its cases are counted; each registers itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from casework.figures.adding import Adding


def adds_nothing(_adding: Adding, _facts: Mapping[str, Any]) -> None:
    """Add nothing: the procedure counts what every procedure counts."""


@dataclass(frozen=True)
class Counting:
    """Which states of a procedure mean what for statistics.

    running    states of a case that has not ended
    executing  states that a case reaches once its legal review is over
    executed   endings that report a result: only they are judged by the last day of execution
    ungiven    those of them by which nothing was given
    refusal    the ending that has a ground, "" where none has
    ground     where that ground's code stands, as a path from the case
    uncounted  states of what was no request: a wrong registration
    named      endings that are called otherwise than their state
    is_sent    requests of ours to another State; such figures stand apart from received ones
    state      where the code of the other State stands, as a path from the case
    facts      what `adds` needs besides, by name: expressions from the case
    adds       adds what only this procedure counts; a pure function of the facts
    """

    kind: str
    running: frozenset[str]
    executing: frozenset[str]
    executed: frozenset[str]
    refusal: str
    ground: str
    uncounted: frozenset[str] = frozenset()
    named: Mapping[str, str | Promise] = field(default_factory=dict)
    ungiven: frozenset[str] = frozenset()
    is_sent: bool = False
    state: str = "requesting_state__code"
    facts: Mapping[str, Any] = field(default_factory=dict)
    adds: Callable[[Adding, Mapping[str, Any]], None] = adds_nothing


COUNTINGS: dict[str, Counting] = {}


def register(counting: Counting) -> None:
    """Let cases of this kind be counted. Raises ValueError if the kind is counted already."""
    if counting.kind in COUNTINGS:
        raise ValueError(f"Cases of the kind {counting.kind} are counted already.")
    COUNTINGS[counting.kind] = counting


def is_sent(kind: str) -> bool:
    """Whether requests of this kind are ours to another State."""
    return COUNTINGS[kind].is_sent
