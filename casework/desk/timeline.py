"""The time line of a case: what is drawn in templates/desk/timeline.html.

Each clock has a lane of its own with its words above its bar, so no two labels can meet.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.translation import gettext as _

from casework.clock import Calendar
from casework.clock.pauses import pauses_of
from casework.desk.timeline_lanes import (
    Bar,
    Lane,
    Story,
    all_pauses,
    bar,
    lanes_of,
    period,
    plain_day,
)
from casework.desk.timeline_scale import (
    CHARACTER,
    MARGIN,
    ROW,
    Mark,
    Scale,
    Tick,
    marks,
    months,
    ticks,
)

LANE, AXIS = 42, 36
WIDE, NARROW = 600, 340
SHADED_FROM = 3  # units: days off are drawn while a day is at least this wide
FAR = timedelta(days=45)  # a day of looking that is later than this after all else stays outside


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
    def days_off_path(self) -> str:
        """The bands of all days off as one path: a box for each."""
        return "".join(
            f"M{band.x} {self.top}h{band.width}v{self.depth}h-{band.width}z"
            for band in self.days_off
        )

    @property
    def ticks_path(self) -> str:
        """The strokes of all ticks as one path."""
        return "".join(f"M{tick.x} {self.bottom}v5" for tick in self.ticks)

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
    lanes = [placed(lane, top + n * LANE, width) for n, lane in enumerate(lanes_of(story, scale))]
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


def placed(lane: Lane, y: int, width: int) -> Lane:
    """Return the lane at its place, its words squeezed if they are wider than the picture."""
    is_long = len(f"{lane.name} {lane.note}") * CHARACTER > width - 2 * MARGIN
    return replace(lane, y=y, fit=width - 2 * MARGIN if is_long else 0)


def span(story: Story) -> tuple[date, date]:
    """Return the first and the last day drawn: all dates, and the day of looking if it is near."""
    at = story.deadlines
    days = [at.day_zero, at.execution.effective, at.execution.nominal, at.ceiling.effective]
    days += [at.review.effective] if at.review else []
    days += [day for day in (*(story.preserved or ()), *(story.frozen or ())) if day]
    days += [day for pause in all_pauses(story) for day in (pause.begin, pause.end) if day]
    if at.as_of <= max(days) + FAR:
        days.append(at.as_of)
    room = timedelta(days=max(2, (max(days) - min(days)).days // 25))
    return min(days) - room, max(days) + room


def wanted_marks(story: Story, scale: Scale) -> list[tuple[str, int, str]]:
    """Return what stands above the picture: receipt, decisions to prolong, the day of looking."""
    at = story.deadlines
    found = [("receipt", scale.middle(at.day_zero), _("Received %s") % plain_day(at.day_zero))]
    found += [
        ("decision", scale.middle(p.decided_on), _("Prolonged %s") % plain_day(p.decided_on))
        for p in story.facts.decisions
    ]
    label = _("Looked at %s →") if at.as_of > scale.last else _("Looked at %s")
    x = scale.middle(min(at.as_of, scale.last))
    return [*found, ("as-of", x, label % plain_day(at.as_of))]


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
