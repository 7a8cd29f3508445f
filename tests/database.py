"""The test database: migrated and seeded once, however many processes and flushes there are."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper
from django.test.utils import setup_databases
from psycopg import sql

from casework.directory.models import Authority
from casework.directory.seeds import seed_all

ALIASES = ["default", "owner"]
READY = "test_ready"  # what the other processes copy
COLUMNS = """
SELECT c.relname, string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
  AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
GROUP BY c.relname ORDER BY c.relname
"""
# Filled by Django itself, after each flush too, and with other keys.
DJANGOS = ("django_migrations", "django_content_type", "auth_permission")


class Made:
    """The test database of this process; the process that made it also has the copy to drop."""

    def __init__(self, real: str, place: Path | None = None) -> None:
        self.real, self.place = real, place

    def drop(self) -> None:
        """Drop it, and the copy if it is ours; a process that still wants one makes it anew."""
        mine = str(connections["owner"].settings_dict["NAME"])
        use(self.real)
        drop(mine)
        if self.place:
            with alone(self.place):
                self.place.unlink(missing_ok=True)
                drop(READY)


def made_once(folder: Path | None) -> Made:
    """Make the test database and seed it, or copy that of the process that was first.

    folder  shared by the processes of this run; None for one alone
    """
    real = str(settings.DATABASES["owner"]["NAME"])
    if folder is None:
        make()
        return Made(real)
    place = folder / "database-is-ready"
    mine = str(settings.DATABASES["owner"]["TEST"]["NAME"])
    with alone(place):
        is_first = not place.exists()
        if is_first:
            make()
            copy(mine, READY)
            place.touch()
        else:
            copy(READY, mine)
            use(mine)
    return Made(real, place if is_first else None)


def make() -> None:
    """Make it as every installation is made: by migrating."""
    setup_databases(verbosity=0, interactive=False, aliases=ALIASES)
    seed_all()


def copy(there: str, name: str) -> None:
    """Copy a database, in the place of one that an earlier run may have left."""
    connections.close_all()  # nobody may use what is copied
    with connections["owner"]._nodb_cursor() as cursor:
        names = {"name": sql.Identifier(name), "there": sql.Identifier(there)}
        cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {name}").format(**names))
        cursor.execute(sql.SQL("CREATE DATABASE {name} TEMPLATE {there}").format(**names))


def drop(name: str) -> None:
    """Drop a database that nobody uses."""
    with connections["owner"]._nodb_cursor() as cursor:
        cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))


def use(name: str) -> None:
    """Let both roles work in this database from now on."""
    for alias in ALIASES:
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name
        settings.DATABASES[alias]["NAME"] = name


@contextmanager
def alone(place: Path) -> Iterator[None]:
    """Keep the other processes of this run away for the length of the block."""
    with place.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


class Seeds:
    """The seeded rows as they were at first: bringing them back is faster than sowing again."""

    def __init__(self) -> None:
        self.rows: list[tuple[sql.Identifier, sql.SQL, bytes]] = []
        with connections["owner"].cursor() as cursor:
            cursor.execute(COLUMNS)
            for name, columns in cursor.fetchall():
                table = sql.Identifier(name), sql.SQL(columns)
                with cursor.copy(sql.SQL("COPY {} ({}) TO STDOUT").format(*table)) as copying:
                    found = b"".join(bytes(part) for part in copying)
                if found and name not in DJANGOS:
                    self.rows.append((*table, found))

    def bring_back(self) -> None:
        """Write them into empty tables, under the same keys: the flush leaves the counters alone.

        The triggers let these rows in once, in an order of their own, and stand aside meanwhile;
        the references are looked at when all are there. Before the first flush they still are.
        The connection is asked for each time: once a browser runs, this thread has another one.
        """
        if Authority.objects.using("owner").exists():
            return
        with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
            self.triggers(cursor, "DISABLE")
            for name, columns, rows in self.rows:
                into = sql.SQL("COPY {} ({}) FROM STDIN").format(name, columns)
                with cursor.copy(into) as copying:
                    copying.write(rows)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            self.triggers(cursor, "ENABLE")

    def triggers(self, cursor: CursorWrapper, order: str) -> None:
        """Switch the triggers of these tables; those of references are PostgreSQL's own."""
        for name, _columns, _rows in self.rows:
            cursor.execute(sql.SQL(f"ALTER TABLE {{}} {order} TRIGGER USER").format(name))
