"""Searching for cases: a box on every page, and this page with what was found."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from casework.audit.reads import log_opened, log_search
from casework.clock import today
from casework.desk.calculator_cards import Chip
from casework.desk.case_clocks import day_chip
from casework.desk.home import signed_in
from casework.explain import day_text
from casework.search.finding import MOST_SHOWN, find
from casework.search.opening import meant
from casework.search.words import MOST_ASKED
from casework.workflow.foreign import state_word
from casework.workflow.registry import registered

LONGEST = 200


@dataclass(frozen=True)
class Hit:
    """A case that was found, with the words for its state and its next last day, if one runs."""

    case: Any
    state: str
    chip: Chip | None
    day: str


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show the cases that say every typed word; our own reference opens its case at once.

    With `all` in the address a bare number is looked for as any other word. Logged as a read.
    """
    person = signed_in(request)
    wanted = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]
    if wanted and "all" not in request.GET:
        case = meant(person, wanted)
        if case is not None:
            log_opened(person, wanted, case)
            if wanted.isdecimal():
                messages.info(request, opened_by_number(wanted))
            return redirect(case)
    found = find(person, wanted)
    if wanted:
        log_search(person, wanted, found.cases)
    context = {
        "wanted": wanted,
        "found": found,
        "hits": [hit(row) for row in found.cases],
        "state_word": state_word({row.kind for row in found.cases}),
        "most_shown": MOST_SHOWN,
        "most_asked": MOST_ASKED,
    }
    return render(request, "desk/search.html", context)


def opened_by_number(wanted: str) -> str:
    """Return the sentence that says why a case was opened, with the way to everything else."""
    further = f"{reverse('search')}?{urlencode({'q': wanted, 'all': '1'})}"
    return format_html(
        '{} <a class="alert-link" href="{}">{}</a>',
        _("Opened by its number."),
        further,
        _("Search for “%(wanted)s” everywhere") % {"wanted": wanted},
    )


def hit(row: Any) -> Hit:
    """Return the case with its words, as of today."""
    state = str(registered(row.kind).table.states(row.state).label)
    if row.due_on is None or row.is_ended:
        return Hit(row, state, None, "")
    return Hit(row, state, day_chip(row.due_on, today()), day_text(row.due_on))
