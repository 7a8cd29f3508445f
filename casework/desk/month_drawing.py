"""The picture of a month: a bar for each day; templates/desk/month_drawing.html draws it."""

from collections.abc import Sequence
from dataclasses import dataclass

from casework.desk.charts import LETTER, Mark, ceiling, scale
from casework.desk.month_days import Day

HEIGHT, TOP, FOOT, LEFT, RIGHT = 190, 18, 26, 34, 4
WIDE, NARROW = 640, 340


@dataclass(frozen=True)
class Bar:
    """A bar and its number: of days that passed, or of those ahead."""

    kind: str
    x: float
    y: float
    width: float
    height: float
    middle: float
    label: str

    @property
    def label_y(self) -> float:
        """Where the number stands: on the bar."""
        return round(self.y - 4, 1)


@dataclass(frozen=True)
class Drawing:
    """The picture at one width, in units of its own view box; today: its middle, or None."""

    name: str
    width: int
    room: float
    bars: list[Bar]
    off: list[float]
    lines: list[Mark]
    marks: list[Mark]
    today: float | None
    height: int = HEIGHT
    left: int = LEFT
    top: int = TOP

    @property
    def bottom(self) -> int:
        """Where nothing is counted."""
        return HEIGHT - FOOT

    @property
    def depth(self) -> int:
        """The height of the field."""
        return self.bottom - TOP

    @property
    def label_y(self) -> int:
        """The line of the days under it."""
        return HEIGHT - 8


def draw(days: Sequence[Day], name: str, width: int) -> Drawing:
    """Return a bar for each day on which something ends, days off shaded, today marked."""
    top, depth = ceiling(max(day.total for day in days)), HEIGHT - FOOT - TOP
    room = (width - LEFT - RIGHT) / len(days)
    places = [round(LEFT + room * number, 1) for number in range(len(days))]
    every = 1 if room > 2.5 * LETTER else 3
    bars = []
    for day, x in zip(days, places, strict=True):
        if day.total:
            tall = round(depth * day.total / top, 1)
            kind, text = "passed" if day.is_past else "ahead", str(day.total)
            fits = len(text) * LETTER <= room + LETTER / 2
            bars.append(
                Bar(kind, round(x + room * 0.15, 1), round(TOP + depth - tall, 1),
                    round(room * 0.7, 1), tall, round(x + room / 2, 1), text if fits else "")
            )  # fmt: skip
    middles = [round(x + room / 2, 1) for x in places]
    return Drawing(
        name=name,
        width=width,
        room=round(room, 1),
        bars=bars,
        off=[x for day, x in zip(days, places, strict=True) if day.is_off],
        lines=scale(top, TOP, depth),
        marks=[Mark(middles[n], str(n + 1)) for n in range(0, len(days), every)],
        today=next((middles[n] for n, day in enumerate(days) if day.is_today), None),
    )
