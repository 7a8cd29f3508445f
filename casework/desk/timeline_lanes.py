"""The clocks of a case as lanes of a drawn time line: what is said above each bar, and the bar."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.clock import Calendar, Clarification, Deadlines, Facts, Policy
from casework.clock.calendars import ONE_DAY
from casework.clock.execution import plain_execution
from casework.clock.pauses import Pause, paused_days, pauses_of
from casework.clock.prolonging import is_ended_by_answer
from casework.desk.timeline_scale import Scale


@dataclass(frozen=True)
class Story:
    """Everything that a time line tells.

    preserved  in effect on, last day; or None
    frozen     since a linked request was received, until it was decided (None: undecided); or None
    """

    facts: Facts
    policy: Policy
    calendar: Calendar
    deadlines: Deadlines
    preserved: tuple[date, date] | None = None
    frozen: tuple[date, date | None] | None = None

    @property
    def kept_until(self) -> date | None:
        """The last day up to which data are known to be kept; None without any."""
        days = [self.preserved[1]] if self.preserved else []
        if self.frozen:
            days.append(self.frozen[1] or max(self.frozen[0], self.deadlines.as_of))
        return max(days, default=None)


@dataclass(frozen=True)
class Bar:
    """A piece of a lane or a band over the whole height; `kind` is its class in the style sheet."""

    kind: str
    x: int
    width: int


@dataclass(frozen=True)
class Lane:
    """One clock: its name, what there is to say of it, and its bars.

    fit  the width into which its words must be squeezed, or 0 if they have room
    """

    name: str
    note: str
    bars: list[Bar]
    y: int = 0
    fit: int = 0

    @property
    def bar_y(self) -> int:
        """Where its bars begin; its words stand on the line above."""
        return self.y + 20

    @property
    def text_y(self) -> int:
        """The line on which its words stand."""
        return self.y + 14


def lanes_of(story: Story, scale: Scale) -> list[Lane]:
    """Return the lanes from above: pauses if there are any, then the clocks."""
    at = story.deadlines
    found = [pause_lane(story, scale)] if all_pauses(story) else []
    found += [review_lane(story, scale), execution_lane(story, scale)]
    found.append(
        Lane(
            _("Ceiling"),
            plain_day(at.ceiling.effective),
            [bar(scale, "ceiling", at.day_zero + ONE_DAY, at.ceiling.effective)],
        )
    )
    if story.preserved or story.frozen:
        found.append(preservation_lane(story, scale))
    return found


def preservation_lane(story: Story, scale: Scale) -> Lane:
    """Return the lane of preserved data; what is kept for a linked request has its own bar."""
    bars, note, end = [], "", story.kept_until
    if story.preserved:
        begin, last = story.preserved
        bars, note = [bar(scale, "preservation", begin + ONE_DAY, last)], plain_day(last)
    if story.frozen and end:
        since, decided = story.frozen
        first = max(since, story.preserved[0] + ONE_DAY) if story.preserved else since
        bars.append(bar(scale, "frozen", first, min(decided or end, scale.last)))
        note = plain_day(end) if decided else _("does not expire")
    return Lane(_("Preservation"), note, [piece for piece in bars if piece.width > 0])


def pause_lane(story: Story, scale: Scale) -> Lane:
    """Return the lane of questions and postponements; those that stop nothing are hollow."""
    stopping = pauses_of(story.facts, story.policy.clarification)
    days = paused_days(stopping, story.deadlines.as_of)
    name, note = _("Pauses"), ngettext("%(days)s day", "%(days)s days", days) % {"days": days}
    if not stopping:
        name, note = _("Questions"), _("execution goes on")
    bars = [
        period(scale, "paused" if pause in stopping else "asked", pause, story.deadlines.as_of)
        for pause in all_pauses(story)
    ]
    return Lane(name, note, bars)


def review_lane(story: Story, scale: Scale) -> Lane:
    """Return the lane of legal review; empty while a question is open."""
    review, facts = story.deadlines.review, story.facts
    if review is None:
        return Lane(_("Legal review"), _("stopped: question open"), [])
    start = facts.last_answer_on or facts.day_zero
    bars = [bar(scale, "review", start + ONE_DAY, review.effective)]
    return Lane(_("Legal review"), plain_day(review.effective), bars)


def execution_lane(story: Story, scale: Scale) -> Lane:
    """Return the lane of execution: nominal part, days moved to, prolongation, days overdue."""
    at, facts, policy = story.deadlines, story.facts, story.policy
    plain = plain_execution(facts, policy, story.calendar, at.as_of)
    restarted = policy.clarification is Clarification.RESTART and facts.last_answer_on
    start = (restarted or facts.day_zero) + ONE_DAY
    bars = [bar(scale, "execution", start, plain.nominal)]
    bars += [bar(scale, "rolled", plain.nominal + ONE_DAY, plain.effective)]
    if is_prolonged(story):
        bars += [bar(scale, "prolonged", plain.effective + ONE_DAY, at.execution.effective)]
    if at.is_overdue:
        bars += [bar(scale, "overdue", at.execution.effective + ONE_DAY, at.as_of)]
    return Lane(_("Execution"), execution_note(story), [piece for piece in bars if piece.width])


def execution_note(story: Story) -> str:
    """Return the last day of execution and what is special about it."""
    at = story.deadlines.execution
    words = [plain_day(at.effective)]
    if at.nominal != at.effective:
        words.append(_("nominal %s") % f"{at.nominal:%d.%m}")
    if is_prolonged(story):
        words.append(_("prolonged"))
    if at.is_projection:
        words.append(_("projection"))
    return " · ".join(words)


def is_prolonged(story: Story) -> bool:
    """Whether the time for execution is that of a prolongation, the last one decided."""
    decisions = story.facts.decisions
    return bool(decisions) and not is_ended_by_answer(story.facts, story.policy, decisions[-1])


def all_pauses(story: Story) -> list[Pause]:
    """Return questions and postponements, whether or not the policy lets questions pause."""
    return pauses_of(story.facts, Clarification.PAUSE)


def period(scale: Scale, kind: str, pause: Pause, as_of: date) -> Bar:
    """Return the bar of a pause: from the day it began up to, not including, the day it ended."""
    drawn = bar(scale, kind, pause.begin, pause.end_by(as_of) - ONE_DAY)
    return Bar(kind, drawn.x, max(2, drawn.width))


def bar(scale: Scale, kind: str, begin: date, end: date) -> Bar:
    """Return the bar over whole days, both included; of no width if `end` is before `begin`."""
    x = scale.x(begin)
    return Bar(kind, x, max(0, scale.x(end + ONE_DAY) - x))


def plain_day(day: date) -> str:
    """Return the day without its weekday, as in 06.02.2026: there is little room."""
    return f"{day:%d.%m.%Y}"
