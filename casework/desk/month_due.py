"""Which last days fall on which day: those of one's own work, or of everything one serves.

How many they are says the summary that every step keeps; cases are read for one day only.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, DateTimeField, Exists, F, OuterRef, Q, Value
from django.db.models.functions import Cast, TruncDate
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.access.models import User
from casework.cases.additions import Link
from casework.cases.case import Case
from casework.cases.kept import expiring
from casework.cases.orders import Preservation
from casework.cases.pressing import LOSS_AHEAD
from casework.cases.queries import desks_of
from casework.cases.rows import CaseRow
from casework.cases.subtasks import SubTask
from casework.clock import BAKU, begin_of, end_of
from casework.clock.own import AWAITED, KEPT
from casework.directory.procedures import PROCEDURES
from casework.figures.due import DAYS, INSTANTS, LINKED, PRESERVED, SUBTASK
from casework.figures.due_reading import ends_by_day

MOST = 50  # references of each kind that the page lists for one day
WHAT: dict[str, str | Promise] = {
    "review": _("Legal review"),
    "execution": _("Execution"),
    "ceiling": _("Ceiling"),
    "awaited": _("Reminder due"),
    "kept_abroad": _("End of preservation abroad"),
    "answer_by": _("Answer asked for"),
    "loss": _("Loss of data expected"),
    "preservation": _("End of preservation"),
    "subtask": _("Sub-task due"),
}
PRESSES = {"answer_by": Q(), "loss": LOSS_AHEAD}
NO_INSTANT = Cast(Value(None), DateTimeField())  # typed: parts of a union are alike


@dataclass(frozen=True)
class Reference:
    """A case with a last day on the day asked for; at: the instant, None if it is a whole day."""

    what: str
    public_id: UUID
    reference: str
    is_urgent: bool
    officer: str
    at: datetime | None


def cases_of(person: User, *, is_mine: bool) -> Any:
    """Return the cases that are this person's work, or only those assigned to them."""
    rows = Case.objects.of_roles(person)
    return rows.filter(officer=person) if is_mine else rows


def counts_of(
    person: User, first: date, last: date, *, is_mine: bool
) -> dict[date, dict[str, int]]:
    """Return for each day what ends on it and how often: {day: {"review": 2}}.

    One query, and a second one where data of these days were linked with a request: whether an
    undecided one keeps them longer is asked now.
    """
    whose = person.pk if is_mine else None
    found = ends_by_day(desks_of(person), first, last, (*WHAT, LINKED), whose)
    linked = [ends.pop(LINKED) for ends in found.values() if LINKED in ends]
    if linked:
        links = Link.objects.filter(kind=Link.Kind.PRESERVED, other=OuterRef("case"))
        rows = preserved(person, first, last, is_mine=is_mine).filter(Exists(links)).order_by()
        for day, number in expiring(rows).values_list("last_on").annotate(Count("pk")):
            ends = found.setdefault(day, {})
            ends[PRESERVED] = ends.get(PRESERVED, 0) + number
    return {day: ends for day, ends in found.items() if ends}


def references_of(person: User, day: date, *, is_mine: bool) -> dict[str, list[Reference]]:
    """Return the cases with a last day on `day`, urgent ones first, by kind. One query.

    One more than MOST of a kind says that there are more.
    """
    parts = []
    for what, rows in due_of(person, day, day, is_mine=is_mine):
        case = "case__" if issubclass(rows.model, CaseRow) else ""
        names = [case + name for name in ("public_id", "reference", "is_urgent")]
        rows = rows.annotate(ending=Value(what)).order_by(f"-{case}is_urgent", "pk")
        parts.append(
            rows.values_list("ending", *names, f"{case}officer__full_name", "at")[: MOST + 1]
        )
    found: dict[str, list[Reference]] = {what: [] for what in WHAT}
    for row in parts[0].union(*parts[1:], all=True):
        found[row[0]].append(Reference(row[0], row[1], row[2], row[3], row[4] or "", row[5]))
    order = lambda row: (row.at is None, row.at, not row.is_urgent, row.reference)  # noqa: E731
    return {what: sorted(rows, key=order) for what, rows in found.items() if rows}


def due_of(person: User, first: date, last: date, *, is_mine: bool) -> Iterable[tuple[str, Any]]:
    """Yield what ends in these days: rows with their day `on` and, of instants, `at`.

    Open cases are found by the index of the queue: no limit of theirs ends before `queue_on`.
    Data are preserved, and sub-tasks done, beyond the end of a case: ended ones count there.
    """
    cases = cases_of(person, is_mine=is_mine)
    rows = cases.open()
    for what, field in DAYS.items():
        ending = rows.filter(**{f"{field}__range": (first, last)})
        if what != "ceiling":
            ending = ending.filter(queue_on__lte=last)
        yield what, ending.annotate(on=F(field), at=NO_INSTANT)
    counting = {kind for _at, kind in desks_of(person) if PROCEDURES[kind].own_days}
    for what in (AWAITED, KEPT) if counting else ():
        ending = rows.filter(kind__in=counting, due_clock=what, queue_on__range=(first, last))
        yield what, ending.annotate(on=F("due_on"), at=NO_INSTANT)
    begin, end = begin_of(first), end_of(last)
    for what, field in INSTANTS.items():
        ending = rows.filter(PRESSES[what], pressing_at__lt=end)
        ending = ending.filter(**{f"{field}__gte": begin, f"{field}__lt": end})
        yield what, ending.annotate(on=TruncDate(field, tzinfo=BAKU), at=F(field))
    kept = expiring(preserved(person, first, last, is_mine=is_mine))
    yield PRESERVED, kept.annotate(on=F("last_on"), at=NO_INSTANT)
    asked = SubTask.objects.filter(
        authority__in=person.authorities,
        ended_on=None,
        due_on__range=(first, last),
        case__in=cases,
    )
    yield SUBTASK, asked.annotate(on=F("due_on"), at=NO_INSTANT)


def preserved(person: User, first: date, last: date, *, is_mine: bool) -> Any:
    """Return the data whose last day is one of these, also where they are kept longer."""
    return Preservation.objects.filter(
        authority__in=person.authorities,
        released_at=None,
        last_on__range=(first, last),
        case__in=cases_of(person, is_mine=is_mine),
    )
