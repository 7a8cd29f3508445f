"""What a procedure says of itself, so that its cases are counted; each registers itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise


@dataclass(frozen=True)
class Counting:
    """Which states of a procedure mean what for statistics.

    running    states of a case that has not ended
    executing  states that a case reaches once its legal review is over
    executed   endings that report a result: only they are judged by the last day of execution
    refusal    the ending that has a ground
    ground     where that ground's code stands, as a path from the case
    uncounted  states of what was no request: a wrong registration
    named      endings that are called otherwise than their state
    """

    kind: str
    running: frozenset[str]
    executing: frozenset[str]
    executed: frozenset[str]
    refusal: str
    ground: str
    uncounted: frozenset[str] = frozenset()
    named: Mapping[str, str | Promise] = field(default_factory=dict)


COUNTINGS: dict[str, Counting] = {}


def register(counting: Counting) -> None:
    """Let cases of this kind be counted. Raises ValueError if the kind is counted already."""
    if counting.kind in COUNTINGS:
        raise ValueError(f"Cases of the kind {counting.kind} are counted already.")
    COUNTINGS[counting.kind] = counting
