"""Notices that follow from a step at once: to whom the case was given, and who has it no more."""

from collections.abc import Mapping
from typing import Any

from casework.access.models import User
from casework.cases.case import Case
from casework.clock import now, today
from casework.notices.kinds import Audience, Kind
from casework.notices.models import Notice
from casework.notices.planning import new_notice
from casework.notices.staff import Staff


def tell_of_step(case: Case, by: User | None, before: Mapping[str, Any], had_ended: bool) -> None:
    """Write, in the transaction of the step, who has to know that the case is theirs (again).

    before     the tracked columns as they were
    had_ended  the case had ended before
    """
    found: list[Notice] = []
    if case.authority_id != before["authority_id"]:
        found += of_hand_over(case, by, before["authority_id"])
    elif had_ended and not case.is_ended:
        found += of_reopening(case)
    if case.officer_id and case.officer_id != before["officer_id"] and case.officer != by:
        given = [person for person in Staff(today()).given_to(case) if person != by]
        found += [at_once(case, case.authority_id, person, Kind.ASSIGNED) for person in given]
    Notice.objects.bulk_create(found, ignore_conflicts=True)


def of_hand_over(case: Case, by: User | None, authority_before: int) -> list[Notice]:
    """Return the notices to whoever receives the case, and to the head who has lost it."""
    staff = Staff(today())
    left = [user for user in staff.heads_of(authority_before, case.kind) if user != by]
    return [
        *of_arrival(case, staff),
        *(at_once(case, authority_before, person, Kind.LEFT) for person in left),
    ]


def of_reopening(case: Case) -> list[Notice]:
    """Return the one notice that the case goes on: nothing from before is said again."""
    people = Staff(today()).reached(case, [Audience.OFFICER])
    found = [at_once(case, case.authority_id, person, Kind.REOPENED) for person in people]
    for row in found:
        row.last_on = case.due_on
    return found


def tell_of_arrival(case: Case) -> None:
    """Write who has to know of a case that another authority has opened here."""
    Notice.objects.bulk_create(of_arrival(case, Staff(today())), ignore_conflicts=True)


def of_arrival(case: Case, staff: Staff) -> list[Notice]:
    """Return the notices to whoever receives the case."""
    people = staff.reached(case, [Audience.OFFICER])
    return [at_once(case, case.authority_id, person, Kind.ARRIVED) for person in people]


def at_once(case: Case, authority_id: int, person: User | None, kind: Kind) -> Notice:
    """Return a notice that is due now; each step tells anew."""
    return new_notice(case, authority_id, person, kind=kind, version=case.version, due_at=now())
