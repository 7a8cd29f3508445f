"""Where a case stands: the main states of its procedure, drawn from the procedure's own rows."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from casework.languages import per_language
from casework.workflow.registry import registered
from casework.workflow.steps import Procedure

DONE, CURRENT, AHEAD, SKIPPED = "done", "current", "ahead", "skipped"


@dataclass(frozen=True)
class Way:
    """The steps that lead from where the case stands to a state."""

    to: str
    steps: list[str]


@dataclass
class Stop:
    """One main state; `aside` are the states that a case leaves again to whence it came."""

    label: str
    mark: str
    aside: list["Stop"] = field(default_factory=list)

    @property
    def is_current(self) -> bool:
        """Whether the case stands here."""
        return self.mark == CURRENT


@dataclass(frozen=True)
class Course:
    """The main states in order, the states beside them, and the ways on from here."""

    stops: list[Stop]
    aside: list[Stop]
    ways: list[Way]


def course_of(case: Any, table: Procedure, been: set[str]) -> Course:
    """Return where the case stands among the states of its procedure.

    been  the states in which it has been
    """
    states, beside = list(table.states), aside(table)
    outcomes, closing = endings(table)
    main = [state for state in states if state in table.running and state not in beside]
    reached = [state for state in main if state in been or state == case.state]
    latest = main.index(reached[-1]) if reached else -1
    is_over = case.state not in table.running

    def mark(state: str) -> str:
        if state == case.state:
            return CURRENT
        if state in been:
            return DONE if is_over or main.index(state) <= latest else AHEAD
        return SKIPPED if is_over else AHEAD

    stops = [Stop(str(state.label), mark(state)) for state in main]
    stops += ends(case, table, been & outcomes, closing)
    asides = [
        Stop(
            str(state.label),
            CURRENT if state == case.state else DONE if state in been else AHEAD,
        )
        for state in states
        if state in beside
    ]
    return Course(stops, asides, ways(case.kind, case.state))


def aside(table: Procedure) -> set[str]:
    """Return the states that are left to whence the case came: steps with several running ends."""
    return {
        str(state)
        for row in table
        if len(row.ends) > 1 and set(row.ends) & table.running
        for state in row.start
    }


def endings(table: Procedure) -> tuple[set[str], set[str]]:
    """Return the states in which a case has ended, and those that close it then."""
    closers = [
        row
        for row in table
        if row.ends and not set(row.ends) & table.running and not set(row.start) & table.running
    ]
    return (
        {str(state) for row in closers for state in row.start},
        {str(state) for row in closers for state in row.ends},
    )


def ends(case: Any, table: Procedure, ended: set[str], closing: set[str]) -> list[Stop]:
    """Return the last two stops: the outcome by its name once there is one, and closing."""
    is_over = case.state not in table.running
    if case.state in closing:
        outcome = [str(table.states(name).label) for name in ended] if len(ended) == 1 else []
        found = Stop(outcome[0] if outcome else _("Outcome"), DONE if ended else SKIPPED)
    elif is_over:
        found = Stop(str(table.states(case.state).label), CURRENT)
    else:
        found = Stop(_("Outcome"), AHEAD)
    final = [
        Stop(str(state.label), CURRENT if state == case.state else AHEAD)
        for state in table.states
        if state in closing
    ]
    return [found, *final]


@per_language
def ways(kind: str, here: str) -> list[Way]:
    """Return every state that a step reaches from this one, with the steps that lead there."""
    found: dict[str, list[str]] = {}
    table = registered(kind).table
    for row in table:
        if here in row.start:
            for end in row.ends:
                found.setdefault(end, []).append(str(row.label))
    return [
        Way(str(state.label), found[state])
        for state in table.states
        if state in found and state != here
    ]
