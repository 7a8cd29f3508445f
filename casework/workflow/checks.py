"""What the door asks before a step is taken; each check raises what stands in refusals.py."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from casework.access.models import User
from casework.workflow.forms import StepForm
from casework.workflow.models import Second
from casework.workflow.people import Right, words_for
from casework.workflow.refusals import InvalidDetails, NotAllowed, Stale, StepRefused
from casework.workflow.registry import registered
from casework.workflow.steps import Step


def refuse_stale(case: Any, version: int) -> None:
    """Raise Stale unless the person saw the case as it is."""
    if case.version != version:
        happened = case.events.filter(version__gt=version).select_related("actor")
        raise Stale(case, list(happened.order_by("number")))


def refuse_strangers(right: Right, row: Step) -> None:
    """Raise NotAllowed unless the person has something to do with this step."""
    if right.is_none:
        raise NotAllowed(whose(right, row))


def whose(right: Right, row: Step) -> str:
    """Return the sentence that says whose step it is."""
    named = {"step": row.label, "roles": words_for(right.roles)}
    return _("“%(step)s” is for: %(roles)s.") % named


def needs_second(right: Right) -> str:
    """Return the sentence that says that somebody else has to decide."""
    if right.second == Second.SUPERVISOR:
        return _("This step needs two persons: propose it, and a supervisor decides.")
    return _("This step needs two persons: propose it, and another person decides.")


def refuse_objections(case: Any, row: Step, by: User | None = None) -> None:
    """Raise StepRefused if the state or an objection stands against the step."""
    states = registered(case.kind).table.states
    if case.state not in row.start:
        label = states(case.state).label
        raise StepRefused(
            _("“%(step)s” is not possible while the case is “%(state)s”.")
            % {"step": row.label, "state": label}
        )
    objections = row.objections(case, by)
    if objections:
        raise StepRefused(*objections)


def checked(case: Any, row: Step, details: Mapping[str, Any], by: User | None) -> StepForm:
    """Return the step's form, bound to these details and valid. Raises InvalidDetails."""
    form = registered(case.kind).forms[row.name](dict(details), case=case, by=by)  # type: ignore[arg-type]
    if not form.is_valid():
        raise InvalidDetails(form)
    return form
