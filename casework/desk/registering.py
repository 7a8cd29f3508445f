"""The page on which a request is registered, in the order of the form of its kind."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casework.access.models import User
from casework.cases.likely import Likely, Look, likely_cases, likely_elsewhere
from casework.desk.drafts import typed_on
from casework.desk.home import signed_in
from casework.directory.procedures import PROCEDURES
from casework.incoming.paper import PAPERS, Paper
from casework.incoming.registration.fields import desks_of
from casework.incoming.registration.sheet import Sheet
from casework.incoming.registration.told import Registered
from casework.incoming.registration.told import register as open_request
from casework.workflow import drafts
from casework.workflow.fields import zones
from casework.workflow.refusals import StepRefused
from casework.workflow.registry import registered


@require_http_methods(["GET", "POST"])
def register(request: HttpRequest, paper: Paper) -> HttpResponse:
    """Show the form, judge it, show likely duplicates, register.

    403 for whoever registers nothing. What cannot be registered comes back with all that was typed.
    """
    person = registering(request, paper.kind)
    if request.method == "GET":
        draft = typed_on(request)
        sheet = Sheet(paper, person, as_query(draft.typed) if draft else None)
        return page(request, sheet, {"draft": draft})
    if "add" in request.POST:
        return page(request, Sheet(paper, person, request.POST, more=request.POST["add"]))
    known = opened_before(request, paper.kind)
    if known is not None:
        return redirect(known)
    sheet = Sheet(paper, person, request.POST, is_sent=True)
    if not sheet.is_valid():
        return page(request, sheet)
    told = sheet.told()
    likely = {} if "anyway" in request.POST else likely_to(person, told.look())
    if likely:
        return page(request, sheet, likely)
    try:
        done = open_request(
            told, by=person, token=token_of(request), files=request.FILES.getlist("files")
        )
    except StepRefused as error:
        return page(request, sheet, {"sentences": error.sentences})
    return finished(request, person, done)


def page(request: HttpRequest, sheet: Sheet, more: dict[str, Any] | None = None) -> HttpResponse:
    """Return the form as it is now; `more` adds what stands above it."""
    context = {
        "sheet": sheet,
        "paper": sheet.paper,
        "kind_label": PROCEDURES[sheet.paper.kind].label,
        "token": token_of(request),
        "zones": zones(),
        "problems": sheet.problems(),
        "had_files": bool(request.FILES),
        **(more or {}),
    }
    return render(request, "registration/register.html", context)


def registering(request: HttpRequest, kind: str) -> User:
    """Return the person. Raises PermissionDenied for whoever registers none of this kind."""
    person = signed_in(request)
    if not desks_of(person, kind).exists():
        raise PermissionDenied(_("Requests are registered by officers and registrars."))
    return person


def token_of(request: HttpRequest) -> uuid.UUID:
    """Return the token that the form carries; a new one for a new form, or a spoilt one."""
    try:
        return uuid.UUID(request.POST.get("token", ""))
    except ValueError:
        return uuid.uuid4()


def opened_before(request: HttpRequest, kind: str) -> Any:
    """Return the case that this very form has opened already, None if the person sees none."""
    visible = registered(kind).model.objects.visible_to(request.user)
    return visible.filter(public_id=token_of(request)).first()


def likely_to(person: User, look: Look) -> dict[str, Any]:
    """Return what the page shows of likely duplicates, {} if there is none."""
    own, elsewhere = likely_cases(person, look), likely_elsewhere(look)
    if not own and not elsewhere:
        return {}
    return {"likely": [(one, state_of(one), same(one)) for one in own], "elsewhere": elsewhere}


def state_of(one: Likely) -> str:
    """Return in words where that case stands."""
    return str(registered(one.case.kind).table.states(one.case.state).label)


def same(one: Likely) -> list[str]:
    """Return in words what both requests have."""
    found = [_("reference")] if one.same_reference else []
    found += [_("State")] if one.same_state else []
    return found + one.identifiers


def as_query(typed: dict[str, list[str]]) -> QueryDict:
    """Return a draft as if it had been sent."""
    query = QueryDict(mutable=True)
    for name, values in typed.items():
        query.setlist(name, values)
    return query


def finished(request: HttpRequest, person: User, done: Registered) -> HttpResponse:
    """Say what was registered and what is missing, and go to the case."""
    drafts.drop(person, request.path)
    if done.is_new:
        words = {"reference": done.case.reference}
        messages.success(request, _("Registered as %(reference)s.") % words)
        say_missing(request, done.case)
        for sentence in done.refused:
            messages.error(request, _("Not stored: %(why)s") % {"why": sentence})
    return redirect(done.case)


def say_missing(request: HttpRequest, case: Any) -> None:
    """Name what acceptance needs and the request does not say; the case page lists the rest."""
    prefetch_related_objects([case], "dataitems__identifiers")
    paper = PAPERS[case.kind]
    gaps = [str(gap) for gap in paper.missing(case) if gap.line]
    if gaps:
        messages.warning(request, str(paper.unsaid) % {"gaps": "; ".join(gaps)})
