"""Since when a case is urgent, and whether somebody of the authority has seen that it is."""

from typing import Any

from casework.access.models import User
from casework.access.permissions import Role
from casework.cases.case import Case

WORKING = (Role.OFFICER, Role.LAWYER, Role.SUPERVISOR)


def keep_urgency(case: Case, *, by: User | None, at: Any, has_moved: bool = False) -> None:
    """Set since when the case is urgent, and that it is acknowledged; not saved.

    has_moved  another authority has it now: there nobody has seen it yet

    The officer who takes a step has seen it; without an officer, whoever works on the case has. A
    registrar has only entered it, and who gives the case to somebody has not woken that person.
    """
    if not case.is_urgent:
        case.urgent_at = case.acknowledged_at = None
        return
    if case.urgent_at is None or has_moved:
        case.urgent_at, case.acknowledged_at = at, None
    if by is None or (case.officer_id and case.officer != by):
        return  # its officer may not know yet
    held = by.roles_at(case.authority_id, case.kind)
    if case.acknowledged_at is None and set(held) & set(WORKING):
        case.acknowledged_at = at
