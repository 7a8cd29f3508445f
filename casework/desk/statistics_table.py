"""A table of figures: its rows, its shares, and the definition that stands beside it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from casework.directory.alphabet import by_alphabet


@dataclass(frozen=True)
class Cell:
    """A number; None where there is nothing to count."""

    value: int | None

    @property
    def text(self) -> str:
        """The number as people write it."""
        return "–" if self.value is None else number_format(self.value, force_grouping=True)


@dataclass(frozen=True)
class Row:
    """One line. bar: how long its bar is, from 0 to 100; None for none."""

    name: str
    cells: Sequence[Cell]
    bar: int | None = None


@dataclass(frozen=True)
class Table:
    """Figures with what they count: `by` which day, and `what`; the definition says it whole."""

    key: str
    title: str
    what: str
    by: str
    definition: str
    heads: Sequence[str]
    rows: Sequence[Row] = ()
    note: str = ""
    empty: str = ""
    name: str = field(default="")

    @property
    def has_bars(self) -> bool:
        """Whether its rows have bars."""
        return any(row.bar is not None for row in self.rows)


def row(name: str, *values: int | None, bar: int | None = None) -> Row:
    """Return a line of these numbers."""
    return Row(name, [Cell(value) for value in values], bar)


def share(part: int, whole: int) -> int | None:
    """Return the share in whole per cent; None of nothing."""
    return round(100 * part / whole) if whole else None


def share_rows(counts: Mapping[str, int], name: Callable[[str], str]) -> list[Row]:
    """Return a line for each value with its count and its share, the largest one first."""
    whole, most = sum(counts.values()), max(counts.values(), default=0)
    order = sorted(counts.items(), key=lambda item: (-item[1], by_alphabet(name(item[0]))))
    return [
        row(name(value), count, share(count, whole), bar=round(100 * count / most))
        for value, count in order
        if count
    ]


def by_receipt() -> str:
    """Return the short words for what is counted on the day of receipt."""
    return _("by day of receipt")


def by_end() -> str:
    """Return the short words for what is counted on the day on which a case ended."""
    return _("by day of the end")


def requests() -> str:
    """Return the short word for counting whole requests."""
    return _("requests")


def items() -> str:
    """Return the short word for counting the data that requests ask for, one by one."""
    return _("data items")
