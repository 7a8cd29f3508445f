"""The picture of what was received and ended; templates/desk/statistics_drawing.html draws it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

from casework.desk.charts import LETTER, Mark, ceiling, scale
from casework.explain import day_text

HEIGHT, TOP, FOOT, LEFT, RIGHT = 220, 12, 26, 38, 6
WIDE, NARROW = 640, 340


@dataclass(frozen=True)
class Bar:
    """A bar of one kind: received or ended."""

    kind: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Drawing:
    """The picture at one width, in units of its own view box."""

    name: str
    width: int
    bars: list[Bar]
    lines: list[Mark]
    marks: list[Mark]
    height: int = HEIGHT
    left: int = LEFT

    @property
    def bottom(self) -> int:
        """Where nothing is counted."""
        return HEIGHT - FOOT

    @property
    def label_y(self) -> int:
        """The line of the words under it."""
        return HEIGHT - 8

    @property
    def right(self) -> int:
        """Where the lines end."""
        return self.width - RIGHT


def labels(span: str, days: Sequence[date]) -> dict[date, str]:
    """Return how each day, month or year is called."""
    if span == "year":
        return {day: str(day.year) for day in days}
    if span == "month":
        return {day: date_format(day, "F Y") for day in days}
    return {day: day_text(day) for day in days}


def short(span: str, day: date) -> str:
    """Return the same in a few letters, for the axis."""
    if span == "year":
        return str(day.year)
    return f"{day:%m.%Y}" if span == "month" else f"{day:%d.%m}"


def draw(span: str, rows: Sequence[tuple[date, int, int]], name: str, width: int) -> Drawing:
    """Return two bars for each day, month or year; as many words under them as have room."""
    top = ceiling(max((max(received, ended) for _day, received, ended in rows), default=0))
    depth, room = HEIGHT - FOOT - TOP, (width - LEFT - RIGHT) / max(len(rows), 1)
    wide = min(room * 0.38, 22)
    bars, marks = [], []
    longest = max((len(short(span, day)) for day, _r, _e in rows), default=1)
    every = -(-round((longest + 1) * LETTER) // max(int(room), 1)) or 1
    for number, (day, *counts) in enumerate(rows):
        middle = LEFT + room * (number + 0.5)
        for place, (kind, count) in enumerate(zip(("received", "ended"), counts, strict=True)):
            tall = depth * count / top
            x = middle - wide + place * wide
            bars.append(Bar(kind, round(x, 1), round(TOP + depth - tall, 1), round(wide * 0.92, 1),
                            round(tall, 1)))  # fmt: skip
        half = len(short(span, day)) * LETTER / 2
        if number % every == 0 and middle + half <= width:
            marks.append(Mark(round(middle, 1), short(span, day)))
    return Drawing(name, width, bars, scale(top, TOP, depth), marks)
