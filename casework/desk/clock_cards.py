"""A clock as a card, and the cards of what the requester named: an answer, and a loss of data."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from casework.cases.pressing import is_kept
from casework.clock import BAKU, now
from casework.desk.calculator_cards import Chip
from casework.desk.case_kept import kept_chip
from casework.desk.spans import span
from casework.explain import day_text
from casework.letters.kinds import titles
from casework.letters.unsent import answer_drafts

LAST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class ClockCard:
    """One clock. when: its day or instant; more: what else there is to say; why: sentences.

    ends_at  the instant by which it stands among the others; LAST if it presses no more
    """

    name: str
    title: str
    when: str
    chip: Chip | None
    more: list[str] = field(default_factory=list)
    why: list[str] = field(default_factory=list)
    is_projection: bool = False
    ends_at: datetime = LAST


def asked_cards(case: Any) -> list[ClockCard]:
    """Return the cards of the time asked for and of the expected loss: instants in two zones."""
    instants = (
        ("answer_by", _("Answer asked for by"), case.answer_by_at, case.answer_by_there),
        ("loss", _("Loss of data expected"), case.loss_expected_at, case.loss_expected_there),
    )
    is_averted = is_kept(case)
    return [
        ClockCard(
            name,
            title,
            _("%(instant)s in Baku") % {"instant": instant_text(instant.astimezone(BAKU))},
            kept_chip() if name == "loss" and is_averted else instant_chip(instant),
            there_too(there, case.sender_zone),
            ends_at=LAST if name == "loss" and is_averted else instant,
        )
        for name, title, instant, there in instants
        if instant
    ]


def with_asked(case: Any, counted: list[ClockCard]) -> list[ClockCard]:
    """Return the counted clocks and those of what was asked, whatever ends first before others."""
    return sorted([*counted, *asked_cards(case)], key=lambda card: card.ends_at)


def there_too(there: datetime, zone: str) -> list[str]:
    """Return the instant in the requester's zone; nothing if none is known but that of Baku."""
    if zone in ("", str(BAKU)):
        return []
    words = {"instant": instant_text(there), "zone": zone.replace("_", " ")}
    return [_("%(instant)s at the requester (%(zone)s)") % words]


def instant_text(instant: datetime) -> str:
    """Return an instant as it stands on the wall there: "Fri 06.02.2026, 18:00"."""
    return f"{day_text(instant.date())}, {instant:%H:%M}"


def instant_chip(instant: datetime) -> Chip:
    """Return how much time is left until the instant, or since when it has passed."""
    left = instant - now()
    if left < timedelta(0):
        return Chip("red", _("Passed %(span)s ago") % {"span": span(-left, exact=True)})
    colour = "yellow" if left <= timedelta(hours=24) else "green"
    return Chip(colour, _("%(span)s left") % {"span": span(left, exact=True)})


def answer_owed_cards(case: Any) -> list[ClockCard]:
    """Return the card of the answer asked for while the letter that is the answer has not left."""
    drafts = answer_drafts(case)
    if not drafts:
        return []
    words = _("The answer has still to leave: %(letters)s.") % {
        "letters": "; ".join(titles(case.kind, drafts))
    }
    cards = (card for card in asked_cards(case) if card.name == "answer_by")
    return [replace(card, more=[words, *card.more]) for card in cards]
