"""Rows of a register on its page, and those to be corrected as a file."""

import csv
import io
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.files.cells import guarded
from casework.registers.kinds import IMPORTING
from casework.registers.model import RegisterImport, RegisterRow

A_PAGE = 25
LONGEST = 160  # letters of a cell that a page shows
Status = RegisterRow.Status
TABS: dict[str, str | Promise] = {
    Status.WRONG: gettext_lazy("To be corrected"),
    Status.TWIN: gettext_lazy("Here already"),
    Status.READY: gettext_lazy("Can be brought in"),
    Status.DONE: gettext_lazy("Brought in"),
}
NAMED_BY = ("old_number", "foreign_reference", "received_at", "requesting_state", "state")


@dataclass(frozen=True)
class Counts:
    """How many rows stand where."""

    new: int = 0
    ready: int = 0
    wrong: int = 0
    twin: int = 0
    done: int = 0

    @property
    def total(self) -> int:
        """All rows."""
        return self.new + self.ready + self.wrong + self.twin + self.done

    @property
    def looked_at(self) -> int:
        """The rows that the dry run has seen."""
        return self.total - self.new

    @property
    def to_bring(self) -> int:
        """The rows that have become cases or are about to."""
        return self.ready + self.done


@dataclass(frozen=True)
class Shown:
    """A row as the page shows it.

    said      (label, cell) by which somebody knows the row again
    problems  (label of the column, sentence, cell)
    """

    row: RegisterRow
    said: list[tuple[str, str]]
    problems: list[tuple[str, str, str]]


@dataclass(frozen=True)
class Page:
    """Rows of one kind. tabs: (name, label, how many); after: the last number, if more follow."""

    show: str
    tabs: list[tuple[str, str, int]]
    rows: list[Shown]
    after: int | None


def counts_of(register: RegisterImport) -> Counts:
    """Return how many rows stand where. One query over one register."""
    rows = register.rows.order_by().values_list("status").annotate(Count("pk"))
    return Counts(**dict(rows))


def page_of(register: RegisterImport, counts: Counts, asked: QueryDict) -> Page:
    """Return a page of rows: of the kind asked for, else of the first kind that there is."""
    tabs = [(n, str(label), getattr(counts, n)) for n, label in TABS.items() if getattr(counts, n)]
    names = [name for name, _label, _count in tabs]
    show = asked.get("show", "")
    show = show if show in names else next(iter(names), "")
    after = asked.get("after", "")
    start = int(after) if after.isascii() and after.isdecimal() and len(after) < 8 else 0
    rows = register.rows.filter(status=show, number__gt=start).select_related("case", "twin")
    found = list(rows.order_by("number")[: A_PAGE + 1])
    return Page(
        show=show,
        tabs=tabs,
        rows=[shown(register, row) for row in found[:A_PAGE]],
        after=found[A_PAGE - 1].number if len(found) > A_PAGE else None,
    )


def shown(register: RegisterImport, row: RegisterRow) -> Shown:
    """Return a row with the labels of its columns."""
    labels = {one.name: str(one.label) for one in IMPORTING[register.kind].columns}
    said = [(labels[name], cell) for name in NAMED_BY if (cell := cell_of(register, row, name))]
    problems = [
        (labels.get(name, ""), sentence, cell_of(register, row, name))
        for name, sentence in row.sentences
    ]
    return Shown(row, said, problems)


def cell_of(register: RegisterImport, row: RegisterRow, name: str) -> str:
    """Return what the row says in the column of this field, as much as a page shows."""
    number = register.columns.get("columns", {}).get(name)
    cell = row.cells[number] if number is not None and number < len(row.cells) else ""
    return cell if len(cell) <= LONGEST else f"{cell[:LONGEST]}…"


def wrong_rows(register: RegisterImport) -> bytes:
    """Return the rows to be corrected as CSV: their cells as they were, then what is wrong.

    The two last columns have headings that no register has, so they are not brought in later.
    """
    made = io.StringIO()
    writer: Any = csv.writer(made, delimiter=";")
    width = len(register.heads)
    writer.writerow([*map(guarded, register.heads), _("Row in the file"), _("To be corrected")])
    for row in register.rows.filter(status=Status.WRONG).order_by("number"):
        cells = [*row.cells, *[""] * width][:width]
        words = " | ".join(
            f"{label}: {sentence}" if label else sentence
            for label, sentence, _cell in shown(register, row).problems
        )
        writer.writerow([*map(guarded, cells), row.number, guarded(words)])
    return made.getvalue().encode("utf-8-sig")
