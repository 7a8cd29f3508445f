"""The scoreboard of providers, for supervisors and auditors: the page, CSV and XLSX."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from casework.access.models import User
from casework.access.permissions import Role
from casework.cases.queries import served_by
from casework.clock import now, today
from casework.desk.home import signed_in
from casework.desk.load import full_hour
from casework.desk.scoreboard_table import COLUMNS, score_row, score_table, sorted_by
from casework.desk.statistics import CSV, XLSX, attached
from casework.desk.statistics_files import Heading, as_csv, as_xlsx
from casework.desk.statistics_headlines import Part
from casework.desk.statistics_period import Asked, asked
from casework.desk.statistics_ways import ways
from casework.figures.due_reading import owing_by_provider
from casework.figures.reading import Scope
from casework.figures.scoreboard import Score, scores
from casework.notices.headings import headed_by


@dataclass(frozen=True)
class Head:
    """A head of the table: a link by which it is sorted, and how it is sorted now."""

    name: str
    label: str
    query: str
    sorted: str


@require_safe
def scoreboard(request: HttpRequest) -> HttpResponse:
    """Show how each provider answered what was ordered in a period."""
    question = question_of(request)
    context: dict[str, Any] = {
        "asked": question,
        "form": question.form,
        "ways": ways(signed_in(request), "scoreboard"),
    }
    if question.form.is_valid():
        by = request.GET.get("sort", "")
        rows = sorted_by(found_for(question), by)
        lines, labels = [score_row(one) for one in rows], [str(c.label) for c in COLUMNS[1:]]
        context |= {
            "heads": heads(question, by),
            "rows": [(one.name, list(zip(labels, one.cells, strict=True))) for one in lines],
            "table": score_table(rows),
        }
    return render(request, "desk/scoreboard.html", context)


@require_safe
def scoreboard_csv(request: HttpRequest) -> HttpResponse:
    """Return the same table as CSV."""
    return file_of(request, "csv")


@require_safe
def scoreboard_xlsx(request: HttpRequest) -> HttpResponse:
    """Return the same table as a workbook."""
    return file_of(request, "xlsx")


def file_of(request: HttpRequest, ending: str) -> HttpResponse:
    """Return the table as a file; a question that makes no sense as 422."""
    question = question_of(request)
    if not question.form.is_valid():
        words = " ".join(str(error) for errors in question.form.errors.values() for error in errors)
        return HttpResponse(words, status=422, content_type="text/plain; charset=utf-8")
    table = score_table(sorted_by(found_for(question), request.GET.get("sort", "")))
    heading = Heading(_("Providers"), question.first, question.last, question.whose)
    parts = [Part("providers", "", [], [table])]
    name = question.file_name.replace("statistics", "providers", 1) + f".{ending}"
    if ending == "csv":
        return attached(as_csv(heading, parts), name, CSV)
    return attached(as_xlsx(heading, parts), name, XLSX)


def question_of(request: HttpRequest) -> Asked:
    """Return of which period and whom is asked.

    Raises PermissionDenied for who neither heads nor audits anything.
    """
    person = signed_in(request)
    scope = read_by(person)
    if not scope:
        labels = f"{Role.SUPERVISOR.label}, {Role.AUDITOR.label}"
        raise PermissionDenied(_("This is for: %(roles)s.") % {"roles": labels})
    return asked(person, request.GET, within=scope)


def read_by(person: User) -> Scope:
    """Return (authority, procedure) of which the person is head or auditor today. One query."""
    audited = {(a, kind) for a, role, kind in person.current_roles if role == Role.AUDITOR}
    return frozenset(
        {
            *headed_by(person, today()),
            *((a, kind) for a, kind in served_by(person) if {(a, ""), (a, kind)} & audited),
        }
    )


def found_for(question: Asked) -> list[Score]:
    """Return each provider's figures. Six queries, however many orders there are."""
    rows = owing_by_provider(sorted(question.scope), full_hour(now()))
    owing = {provider: (row.open, row.beyond) for provider, row in rows.items()}
    return scores(question.scope, question.first, question.last, owing)


def heads(question: Asked, by: str) -> list[Head]:
    """Return the heads of the table as links that sort by them; twice turns the order round."""
    found = []
    for column in COLUMNS:
        is_name, chosen = column.name == "name", by.removeprefix("-") == column.name
        turned = column.name if chosen and by.startswith("-") else f"-{column.name}"
        if is_name:
            turned = f"-{column.name}" if chosen and not by.startswith("-") else column.name
        way = ("descending" if by.startswith("-") else "ascending") if chosen else ""
        query = f"{question.query}&{urlencode({'sort': turned})}"
        found.append(Head(column.name, str(column.label), query, way))
    return found if any(one.sorted for one in found) else default_of(found)


def default_of(found: list[Head]) -> list[Head]:
    """Say of the column by which the table is sorted at first that it is."""
    return [
        replace(one, sorted="descending", query=one.query.replace("-orders", "orders"))
        if one.name == "orders"
        else one
        for one in found
    ]
