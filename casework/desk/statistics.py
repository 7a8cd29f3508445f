"""Statistics of any period: the page, and the same figures as CSV and XLSX."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from casework.cases.case import Case
from casework.cases.facts import Prolongation
from casework.desk.home import signed_in
from casework.desk.statistics_drawing import NARROW, WIDE, Drawing, draw, labels
from casework.desk.statistics_files import Heading, as_csv, as_xlsx
from casework.desk.statistics_headlines import Headline, Part, headlines
from casework.desk.statistics_own import own_tables
from casework.desk.statistics_period import Asked, asked
from casework.desk.statistics_records import record_course, record_headlines
from casework.desk.statistics_table import Table
from casework.desk.statistics_tables import course_table, tables
from casework.desk.statistics_ways import ways
from casework.desk.statistics_whose import is_meant
from casework.desk.statistics_words import words_for
from casework.directory.models import Authority
from casework.figures.model import TallyCheck
from casework.figures.reading import Figures, course, figures

CSV = "text/csv; charset=utf-8"
FEW = 10  # reasons in words, the latest ones
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """Show the figures of a period, of the authorities in which the person has a role."""
    question = question_of(request)
    context: dict[str, Any] = {
        "asked": question,
        "form": question.form,
        "ways": ways(signed_in(request), "statistics"),
    }
    if question.form.is_valid():
        found, listed, drawings = contents(question)
        context |= {
            "headlines": headlines_of(question, found),
            "is_empty": found.is_empty,
            "course": listed[0],
            "tables": listed[1:],
            "drawings": drawings,
            "reasons": reasons(request, question),
            "checks": checks(question),
        }
    return render(request, "desk/statistics.html", context)


@require_safe
def statistics_csv(request: HttpRequest) -> HttpResponse:
    """Return the same tables as CSV, a line for each figure."""
    question = question_of(request)
    return file_of(question, "csv", CSV)


@require_safe
def statistics_xlsx(request: HttpRequest) -> HttpResponse:
    """Return the same tables as a workbook, a sheet for each table."""
    return file_of(question_of(request), "xlsx", XLSX)


def question_of(request: HttpRequest) -> Asked:
    """Return what is asked of. Raises PermissionDenied for who has no role anywhere."""
    question = asked(signed_in(request), request.GET)
    refuse_without_role(question.authorities)
    return question


def refuse_without_role(authorities: Sequence[Authority]) -> None:
    """Raise PermissionDenied where somebody has no role in any authority."""
    if not authorities:
        raise PermissionDenied(_("Statistics are for those who have a role in an authority."))


def contents(question: Asked) -> tuple[Figures, list[Table], list[Drawing]]:
    """Return the figures, their tables and the picture at two widths."""
    found = figures(question.scope, question.first, question.last)
    span, rows = course(question.scope, question.first, question.last)
    kinds = sorted({kind for _authority, kind in question.scope})
    called = labels(span, [day for day, _received, _ended in rows])
    own = [] if found.is_empty else own_tables(found, kinds_shown(question))
    if question.is_record:
        listed = [record_course(span, rows, called, question.kind_label), *own]
    else:
        words = words_for(found, kinds, is_sent=question.is_sent)
        listed = [course_table(span, rows, called, words), *tables(found, words), *own]
    drawings = [draw(span, rows, "wide", WIDE), draw(span, rows, "narrow", NARROW)]
    return found, listed, drawings


def headlines_of(question: Asked, found: Figures) -> list[Headline]:
    """Return the figures that stand above the tables."""
    if question.is_record:
        return record_headlines(found)
    return headlines(found, is_sent=question.is_sent)


def kinds_shown(question: Asked) -> set[str]:
    """Return the procedures that are asked of, out of those that one chooses from."""
    return {kind for kind, _label in question.kinds if is_meant(kind, question.kind)}


def reasons(request: HttpRequest, question: Asked) -> list[Prolongation]:
    """Return the latest prolongations of the period, with their reasons in words."""
    authorities = {authority for authority, _kind in question.scope}
    kinds = {kind for _authority, kind in question.scope}
    cancelled = Prolongation.objects.filter(cancels=OuterRef("pk"))
    rows = Prolongation.objects.filter(
        ~Exists(cancelled),  # a join would read every prolongation of the period, not the latest
        authority__in=authorities,
        decided_on__range=(question.first, question.last),
        cancels=None,
        case__in=Case.objects.of_roles(request.user).filter(kind__in=kinds),
    )
    return list(rows.select_related("case").order_by("-decided_on", "-pk")[:FEW])


def checks(question: Asked) -> list[TallyCheck]:
    """Return the last comparison with the facts of each authority that is shown."""
    authorities = {authority for authority, _kind in question.scope}
    rows = TallyCheck.objects.filter(authority__in=authorities).select_related("authority")
    return list(rows.order_by("authority_id", "-at").distinct("authority_id"))


def file_of(question: Asked, ending: str, content_type: str) -> HttpResponse:
    """Return the tables as a file; a question that makes no sense as 422."""
    if not question.form.is_valid():
        words = " ".join(str(error) for errors in question.form.errors.values() for error in errors)
        return HttpResponse(words, status=422, content_type="text/plain; charset=utf-8")
    found, listed, _drawings = contents(question)
    part = Part("all", "", headlines_of(question, found), listed)
    heading = Heading(_("Statistics"), question.first, question.last, question.whose)
    body = (as_csv if ending == "csv" else as_xlsx)(heading, [part])
    return attached(body, f"{question.file_name}.{ending}", content_type)


def attached(body: bytes | str, name: str, content_type: str) -> HttpResponse:
    """Return a file that the browser saves under this name."""
    response = HttpResponse(body, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
