"""Tables that only one procedure has: each registers how its own figures are shown."""

from collections.abc import Callable, Collection, Mapping

from django.utils.functional import Promise

from casework.desk.statistics_table import Table
from casework.figures.reading import Figures

TABLES: dict[str, Callable[[Figures], list[Table]]] = {}
SAID: dict[str, str | Promise] = {}


def register(
    kind: str, tables: Callable[[Figures], list[Table]], *, said: Mapping[str, str | Promise]
) -> None:
    """Show these tables where requests of this kind are counted.

    said  what the procedure's own measures are called where a case counts as one
    """
    TABLES[kind] = tables
    SAID.update(said)


def own_tables(found: Figures, kinds: Collection[str]) -> list[Table]:
    """Return the tables of these procedures' own figures."""
    return [table for kind in sorted(kinds) if kind in TABLES for table in TABLES[kind](found)]
