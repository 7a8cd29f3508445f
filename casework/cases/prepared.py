"""Long statements that PostgreSQL reads and plans once for each connection.

Planning a statement over thirty tables takes longer than answering it. psycopg's own prepared
statements are no way here: Django binds parameters on its own side.
"""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connection

_known: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()  # by connection of the driver


def prepared(sql: str, kind: str, values: Sequence[Any]) -> tuple[Any, ...]:
    """Return the only row of this statement.

    sql   with $1, $2 … for the values
    kind  the type of every value, as PostgreSQL calls it
    """
    name = "p" + sha256(sql.encode()).hexdigest()[:16]
    with connection.cursor() as cursor:
        driver = connection.connection
        names = _known.setdefault(driver, set())
        if name not in names:  # below Django: it belongs to the connection, not to this request
            driver.execute(f"PREPARE {name} ({', '.join([kind] * len(values))}) AS {sql}")
            names.add(name)
        marks = ", ".join([f"%s::{kind}"] * len(values))
        cursor.execute(f"EXECUTE {name} ({marks})", values)
        row: tuple[Any, ...] = cursor.fetchone()
        return row
