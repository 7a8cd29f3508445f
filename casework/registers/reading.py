"""Reading a file into a table of texts: CSV in the encodings of office programs, or a workbook.

Nothing of the file is trusted: rows, columns, cells and what a workbook unpacks to are bounded.
"""

import codecs
import csv
import hashlib
import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from casework.files.cells import unguarded
from casework.files.store import clean_name
from casework.registers.workbook import ZIP, BrokenWorkbook, rows_of_workbook

MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 10_000, 60, 5_000
SEPARATORS = ";,\t|"
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
CYRILLIC = range(0xC0, 0x100)  # bytes that are Cyrillic letters in windows-1251
TURKISH = "ğĞşŞıİçÇöÖüÜ"  # what Azerbaijani has of windows-1254; ə is not there


class FileRefused(Exception):  # noqa: N818
    """The file cannot be read as a register; `sentence` says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Table:
    """A register as it was read.

    rows      (number of the row as a spreadsheet counts, its cells), without empty ones
    encoding  how it was read, for the page
    """

    name: str
    sha256: str
    encoding: str
    heads: list[str]
    rows: list[tuple[int, list[str]]]


def table_of(upload: Any) -> Table:
    """Return what an uploaded file says. Raises FileRefused."""
    raw = bytes_of(upload)
    if raw.startswith(ZIP):
        try:
            found, encoding = list(bounded(rows_of_workbook(raw))), "Excel"
        except BrokenWorkbook as error:
            raise FileRefused(str(error)) from error
    else:
        text, encoding = decoded(raw)
        found = list(bounded(rows_of_text(text)))
    if len(found) < 2:
        raise FileRefused(_("The file has no rows below the headings."))
    (_first, heads), *rows = found
    width = max(len(heads), *(len(cells) for _number, cells in rows))
    return Table(
        name=clean_name(upload.name or ""),
        sha256=hashlib.sha256(raw).hexdigest(),
        encoding=encoding,
        heads=(heads + [""] * width)[:width],
        rows=rows,
    )


def bytes_of(upload: Any) -> bytes:
    """Return the bytes of an upload. Raises FileRefused for too many, none, and old workbooks."""
    limit = settings.MAX_UPLOAD_MB * 1024 * 1024
    if upload.size > limit:
        raise FileRefused(
            _("The file is larger than %(limit)s MB.") % {"limit": settings.MAX_UPLOAD_MB}
        )
    raw: bytes = upload.read(limit + 1)
    if not raw.strip():
        raise FileRefused(_("The file is empty."))
    if raw.startswith(OLD_WORKBOOK):
        raise FileRefused(
            _("This is an old Excel file. Save it as “Excel workbook (.xlsx)” or as CSV.")
        )
    return raw


def bounded(rows: Iterable[list[str]]) -> Iterable[tuple[int, list[str]]]:
    """Give the rows that say something, with their numbers. Raises FileRefused beyond a bound."""
    kept = 0
    for number, cells in enumerate(rows, 1):
        cells = [unguarded(cell.replace("\x00", "").strip()) for cell in cells]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        kept += 1
        if kept > MOST_ROWS + 1:
            raise FileRefused(
                _("The file has more than %(most)s rows: divide it.") % {"most": MOST_ROWS}
            )
        if len(cells) > MOST_COLUMNS:
            raise FileRefused(
                _("Row %(row)s has more than %(most)s columns.")
                % {"row": number, "most": MOST_COLUMNS}
            )
        if any(len(cell) > LONGEST_CELL for cell in cells):
            raise FileRefused(
                _("Row %(row)s has a cell of more than %(most)s letters.")
                % {"row": number, "most": LONGEST_CELL}
            )
        yield number, cells


def decoded(raw: bytes) -> tuple[str, str]:
    """Return the text and how it was read. Raises FileRefused for what is no text."""
    for bom, name in BOMS:
        if raw.startswith(bom):
            return _decode(raw, name), name.removesuffix("-sig").upper()
    if b"\x00" in raw[:4000]:  # UTF-16 without its mark: every second byte of Latin text is zero
        name = "utf-16-le" if raw[1:2] == b"\x00" else "utf-16-be"
        return _decode(raw, name), "UTF-16"
    try:
        return raw.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        name = old_encoding(raw)
        return _decode(raw, name), name.replace("cp", "Windows-")


def old_encoding(raw: bytes) -> str:
    """Return which old encoding of Windows this is: the Cyrillic or the Turkish one.

    Cyrillic words consist of such bytes; in a Turkish or Azerbaijani word they are a few.
    """
    letters = [byte for byte in raw if byte >= 0x80]
    ascii_letters = sum(chr(byte).isalpha() for byte in raw if byte < 0x80)
    turkish = sum(letter in TURKISH for letter in bytes(letters).decode("cp1254", "ignore"))
    cyrillic = sum(byte in CYRILLIC for byte in letters)
    if cyrillic > ascii_letters or turkish * 2 < len(letters):
        return "cp1251"
    return "cp1254"


def _decode(raw: bytes, name: str) -> str:
    try:
        return raw.decode(name)
    except UnicodeDecodeError as error:
        raise FileRefused(
            _("The file is neither an Excel workbook nor a text that can be read.")
        ) from error


def rows_of_text(text: str) -> Iterable[list[str]]:
    """Give the rows of a CSV, whichever sign separates its columns. Raises FileRefused."""
    text = text.removeprefix("\ufeff")
    first = text.split("\n", 1)[0]
    if first.lower().startswith("sep=") and len(first.strip()) == 5:  # what Excel writes
        separator, text = first.strip()[-1], text.split("\n", 1)[1] if "\n" in text else ""
    else:
        separator = separator_of(text)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=False)
    except csv.Error as error:
        raise FileRefused(_("The columns of the file cannot be told apart.")) from error


def separator_of(text: str) -> str:
    """Return the sign that divides the first lines into the most columns, the same in each."""
    lines = text[:20_000].splitlines()[:20]

    def fit(sign: str) -> tuple[int, int]:
        rows = [row for row in csv.reader(lines, delimiter=sign) if row]
        widths = [len(row) for row in rows]
        usual = max(set(widths), key=widths.count, default=1)
        return (widths.count(usual) * (usual > 1), usual)

    return max(SEPARATORS, key=fit)
