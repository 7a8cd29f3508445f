"""What stands against steps on conditions of use, and against letting material leave (Art. 28)."""

from typing import Any

from django.utils.translation import gettext as _

from casework.cases.items import Outcome
from casework.cases.law import UseCondition


def awaited(case: Any) -> list[UseCondition]:
    """Return the conditions to which the requester has still to say anything."""
    return [row for row in case.useconditions.all() if row.is_awaited]


def declined(case: Any) -> list[UseCondition]:
    """Return the declined conditions on which nobody has decided."""
    return [row for row in case.useconditions.all() if row.is_declined]


def accepted_next(case: Any) -> list[UseCondition]:
    """Return what an acceptance is about: what is awaited, else what was declined before."""
    return awaited(case) or declined(case)


def conditions_not_accepted(case: Any) -> str:
    """A condition of use has not been accepted, and material would leave (Art. 28)."""
    if not any(item.outcome == Outcome.GIVEN for item in case.dataitems.all()):
        return ""
    if declined(case):
        return _(
            "The requester declined a condition of use: a supervisor decides first whether the"
            " material is given all the same (Art. 28.2)."
        )
    return _("The requester has not accepted the conditions of use.") if awaited(case) else ""


def conditions_accepted_already(case: Any) -> str:
    """No condition waits for acceptance."""
    return "" if accepted_next(case) else _("No condition of use waits for acceptance.")


def no_condition_awaited(case: Any) -> str:
    """No condition waits for what the requester says."""
    return "" if awaited(case) else _("No condition of use waits for acceptance.")


def no_condition_declined(case: Any) -> str:
    """No condition was declined, or it is decided already what follows."""
    return "" if declined(case) else _("No declined condition of use is to be decided on.")


def awaits_terms(case: Any) -> bool:
    """Whether every item has its outcome and only the requester’s acceptance is missing."""
    items = case.dataitems.all()
    return bool(
        awaited(case)
        and not declined(case)
        and all(item.is_settled for item in items)
        and any(item.outcome == Outcome.GIVEN for item in items)
    )
