"""The work of one person on the first page: the next thing to do, and what waits for a role."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case as Either
from django.db.models import Exists, F, OuterRef, Value, When
from django.http import HttpRequest
from django.urls import reverse

from casework.access.models import User
from casework.access.permissions import Role
from casework.access.supervision import reach_of
from casework.cases.case import Case, WaitingOn
from casework.cases.orders import Order
from casework.cases.queries import NO_DAY, before_others, served_by
from casework.desk.case_actions import Actions, actions_of
from casework.desk.case_rows import whole_case
from casework.desk.finishing import MINE, in_words, presses_first, to_finish
from casework.desk.queue_filter import ME, NOBODY, Chosen, day_and_instant
from casework.desk.queue_names import names_for
from casework.desk.queue_rows import IN_ORDER, Row, band, first_of, page_after
from casework.desk.queue_words import Line, lines_of
from casework.workflow.models import Proposal
from casework.workflow.people import roles_of, stands_in_for
from casework.workflow.registry import REGISTERED, registered
from casework.workflow.steps import Procedure

FEW = 5  # cases of each kind on the first page
TRIED = 3  # cases that are looked at for something to do: each costs as much as its page
MANY = 20  # proposals, urgent cases and what waits for a lawyer: each of them waits for a person


@dataclass(frozen=True)
class Next:
    """The case with which a person goes on first. actions: what this person may do with it."""

    line: Line
    case: Any
    actions: Actions


def work_of(request: HttpRequest, person: User) -> dict[str, Any]:
    """Return the most pressing cases of the person and of nobody, and what waits to be seen.

    next  what the person goes on with; the others are lists of cases in words. Urgent cases that
    nobody has acknowledged: those that wait longest first. Reviews and provisional preservations:
    only for who decides them.
    """
    unseen = Case.objects.of_roles(person).unacknowledged()
    rows = {
        "mine": first_few(person, Chosen(officer=ME)),
        "unassigned": first_few(person, Chosen(officer=NOBODY)),
        "unacknowledged": first_of([unseen], ("urgent_at", "id"), MANY),
        "reviews": reviews(person),
        "to_confirm": to_confirm(person),
        "to_finish": to_finish(person, FEW),
        "next": [],
    }
    if reach_of(person, Role.OFFICER):
        rows["next"] = next_row(person, rows["mine"], rows["to_finish"])
    names = names_for(person, [row for found in rows.values() for row in found])
    lines = {what: lines_of(found, names, person) for what, found in rows.items()}
    return {
        **lines,
        "to_finish": in_words(rows["to_finish"], lines["to_finish"]),
        "finish_way": f"{reverse('cases')}?{MINE.query}",
        "next": next_of(request, person, lines["next"], rows["next"]),
    }


def first_few(person: User, chosen: Chosen) -> list[Row]:
    """Return the first cases as the queue has them: what waits for no day, then by last day."""
    found = band(person, chosen, limit=FEW, only_open=True)
    return [*found, *page_after(person, chosen, None, limit=FEW)][:FEW]


def lawyer_at(person: User) -> list[tuple[int, str]]:
    """Return (authority, procedure) where the person is a lawyer, or stands in for one."""
    absent = [one.current_roles for one in stands_in_for(person)]
    held = set().union(person.current_roles, *absent)
    return [
        (authority, kind)
        for authority, kind in served_by(person)
        if kind in REGISTERED
        and {(authority, Role.LAWYER, ""), (authority, Role.LAWYER, kind)} & held
    ]


def reviews(person: User) -> list[Row]:
    """Return the cases of which a lawyer has to decide the review: what presses, then by day.

    What somebody has proposed waits for a supervisor, no longer for the lawyer.
    """
    until = day_and_instant()[1]
    proposed = Proposal.objects.filter(
        case=OuterRef("pk"), authority=OuterRef("authority"), status=Proposal.Status.OPEN
    )
    ranges: list[Any] = [
        Case.objects.open()
        .filter(
            authority=authority,
            kind=kind,
            state__in=decided_by_lawyers(registered(kind).table),
            waiting_on=WaitingOn.US,
        )
        .exclude(Exists(proposed))
        for authority, kind in lawyer_at(person)
    ]
    pressing = [rows.pressing(until) for rows in ranges]
    found = first_of(pressing, ("pressing_at", "id"), FEW)
    return [*found, *first_of([rows.not_pressing(until) for rows in ranges], IN_ORDER, FEW)][:FEW]


def decided_by_lawyers(table: Procedure) -> list[str]:
    """Return the states of review that a step of lawyers ends."""
    rows = [row for row in table if Role.LAWYER in row.roles and row.ends]
    return sorted({str(state) for row in rows for state in row.start} & table.reviewing)


def chosen_reviews(person: User) -> Chosen:
    """Return the filter of the queue for those reviews; procedures may name them differently."""
    tables = [registered(kind).table for _authority, kind in lawyer_at(person)]
    states = {state for table in tables for state in decided_by_lawyers(table)}
    return Chosen(state=states.pop() if len(states) == 1 else "", waiting=WaitingOn.US)


def to_confirm(person: User) -> list[Row]:
    """Return the cases with a provisional preservation to confirm, the next loss first."""
    places = lawyer_at(person)
    if not places:
        return []
    waiting = Order.objects.filter(
        authority__in={authority for authority, _kind in places},
        is_provisional=True,
        confirmed_at=None,
        lifted_at=None,
    ).exclude(preservation__released_at__isnull=False)
    keys = list(waiting.order_by("pk").values_list("case_id", flat=True)[:MANY])
    rows = Case.objects.of_roles(person).filter(pk__in=keys)
    return first_of([rows], ("pressing_at", *IN_ORDER), MANY) if keys else []


def next_row(person: User, mine: list[Row], ended: list[Row]) -> list[Row]:
    """Return the cases with which the person may go on, the best first: those of our turn.

    Only then what presses although others have to act: somebody may have to be asked again; then
    what has ended and is to be closed, then what waits for a decision. Empty for who has nothing.

    mine   the first cases of the person, in the order of the queue
    ended  the first cases of the person that are to be closed
    """
    ours = [row for row in mine if is_officers_turn(row)]
    if len(mine) == FEW and not without_proposal(ours):
        chosen = Chosen(officer=ME, waiting=WaitingOn.US)
        now_first = band(person, chosen, limit=MANY, only_open=True)
        more = [*now_first, *page_after(person, chosen, None, limit=MANY)]
        ours = [row for row in more if is_officers_turn(row)]
    free = without_proposal(ours)
    owed = presses_first(ended, free, day_and_instant()[1])
    found = [*owed, *free[:TRIED], *pressing_first(mine), *ended[:1], *ours[:1]]
    return list(dict.fromkeys(found))[:TRIED]


def without_proposal(rows: list[Row]) -> list[Row]:
    """Return the cases of which no step waits for somebody's decision. One query."""
    keys = [row.id for row in rows]
    open_ones = Proposal.objects.filter(status=Proposal.Status.OPEN, case__in=keys)
    waiting = set(open_ones.values_list("case_id", flat=True)) if keys else set()
    return [row for row in rows if row.id not in waiting]


