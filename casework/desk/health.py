"""What machines ask for: whether the process is there, can serve, reminds; a browser, its icon.

No answer names anybody. `live` asks no database; the others say 503 without one, within seconds.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from casework.notices.health import health

SEEN_WHOLE = Event()
PATIENCE = "2s"  # for a database that answers slowly; a load balancer waits hardly longer


@contextmanager
def asked_quickly() -> Iterator[None]:
    """Run the block in a transaction in which no statement takes longer than two seconds."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [PATIENCE])
        yield


@login_not_required
@never_cache
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """Answer "ok"."""
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Say whether pages can be served: the database answers and has every migration; else 503."""
    try:
        with asked_quickly():
            is_migrated = not missing_migrations()
    except Error:
        return JsonResponse({"ready": False, "database": False, "migrated": None}, status=503)
    found = {"ready": is_migrated, "database": True, "migrated": is_migrated}
    return JsonResponse(found, status=200 if is_migrated else 503)


def missing_migrations() -> int:
    """Return how many migrations of this version the database has not seen.

    A process looks until none is missing: looking costs more than all else that strangers may ask.
    """
    if SEEN_WHOLE.is_set():
        return 0
    executor = MigrationExecutor(connection)
    missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if not missing:
        SEEN_WHOLE.set()
    return missing


@login_not_required
@never_cache
@require_safe
def reminders(request: HttpRequest) -> HttpResponse:
    """Say whether reminders leave; 503 if they do not, or if nobody can tell."""
    try:
        with asked_quickly():
            found = health()
    except Error:
        return JsonResponse({"well": False, "database": False}, status=503)
    answer = {
        "well": found.is_well,
        "database": True,
        "silent": found.is_silent,
        "stuck": found.is_stuck,
        "held": found.is_held,
        "completed_at": found.completed_at,
        "oldest_at": found.oldest_at,
    }
    return JsonResponse(answer, status=200 if found.is_well else 503)


@login_not_required
@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Send browsers that do not read the page's own link to the icon."""
    return redirect(static("desk/icon.svg"))
