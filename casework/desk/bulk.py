"""Several cases to one officer: a page that lists what would change, then each through the door.

Each case goes along with the version that the person saw: one that has moved on meanwhile is
reported, not changed, and only those that are still ticked on the page are touched.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from casework.access.models import User
from casework.cases.case import Case
from casework.desk.bulk_people import ASSIGN, Officers, officers_for
from casework.desk.home import signed_in
from casework.desk.queue_saved import queue_at
from casework.workflow.admin.bulk import AT_MOST, take
from casework.workflow.admin.choices import CASE_ACTIONS
from casework.workflow.checks import refuse_objections
from casework.workflow.models import Second
from casework.workflow.refusals import StepRefused
from casework.workflow.registry import registered


@dataclass(frozen=True)
class Entry:
    """A case on the page: the version that was shown, and why it cannot change, "" if it can."""

    case: Any
    version: int
    why_not: str
    is_proposal: bool = False

    @property
    def mark(self) -> str:
        """What the page sends again for this case."""
        return f"{self.case.public_id}:{self.version}"


@require_POST
def assign(request: HttpRequest) -> HttpResponse:
    """Show what would change; on confirmation give each case to the officer, and say by name."""
    person = signed_in(request)
    officers = officers_for(person)
    if not officers.rights:
        sentence = _("Cases are assigned by a supervisor.")
        return render(request, "403.html", {"sentence": sentence}, status=403)
    chosen = request.POST.get("officer", "")
    officer = next((one for one in officers.people if str(one.pk) == chosen), None)
    wanted = wanted_in(request.POST.getlist("row"))
    if officer is None or not wanted:
        words = _("Choose an officer.") if wanted else _("Tick the cases that are to be assigned.")
        messages.error(request, words)
        return queue_at(request.POST.get("query", ""))
    entries = entries_of(person, wanted, officers, officer)
    able = [one for one in entries if not one.why_not]
    context = {
        "officer": officer,
        "able": able,
        "unable": [one for one in entries if one.why_not],
        "gone": len(wanted) - len(entries),
        "query": request.POST.get("query", ""),
    }
    if "confirm" not in request.POST:
        return render(request, "desk/queue_assign.html", context)
    return render(request, "desk/queue_assigned.html", context | done(person, able, officer))


def wanted_in(marks: list[str]) -> dict[UUID, int]:
    """Return the version that was shown by the id of each case that is ticked."""
    found = {}
    for mark in marks[:AT_MOST]:
        name, _colon, version = mark.partition(":")
        try:
            key = UUID(name)
        except ValueError:
            continue
        if version.isascii() and version.isdecimal() and len(version) < 10:
            found[key] = int(version)
    return found


def entries_of(
    person: User, wanted: dict[UUID, int], officers: Officers, officer: User
) -> list[Entry]:
    """Return the cases that the person may see of those wanted, in the order of the queue."""
    rows = Case.objects.visible_to(person).filter(public_id__in=wanted)
    rows = rows.select_related("officer", "requesting_state")
    found = []
    for case in rows.order_by("queue_on", "-is_urgent", "pk"):
        right = officers.rights.get((case.authority_id, case.kind))
        is_proposal = bool(right) and right.second != Second.NONE  # type: ignore[union-attr]
        version = wanted[case.public_id]
        words = why_not(case, version, officers, officer)
        found.append(Entry(case, version, words, is_proposal))
    return found


def why_not(case: Any, version: int, officers: Officers, officer: User) -> str:
    """Return why the case cannot be given to this officer, "" if it can."""
    desk = (case.authority_id, case.kind)
    if desk not in officers.rights:
        return _("You may read this case, not assign it.")
    if case.version != version:
        return _("It has moved on since the list was shown: look at it first.")
    if case.officer_id == officer.pk:
        return _("It is assigned to %(officer)s already.") % {"officer": officer}
    if (desk, officer.pk) not in officers.serving:
        return _("%(officer)s is no officer of this desk.") % {"officer": officer}
    try:
        refuse_objections(case, registered(case.kind).table[ASSIGN])
    except StepRefused as error:
        return " ".join(error.sentences)
    return ""


def done(person: User, able: list[Entry], officer: User) -> dict[str, Any]:
    """Take the step for each case that is ticked; return what came of each."""
    shown = [{"row": one.case, "case": one.case, "version": one.version} for one in able]
    results = take(CASE_ACTIONS["reassign"], shown, person, {"officer": officer.pk})
    return {
        "assigned": [one for one in results if one.done],
        "refused": [one for one in results if not one.done],
    }
