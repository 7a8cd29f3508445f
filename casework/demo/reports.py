"""The issued reports of the demonstration: one for each authority, from the cases of its shows.

The desk issues a year that is over. The cases of the demonstration are those of the last months,
so that what is issued here ends today, unless they lie in the past year.
"""

from datetime import date, timedelta
from functools import partial

from casework.access.models import User
from casework.access.permissions import Role
from casework.access.scope import set_scope, set_scope_of_all
from casework.cases.case import Case
from casework.clock import today
from casework.desk.statistics_headlines import Part
from casework.desk.statistics_printed import in_every_language
from casework.desk.statistics_year import parts_from
from casework.directory.models import Authority
from casework.directory.procedures import is_record
from casework.figures.issued import IssuedReport
from casework.figures.issuing import Counted, counted_of, issue, latest_number

REACHES_BACK = timedelta(days=45)  # most of the cases were received since then


def are_issued() -> bool:
    """Return whether a report was issued already."""
    return IssuedReport.objects.exists()


def period(day: date) -> tuple[date, date]:
    """Return the first and the last day of the report that is issued on this day."""
    year = (day - REACHES_BACK).year
    return date(year, 1, 1), min(date(year, 12, 31), day)


def play() -> None:
    """Let the head of each authority that has cases issue its report."""
    first, last = period(today())
    set_scope_of_all()
    found = Case.objects.order_by().values_list("authority", "kind").distinct()
    kinds: dict[int, list[str]] = {}
    for key, kind in found:
        if not is_record(kind):  # what is only recorded is reported apart
            kinds.setdefault(key, []).append(kind)
    for authority in Authority.objects.filter(pk__in=kinds).order_by("pk"):
        head = head_of(authority)
        set_scope(head)
        counted = counted_of(authority, kinds[authority.pk], first, last)
        printed = in_every_language(partial(printed_parts, counted))
        issue(counted, by=head, after=latest_number(authority), printed=printed)
        set_scope_of_all()


def printed_parts(counted: Counted) -> list[Part]:
    """Return the parts of the report in the active language."""
    return parts_from(counted.found, counted.following, counted.kinds)


def head_of(authority: Authority) -> User:
    """Return the first supervisor of an authority in the demonstration."""
    heads = User.objects.filter(
        is_demo=True, memberships__authority=authority, memberships__role=Role.SUPERVISOR
    )
    return heads.order_by("pk")[:1].get()
