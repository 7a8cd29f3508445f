"""What steps and states are called."""

from typing import Any

from casework.languages import per_language
from casework.workflow.registry import REGISTERED, registered


def labels_of_steps(kind: str) -> dict[str, str]:
    """Return the label of each step of a procedure by name; none for an unknown procedure."""
    procedure = REGISTERED.get(kind)
    return {row.name: str(row.label) for row in procedure.table} if procedure else {}


def state_label(case: Any) -> str:
    """Return the state of the case as its procedure calls it, "–" for an unknown procedure."""
    procedure = REGISTERED.get(case.kind)
    return str(procedure.table.states(case.state).label) if procedure else "–"


@per_language
def labels_of_states(kind: str) -> dict[str, str]:
    """Return the label of each state of a procedure by name."""
    return {name: str(label) for name, label in registered(kind).table.states.choices}
