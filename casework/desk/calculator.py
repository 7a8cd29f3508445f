"""The calculator: facts in, every deadline with its reasons out; it touches no case.

Everything typed stands in the address, so a calculation can be sent, printed and kept.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from casework.calculation import Answer, Calculation, Rulebook, as_json
from casework.clock import BAKU, now
from casework.desk.calculator_cards import Card, Derivation, cards, derivations
from casework.desk.calculator_examples import EXAMPLES
from casework.desk.calculator_forms import RULES
from casework.desk.calculator_sheet import Sheet
from casework.desk.timeline import NARROW, WIDE, Drawing, draw
from casework.desk.timeline_dates import Entry, Swatch, entries, legend
from casework.desk.timeline_lanes import Story
from casework.directory.procedures import procedure_choices
from casework.explain import day_text
from casework.rulebook import current_rulebook


@dataclass(frozen=True)
class Result:
    """What the page shows of an answer."""

    procedure: str | Promise
    received: str
    as_of: str
    rule: str | Promise
    cards: list[Card]
    derivations: list[Derivation]
    drawings: list[Drawing]
    entries: list[Entry]
    legend: list[Swatch]
    edition: int


@require_safe
def calculator(request: HttpRequest) -> HttpResponse:
    """Show the form and, once it is filled in, every deadline; `print` shows a sheet of paper."""
    sheet = Sheet(request.GET)
    rules = current_rulebook()
    answer = sheet.answer(rules)
    shown = result(sheet.calculation(), answer, rules) if answer else None
    context = {
        "sheet": sheet,
        "examples": EXAMPLES,
        "result": shown,
        "problems": sheet.problems(),
        "now": now(),
    }
    on_paper = shown and "print" in request.GET
    template = "desk/calculator_print.html" if on_paper else "desk/calculator.html"
    return render(request, template, context)


@require_safe
def calculator_json(request: HttpRequest) -> JsonResponse:
    """Return the object that `manage.py deadlines` writes; 400 with sentences if it cannot."""
    sheet = Sheet(request.GET or {"procedure": ""})  # nothing typed is an error here
    answer = sheet.answer(current_rulebook())
    if answer is None:
        sentences = [problem.words for problem in sheet.problems()]
        return JsonResponse({"errors": sentences}, status=400)
    return JsonResponse(
        as_json(None, answer), json_dumps_params={"ensure_ascii": False, "indent": 2}
    )


def result(calculation: Calculation, answer: Answer, rules: Rulebook) -> Result:
    """Return everything to be shown of `answer`."""
    preserved = None
    if calculation.preservation and answer.preserved_until:
        preserved = calculation.preservation.in_effect_on, answer.preserved_until
    story = Story(calculation.facts, answer.policy, rules.calendar, answer.deadlines, preserved)
    wide = draw(story, "wide", WIDE)
    return Result(
        procedure=dict(procedure_choices())[calculation.procedure],
        received=instant_text(calculation.facts.received_at),
        as_of=day_text(answer.deadlines.as_of),
        rule=dict(RULES)[answer.policy.clarification],
        cards=cards(answer),
        derivations=derivations(answer),
        drawings=[wide, draw(story, "narrow", NARROW)],
        entries=entries(story),
        legend=legend(wide),
        edition=rules.calendar.edition,
    )


def instant_text(instant: datetime) -> str:
    """Return the instant in Baku and in UTC, as in "Tue 03.02.2026 10:15 Baku = 06:15 UTC"."""
    here, utc = instant.astimezone(BAKU), instant.astimezone(UTC)
    words = {
        "baku": f"{day_text(here.date())} {here:%H:%M:%S}".removesuffix(":00"),
        "utc": f"{utc:%d.%m.%Y %H:%M:%S}".removesuffix(":00"),
    }
    return _("%(baku)s Baku time = %(utc)s UTC") % words
