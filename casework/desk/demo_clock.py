"""The demonstration's clock, moved forward from a page until mails appear in the catcher.

On a real site this page does not exist: config/urls.py names it for the demonstration alone.
"""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from casework.clock import BAKU, now, zone
from casework.notices import waking
from casework.notices.expected import morning
from casework.notices.health import shared_health
from casework.notices.models import Host

SWEEP_WITHIN = 5.0  # seconds for which the page waits for the sweep that it has asked for


def to_next_morning(at: datetime) -> timedelta:
    """Return how far it is to the next 08:00 in Baku."""
    today = at.astimezone(BAKU).date()
    first = morning(today)
    return (first if first > at else morning(today + timedelta(days=1))) - at


def by(**units: float) -> Callable[[datetime], timedelta]:
    """Return a step of always the same length."""
    return lambda at: timedelta(**units)


WAYS: dict[str, tuple[str | Promise, Callable[[datetime], timedelta]]] = {
    "hour": (gettext_lazy("1 hour"), by(hours=1)),
    "morning": (gettext_lazy("To the next morning, 08:00"), to_next_morning),
    "day": (gettext_lazy("1 day"), by(days=1)),
    "three_days": (gettext_lazy("3 days"), by(days=3)),
    "ten_days": (gettext_lazy("10 days"), by(days=10)),
}


@require_http_methods(["GET", "POST"])
def demo_clock(request: HttpRequest) -> HttpResponse:
    """Show what time it is on the desk; a button moves it forward for everybody."""
    if request.method == "POST":
        way = request.POST.get("forward", "")
        if way not in WAYS or not zone.MOVED:
            return HttpResponseBadRequest(_("This clock cannot be moved so."))
        forward(WAYS[way][1](now()))
        has_swept = swept_since(now())
        if has_swept:
            messages.success(request, _("The clock was moved, and what fell due was mailed."))
        else:
            messages.info(request, _("The clock was moved. The worker mails within a minute."))
        return redirect("demo_clock")
    context = {
        "desk_time": now(),
        "moved_by": zone.moved_by() if zone.MOVED else timedelta(0),
        "can_move": bool(zone.MOVED),
        "ways": [(name, label) for name, (label, _length) in WAYS.items()],
    }
    return render(request, "desk/demo_clock.html", context)


def forward(length: timedelta) -> None:
    """Move the clock of all processes and let a worker look at once."""
    zone.move(length)
    waking.wake()


def swept_since(at: datetime) -> bool:
    """Return whether a sweep was completed since, within a few seconds.

    Without that wait the page that comes would say that reminders have stopped: the last sweep was
    hours ago.
    """
    end = time.monotonic() + SWEEP_WITHIN
    found = False
    while not found and time.monotonic() < end:
        time.sleep(0.2)
        found = Host.objects.filter(completed_at__gte=at).exists()
    shared_health.until = 0.0
    return found