def is_officers_turn(row: Row) -> bool:
    """Whether it is our turn, not the lawyer's: in review an officer only preserves.

    Nor is it the officer's while a case is postponed.
    """
    may_be_lost = (row.is_urgent or row.loss_expected_at) and not row.is_secured
    is_lawyers = row.state in decided_by_lawyers(registered(row.kind).table)
    is_ours = row.waiting_on == WaitingOn.US and row.suspended_since is None
    return is_ours and bool(may_be_lost or not is_lawyers)


def pressing_first(mine: list[Row]) -> list[Row]:
    """Return the first case if it waits for no day."""
    until = day_and_instant()[1]
    return [
        row
        for row in mine[:1]
        if (row.is_urgent and not row.is_secured)
        or (row.pressing_at is not None and row.pressing_at <= until)
    ]


def next_of(request: HttpRequest, person: User, lines: list[Line], rows: list[Row]) -> Next | None:
    """Return the first case in which this person has something to do, else the first one.

    None if there is no case.
    """
    found = None
    for line, row in zip(lines, rows, strict=True):
        case, _rows = whole_case(request, row.public_id)
        here = Next(line, case, actions_of(case, person, registered(case.kind)))
        if here.actions.is_for_reader:
            return here
        found = found or here
    return found


def to_decide(person: User) -> list[tuple[Proposal, str, Line]]:
    """Return (proposal, its step, its case in words) that wait for this supervisor.

    What is overdue comes first, the longest time first; then what has its last day today, then
    the rest: what presses, then by last day. A desk where colleagues decide for one another finds
    its proposals on the case alone.
    """
    rows = Proposal.objects.filter(
        status=Proposal.Status.OPEN, case__in=Case.objects.of_roles(person)
    )
    rows = rows.exclude(made_by=person).exclude(on_behalf_of=person)
    day, until = day_and_instant()
    pressing = before_others(until, "case__")
    last_day = Either(
        When(case__queue_on__lte=day, then=F("case__queue_on")), default=Value(NO_DAY)
    )
    order = (last_day, pressing.asc(nulls_last=True), "case__queue_on", "made_at", "pk")
    found = rows.order_by(*order)
    mine = [
        row
        for row in found.select_related("case", "made_by")[:MANY]
        if any(role == Role.SUPERVISOR for role, _behalf in roles_of(person, row.case))
    ]
    cases = [Row._make(getattr(row.case, name) for name in Row._fields) for row in mine]
    lines = lines_of(cases, names_for(person, cases), person) if cases else []
    return [
        (row, str(registered(row.case.kind).table[row.step].label), line)
        for row, line in zip(mine, lines, strict=True)
    ]
