"""Where a day lies on a drawn time line, where its axis has ticks, and where labels find room.

Whole numbers only: templates would write 1.5 as "1,5" in Azerbaijani, and SVG cannot read that.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.formats import date_format

CHARACTER = 6.9  # the width of an average letter of the drawing, 12 units high, in a wide face
ROW = 17  # the height of a row of labels
MARGIN = 4
GAP = 10  # between two labels of one row


@dataclass(frozen=True)
class Scale:
    """The days `first` to `last`, both whole, drawn over `width` units."""

    first: date
    last: date
    width: int

    @property
    def per_day(self) -> float:
        """The width of one day."""
        return (self.width - 2 * MARGIN) / ((self.last - self.first).days + 1)

    def x(self, day: date) -> int:
        """Return where `day` begins; days outside the picture stand at its edges."""
        day = min(max(day, self.first), self.last + timedelta(days=1))
        return round(MARGIN + (day - self.first).days * self.per_day)

    def middle(self, day: date) -> int:
        """Return the noon of `day`."""
        return (self.x(day) + self.x(day + timedelta(days=1))) // 2

    def days(self) -> list[date]:
        """Return every day of the picture."""
        return [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]


@dataclass(frozen=True)
class Tick:
    """A stroke of the axis where a week or a month begins; `label` is "" without room for one."""

    x: int
    label: str
    is_month: bool


def ticks(scale: Scale) -> list[Tick]:
    """Return the Mondays, labelled as far as there is room; the months alone when it is long."""
    if scale.per_day * 7 < 8:
        return []
    found, free_from = [], 0
    for day in scale.days():
        if day.isoweekday() != 1:
            continue
        x, label = scale.x(day), f"{day:%d.%m}"
        half = round(len(label) * CHARACTER / 2)
        has_room = x - half >= free_from and half < x < scale.width - half
        free_from = x + half + GAP if has_room else free_from
        found.append(Tick(x, label if has_room else "", is_month=False))
    return found


def months(scale: Scale) -> list[Tick]:
    """Return where each month begins, with its name where that has room.

    Where no month has room for its number and year, a label runs on over the months after it.
    """
    starts = [scale.first, *(day for day in scale.days()[1:] if day.day == 1)]
    ends = [scale.x(day) for day in starts[1:]] + [scale.width - MARGIN]
    runs_on = scale.per_day * 31 < 7 * CHARACTER + GAP
    found, free_from = [], 0.0
    for start, end in zip(starts, ends, strict=True):
        x, room = scale.x(start), scale.width if runs_on else end
        names = [date_format(start, form) for form in (("m.Y",) if runs_on else ("F Y", "F"))]
        fitting = (name for name in names if x + len(name) * CHARACTER + 8 <= room)
        label = next(fitting, "") if x >= free_from else ""
        free_from = x + len(label) * CHARACTER + GAP if label else free_from
        found.append(Tick(x, label, is_month=True))
    return found


@dataclass(frozen=True)
class Mark:
    """A vertical stroke at an instant; its label flies from it like a flag, above the picture."""

    kind: str
    x: int
    label: str
    label_x: int
    row: int

    @property
    def label_y(self) -> int:
        """Where the label stands."""
        return 12 + self.row * ROW

    @property
    def stroke_y(self) -> int:
        """Where the stroke begins: beside its label."""
        return self.label_y - 10


def marks(wanted: Iterable[tuple[str, int, str]], width: int) -> list[Mark]:
    """Return a mark for each (kind, x, label), in as many rows as keep labels apart.

    The rightmost label flies lowest, so that the strokes left of it pass by on their way up.
    """
    free_to: list[int] = []
    placed = []
    for kind, x, label in sorted(wanted, key=lambda mark: mark[1], reverse=True):
        length = round(len(label) * CHARACTER)
        left = x + 4 if x + 4 + length <= width else max(0, x - 4 - length)
        level = next(
            (n for n, end in enumerate(free_to) if left + length + GAP <= end), len(free_to)
        )
        free_to[level : level + 1] = [min(left, x)]
        placed.append((level, Mark(kind, x, label, left, 0)))
    return [replace(mark, row=len(free_to) - 1 - level) for level, mark in reversed(placed)]
