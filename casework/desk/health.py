"""Whether the web process is there; asked by load balancers, so it touches neither database."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@login_not_required
@never_cache
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """Answer "ok"."""
    return HttpResponse("ok", content_type="text/plain")
