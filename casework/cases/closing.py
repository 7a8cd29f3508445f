"""When nobody had to act on a case any more: it was closed, or declared void."""

from datetime import datetime

from casework.cases.case import Case, WaitingOn


def closed_at(case: Case) -> datetime | None:
    """Return when the case was closed or declared void; None while somebody has to act.

    One query, none while the case goes on.
    """
    if case.waiting_on != WaitingOn.NOBODY:
        return None
    moves = case.events.filter(after=case.state).exclude(before=case.state).order_by("-pk")
    return moves.values_list("at", flat=True).first()
