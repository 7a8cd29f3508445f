"""The pages of the desk, and two that only a benchmark opens: an empty one, and a plain table."""

from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import engines
from django.urls import path

from casework.cases.case import Case
from config.urls import urlpatterns as pages

ROWS = 50
TABLE = """{% extends "base.html" %}{% block content %}<table class="table">
{% for case in cases %}<tr><td>{{ case.reference }}</td><td>{{ case.state }}</td>
<td>{{ case.due_on|date:"d.m.Y" }}</td><td>{{ case.officer }}</td></tr>{% endfor %}
</table>{% endblock %}"""


def empty(request: HttpRequest) -> HttpResponse:
    """Return the frame of every page with nothing in it."""
    return render(request, "base.html")


def table(request: HttpRequest) -> HttpResponse:
    """Return the latest cases in a table as plain as can be: what any list costs at least."""
    rows = Case.objects.visible_to(request.user).select_related("officer")[:ROWS]
    return HttpResponse(page().render({"cases": rows}, request))


@lru_cache(maxsize=1)
def page() -> Any:
    """Return the template, compiled once as Django does with files."""
    return engines["django"].from_string(TABLE)


urlpatterns = [path("bench/empty/", empty), path("bench/table/", table), *pages]
