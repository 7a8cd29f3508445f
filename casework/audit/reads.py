"""The log of searches: who looked for what, a row for each authority in which it was looked for.

Of preserved data of another authority somebody learns by a reference or an identifier alone: it
stands in the log of the authority that holds them.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from typing import Any

from casework.access.models import User
from casework.audit.events import ReadLog
from casework.cases.case import Case
from casework.cases.kept import Held

LONGEST = ReadLog._meta.get_field("typed").max_length


def log_search(person: User, typed: str, cases: Collection[Any] | None) -> None:
    """Record what was searched for, and how many of each authority's cases were listed.

    cases  those that were listed; None if nobody counted them

    Each authority keeps its own row: of whoever has a role there, and of a granted case.
    """
    listed = Counter(case.authority_id for case in cases or ())
    authorities = {*person.authorities, *listed} or granting(person)
    ReadLog.objects.bulk_create(
        ReadLog(
            user=person,
            authority_id=authority,
            what=ReadLog.What.SEARCH,
            typed=typed[:LONGEST],
            found=None if cases is None else listed[authority],
        )
        for authority in sorted(authorities)
    )


def log_opened(person: User, typed: str, case: Any) -> None:
    """Record that what was searched for named one case, which was opened at once."""
    ReadLog.objects.create(
        user=person,
        authority_id=case.authority_id,
        case_id=case.pk,
        what=ReadLog.What.SEARCH,
        typed=typed[:LONGEST],
        found=1,
    )


def log_preserved(person: User, told: Iterable[Held]) -> None:
    """Record for whoever holds preserved data that the person learned of them, and by what.

    Of identifiers the kind alone: the value may be in a case that the person does not see.
    """
    ways = ReadLog.What
    ReadLog.objects.bulk_create(
        ReadLog(
            user=person,
            authority_id=one.holder_authority,
            case_id=one.holder_id,
            what=what,
            typed=", ".join(by)[:LONGEST],
            found=1,
        )
        for one in told
        for what, by in ((ways.REFERENCE, one.references), (ways.IDENTIFIER, one.identifiers))
        if by
    )


def granting(person: User) -> set[int]:
    """Return the authorities of the cases that the person was granted."""
    if not person.granted_cases:
        return set()
    rows = Case.objects.filter(pk__in=person.granted_cases)
    return set(rows.values_list("authority", flat=True))
