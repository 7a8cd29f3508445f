"""Statistics as CSV and XLSX. No cell is ever a formula, whoever named a State or a ground."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO, StringIO
from string import ascii_uppercase
from typing import Any

from django.utils.translation import gettext as _

from casework.desk.statistics_headlines import Part
from casework.desk.statistics_table import Table
from casework.explain import day_text
from casework.files.cells import guarded
from casework.files.workbooks import openpyxl

NOT_IN_A_TITLE = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


@dataclass(frozen=True)
class Heading:
    """What a file is called, its period, and whose figures stand in it."""

    title: str
    first: date
    last: date
    whose: str

    @property
    def period(self) -> str:
        """Its two days."""
        return f"{day_text(self.first)} – {day_text(self.last)}"


def as_csv(heading: Heading, parts: Sequence[Part]) -> bytes:
    """Return a line for each figure: table, row, column, number, what it counts; in UTF-8."""
    found = StringIO()
    writer = csv.writer(found)

    def write(*cells: Any) -> None:
        writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in cells])

    write(_("Table"), _("Row"), _("Column"), _("Number"), _("Counts"), _("Definition"))
    for part in parts:
        before = f"{part.title}: " if part.title else ""
        for one in part.headlines:
            label = f"{one.label} {one.unit}".strip()
            title = before + _("In short")
            write(title, heading.period, label, one.value, one.about, heading.whose)
        for table in part.tables:
            counts = f"{table.what}, {table.by}"
            for line in table.rows:
                for head, cell in zip(table.heads[1:], line.cells, strict=True):
                    write(before + table.title, line.name, head, cell.value, counts,
                          table.definition)  # fmt: skip
    return b"\xef\xbb\xbf" + found.getvalue().encode()  # so that spreadsheets know it is UTF-8


def as_xlsx(heading: Heading, parts: Sequence[Part]) -> bytes:
    """Return a workbook: a sheet in short, then one for each table with its definition."""
    book = openpyxl().Workbook(write_only=True)
    sheet = book.create_sheet(title_of(_("In short"), 0))
    widths(sheet, 34, 14, 10, 60)
    sheet.append([bold(sheet, heading.title)])
    sheet.append([text(sheet, heading.period)])
    sheet.append([text(sheet, heading.whose)])
    for part in parts:
        sheet.append([])
        if part.title:
            sheet.append([bold(sheet, part.title)])
        for one in part.headlines:
            sheet.append([text(sheet, one.label), one.value, text(sheet, one.unit),
                          text(sheet, one.about)])  # fmt: skip
    tables = [(part, table) for part in parts for table in part.tables]
    for number, (part, table) in enumerate(tables, start=1):
        add_sheet(book, table, number, part.title)
    found = BytesIO()
    book.save(found)
    return found.getvalue()


def add_sheet(book: Any, table: Table, number: int, part: str = "") -> None:
    """Add the sheet of one table: its title, what it counts, heads and rows."""
    sheet = book.create_sheet(title_of(table.title, number))
    widths(sheet, 48, *[16] * (len(table.heads) - 1))
    sheet.append([bold(sheet, f"{part}: {table.title}" if part else table.title)])
    sheet.append([text(sheet, f"{table.what}, {table.by}")])
    sheet.append([text(sheet, table.definition)])
    sheet.append([])
    sheet.append([bold(sheet, head) for head in table.heads])
    for line in table.rows:
        sheet.append([text(sheet, line.name), *[cell.value for cell in line.cells]])
    for words in (table.note, "" if table.rows else table.empty):
        if words:
            sheet.append([text(sheet, words)])


def title_of(words: str, number: int) -> str:
    """Return a title that a sheet may have: 31 characters, each title once."""
    return f"{number} {words.translate(NOT_IN_A_TITLE)}"[:31].strip()


def widths(sheet: Any, *letters: int) -> None:
    """Set how wide the columns are, in letters."""
    for number, wide in enumerate(letters):
        sheet.column_dimensions[ascii_uppercase[number]].width = wide


def bold(sheet: Any, words: str) -> Any:
    """Return a text in bold."""
    cell = text(sheet, words)
    cell.font = openpyxl().styles.Font(bold=True)
    return cell


def text(sheet: Any, words: str) -> Any:
    """Return a cell that is text, whatever it begins with; openpyxl takes "=…" for a formula."""
    cells = openpyxl().cell.cell
    cell = cells.WriteOnlyCell(sheet, cells.ILLEGAL_CHARACTERS_RE.sub("", words))
    cell.data_type = "s"
    cell.alignment = openpyxl().styles.Alignment(vertical="top")
    return cell
