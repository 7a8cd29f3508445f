"""Issued reports: issuing one, the list, one of them as it was, its files, and the run of now."""

from collections import Counter
from itertools import islice
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from casework.access.permissions import Role
from casework.desk.home import signed_in
from casework.desk.reads import number_in
from casework.desk.statistics import CSV, XLSX, attached, refuse_without_role
from casework.desk.statistics_files import Heading, as_csv, as_xlsx
from casework.desk.statistics_printed import in_every_language, printed_in
from casework.desk.statistics_said import case_said, entry_said, measure_said
from casework.desk.statistics_ways import ways
from casework.desk.statistics_whose import whose_of
from casework.desk.statistics_words import Words, words_for
from casework.desk.statistics_year import of_year, parts_from, year_in
from casework.directory.models import Authority
from casework.directory.procedures import PROCEDURES
from casework.figures.issued import IssuedReport, is_intact
from casework.figures.issuing import (
    IssuedMeanwhileError,
    counted_of,
    issuable,
    issue,
    reports_of,
)
from casework.figures.reading import Tallied
from casework.figures.rerun import Rerun, rerun

EACH, SHOWN = 50, 100  # reports of a page; cases or figures that a page names
NOTHING_SEEN = -1  # a form without the number of the latest report issues nothing
JSON = "application/json; charset=utf-8"


@require_safe
def issued_list(request: HttpRequest) -> HttpResponse:
    """Show the reports that were issued, the latest first."""
    person = signed_in(request)
    refuse_without_role(list(Authority.objects.filter(pk__in=person.authorities)))
    rows = reports_of(person).defer("document")
    before = number_in(request.GET.get("before", ""))
    found = list((rows.filter(pk__lt=before) if before else rows)[: EACH + 1])
    further = found[EACH - 1].pk if len(found) > EACH else None
    listed = [(one, kinds_said(one)) for one in found[:EACH]]
    here = ways(person, "statistics_issued_list")
    context = {"rows": listed, "further": further, "ways": here}
    return render(request, "desk/statistics_issued_list.html", context)


@require_POST
def issue_year(request: HttpRequest) -> HttpResponse:
    """Issue a year's report of one authority.

    Raises PermissionDenied for who is not its head, Http404 for a year that is not over.
    """
    person = signed_in(request)
    whose = whose_of(person, request.POST)
    refuse_without_role(whose.authorities)
    question = of_year(whose, year_in(request.POST.get("year", "")))
    (authority, *others) = whose.shown_authorities
    if authority.pk not in issuable(person, question.kinds) or others:
        raise PermissionDenied(_("This is for: %(roles)s.") % {"roles": Role.SUPERVISOR.label})
    if question.has_not_ended:
        raise Http404
    counted = counted_of(authority, question.kinds, question.first, question.last)
    printed = in_every_language(
        lambda: parts_from(counted.found, counted.following, question.kinds)
    )
    after = int(typed) if (typed := request.POST.get("after", "")[:9]).isdecimal() else NOTHING_SEEN
    try:
        with transaction.atomic():
            report = issue(counted, by=person, after=after, printed=printed)
    except IssuedMeanwhileError:
        messages.warning(request, _("A report was issued meanwhile. It stands first here."))
        return redirect("statistics_issued_list")
    messages.success(request, _("The report is issued. It can no longer be changed."))
    return redirect(report)


@require_safe
def issued(request: HttpRequest, report: UUID) -> HttpResponse:
    """Show a report as it was issued, and whether it is still what was issued."""
    found = report_of(request, report)
    words = words_of(found)
    cases = [
        (reference, case_said(entries, words))
        for reference, _kind, entries in islice(found.counted, SHOWN)
    ]
    context = {
        "report": found,
        "kinds": kinds_said(found),
        "parts": printed_in(found.contents, get_language() or "en"),
        "cases": cases,
        "is_intact": is_intact(found),
        "most": SHOWN,
    }
    return render(request, "desk/statistics_issued.html", context)


@require_safe
def issued_file(request: HttpRequest, report: UUID, ending: str) -> HttpResponse:
    """Return a report as a file: JSON is the very document whose digest was taken."""
    found = report_of(request, report)
    name = f"report-{found.authority.code}-{found.number}.{ending}"
    if ending == "json":
        return attached(found.document, name, JSON)
    if ending not in ("csv", "xlsx"):
        raise Http404
    title = _("Report %(report)s") % {"report": found}
    heading = Heading(title, found.first_on, found.last_on, f"{found.authority} · {found.sha256}")
    parts = printed_in(found.contents, get_language() or "en")
    return attached(
        as_csv(heading, parts) if ending == "csv" else as_xlsx(heading, parts),
        name,
        CSV if ending == "csv" else XLSX,
    )


@require_safe
def issued_again(request: HttpRequest, report: UUID) -> HttpResponse:
    """Count the period of a report again, and show what differs."""
    found = report_of(request, report)
    told = rerun(found)
    words = words_of(found, told)
    context: dict[str, Any] = {
        "report": found,
        "kinds": kinds_said(found),
        "rerun": told,
        "figures": [
            (kind_label(one.key[0]), measure_said(*one.key[1:], words=words), one.then, one.now)
            for one in told.figures[:SHOWN]
        ],
        "came": told.came[:SHOWN],
        "went": told.went[:SHOWN],
        "changed": [
            (
                one.reference,
                [entry_said(entry, words) for entry in one.lost],
                [entry_said(entry, words) for entry in one.gained],
            )
            for one in told.changed[:SHOWN]
        ],
        "most": SHOWN,
    }
    return render(request, "desk/statistics_issued_again.html", context)


def report_of(request: HttpRequest, report: UUID) -> IssuedReport:
    """Return the report. Raises Http404 for one whose figures are not this person's to read."""
    rows = reports_of(signed_in(request)).select_related("authority", "issued_by", "event")
    found: IssuedReport = get_object_or_404(rows, public_id=report)
    return found


def words_of(report: IssuedReport, told: Rerun | None = None) -> Words:
    """Return the words for everything that a report, or its run of now, names. Three queries."""
    counts = Counter(
        {(kind, m, d, v): count for kind, m, d, v, count in report.contents["figures"]}
    )
    for one in told.figures if told else ():
        counts[one.key] = 1
    return words_for(Tallied(counts, Counter()).of(report.kinds), report.kinds)


def kinds_said(report: IssuedReport) -> str:
    """Return the procedures of a report in words."""
    return ", ".join(kind_label(kind) for kind in report.kinds)


def kind_label(kind: str) -> str:
    """Return what a procedure is called; one that is gone goes by its name."""
    return str(PROCEDURES[kind].label) if kind in PROCEDURES else kind
