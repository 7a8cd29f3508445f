"""The authority today: what a supervisor, or who stands in for one, looks at first."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from casework.access.models import User
from casework.access.permissions import Role
from casework.clock import BAKU, now, today
from casework.desk.home import signed_in
from casework.desk.overview_rows import QUEUE, cards_of
from casework.notices.headings import TITLES, Looking, away_from, headings, looking
from casework.notices.health import shared_health
from casework.notices.unsent import mails

FEW = 5  # cases of each heading


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Show every heading with its count and the first cases, and what stands beside them."""
    person, at = head(request)
    away = away_from(at)
    failed, uncertain = mails(at)
    context: dict[str, Any] = {
        "now": now().astimezone(BAKU),
        "since": at.since,
        "cards": cards_of(person, headings(at, away), FEW),
        "away": away,
        "failed": failed,
        "uncertain": uncertain,
        "health": shared_health(),
    }
    return render(request, "desk/overview.html", context)


@require_safe
def overview_list(request: HttpRequest, what: str) -> HttpResponse:
    """Show the cases of one heading that the queue has no filter for, at most a hundred."""
    person, at = head(request)
    if what not in TITLES or what in QUEUE:
        raise Http404
    found = [one for one in headings(at) if one.name == what]
    (card,) = cards_of(person, found, len(found[0].rows))
    return render(request, "desk/overview_list.html", {"card": card, "since": at.since})


def head(request: HttpRequest) -> tuple[User, Looking]:
    """Return the person and what the person is head of today.

    Raises PermissionDenied for who neither is a supervisor nor stands in for one.
    """
    person = signed_in(request)
    at = looking(person, today())
    if not at.ranges:
        raise PermissionDenied(_("This is for: %(roles)s.") % {"roles": Role.SUPERVISOR.label})
    return person, at
