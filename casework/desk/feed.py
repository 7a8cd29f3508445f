"""The address of one's own calendar: made, renewed, revoked; and what is read there.

Whoever knows the address reads it without signing in, so that a calendar program can. It is as
long as a key and only its digest is kept; it names references and kinds of deadline, no case.
"""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casework.access.models import User
from casework.access.own import CalendarFeed
from casework.access.scope import acting_as, set_scope_of_address
from casework.clock import now
from casework.desk.feed_events import written
from casework.desk.home import signed_in

SECRET_BYTES = 32
READ_ANEW = timedelta(hours=1)  # reading is written down no more often


@never_cache
@require_http_methods(["GET", "POST"])
def address(request: HttpRequest) -> HttpResponse:
    """Show whether there is an address; POST makes one, which is shown this once.

    An earlier one is revoked by it. 403 for whoever has no role: nothing could be read there.
    """
    person = signed_in(request)
    if not person.current_roles:
        raise PermissionDenied
    made = make_address(person) if request.method == "POST" else ""
    current = CalendarFeed.objects.filter(user=person, revoked_at=None).first()
    return render(request, "desk/feed.html", {"made": made, "current": current})


@require_POST
def revoked(request: HttpRequest) -> HttpResponse:
    """Revoke the person's address, and return to its page."""
    if revoke(signed_in(request)):
        messages.success(request, _("The address is revoked: nothing can be read there any more."))
    return redirect("calendar_address")


@login_not_required
@cache_control(private=True, max_age=300)
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """Return the calendar of the person whose address this is.

    The 404 is the same for an address that never was, one revoked, and one of somebody who left:
    that one is revoked now, since logs tell the address of every 404.
    """
    row = feed_at(secret)
    if row and not (row.user.is_active and row.user.current_roles):
        with acting_as(row.user):
            revoke(row.user)
        row = None
    if row is None:
        return HttpResponseNotFound("Not found.\n", content_type="text/plain")
    with acting_as(row.user), override(row.user.language):
        content = written(row.user)
        latest = now() - READ_ANEW
        unread = CalendarFeed.objects.filter(Q(read_at=None) | Q(read_at__lte=latest), pk=row.pk)
        unread.update(read_at=now())
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Language"] = row.user.language
    response["Content-Disposition"] = 'inline; filename="mla-desk.ics"'
    return response


def feed_at(secret: str) -> Any:
    """Return the row of this address, None if there is none that is valid."""
    digest = digest_of(secret)
    set_scope_of_address(digest)
    found = CalendarFeed.objects.filter(digest=digest, revoked_at=None)
    return found.select_related("user").first()


def make_address(person: User) -> str:
    """Return a new address in full; what was valid before is not any more."""
    revoke(person)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    CalendarFeed.objects.create(user=person, digest=digest_of(secret))
    return settings.SITE_URL.rstrip("/") + reverse("calendar_feed", args=[secret])


def revoke(person: User) -> int:
    """End the person's address; return how many there were. A second click waits for the first."""
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    return CalendarFeed.objects.filter(user=person, revoked_at=None).update(revoked_at=now())


def digest_of(secret: str) -> str:
    """Return what is kept of the secret part of an address; it has 256 random bits, no salt."""
    return hashlib.sha256(secret.encode()).hexdigest()
