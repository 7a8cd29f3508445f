"""Light, dark, or as the system: the choice of how bright pages are, from any page."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

COOKIE = "theme"
SYSTEM = "system"
THEMES = ("light", "dark", SYSTEM)
A_YEAR = 365 * 24 * 3600


def theme_of(request: HttpRequest) -> str:
    """Return what was chosen in this browser, `system` where nothing was."""
    chosen = request.COOKIES.get(COOKIE, "")
    return chosen if chosen in THEMES else SYSTEM


@login_not_required
@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Keep the choice in a cookie, then go back to the page.

    It belongs to the screen and not to the person: the office is bright, the night desk is not.
    """
    target = request.POST.get("next", "")
    is_here = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    response = HttpResponseRedirect(target if is_here else "/")
    theme = request.POST.get("theme", "")
    if theme in THEMES:
        response.set_cookie(
            COOKIE,
            theme,
            max_age=A_YEAR,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response
