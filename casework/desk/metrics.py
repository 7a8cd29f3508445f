"""Figures of the reminders for Prometheus, read from the database whenever they are asked for.

Every process gives the same figures: none of them is counted in memory. They name nobody.
"""

from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import Error
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from casework.desk.health import asked_quickly
from casework.notices.health import Health, whole_health
from casework.notices.models import Host

NEVER = float("inf")  # seconds since a sweep that never was: above every limit of an alarm


class Reminders(Collector):
    """Reads the outbox and the machines that sweep."""

    def collect(self) -> Iterator[Metric]:
        """Give each figure with its meaning."""
        found = whole_health()
        for name, meaning, value in figures(found):
            yield GaugeMetricFamily(name, meaning, value=value)
        sweeps = Host.objects.aggregate(all=Sum("sweeps"))["all"] or 0
        yield CounterMetricFamily("mla_sweeps", "Sweeps completed, of all machines", value=sweeps)


def figures(found: Health) -> list[tuple[str, str, float]]:
    """Return name, meaning and value of each figure that may rise and fall."""
    asked, swept, oldest = found.asked_at, found.completed_at, found.oldest_at
    age = (asked - swept).total_seconds() if swept else NEVER
    waits = (asked - oldest).total_seconds() if oldest else 0.0
    return [
        ("mla_notices_waiting", "Mails that have still to leave", found.waiting),
        ("mla_notices_failed", "Mails that the mail server refused for good", found.failed),
        ("mla_notices_uncertain", "Attempts of which nobody knows the end", found.uncertain),
        ("mla_cases_not_planned", "Cases whose reminders cannot be planned", found.problems),
        ("mla_oldest_notice_seconds", "How long the oldest mail has been waiting", waits),
        ("mla_sweep_age_seconds", "Time since the last complete sweep", age),
        ("mla_hosts_held", "Machines that a supervisor has to release", found.held),
    ]


REGISTRY = CollectorRegistry(auto_describe=False)  # or registering would ask the database
REGISTRY.register(Reminders())


@login_not_required
@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer in Prometheus' text format; 503 while the database is away."""
    refused = refusal(request)
    if refused is not None:
        return refused
    try:
        with asked_quickly():
            text = generate_latest(REGISTRY)
    except Error:
        return HttpResponse("The database is away.\n", content_type="text/plain", status=503)
    return HttpResponse(text, content_type=CONTENT_TYPE_PLAIN_0_0_4)


def refusal(request: HttpRequest) -> HttpResponse | None:
    """Return the refusal, None for who may read: who has the token, or anybody in a demonstration.

    A real site without a token has no such page.
    """
    if not settings.METRICS_TOKEN:
        if settings.PRODUCTION:
            return HttpResponseNotFound("There is no such page.\n", content_type="text/plain")
        return None
    given = request.headers.get("Authorization", "")
    if constant_time_compare(given, f"Bearer {settings.METRICS_TOKEN}"):
        return None
    answer = HttpResponse("A token is needed.\n", content_type="text/plain", status=401)
    answer["WWW-Authenticate"] = "Bearer"
    return answer
