"""Running an issued report again: what is different now, figure by figure and case by case."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import merge
from itertools import groupby
from typing import Any

from casework.figures.counted import counted_in
from casework.figures.issued import IssuedReport
from casework.figures.reading import Tallied, tallied

OPEN_BEFORE = "open_before"
FigureKey = tuple[str, str, str, str]  # kind, measure, dimension, value
Entry = tuple[str, str, str, str, int]  # day, measure, dimension, value, count
Compared = tuple[str, list[Any] | None, list[Any] | None]  # reference, entries then and now


@dataclass(frozen=True)
class ChangedFigure:
    """A figure that is not what it was."""

    key: FigureKey
    then: int
    now: int


@dataclass(frozen=True)
class ChangedCase:
    """A case that counts otherwise: what it no longer counts as, and what it counts as besides."""

    reference: str
    lost: list[Entry]
    gained: list[Entry]


@dataclass(frozen=True)
class Rerun:
    """The differences between then and now."""

    figures: list[ChangedFigure] = field(default_factory=list)
    came: list[str] = field(default_factory=list)
    went: list[str] = field(default_factory=list)
    changed: list[ChangedCase] = field(default_factory=list)

    @property
    def is_same(self) -> bool:
        """Whether everything is as it was."""
        return not (self.figures or self.came or self.went or self.changed)


def rerun(report: IssuedReport) -> Rerun:
    """Count the report's period again and return what differs. It costs what its cases do."""
    asked = (report.first_on, report.last_on)
    scope = frozenset((report.authority_id, kind) for kind in report.kinds)
    found = Rerun(figures_between(report, tallied(scope, *asked)))
    after = counted_in(report.authority_id, list(report.kinds), *asked)
    for reference, was, entries in side_by_side(report.counted, after):
        if was is None:
            found.came.append(reference)
        elif entries is None:
            found.went.append(reference)
        elif any(told := difference(was, entries)):
            found.changed.append(ChangedCase(reference, *told))
    return found


def side_by_side(before: Iterable[Any], after: Iterable[Any]) -> Iterator[Compared]:
    """Yield each case that counted or counts: its entries then and now, None where it did not.

    Both are read once, in the order of their references: no more than a batch is kept.
    """
    told = merge(
        ((reference, 0, entries) for reference, _kind, entries in before),
        ((reference, 1, entries) for reference, _kind, entries in after),
        key=lambda one: one[:2],
    )
    for reference, rows in groupby(told, key=lambda one: one[0]):
        sides = {side: entries for _reference, side, entries in rows}
        yield reference, sides.get(0), sides.get(1)


def figures_between(report: IssuedReport, present: Tallied) -> list[ChangedFigure]:
    """Return the figures that differ, those that were open before the period too."""
    then: Counter[FigureKey] = Counter()
    for kind, measure, dimension, value, count in report.contents["figures"]:
        then[kind, measure, dimension, value] = count
    for kind, count in report.contents["open_before"]:
        then[kind, OPEN_BEFORE, "", ""] = count
    now = Counter(present.counts)
    for kind, count in present.open_before.items():
        now[kind, OPEN_BEFORE, "", ""] = count
    keys = sorted({*then, *now})
    return [ChangedFigure(key, then[key], now[key]) for key in keys if then[key] != now[key]]


def difference(
    before: Sequence[Sequence[Any]], after: Sequence[Sequence[Any]]
) -> tuple[list[Entry], list[Entry]]:
    """Return the entries that are gone, and those that are new."""
    first, second = {entry_of(row) for row in before}, {entry_of(row) for row in after}
    return sorted(first - second), sorted(second - first)


def entry_of(row: Sequence[Any]) -> Entry:
    """Return a row of a case as a value that can be compared."""
    day, measure, dimension, value, count = row
    return (day, measure, dimension, value, count)
