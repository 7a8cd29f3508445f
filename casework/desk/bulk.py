"""Several cases to officers: a page that lists what would change, then each through the door.

Each case goes along with the version that the person saw: one that has moved on meanwhile is
reported, not changed, and only those that are still ticked on the page are touched. Each is a
transaction of its own (casework.access.middleware opens none round these pages): a case on which
somebody else works holds none of the others.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from casework.access.models import User
from casework.access.scope import acting_as
from casework.cases.case import Case
from casework.desk.bulk_entries import AT_MOST, Entry, Wanted, entries_of, wanted_in
from casework.desk.bulk_people import Officers, officers_for
from casework.desk.bulk_taking import take_each
from casework.desk.home import signed_in
from casework.desk.queue_saved import queue_at


@require_POST
def assign(request: HttpRequest) -> HttpResponse:
    """Show what would change; on confirmation give each case to its officer, and say by name."""
    person = signed_in(request)
    with acting_as(person):
        officers = officers_for(person)
        if not officers.rights:
            return refused(request)
        officer = officers.by_key.get(request.POST.get("officer", ""))
        marks = request.POST.getlist("row")
        wanted = wanted_in(marks, officers, officer)
        if not wanted:
            words = _("Tick the cases that are to be assigned.")
            if marks and officer is None:
                words = _("Choose an officer.")
            messages.error(request, words)
            return queue_at(request.POST.get("query", ""))
        entries = entries_of(person, wanted, officers)
        context = preview(entries, officer) | {
            "gone": len(wanted) - len(entries),
            "left_out": max(len(marks) - AT_MOST, 0),
            "query": request.POST.get("query", ""),
        }
        if "confirm" not in request.POST:
            return render(request, "desk/queue_assign.html", context)
    results = take_each(person, context["able"])
    with acting_as(person):
        both = list(zip(context["able"], results, strict=True))
        context["assigned"] = [pair for pair in both if pair[1].done]
        context["refused"] = [pair for pair in both if not pair[1].done]
        return render(request, "desk/queue_assigned.html", context)


@require_safe
def share(request: HttpRequest) -> HttpResponse:
    """Ask whose cases go to whom, and show which case would go to which officer."""
    person = signed_in(request)
    with acting_as(person):
        officers = officers_for(person)
        if not officers.rights:
            return refused(request)
        giver = giver_of(person, officers, request.GET.get("from", ""))
        to = [officers.by_key[key] for key in request.GET.getlist("to") if key in officers.by_key]
        cases = cases_of(person, giver) if giver else []
        wanted = shared(cases[:AT_MOST], officers, [one for one in to if one != giver])
        entries = entries_of(person, wanted, officers)
        context = preview(entries, to[0] if len(to) == 1 else None) | {
            "people": officers.people,
            "giver": giver,
            "to": to,
            "is_asked": "to" in request.GET,
            "is_more": len(cases) > AT_MOST,
            "most": AT_MOST,
            "cases": len(cases[:AT_MOST]),
        }
        return render(request, "desk/share.html", context)


def refused(request: HttpRequest) -> HttpResponse:
    """Return the page that says whose this is."""
    sentence = _("Cases are assigned by a supervisor.")
    return render(request, "403.html", {"sentence": sentence}, status=403)


def preview(entries: list[Entry], officer: User | None) -> dict[str, Any]:
    """Return what the page shows of these cases; one officer, or None where there are several."""
    return {
        "officer": officer,
        "able": [one for one in entries if not one.why_not],
        "unable": [one for one in entries if one.why_not],
        "most": AT_MOST,
    }


def giver_of(person: User, officers: Officers, key: str) -> User | None:
    """Return the person whose cases are to be given away, also one who works here no more.

    None unless it is one of the officers, or the person who asks sees an open case of theirs.
    """
    if key in officers.by_key or not (key.isascii() and key.isdecimal() and len(key) < 10):
        return officers.by_key.get(key)
    theirs = Case.objects.visible_to(person).open().filter(officer=int(key))
    case = theirs.select_related("officer").first()
    return case.officer if case else None


def cases_of(person: User, giver: User) -> list[Any]:
    """Return the open cases of this officer in the order of the queue, one more than fit."""
    rows = Case.objects.visible_to(person).open().filter(officer=giver)
    return list(rows.order_by("queue_on", "-is_urgent", "pk")[: AT_MOST + 1])


def shared(cases: list[Any], officers: Officers, to: list[User]) -> dict[Any, Wanted]:
    """Return to whom each case would go: in turns, so that each gets as many of what is due."""
    found, turns = {}, 0
    for case in cases:
        desk = (case.authority_id, case.kind)
        able = [one for one in to if (desk, one.pk) in officers.serving] or to
        if able:
            found[case.public_id] = Wanted(case.version, able[turns % len(able)])
            turns += 1
    return found
