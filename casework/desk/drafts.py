"""Drafts of forms on the desk: saved while somebody types, and across a lost session.

A form that is sent after the session has ended reaches nobody: LoginRequiredMiddleware sends the
browser to the sign-in page. What was typed waits in the anonymous session of that browser, and
whoever signs in there finds it in the form.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from casework.cases.case import Case
from casework.clock import now
from casework.desk.home import signed_in
from casework.workflow import drafts
from casework.workflow.models import Draft
from casework.workflow.registry import REGISTERED

KEPT = "typed_before_signing_in"
PAGES = 3  # of one browser: the last forms sent without a session
HOURS = 12  # as long as a session lasts


class KeepTypedMiddleware:
    """Keeps a form that was sent without a session; stands before LoginRequiredMiddleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> None:
        """Keep the text; the answer is the one that everybody without a session gets.

        The token of the form was checked before: no other site can leave anything here.
        """
        if request.method != "POST" or request.user.is_authenticated:
            return
        if is_typed_on(request.path) and request.path != reverse("draft"):
            keep(request)


def keep(request: HttpRequest) -> None:
    """Put what was typed into the session of this browser: text only, no files, no secrets."""
    typed = drafts.worth_keeping(dict(request.POST.lists()))
    if not typed:
        return
    kept = request.session.get(KEPT, {})
    kept.pop(request.path, None)
    newest = [*kept.items(), (request.path, {"typed": typed, "at": now().isoformat()})]
    request.session[KEPT] = dict(newest[-PAGES:])


def typed_on(request: HttpRequest) -> Draft | None:
    """Return what this person typed on this page and has not sent, or None.

    What was sent without a session becomes a draft of whoever signed in with that browser.
    """
    person, kept = signed_in(request), request.session.get(KEPT, {})
    found = kept.pop(request.path, None)
    if found is not None:
        request.session[KEPT] = kept
        at = parse_datetime(found["at"])
        if at is not None and (now() - at).total_seconds() < HOURS * 3600:
            drafts.save(person, request.path, found["typed"])
    return drafts.load(person, request.path)


@require_POST
def draft(request: HttpRequest) -> HttpResponse:
    """Save or discard what is typed on a page; the page's script asks, or the button discards.

    Returns the time at which it was saved; 404 for a page that this person may not see.
    """
    person, page = signed_in(request), request.POST.get("draft-page", "")
    if not is_typed_on(page) or not may_open(request, page):
        raise Http404
    if "discard" in request.POST:
        drafts.drop(person, page)
        return redirect(page if url_has_allowed_host_and_scheme(page, None) else "cases")
    typed = {name: values for name, values in request.POST.lists() if name != "draft-page"}
    if drafts.is_too_much(typed):
        return JsonResponse({"saved": None}, status=413)
    saved = drafts.save(person, page, typed)
    at = timezone.localtime(saved.saved_at) if saved else None
    return JsonResponse({"saved": at.strftime("%H:%M") if at else None})


def is_typed_on(page: str) -> bool:
    """Whether drafts of this page are kept: pages of cases, and those that register requests."""
    doors = {reverse(name) for known in REGISTERED.values() for name, _label, _icon in known.doors}
    return page.startswith(reverse("cases")) or page in doors


def may_open(request: HttpRequest, page: str) -> bool:
    """Whether the page exists and, if it is about a case or a proposal, that case is visible."""
    try:
        found = resolve(page)
    except Resolver404:
        return False
    about: Mapping[str, Any] = found.kwargs
    if "public_id" not in about:
        return True
    cases = Case.objects.visible_to(request.user)
    if found.view_name == "proposal":
        cases = cases.filter(proposals__public_id=about["public_id"])
    else:
        cases = cases.filter(public_id=about["public_id"])
    return "\x00" not in page and cases.exists()
