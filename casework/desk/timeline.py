"""The time line of a case: what is drawn in templates/desk/timeline.html, and the same as a table.

Each clock has a lane of its own with its words above its bar, so no two labels can meet.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.clock import Calendar, Clarification, Deadlines, Facts, Policy
from casework.clock.calendars import ONE_DAY
from casework.clock.execution import plain_execution
from casework.clock.pauses import Pause, paused_days, pauses_of
from casework.clock.prolonging import judge
from casework.desk.timeline_scale import ROW, Mark, Scale, Tick, marks, months, ticks
from casework.explain import day_text

LANE, BAR, AXIS = 42, 12, 36
WIDE, NARROW = 720, 340
SHADED_FROM = 3  # units: days off are drawn while a day is at least this wide
FAR = timedelta(days=45)  # a day of looking that is later than this after all else stays outside


@dataclass(frozen=True)
class Story:
    """Everything that a time line tells. preserved: in effect on, last day; or None."""

    facts: Facts
    policy: Policy
    calendar: Calendar
    deadlines: Deadlines
    preserved: tuple[date, date] | None = None


@dataclass(frozen=True)
class Bar:
    """A piece of a lane or a band over the whole height; `kind` is its class in the style sheet."""

    kind: str
    x: int
    width: int


@dataclass(frozen=True)
class Lane:
    """One clock: its name, what there is to say of it, and its bars."""

    name: str
    note: str
    bars: list[Bar]
    y: int = 0

    @property
    def bar_y(self) -> int:
        """Where its bars begin; its words stand on the line above."""
        return self.y + 20

    @property
    def text_y(self) -> int:
        """The line on which its words stand."""
        return self.y + 14


@dataclass(frozen=True)
class Drawing:
    """A time line drawn at one width, in units of its own view box."""

    name: str
    width: int
    height: int
    top: int
    bottom: int
    days_off: list[Bar]
    pauses: list[Bar]
    lanes: list[Lane]
    marks: list[Mark]
    ticks: list[Tick]
    months: list[Tick]

    @property
    def depth(self) -> int:
        """The height of the lanes together."""
        return self.bottom - self.top

    @property
    def tick_y(self) -> int:
        """The line of the days under the axis."""
        return self.bottom + 16

    @property
    def month_y(self) -> int:
        """The line of the months under it."""
        return self.bottom + 33


def draw(story: Story, name: str, width: int) -> Drawing:
    """Return the time line of `story` at this width; `name` keeps ids of two drawings apart."""
    scale = Scale(*span(story), width)
    above = marks(wanted_marks(story, scale), width)
    top = (max((mark.row for mark in above), default=0) + 1) * ROW + 4
    lanes = [
        Lane(lane.name, lane.note, lane.bars, top + n * LANE)
        for n, lane in enumerate(lanes_of(story, scale))
    ]
    bottom = top + len(lanes) * LANE + 4
    return Drawing(
        name=name,
        width=width,
        height=bottom + AXIS,
        top=top,
        bottom=bottom,
        days_off=days_off(story.calendar, scale),
        pauses=pause_bars(story, scale),
        lanes=lanes,
        marks=above,
        ticks=ticks(scale),
        months=months(scale),
    )


def span(story: Story) -> tuple[date, date]:
    """Return the first and the last day drawn: all dates, and the day of looking if it is near."""
    at = story.deadlines
    days = [at.day_zero, at.execution.effective, at.execution.nominal, at.ceiling.effective]
    days += [at.review.effective] if at.review else []
    days += story.preserved or ()
    days += [day for pause in all_pauses(story) for day in (pause.begin, pause.end) if day]
    if at.as_of <= max(days) + FAR:
        days.append(at.as_of)
    room = timedelta(days=max(2, (max(days) - min(days)).days // 25))
    return min(days) - room, max(days) + room


def wanted_marks(story: Story, scale: Scale) -> list[tuple[str, int, str]]:
    """Return what stands above the picture: receipt, decisions to prolong, the day of looking."""
    at = story.deadlines
    found = [("receipt", scale.middle(at.day_zero), _("Received %s") % short(at.day_zero))]
    found += [
        ("decision", scale.middle(p.decided_on), _("Prolonged %s") % short(p.decided_on))
        for p in story.facts.prolongations
        if not p.cancelled
    ]
    label = _("Looked at %s") % short(at.as_of)
    if at.as_of > scale.last:
        label = _("Looked at %s →") % f"{at.as_of:%d.%m.%Y}"
    return [*found, ("as-of", scale.middle(min(at.as_of, scale.last)), label)]


def lanes_of(story: Story, scale: Scale) -> list[Lane]:
    """Return the lanes from above: pauses if there are any, then the clocks."""
    at = story.deadlines
    found = [pause_lane(story, scale)] if all_pauses(story) else []
    found += [review_lane(story, scale), execution_lane(story, scale)]
    found.append(
        Lane(
            _("Ceiling"),
            day_text(at.ceiling.effective),
            [bar(scale, "ceiling", at.day_zero + ONE_DAY, at.ceiling.effective)],
        )
    )
    if story.preserved:
        begin, end = story.preserved
        note = day_text(end)
        found.append(
            Lane(_("Preservation"), note, [bar(scale, "preservation", begin + ONE_DAY, end)])
        )
    return found


def pause_lane(story: Story, scale: Scale) -> Lane:
    """Return the lane of questions and postponements; those that stop nothing are hollow."""
    stopping = pauses_of(story.facts, story.policy.clarification)
    days = paused_days(stopping, story.deadlines.as_of)
    note = ngettext("%(days)s day paused", "%(days)s days paused", days) % {"days": days}
    if not stopping:
        note = _("the time for execution goes on")
    bars = [
        period(scale, "paused" if pause in stopping else "asked", pause, story.deadlines.as_of)
        for pause in all_pauses(story)
    ]
    return Lane(_("Questions and postponements"), note, bars)


def review_lane(story: Story, scale: Scale) -> Lane:
    """Return the lane of legal review; empty while a question is open."""
    review, facts = story.deadlines.review, story.facts
    if review is None:
        return Lane(_("Legal review"), _("stopped: question open"), [])
    start = facts.last_answer_on or facts.day_zero
    bars = [bar(scale, "review", start + ONE_DAY, review.effective)]
    return Lane(_("Legal review"), day_text(review.effective), bars)


def execution_lane(story: Story, scale: Scale) -> Lane:
    """Return the lane of execution: nominal part, days moved to, prolongation, days overdue."""
    at, facts, policy = story.deadlines, story.facts, story.policy
    plain = plain_execution(facts, policy, story.calendar, at.as_of)
    restarted = policy.clarification is Clarification.RESTART and facts.last_answer_on
    start = (restarted or facts.day_zero) + ONE_DAY
    bars = [bar(scale, "execution", start, plain.nominal)]
    bars += [bar(scale, "rolled", plain.nominal + ONE_DAY, plain.effective)]
    if judge(facts, policy, story.calendar).prolongation:
        bars += [bar(scale, "prolonged", plain.effective + ONE_DAY, at.execution.effective)]
    if at.is_overdue:
        bars += [bar(scale, "overdue", at.execution.effective + ONE_DAY, at.as_of)]
    return Lane(_("Execution"), execution_note(story), [piece for piece in bars if piece.width])


def execution_note(story: Story) -> str:
    """Return the last day of execution and what is special about it."""
    at = story.deadlines.execution
    words = [day_text(at.effective)]
    if at.nominal != at.effective:
        words.append(_("nominal %s") % short(at.nominal))
    if judge(story.facts, story.policy, story.calendar).prolongation:
        words.append(_("prolonged"))
    if at.is_projection:
        words.append(_("projection"))
    return " · ".join(words)


def all_pauses(story: Story) -> list[Pause]:
    """Return questions and postponements, whether or not the policy lets questions pause."""
    return pauses_of(story.facts, Clarification.PAUSE)


def pause_bars(story: Story, scale: Scale) -> list[Bar]:
    """Return the bands over the whole height on which execution stands still."""
    stopping = pauses_of(story.facts, story.policy.clarification)
    return [period(scale, "paused", pause, story.deadlines.as_of) for pause in stopping]


def days_off(calendar: Calendar, scale: Scale) -> list[Bar]:
    """Return a band for each day that is not worked, while days are wide enough to be seen."""
    if scale.per_day < SHADED_FROM:
        return []
    known = (day for day in scale.days() if day.year in calendar.years)
    return [bar(scale, "off", day, day) for day in known if not calendar.is_working(day)]


def period(scale: Scale, kind: str, pause: Pause, as_of: date) -> Bar:
    """Return the bar of a pause: from the day it began up to, not including, the day it ended."""
    drawn = bar(scale, kind, pause.begin, pause.end_by(as_of) - ONE_DAY)
    return Bar(kind, drawn.x, max(2, drawn.width))


def bar(scale: Scale, kind: str, begin: date, end: date) -> Bar:
    """Return the bar over whole days, both included; of no width if `end` is before `begin`."""
    x = scale.x(begin)
    return Bar(kind, x, max(0, scale.x(end + ONE_DAY) - x))


def short(day: date) -> str:
    """Return the day without its year, as in 06.02."""
    return f"{day:%d.%m}"
