"""Pages for what went wrong: each says what happened and what to do next."""

from collections.abc import Sequence
from typing import Any

from axes.helpers import get_cool_off
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import get_template
from django.views.decorators.csrf import requires_csrf_token


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the browser sent something that makes no sense."""
    return render(request, "400.html", status=400)


@requires_csrf_token
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the person may not do this."""
    return render(request, "403.html", status=403)


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: missing or not this person's; the page does not tell which."""
    return render(request, "404.html", status=404)


def conflict(request: HttpRequest, sentences: Sequence[str]) -> HttpResponse:
    """Return the 409 page: a step was not taken, and these sentences say why."""
    return render(request, "409.html", {"sentences": sentences}, status=409)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: without request or context, since the database may be what failed."""
    return HttpResponseServerError(get_template("500.html").render())


def locked_out(
    request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any] | None
) -> HttpResponse:
    """429 of django-axes: too many failed sign-ins for this account from this address."""
    cool_off = get_cool_off(request)
    minutes = round(cool_off.total_seconds() / 60) if cool_off else None
    return render(request, "errors/locked_out.html", {"minutes": minutes}, status=429)
