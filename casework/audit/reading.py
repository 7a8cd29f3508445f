"""Events as plain rows, straight from the table, in the order of their chain."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connections

from casework.audit.chain import digest_of

CHUNK = 5_000


class Row(NamedTuple):
    """An event as it stands in the database; the digest covers what comes before the salt."""

    authority_id: int
    number: int
    case_id: int | None
    at: datetime
    actor_id: int | None
    on_behalf_of_id: int | None
    verb: str
    before: str
    after: str
    version: int | None
    details: str
    salt: str
    digest: str
    previous: str
    hash: str

    @property
    def fresh_digest(self) -> str:
        """The digest that these columns have now."""
        return digest_of([*self[:COVERED]], self.salt)


COVERED = Row._fields.index("salt")
ROWS = f"SELECT {', '.join(Row._fields)} FROM casework_event WHERE authority_id = %s"  # noqa: S608


@dataclass(frozen=True)
class Head:
    """The end of a chain as it is kept beside the chain."""

    authority_id: int
    code: str
    number: int
    hash: str


def heads(alias: str, code: str = "") -> list[Head]:
    """Return the head of every authority that has a chain, or of the one with this code.

    Where events stand without a head, it is one that knows of no event.
    """
    with connections[alias].cursor() as cursor:
        cursor.execute(
            "SELECT a.id, a.code, coalesce(h.number, 0), coalesce(h.hash, '')"
            " FROM casework_authority a LEFT JOIN casework_chainhead h ON h.authority_id = a.id"
            " WHERE (h.authority_id IS NOT NULL"
            "   OR EXISTS (SELECT 1 FROM casework_event e WHERE e.authority_id = a.id))"
            " AND (%s = '' OR a.code = %s) ORDER BY a.code",
            [code, code],
        )
        return [Head(*found) for found in cursor.fetchall()]


def stream(head: Head, alias: str) -> Iterator[Row]:
    """Give the rows up to the head, in order of their numbers, a chunk at a time.

    Must run in a transaction: the cursor is the server's.
    """
    with connections[alias].chunked_cursor() as cursor:
        cursor.execute(f"{ROWS} AND number <= %s ORDER BY number, id", _of(head, head.number))
        while found := cursor.fetchmany(CHUNK):
            yield from map(Row._make, found)


def row_at(head: Head, number: int, alias: str) -> Row | None:
    """Return the row that stands at this number, if any."""
    with connections[alias].cursor() as cursor:
        cursor.execute(f"{ROWS} AND number = %s ORDER BY id LIMIT 1", _of(head, number))
        found = cursor.fetchone()
    return Row._make(found) if found else None


def first_beyond(head: Head, alias: str) -> int | None:
    """Return the first number after the end that is kept now, all in one statement."""
    with connections[alias].cursor() as cursor:
        cursor.execute(
            "SELECT min(e.number) FROM casework_event e"
            " LEFT JOIN casework_chainhead h ON h.authority_id = e.authority_id"
            " WHERE e.authority_id = %s AND e.number > coalesce(h.number, 0)",
            [head.authority_id],
        )
        (number,) = cursor.fetchone()
    return None if number is None else int(number)


def values_of(column: str, alias: str) -> list[Any]:
    """Return what stands in this column of any event, and nothing at all."""
    with connections[alias].cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT {column} FROM casework_event")  # noqa: S608
        return [None, *(value for (value,) in cursor.fetchall())]


def reference_of(row: Row, alias: str) -> str:
    """Return the reference of the event's case, "" if it has none that is there."""
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT reference FROM casework_case WHERE id = %s", [row.case_id])
        found = cursor.fetchone()
    return str(found[0]) if found else ""


def _of(head: Head, number: int) -> list[Any]:
    return [head.authority_id, number]
