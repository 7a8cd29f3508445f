"""What the calculator says of each clock: last day, expiry, time left, and why."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.calculation import Answer
from casework.clock import Clock, end_of
from casework.explain import day_text, sentences
from casework.languages import per_language

SOON = 3  # days left from which a chip warns


@dataclass(frozen=True)
class Chip:
    """A few words in a colour; the words alone say everything."""

    colour: str
    words: str


@dataclass(frozen=True)
class Card:
    """One clock. last_day is None while it is stopped; nominal is "" unless it differs."""

    name: str
    title: str
    chip: Chip
    last_day: date | None = None
    effective: str = ""
    nominal: str = ""
    expires_at: datetime | None = None
    is_projection: bool = False
    note: str = ""

    @property
    def expires_utc(self) -> str:
        """The instant of expiry in UTC."""
        return f"{self.expires_at:%d.%m.%Y %H:%M}" if self.expires_at else ""


@dataclass(frozen=True)
class Derivation:
    """How a clock came to its date, in sentences."""

    name: str
    title: str
    sentences: list[str]


def cards(answer: Answer) -> list[Card]:
    """Return the cards of review, execution, ceiling and, if asked, preservation."""
    at = answer.deadlines
    found = [
        review_card(at.review, at.as_of),
        clock_card("execution", at.execution, execution_chip(at.execution, at.as_of)),
        clock_card("ceiling", at.ceiling, plain_chip(at.ceiling.effective, at.as_of)),
    ]
    if answer.preserved_until:
        day = answer.preserved_until
        found.append(clock_card("preservation", Clock(day, day), plain_chip(day, at.as_of)))
    return found


def review_card(review: Clock | None, as_of: date) -> Card:
    """Return the card of legal review, which has no date while a question is open."""
    if review:
        return clock_card("review", review, plain_chip(review.effective, as_of))
    return Card(
        name="review",
        title=titles()["review"],
        chip=Chip("azure", _("Stopped: question open")),
        note=_("The answer will start a new review."),
    )


def clock_card(name: str, clock: Clock, chip: Chip) -> Card:
    """Return the card of a clock with a last day."""
    return Card(
        name=name,
        title=titles()[name],
        chip=chip,
        last_day=clock.effective,
        effective=day_text(clock.effective),
        nominal=day_text(clock.nominal) if clock.nominal != clock.effective else "",
        expires_at=end_of(clock.effective).astimezone(UTC),
        is_projection=clock.is_projection,
    )


def execution_chip(clock: Clock, as_of: date) -> Chip:
    """Return the chip of execution: red when overdue, blue while a pause is open."""
    if clock.is_overdue(as_of):
        days = (as_of - clock.effective).days
        words = ngettext("Overdue by %(days)s day", "Overdue by %(days)s days", days)
        return Chip("red", words % {"days": days})
    if clock.is_projection:
        return Chip("azure", _("Clock stopped"))
    return left_chip((clock.effective - as_of).days)


def plain_chip(last_day: date, as_of: date) -> Chip:
    """Return the chip of a clock of which nobody said whether it was met: passed is only passed."""
    if as_of > last_day:
        days = (as_of - last_day).days
        words = ngettext("Passed %(days)s day ago", "Passed %(days)s days ago", days)
        return Chip("secondary", words % {"days": days})
    return left_chip((last_day - as_of).days)


def left_chip(days: int) -> Chip:
    """Return the chip of a clock with so many days left."""
    if days == 0:
        return Chip("yellow", _("Last day"))
    words = ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}
    return Chip("yellow" if days <= SOON else "green", words)


def derivations(answer: Answer) -> list[Derivation]:
    """Return the derivation of each clock that has one."""
    return [
        Derivation(name, titles()[name], sentences(reasons))
        for name, reasons in answer.why.items()
        if reasons
    ]


@per_language
def titles() -> dict[str, str]:
    """Return what each clock is called in the active language."""
    return {
        "receipt": _("Receipt"),
        "review": _("Legal review"),
        "execution": _("Execution"),
        "ceiling": _("Ceiling"),
        "preservation": _("Preservation"),
        "awaited": _("Reminder due"),
        "kept_abroad": _("End of preservation abroad"),
    }
