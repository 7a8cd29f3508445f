"""The words of a time line: its dates as a table, and the legend of what is drawn."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from casework.cases.closing import closed_at
from casework.clock import baku_day
from casework.desk.timeline import Drawing
from casework.desk.timeline_lanes import Story
from casework.explain import day_text
from casework.letters.kinds import KINDS, kind_of
from casework.workflow.registry import registered


@dataclass(frozen=True)
class Entry:
    """What happens on a day. is_limit: the day is a last day; ranks entries of one day."""

    day: date
    words: str
    is_limit: bool = False

    @property
    def text(self) -> str:
        """The day with its weekday."""
        return day_text(self.day)


def entries(story: Story, case: Any = None) -> list[Entry]:
    """Return every date of the picture in order of time; of a gathered case its way to the end."""
    found = [*recorded(story), *limits(story), *(outcome_of(case) if case else ())]
    found.append(Entry(story.deadlines.as_of, _("Looked at")))
    return sorted(found, key=lambda entry: (entry.day, entry.is_limit))


def recorded(story: Story) -> Iterator[Entry]:
    """Return the facts."""
    facts = story.facts
    yield Entry(facts.day_zero, _("Received (day 0)"))
    for question in facts.questions:
        yield Entry(question.sent_on, _("Question sent"))
        if question.answered_on:
            yield Entry(question.answered_on, _("Answer received"))
    for pause in facts.postponements:
        yield Entry(pause.from_on, _("Postponed"))
        if pause.to_on:
            yield Entry(pause.to_on, _("Resumed"))
    for decision in facts.prolongations:
        words = (
            _("Decision to prolong to %s (cancelled)")
            if decision.cancelled
            else (_("Decision to prolong to %s"))
        )
        yield Entry(decision.decided_on, words % day_text(decision.until))
    if story.preserved:
        yield Entry(story.preserved[0], _("Preservation in effect"))
    if story.frozen:
        since, decided = story.frozen
        yield Entry(since, _("Request received for which the data are kept"))
        if decided:
            yield Entry(decided, _("Request decided for which the data were kept"))


def outcome_of(case: Any) -> Iterator[Entry]:
    """Return what recipients answered, how the case ended, what told it, and the closing."""
    for order in case.orders.all():
        if order.answered_at:
            words = _("Last answer of %(who)s") % {"who": order.recipient}
            yield Entry(baku_day(order.answered_at), words)
    if not case.ended_at:
        return
    yield Entry(baku_day(case.ended_at), _("The case ended"))
    told = {kind.name for kind in KINDS[case.kind].values() if kind.outcome_of}
    for letter in case.letters.all():
        if letter.sent_on and letter.kind in told and letter.made_at >= case.ended_at:
            yield Entry(letter.sent_on, _("Sent: %(letter)s") % {"letter": kind_of(letter).label})
    if closed := closed_at(case):
        yield Entry(baku_day(closed), str(registered(case.kind).table.states(case.state).label))


def limits(story: Story) -> Iterator[Entry]:
    """Return the last days."""
    at = story.deadlines
    if at.review:
        yield Entry(at.review.effective, _("Legal review: last day"), is_limit=True)
    if at.execution.nominal != at.execution.effective:
        yield Entry(at.execution.nominal, _("Execution: nominal last day"), is_limit=True)
    words = _("Execution: last day")
    if at.execution.is_projection:
        words = _("Execution: last day, a projection while a pause is open")
    yield Entry(at.execution.effective, words, is_limit=True)
    yield Entry(at.ceiling.effective, _("Ceiling: no prolongation beyond this day"), is_limit=True)
    if story.preserved:
        words = _("Preservation: last day")
        if story.frozen and not story.frozen[1]:
            words = _("Preservation: last day, but it does not expire while a request is undecided")
        yield Entry(story.preserved[1], words, is_limit=True)


@dataclass(frozen=True)
class Swatch:
    """A line of the legend; `kind` is the class of what it explains."""

    kind: str
    words: str


def legend(drawing: Drawing) -> list[Swatch]:
    """Return the lines for what `drawing` shows and its lanes do not name."""
    shown = {bar.kind for lane in drawing.lanes for bar in lane.bars}
    shown |= {bar.kind for bar in drawing.days_off}
    words = {
        "paused": _("execution stands still"),
        "asked": _("question open, execution goes on"),
        "rolled": _("moved to the next working day"),
        "prolonged": _("prolongation"),
        "overdue": _("overdue"),
        "frozen": _("kept for a linked request"),
        "off": _("day off"),
    }
    return [Swatch(kind, text) for kind, text in words.items() if kind in shown]
