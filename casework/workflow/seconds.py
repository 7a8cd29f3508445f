"""Which steps need a second person: what the rows of a procedure name."""

from typing import Any

from casework.workflow.models import Second
from casework.workflow.registry import registered


def two_persons(case: Any) -> Second:
    """Somebody proposes, a supervisor who did not propose decides."""
    return Second.SUPERVISOR


def after_review(case: Any) -> Second:
    """One person alone until legal review has begun, so that a night desk is never stuck."""
    begun = case.state != registered(case.kind).table.first
    return Second.SUPERVISOR if begun else Second.NONE
