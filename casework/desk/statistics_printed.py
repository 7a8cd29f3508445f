"""How a report was printed: its parts as plain values in each language, and back again."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.utils import translation

from casework.desk.statistics_headlines import Headline, Part
from casework.desk.statistics_table import Row, Table, row


def in_every_language(parts: Callable[[], Sequence[Part]]) -> dict[str, Any]:
    """Return these parts as they are printed in each language of the site."""
    found = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found[code] = [plain(part) for part in parts()]
    return found


def plain(part: Part) -> dict[str, Any]:
    """Return a part as plain values."""
    return {
        "key": part.key,
        "title": part.title,
        "is_empty": part.is_empty,
        "headlines": [[one.label, one.value, one.unit, one.about] for one in part.headlines],
        "tables": [
            {
                "key": table.key,
                "title": table.title,
                "what": table.what,
                "by": table.by,
                "definition": table.definition,
                "heads": list(table.heads),
                "rows": [plain_row(line) for line in table.rows],
                "note": table.note,
                "empty": table.empty,
            }
            for table in part.tables
        ],
    }


def plain_row(line: Row) -> list[Any]:
    """Return a line as its name, its numbers and its bar."""
    return [line.name, [cell.value for cell in line.cells], line.bar]


def printed_in(contents: Mapping[str, Any], language: str) -> list[Part]:
    """Return the parts of a report as they were printed in this language."""
    kept = contents["printed"]
    return [part_of(one) for one in kept.get(language) or next(iter(kept.values()))]


def part_of(kept: Mapping[str, Any]) -> Part:
    """Return what plain() was given."""
    tables = [
        Table(**{**table, "rows": [row(name, *values, bar=bar) for name, values, bar in rows]})
        for table in kept["tables"]
        for rows in [table["rows"]]
    ]
    headlines = [Headline(*one) for one in kept["headlines"]]
    return Part(kept["key"], kept["title"], headlines, tables, kept["is_empty"])
