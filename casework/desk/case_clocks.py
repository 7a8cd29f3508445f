"""The clocks of a case in words: last day, time left, and why."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.cases.clocks import Dates, dates_of, facts_of, own_days_of
from casework.cases.kept import Kept
from casework.cases.orders import Order
from casework.clock import FactError, MissingYear, baku_day, end_of, now, today
from casework.desk.calculator_cards import Chip, left_chip, titles
from casework.desk.clock_cards import ClockCard, answer_owed_cards, with_asked
from casework.desk.kept_words import ends_in_words, preserved_and_frozen
from casework.desk.timeline import NARROW, WIDE, Drawing, draw
from casework.desk.timeline_dates import Entry, Swatch, entries, legend
from casework.desk.timeline_lanes import Story
from casework.directory.calendars import NoCalendar, calendar_of
from casework.directory.models import NoPolicy
from casework.directory.procedures import is_timed
from casework.explain import day_text, sentence, sentences
from casework.subtasks.steps import open_subtasks
from casework.workflow.registry import registered


@dataclass(frozen=True)
class Line:
    """The drawn time line of a case."""

    drawings: list[Drawing]
    legend: list[Swatch]
    entries: list[Entry]


@dataclass(frozen=True)
class Clocks:
    """Every clock that runs, what is preserved, open sub-tasks, and the time line.

    stopped  why no legal clock runs any more, "" while they run
    fault    why the dates cannot be derived, "" as a rule
    """

    cards: list[ClockCard]
    preserved: list[ClockCard]
    receipt: list[str]
    line: Line | None
    stopped: str = ""
    fault: str = ""
    subtasks: list[ClockCard] = field(default_factory=list)


def clocks_of(case: Any) -> Clocks:
    """Return where every clock of the case stands today."""
    return replace(legal_clocks(case), subtasks=subtask_cards(case))


def subtask_cards(case: Any) -> list[ClockCard]:
    """Return a card for each open sub-task: its day, who is asked, and how much time is left."""
    return [
        ClockCard(
            "subtask",
            str(row),
            day_text(row.due_on),
            day_chip(row.due_on, today()),
            [_("Asked: %(who)s.") % {"who": row.asked_of}],
        )
        for row in open_subtasks(case)
    ]


def legal_clocks(case: Any) -> Clocks:
    """Return where the clocks of the case itself, and of preserved data, stand today."""
    day, preserved = today(), preservation_cards(case)
    if not is_timed(case.kind):
        return own_clocks_of(case, day, preserved)
    try:
        facts = facts_of(case)
        dates = dates_of(case, day, facts)
        kept = preserved_and_frozen(case)
        calendar = calendar_of(case.calendar_id)
        line = line_of(Story(facts, dates.policy, calendar, dates.found, *kept), case)
    except FactError as error:
        return Clocks([], preserved, [], None, fault=sentence(error.reason))
    except (MissingYear, NoPolicy, NoCalendar) as error:
        return Clocks([], preserved, [], None, fault=str(error))
    receipt = sentences(dates.found.why["receipt"])
    if case.is_ended:
        words = {"day": day_text(baku_day(case.ended_at))}
        stopped = _("The legal clocks stopped on %(day)s, when the case ended.") % words
        return Clocks(answer_owed_cards(case), preserved, receipt, line, stopped=stopped)
    return Clocks(with_asked(case, legal_cards(case, dates, day)), preserved, receipt, line)


def own_clocks_of(case: Any, day: date, preserved: list[ClockCard]) -> Clocks:
    """Return the clocks of a procedure that counts its own days, or none at all."""
    if case.is_ended:
        return Clocks(answer_owed_cards(case), preserved, [], None)
    cards = []
    for own in own_days_of(case):
        chip, why = day_chip(own.on, day), sentences(own.why)
        when, ends_at = day_text(own.on), end_of(own.on)
        cards.append(
            ClockCard(own.clock, titles()[own.clock], when, chip, why=why, ends_at=ends_at)
        )
    return Clocks(with_asked(case, cards), preserved, [], None)


def legal_cards(case: Any, dates: Dates, day: date) -> list[ClockCard]:
    """Return the cards of review, execution and ceiling."""
    found, table = dates.found, registered(case.kind).table
    cards = []
    if case.state in table.reviewing or found.review is None:
        cards.append(review_card(dates, day))
    for name, clock in (("execution", found.execution), ("ceiling", found.ceiling)):
        chip = day_chip(clock.effective, day)
        more = []
        if clock.nominal != clock.effective:
            more.append(_("Nominal last day: %(day)s.") % {"day": day_text(clock.nominal)})
        if dates.suspended and clock.is_projection:
            words = _("Suspended since %(day)s") % {"day": day_text(dates.suspended)}
            if day <= clock.effective:
                chip = Chip("azure", words)
            else:  # it was overdue before the pause, and stays so
                more.append(words)
        why = sentences(found.why[name])
        when, ends_at = day_text(clock.effective), end_of(clock.effective)
        is_projection = bool(clock.is_projection)
        cards.append(ClockCard(name, titles()[name], when, chip, more, why, is_projection, ends_at))
    return cards


def review_card(dates: Dates, day: date) -> ClockCard:
    """Return the card of legal review; while a question is open it has no day."""
    why, review = sentences(dates.found.why["review"]), dates.found.review
    if review is None:
        chip = Chip("azure", _("Stopped: question open"))
        return ClockCard("review", titles()["review"], _("No last day now"), chip, why=why)
    chip = day_chip(review.effective, day)
    when, ends_at = day_text(review.effective), end_of(review.effective)
    return ClockCard("review", titles()["review"], when, chip, why=why, ends_at=ends_at)


def day_chip(last: date, day: date) -> Chip:
    """Return how many days are left, or how long the last day has passed."""
    days = (day - last).days
    if days <= 0:
        return left_chip(-days)
    words = ngettext("Overdue by %(days)s day", "Overdue by %(days)s days", days)
    return Chip("red", words % {"days": days})


def overdue_chip(case: Any) -> Chip | None:
    """Return for how long the next last day of an open case has passed; None if it has not."""
    is_overdue = case.due_on and not case.is_ended and case.due_on < today()
    return day_chip(case.due_on, today()) if is_overdue else None


def preservation_cards(case: Any) -> list[ClockCard]:
    """Return a card for each preservation: it belongs to its order and outlives the case (K8)."""
    rows = [row for row in getattr(case, "kept", ()) if row.holder_id == case.pk]
    orders = case.orders.all()
    return [preserved(order, rows) for order in orders if hasattr(order, "preservation")]


def preserved(order: Order, linked: Sequence[Kept] = ()) -> ClockCard:
    """Return until when this recipient keeps the data; linked: requests for which it may."""
    row, title = order.preservation, f"{order.number}. {order.recipient}"
    asked = ngettext("%(n)s day asked for", "%(n)s days asked for", row.days) % {"n": row.days}
    if row.released_at or order.lifted_at:
        ended = baku_day(row.released_at or order.lifted_at or now())
        words = _("Released") if row.released_at else _("Lifted")
        return ClockCard("kept", title, day_text(ended), Chip("secondary", words))
    if row.last_on is None or row.effective_on is None:
        chip = Chip("yellow", _("Not confirmed yet"))
        return ClockCard("kept", title, asked, chip)
    since = _("In effect since %(day)s.") % {"day": day_text(row.effective_on)}
    chip = day_chip(row.last_on, today())
    if row.last_on < today():
        chip = Chip("red", _("Ended on %(day)s") % {"day": day_text(row.last_on)})
    more = [since]
    kept = ends_in_words(row.last_on, linked)
    if kept:
        chip, more = kept[0], [since, kept[1]]
    return ClockCard("kept", title, day_text(row.last_on), chip, more)


def line_of(story: Story, case: Any) -> Line:
    """Return the time line, drawn at two widths."""
    wide = draw(story, "wide", WIDE)
    return Line([wide, draw(story, "narrow", NARROW)], legend(wide), entries(story, case))
