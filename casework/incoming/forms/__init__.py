"""The form of each step that incoming requests share, found by the step's name."""

from types import ModuleType

from casework.incoming.forms import (
    conditions,
    execution,
    keeping,
    leaving,
    orders,
    preservation,
    released,
    review,
)
from casework.subtasks import forms as subtasks
from casework.workflow.forms import StepForm
from casework.workflow.steps import Procedure

MODULES = (
    review, execution, conditions, released, orders, preservation, leaving, keeping, subtasks,
)  # fmt: skip


def forms_of(table: Procedure, *own: ModuleType) -> dict[str, type[StepForm]]:
    """Return every form of the procedure by the name of its step: its own before the shared ones.

    Raises LookupError for a step without a form.
    """
    return {row.name: form_of(row.name, (*own, *MODULES)) for row in table}


def form_of(name: str, modules: tuple[ModuleType, ...]) -> type[StepForm]:
    """Return the form of this step: start_review has StartReviewForm. Raises LookupError."""
    wanted = name.title().replace("_", "") + "Form"
    for module in modules:
        found: type[StepForm] | None = getattr(module, wanted, None)
        if found is not None:
            return found
    raise LookupError(f"no form {wanted} for the step {name}")
