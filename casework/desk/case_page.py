"""The page of a case, and its whole history."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from casework.access.models import User
from casework.audit.events import ReadLog
from casework.desk.case_actions import actions_of, waits_of
from casework.desk.case_clocks import clocks_of, overdue_chip
from casework.desk.case_course import course_of
from casework.desk.case_items import items_of
from casework.desk.case_rows import found_case, whole_case
from casework.desk.grants import grants_of
from casework.desk.home import signed_in
from casework.desk.papers import may_read_log, papers_of
from casework.desk.proposals import proposals_of
from casework.desk.urgent import may_acknowledge
from casework.workflow.history import Line, history_of, lines_of
from casework.workflow.registry import registered

LATEST = 30  # events on the case page; the rest stands on a page of its own


@require_safe
def case(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show where the case stands, what may be done, and everything recorded; logged as a read."""
    person, (row, rows) = signed_in(request), whole_case(request, public_id)
    procedure = registered(row.kind)
    happened = history_of(row, limit=LATEST + 1, known=rows)
    context = {
        **papers_and_items(row, person),
        "case": row,
        "state_label": procedure.table.states(row.state).label,
        "state_colour": colour_of(row),
        "overdue": overdue_chip(row),
        "may_acknowledge": may_acknowledge(row, person),
        "course": course_of(row, procedure.table, states_of(row, happened)),
        "clocks": clocks_of(row),
        "waits": waits_of(row),
        "actions": actions_of(row, person, procedure),
        "proposals": proposals_of(row, person),
        **grants_of(row, person),
        "about": procedure.about,
        "panels": procedure.panels,
        "asks_for_data": "add_item" in procedure.table,
        "has_orders": "order" in procedure.table,
        "history": happened[:LATEST],
        "has_more_history": len(happened) > LATEST,
        "questions": row.asked,
        "postponements": row.postponed,
        "prolongations": row.prolonged,
        "has_facts": has_facts(row),
    }
    log_reading(person, row, ReadLog.What.CASE)
    return render(request, "desk/case.html", context)


def papers_and_items(row: Any, person: User) -> dict[str, Any]:
    """Return the context of the panels, and the data asked for with where each item stands."""
    papers = papers_of(row, person)
    return {**papers, "items": items_of(row, papers["orders_unsent"])}


@require_safe
def history(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show everything that happened to the case, the latest first; logged as a read."""
    person, row = signed_in(request), found_case(request, public_id)
    events = row.events.order_by("-at", "-pk")
    page = Paginator(events, 100).get_page(request.GET.get("page"))
    context = {"case": row, "page": page, "history": lines_of(row, page.object_list)}
    context["may_read_log"] = may_read_log(person, row)
    log_reading(person, row, ReadLog.What.HISTORY)
    return render(request, "desk/case_whole_history.html", context)


def states_of(case: Any, happened: list[Line]) -> set[str]:
    """Return every state in which the case has been. One query if its history is long."""
    if len(happened) <= LATEST:
        return {line.event.after for line in happened} - {""}
    return set(case.events.exclude(after="").order_by().values_list("after", flat=True).distinct())


def has_facts(row: Any) -> bool:
    """Whether anything is recorded on which the dates or the outcome depend."""
    recorded = (row.findings, row.requesterdecisions, row.useconditions)
    return bool(row.asked or row.postponed or row.prolonged or any(r.all() for r in recorded))


def log_reading(person: User, row: Any, what: str) -> None:
    """Add to the log of reads."""
    ReadLog.objects.create(user=person, authority_id=row.authority_id, case_id=row.pk, what=what)


def colour_of(row: Any) -> str:
    """Return the colour of the chip that names the state; its words alone say everything."""
    table = registered(row.kind).table
    if row.state not in table.running:
        return "green" if row.ended_at and row.waiting_on != "nobody" else "secondary"
    return "azure" if row.state in table.reviewing else "blue"
