"""One transaction round each response, with the scope of the person who asked."""

from collections.abc import Callable

import structlog
from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import add_never_cache_headers

from casework.access.scope import set_scope

log = structlog.get_logger(__name__)

DENIED = {403, 404, 409}
# These must answer while the database is down; those that ask it open a transaction themselves.
WITHOUT_DATABASE = ("/healthz/live", "/healthz/ready", "/healthz/reminders", "/metrics")
# These take many steps, each in a transaction of its own; their views open all of them.
BY_THEMSELVES = ("/cases/assign/", "/cases/share/")


class ScopeMiddleware:
    """Opens the transaction before the view and ends it after the response is rendered.

    A 5xx response rolls everything back. A streaming response is only begun in it: its iterator
    opens a transaction of its own with `acting_as()`. Denials are logged after the transaction,
    so that a rollback never swallows them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path in WITHOUT_DATABASE:
            return self.get_response(request)
        if request.path in BY_THEMSELVES:
            response = self.get_response(request)
        else:
            response = self.in_transaction(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)  # "back" after signing out shows nothing
        if response.status_code in DENIED:
            log.warning("denied", status=response.status_code, method=request.method)
        return response

    def in_transaction(self, request: HttpRequest) -> HttpResponseBase:
        """Return the response, rendered in one transaction with the scope of the person."""
        with transaction.atomic():
            set_scope(request.user if request.user.is_authenticated else None)
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response
