"""The headings of the supervisor's page as cards: a count, the first cases, the way to the rest."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.cases.case import Case
from casework.clock import BAKU, baku_day, now, today
from casework.desk.calculator_cards import Chip
from casework.desk.queue_filter import NOBODY, Chosen
from casework.desk.queue_names import names_for
from casework.desk.queue_rows import Row
from casework.desk.queue_words import Line, due_chip, lines_of
from casework.desk.spans import span
from casework.explain import day_text
from casework.notices.headings import Heading

# The filter of the queue that shows the same cases; the other headings have a list of their own.
QUEUE = {
    "overdue": Chosen(due="overdue"),
    "ceiling": Chosen(due="ceiling"),
    "today": Chosen(due="today"),
    "soon": Chosen(due="soon"),
    "unassigned": Chosen(officer=NOBODY),
}
TONES = {
    "overdue": "red",
    "ceiling": "red",
    "today": "yellow",
    "preserved": "yellow",
    "release": "yellow",
    "left": "yellow",
}


@dataclass(frozen=True)
class Card:
    """A heading in words.

    rows  (the case in words, its chip, the day or instant under it)
    """

    name: str
    title: str
    empty: str
    count: str
    tone: str
    url: str
    rows: list[tuple[Line, Chip, str]]

    @property
    def is_empty(self) -> bool:
        """Whether there is none."""
        return not self.rows


def cards_of(person: User, found: Iterable[Heading], few: int) -> list[Card]:
    """Return the headings with their first cases in words. Two queries."""
    found = list(found)
    keys = {key for heading in found for key, _at in heading.rows[:few]}
    seen = Case.objects.visible_to(person).filter(pk__in=keys).order_by()
    rows = [Row._make(row) for row in seen.values_list(*Row._fields)]
    lines = lines_of(rows, names_for(person, rows), person)
    known = {row.id: line for row, line in zip(rows, lines, strict=True)}
    return [card_of(heading, known, few) for heading in found]


def counts_of(found: Iterable[Heading]) -> list[Card]:
    """Return the headings with their counts alone, each leading to its card."""
    page = reverse("overview")
    cards = [card_of(heading, {}, 0) for heading in found]
    return [replace(card, url=f"{page}#overview-{card.name}") for card in cards]


def card_of(heading: Heading, known: dict[int, Line], few: int) -> Card:
    """Return a heading with its first cases in words."""
    rows = [
        (known[key], *told(heading.name, known[key], at))
        for key, at in heading.rows[:few]
        if key in known
    ]
    tone = TONES.get(heading.name, "blue") if heading.rows else "grey"
    words = empty_words()[heading.name]
    return Card(heading.name, heading.title, words, heading.count, tone, way(heading.name), rows)


def told(name: str, line: Line, at: datetime) -> tuple[Chip, str]:
    """Return the chip of a case under this heading, and the day or instant that it is about."""
    if name == "preserved":
        return due_chip(baku_day(at), today()), _("preserved until %(day)s") % {
            "day": day_text(baku_day(at))
        }
    if name == "release":
        kept = _("last day %(day)s") % {"day": day_text(baku_day(at))}
        return Chip("yellow", _("Request decided")), kept
    if name == "left":
        gone = _("forwarded on %(day)s") % {"day": day_text(baku_day(at))}
        return Chip("yellow", _("Request left us")), gone
    if name == "proposals":
        waited = _("waits for %(span)s") % {"span": span(now() - at)}
        return Chip("azure", waited), _instant(at)
    if name == "overnight":
        return line["chip"], _("received %(instant)s") % {"instant": _instant(at)}
    return line["chip"], line["day"]


def way(name: str) -> str:
    """Return where all cases of a heading are listed."""
    if name in QUEUE:
        return f"{reverse('cases')}?{QUEUE[name].query}"
    return reverse("overview_list", args=[name])


def empty_words() -> dict[str, str]:
    """Return what is said of a heading without a case."""
    return {
        "overnight": _("Nothing came."),
        "overdue": _("Nothing is overdue."),
        "ceiling": _("No case is past its ceiling."),
        "today": _("No last day is today."),
        "soon": _("Nothing is due in the next three days."),
        "unassigned": _("Every open case has its officer."),
        "preserved": _("No preservation ends soon without a further request."),
        "release": _("No preserved data wait for a decision to release them."),
        "left": _("No data are kept for a request that is with a body outside."),
        "proposals": _("No proposal waits for a decision."),
    }


def _instant(at: datetime) -> str:
    return f"{at.astimezone(BAKU):%d.%m.%Y %H:%M}"
