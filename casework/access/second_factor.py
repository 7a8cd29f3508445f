"""The second factor: nobody works without one where the site asks for it."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

# Signing in and out, passwords, the second factor itself, the language, and the load balancer.
OPEN_WITHOUT = ("account_", "mfa_", "choose_language", "live")


class SecondFactorMiddleware:
    """Sends who has no second factor to the page where it is set up, until it is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Stop at every page but those that lead to a second factor."""
        match = request.resolver_match
        is_open = match is not None and (match.view_name or "").startswith(OPEN_WITHOUT)
        if is_open or not settings.SECOND_FACTOR_REQUIRED or not request.user.is_authenticated:
            return None
        if is_mfa_enabled(request.user, [Authenticator.Type.TOTP]):
            return None
        return redirect("mfa_activate_totp")
