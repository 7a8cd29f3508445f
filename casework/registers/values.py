"""What a cell of an office register means: days, instants, yes or no, names in any language."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from casework.clock import BAKU
from casework.search.words import fold

DAY = re.compile(
    r"(?:(?P<d>\d{1,2})[./-](?P<m>\d{1,2})[./-](?P<y>\d{4})|(?P<Y>\d{4})[-./](?P<M>\d{1,2})[-./](?P<D>\d{1,2}))"
    r"\.?(?:,?[ T]\s*(?P<time>\S.*))?"
)
TIME = re.compile(
    r"(?P<h>\d{1,2})[:.](?P<min>\d{2})(?:[:.](?P<s>\d{2})(?:[.,]\d+)?)?\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?"
)
SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?")
EXCEL_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - a day and time on the wall
YES = {"1", "yes", "y", "true", "x", "+", "beli", "he", "var", "da", "да", "есть", "✓", "✔"}
NO = {"", "0", "no", "n", "false", "-", "–", "—", "xeyr", "yox", "net", "нет"}
NOTHING = {"", "-", "–", "—", "n/a", "yoxdur"}


def day_of(text: str) -> date | None:
    """Return the day that a cell names, None for an empty one. Raises ValueError.

    DD.MM.YYYY as in the office, ISO, or the serial number of a spreadsheet.
    """
    found = wall_of(text)
    return found[0] if found else None


def instant_of(text: str, at: str = "") -> datetime | None:
    """Return the instant that a cell names; without a zone it is meant in Baku. Raises ValueError.

    at  the cell of a column of its own with the time; without any time the day begins
    """
    found = wall_of(text)
    if found is None:
        return None
    day, clock = found
    if at.strip() not in NOTHING:
        clock = time_of(at)
    wall = datetime.combine(day, clock or time())
    return wall if wall.tzinfo else wall.replace(tzinfo=BAKU)


def wall_of(text: str) -> tuple[date, time | None] | None:
    """Return the day and, if one is named, the time. Raises ValueError with a sentence."""
    text = text.strip()
    if text in NOTHING:
        return None
    if SERIAL.fullmatch(text):
        at = EXCEL_ZERO + timedelta(seconds=round(float(text.replace(",", ".")) * 86_400))
        return at.date(), at.time() if at.time() != time() else None
    match = DAY.fullmatch(text)
    if not match:
        raise ValueError(_("“%(text)s” is no date. Write 31.12.2025.") % {"text": text[:40]})
    part = match.groupdict()
    year, month, day = (int(part[a] or part[b]) for a, b in (("y", "Y"), ("m", "M"), ("d", "D")))
    try:
        found = date(year, month, day)
    except ValueError as error:
        raise ValueError(_("There is no day “%(text)s”.") % {"text": text[:40]}) from error
    return found, time_of(part["time"]) if part["time"] else None


def time_of(text: str) -> time:
    """Return the time that a cell names. Raises ValueError with a sentence."""
    text = text.strip()
    if re.fullmatch(r"0?[.,]\d+", text):  # a part of a day, as a spreadsheet keeps it
        return (EXCEL_ZERO + timedelta(days=float(text.replace(",", ".")))).time()
    match = TIME.fullmatch(text)
    try:
        if not match:
            raise ValueError(text)
        zone = datetime.strptime(match["zone"], "%z").tzinfo if match["zone"] else None
        return time(int(match["h"]), int(match["min"]), int(match["s"] or 0), tzinfo=zone)
    except ValueError as error:
        raise ValueError(_("“%(text)s” is no time. Write 14:30.") % {"text": text[:40]}) from error


def yes_or_no(text: str) -> bool:
    """Return whether a cell says yes. Raises ValueError with a sentence."""
    word = fold(text.strip())
    if word in NO:
        return False
    if word in YES:
        return True
    raise ValueError(_("“%(text)s” is neither yes nor no.") % {"text": text[:40]})


def key(text: str) -> str:
    """Return a name without what people write differently: case, accents, spaces, signs."""
    return "".join(letter for letter in fold(text) if letter.isalnum())


def choices_by_name(
    choices: Iterable[tuple[str, Any]], also: Mapping[str, Iterable[str]] | None = None
) -> dict[str, str]:
    """Return the value by each of its names: code, label in every language, and other words."""
    found: dict[str, str] = {}
    rows = list(choices)
    for language, _label in settings.LANGUAGES:
        with override(language):
            found |= {key(str(label)): value for value, label in rows}
    for value, words in (also or {}).items():
        found |= {key(word): value for word in words}
    return found | {key(value): value for value, _label in rows}


def rows_by_name(rows: Iterable[Any]) -> dict[str, Any]:
    """Return rows of the directory by code and by both names."""
    found: dict[str, Any] = {}
    for row in rows:
        for name in (row.name_en, row.name_az, row.code):
            if name:
                found[key(name)] = row
    return found
