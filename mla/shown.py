"""What the page of a request for assistance shows of its gates."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from casework.cases.law import Finding
from casework.incoming.states import OPEN, S
from mla.gates import (
    before_trial_not_met,
    form_incomplete,
    form_not_checked,
    latest_of,
    no_legal_basis,
    stage_unknown,
    wrong_door,
)
from mla.states import FORMAL_LINES, Found

GATES: tuple[Callable[[Any], str], ...] = (
    stage_unknown, wrong_door, form_not_checked, form_incomplete, before_trial_not_met,
    no_legal_basis,
)  # fmt: skip
BEFORE = (S.RECEIVED, S.REVIEW)  # acceptance is still to come
WAITING = (S.CLARIFICATION, S.POSTPONED)  # before acceptance, or after it


@dataclass(frozen=True)
class FormalLine:
    """A line of the formal check: what the law demands, what was found, and the note."""

    words: str | Promise
    found: Found
    note: str


class ShownGates:
    """What templates ask the case for."""

    def still_needed(self: Any) -> list[str]:
        """Return what stands against acceptance, later whether another authority is competent."""
        is_accepted = any(row.side == Finding.Side.INTERNATIONAL for row in self.findings.all())
        if self.state in BEFORE or (self.state in WAITING and not is_accepted):
            gates = GATES
        else:
            gates = (wrong_door,) if self.state in OPEN else ()
        return [sentence for gate in gates if (sentence := gate(self))]

    def belongs_elsewhere(self: Any) -> bool:
        """Whether another authority is competent now: only that one decides and orders."""
        return self.state in OPEN and bool(wrong_door(self))

    def formal_lines(self: Any) -> list[FormalLine]:
        """Return the lines of the formal check, in the order of the law; [] before it was made."""
        return [
            FormalLine(words, Found(said["found"]), said.get("note", ""))
            for line, words in FORMAL_LINES.items()
            if (said := self.formal_check.get(line))
        ]

    def formal_remarks(self: Any) -> list[FormalLine]:
        """Return the lines that were not simply present, or of which something was noted."""
        return [one for one in self.formal_lines() if one.note or one.found != Found.PRESENT]

    def gate_rows(self: Any) -> list[tuple[Any, bool]]:
        """Return each finding of the gates, and whether a later one took its place."""
        rows = list(self.gatefindings.all())
        return [(row, latest_of(self, row.criterion).pk != row.pk) for row in rows]
