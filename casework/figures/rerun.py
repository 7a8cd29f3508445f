"""Running an issued report again: what is different now, figure by figure and case by case."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from casework.figures.issued import IssuedReport
from casework.figures.issuing import Counted, counted_of, entries_of

OPEN_BEFORE = "open_before"
FigureKey = tuple[str, str, str, str]  # kind, measure, dimension, value
Entry = tuple[str, str, str, str, int]  # day, measure, dimension, value, count


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
    present = counted_of(report.authority, report.kinds, report.first_on, report.last_on)
    before = entries_of(report)
    after = {reference: (kind, entries) for reference, kind, entries in present.cases}
    changed = [
        ChangedCase(reference, *told)
        for reference in sorted(before.keys() & after.keys())
        if any(told := difference(before[reference][1], after[reference][1]))
    ]
    return Rerun(
        figures_between(report, present),
        sorted(after.keys() - before.keys()),
        sorted(before.keys() - after.keys()),
        changed,
    )


def figures_between(report: IssuedReport, present: Counted) -> list[ChangedFigure]:
    """Return the figures that differ, those that were open before the period too."""
    then: Counter[FigureKey] = Counter()
    for kind, measure, dimension, value, count in report.contents["figures"]:
        then[kind, measure, dimension, value] = count
    for kind, count in report.contents["open_before"]:
        then[kind, OPEN_BEFORE, "", ""] = count
    now = Counter(present.found.counts)
    for kind, count in present.found.open_before.items():
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
