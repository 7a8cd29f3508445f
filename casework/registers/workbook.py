"""Rows of the first sheet of an Excel workbook, as texts; formulas count by their last value."""

import io
import math
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.etree.ElementTree import ParseError

from django.utils.translation import gettext as _

from casework.files.workbooks import openpyxl

ZIP = b"PK\x03\x04"
UNPACKED = 100 * 1024 * 1024  # bytes to which a workbook of 10,000 rows never unpacks
SHARED = 30 * 1024 * 1024  # of them the texts, which are held in memory at once
MEMBERS = 2_000
BROKEN = (
    zipfile.BadZipFile, ParseError, KeyError, ValueError, TypeError,
    AttributeError, IndexError, OSError, EOFError, NotImplementedError, RuntimeError,
)  # fmt: skip


class BrokenWorkbook(ValueError):  # noqa: N818
    """The workbook cannot be read; says why in a sentence."""


def rows_of_workbook(raw: bytes) -> Iterator[list[str]]:
    """Give the rows of the first sheet. Raises BrokenWorkbook."""
    refuse_bombs(raw)
    try:
        book = openpyxl().load_workbook(
            io.BytesIO(raw), read_only=True, data_only=True, keep_links=False, rich_text=False
        )
        sheets = book.worksheets
        if not sheets:
            raise BrokenWorkbook(_("The workbook has no sheet with rows."))
        sheets[0].reset_dimensions()  # what the file says of its own size is not believed
        for row in sheets[0].iter_rows(values_only=True, max_col=200):
            yield [text_of(value) for value in row]
    except BROKEN as error:
        if isinstance(error, BrokenWorkbook):
            raise
        raise BrokenWorkbook(_("The workbook is damaged: it cannot be opened.")) from error


def refuse_bombs(raw: bytes) -> None:
    """Raise BrokenWorkbook for what unpacks to more than any register: nothing is unpacked here.

    A container that understates a size is cut off there by zipfile, and found damaged.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as container:
            members = container.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise BrokenWorkbook(_("The workbook is damaged: it cannot be opened.")) from error
    texts = sum(one.file_size for one in members if "sharedstrings" in one.filename.lower())
    whole = sum(one.file_size for one in members)
    if len(members) > MEMBERS or whole > UNPACKED or texts > SHARED:
        raise BrokenWorkbook(_("The workbook unpacks to more than a register can be."))


def text_of(value: Any) -> str:
    """Return a cell as a text that casework.registers.values reads again."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, datetime):
        value = rounded(value)
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            return ""
        return str(int(value)) if value == int(value) else repr(value)
    return str(value)


def rounded(instant: datetime) -> datetime:
    """Return the instant to the second: a serial number of Excel is off by a few microseconds."""
    return (instant + timedelta(microseconds=500_000)).replace(microsecond=0)
