"""Which open cases a later edition of the calendar would move; those that were chosen move."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from casework.access.models import User
from casework.cases.case import Case
from casework.desk.moves_policies import coming
from casework.desk.moves_rows import looked_at, moves_of
from casework.desk.overview import head
from casework.desk.queue_rows import place_in
from casework.directory.calendars import current_number
from casework.directory.editions import CalendarEdition
from casework.notices.headings import Looking
from casework.workflow.editions import move_to_edition
from casework.workflow.refusals import Stale, StepError


@require_http_methods(["GET", "POST"])
def moves(request: HttpRequest) -> HttpResponse:
    """Show what the latest edition would change; ask again about what was chosen, then move it."""
    person, at = head(request)
    number = current_number()
    context: dict[str, Any] = {"edition": CalendarEdition.objects.get(pk=number)}
    if request.method == "POST":
        marks = marks_in(request.POST)
        if request.POST.get("confirmed") == str(number):
            said(request, moved(marks, number, person, at))
            return redirect("moves")
        chosen = cases_of(marks, at).exclude(calendar=number)
        context |= {"asked": True, "moves": moves_of(chosen, number), "chosen": len(marks)}
        return render(request, "desk/moves.html", context)
    cases, further = looked_at(at, number, place_in(request.GET.get("after", "")))
    found = moves_of(cases, number)
    context |= {"asked": False, "moves": found, "looked": len(cases), "further": further}
    context["policies"] = coming(at)
    return render(request, "desk/moves.html", context)


def marks_in(typed: QueryDict) -> dict[UUID, int]:
    """Return the version that the person saw of each chosen case; what makes no sense is left."""
    found = {}
    for mark in typed.getlist("case")[:100]:
        public_id, _colon, version = mark.partition(":")
        try:
            found[UUID(public_id)] = int(version)
        except ValueError:
            continue
    return found


def cases_of(marks: dict[UUID, int], at: Looking) -> Any:
    """Return the chosen cases among the open ones of which the person is head."""
    rows = Case.objects.none()
    for authority, kind in at.ranges:
        rows |= Case.objects.filter(authority=authority, kind=kind)
    return rows.open().filter(public_id__in=marks)


def moved(
    marks: dict[UUID, int], number: int, person: User, at: Looking
) -> tuple[list[Any], list[str]]:
    """Return the cases that were moved, and a sentence for each that was not."""
    done, refused = [], []
    for case in cases_of(marks, at).order_by("pk"):
        try:
            done.append(move_to_edition(case, number, by=person, version=marks[case.public_id]))
        except Stale:
            refused.append(_("%(case)s was changed meanwhile.") % {"case": case})
        except StepError as error:
            refused.append(f"{case}: {error}")
    return done, refused


def said(request: HttpRequest, result: tuple[list[Any], Iterable[str]]) -> None:
    """Tell what was moved and what was not."""
    done, refused = result
    if done:
        words = ngettext(
            "%(count)s case is counted by the new edition.",
            "%(count)s cases are counted by the new edition.",
            len(done),
        )
        messages.success(request, words % {"count": len(done)})
    for sentence in refused:
        messages.warning(request, sentence)
