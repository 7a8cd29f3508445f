"""Statistics as CSV and XLSX. No cell is ever a formula, whoever named a State or a ground."""

import csv
from collections.abc import Sequence
from io import BytesIO, StringIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font

from casework.desk.statistics_period import Asked
from casework.desk.statistics_table import Table
from casework.explain import day_text
from casework.files.cells import guarded

NOT_IN_A_TITLE = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
About = Sequence[tuple[str, int | None, str, str]]  # label, value, unit, definition


def as_csv(question: Asked, about: About, listed: Sequence[Table]) -> bytes:
    """Return a line for each figure: table, row, column, number, what it counts; in UTF-8."""
    found = StringIO()
    writer = csv.writer(found)

    def write(*cells: Any) -> None:
        writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in cells])

    write(_("Table"), _("Row"), _("Column"), _("Number"), _("Counts"), _("Definition"))
    period = f"{day_text(question.first)} – {day_text(question.last)}"
    for label, value, unit, words in about:
        write(_("In short"), period, f"{label} {unit}".strip(), value, words, question.whose)
    for table in listed:
        counts = f"{table.what}, {table.by}"
        for line in table.rows:
            for head, cell in zip(table.heads[1:], line.cells, strict=True):
                write(table.title, line.name, head, cell.value, counts, table.definition)
    return b"\xef\xbb\xbf" + found.getvalue().encode()  # so that spreadsheets know it is UTF-8


def as_xlsx(question: Asked, about: About, listed: Sequence[Table]) -> bytes:
    """Return a workbook: a sheet in short, then one for each table with its definition."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title_of(_("In short"), 0))
    widths(sheet, 34, 14, 10, 60)
    for line in (
        [bold(sheet, _("Statistics"))],
        [text(sheet, f"{day_text(question.first)} – {day_text(question.last)}")],
        [text(sheet, question.whose)],
        [],
    ):
        sheet.append(line)
    for label, value, unit, words in about:
        sheet.append([text(sheet, label), value, text(sheet, unit), text(sheet, words)])
    for number, table in enumerate(listed, start=1):
        add_sheet(book, table, number)
    found = BytesIO()
    book.save(found)
    return found.getvalue()


def add_sheet(book: Workbook, table: Table, number: int) -> None:
    """Add the sheet of one table: its title, what it counts, heads and rows."""
    sheet = book.create_sheet(title_of(table.title, number))
    widths(sheet, 48, *[16] * (len(table.heads) - 1))
    sheet.append([bold(sheet, table.title)])
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
        sheet.column_dimensions["ABCDEFGHIJ"[number]].width = wide


def bold(sheet: Any, words: str) -> Any:
    """Return a text in bold."""
    cell = text(sheet, words)
    cell.font = Font(bold=True)
    return cell


def text(sheet: Any, words: str) -> Any:
    """Return a cell that is text, whatever it begins with; openpyxl takes "=…" for a formula."""
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", words))
    cell.data_type = "s"
    cell.alignment = Alignment(vertical="top")
    return cell
