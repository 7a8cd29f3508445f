"""The form of each step, found by the step's name."""

from casework.workflow.forms import StepForm
from contact_point.forms import execution, keeping, leaving, orders, preservation, review
from contact_point.procedure import PROCEDURE

MODULES = (review, execution, orders, preservation, leaving, keeping)


def form_of(name: str) -> type[StepForm]:
    """Return the form of this step: start_review has StartReviewForm. Raises LookupError."""
    wanted = name.title().replace("_", "") + "Form"
    for module in MODULES:
        found = getattr(module, wanted, None)
        if found is not None:
            return found
    raise LookupError(f"no form {wanted} for the step {name}")


def all_forms() -> dict[str, type[StepForm]]:
    """Return every form by the name of its step."""
    return {row.name: form_of(row.name) for row in PROCEDURE}
