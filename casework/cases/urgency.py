"""Since when a case is urgent, and whether somebody of the authority has seen that it is."""

from typing import Any

from casework.access.models import User
from casework.access.permissions import Role
from casework.cases.case import Case

WORKING = (Role.OFFICER, Role.LAWYER, Role.SUPERVISOR)


def keep_urgency(case: Case, *, by: User | None, at: Any, has_moved: bool = False) -> None:
    """Set since when the case is urgent, and that it is acknowledged; not saved.

    has_moved  another authority has it now: there nobody has seen it yet

    Whoever works on the case has seen it; a registrar has only entered it.
    """
    if not case.is_urgent:
        case.urgent_at = case.acknowledged_at = None
        return
    is_news = case.urgent_at is None or has_moved
    if is_news:
        case.urgent_at, case.acknowledged_at = at, None
    if is_news and case.officer_id and case.officer != by:
        return  # somebody else's case has become urgent: its officer does not know yet
    held = by.roles_at(case.authority_id, case.kind) if by is not None else []
    if case.acknowledged_at is None and set(held) & set(WORKING):
        case.acknowledged_at = at
