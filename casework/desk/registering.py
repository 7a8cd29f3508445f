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
from casework.audit.reads import log_preserved
from casework.cases.case import Case
from casework.cases.kept import preserved_for
from casework.cases.likely import (
    SHOWN,
    Likely,
    Look,
    likely_cases,
    likely_elsewhere,
    predecessors,
)
from casework.desk.drafts import typed_on
from casework.desk.home import signed_in
from casework.desk.kept import found_for, in_words, say
from casework.desk.links import add as add_link
from casework.desk.paper_forms import LINK_KINDS
from casework.directory.procedures import PROCEDURES
from casework.incoming.paper import PAPERS, Paper
from casework.incoming.registration.fields import desks_of
from casework.incoming.registration.sheet import Sheet
from casework.incoming.registration.told import Registered, Told
from casework.incoming.registration.told import register as open_request
from casework.workflow import drafts
from casework.workflow.kept import link_preserved
from casework.workflow.refusals import StepRefused
from casework.workflow.registry import registered

EARLIER = "earlier-"  # and our reference: how the new case is linked with that one


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
    likely = {} if "anyway" in request.POST else seen_before(person, told)
    if likely:
        return page(request, sheet, likely)
    try:
        done = open_request(
            told, by=person, token=token_of(request), files=request.FILES.getlist("files")
        )
    except StepRefused as error:
        return page(request, sheet, {"sentences": error.sentences})
    if done.is_new:
        link_ticked(request, person, done.case)
    return finished(request, person, done)


def page(request: HttpRequest, sheet: Sheet, more: dict[str, Any] | None = None) -> HttpResponse:
    """Return the form as it is now; `more` adds what stands above it."""
    context = {
        "sheet": sheet,
        "paper": sheet.paper,
        "kind_label": PROCEDURES[sheet.paper.kind].label,
        "token": token_of(request),
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
    opened = visible.filter(public_id=token_of(request)).order_by()
    return opened.get() if opened.exists() else None


def seen_before(person: User, told: Told) -> dict[str, Any]:
    """Return what is shown before a request is registered: duplicates, data preserved for it.

    What the request itself names as the earlier one stands first; a link with it is suggested.
    """
    look, paper, said = told.look(), PAPERS[told.kind], told.fields
    found, kind = likely_to(person, look), paper.follows(said)
    named = [text for name in ("previous_reference", *paper.keeps) if (text := said.get(name, ""))]
    rows = predecessors(person, look.state, dict.fromkeys(named)) if kind else []
    keys = {one.case.pk for one in rows}
    if rows:
        others = [row for row in found.get("likely", ()) if row[0].case.pk not in keys]
        before = [(one, state_of(one), [_("named as the earlier request")]) for one in rows]
        found = {"elsewhere": [], **found, "likely": [*before, *others]}
    if found.get("likely"):
        found |= {
            "suggested": kind,
            "link_kinds": choices_of_links(),
            "kind": told.kind,
            "named": keys,
        }
    if not paper.keeps:
        return found
    held = preserved_for(look, [told.fields.get(name, "") for name in paper.keeps])
    if not held:
        return found
    log_preserved(person, held)
    there = {one.holder_authority for one in held}
    left = [office for office in found.get("elsewhere", ()) if office.pk not in there]
    return {**found, "elsewhere": left, "offered": in_words(held)}


def choices_of_links() -> list[tuple[str, str]]:
    """Return the ways in which a new request is linked with an earlier one."""
    return [(kind.value, str(kind.label)) for kind in LINK_KINDS]


def link_ticked(request: HttpRequest, person: User, case: Any) -> None:
    """Link the new case with what was chosen: earlier cases, and preserved data."""
    chosen = {
        name.removeprefix(EARLIER): kind
        for name, kind in request.POST.items()
        if name.startswith(EARLIER) and kind in dict(choices_of_links())
    }
    for other in Case.objects.visible_to(person).filter(reference__in=list(chosen)[:SHOWN]):
        if other.pk != case.pk:
            add_link(case, other, by=person, kind=chosen[other.reference])
    for typed in dict.fromkeys(request.POST.getlist("preserved")[:SHOWN]):
        held = found_for(case, typed, by=person)
        if held is not None:
            say(request, link_preserved(case, held, by=person), held)


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
