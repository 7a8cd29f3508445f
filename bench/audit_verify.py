"""How long `manage.py audit verify` takes over a million events.

    python -m bench.audit_verify [--rows 1000000]

Makes a scratch database on the embedded engines of the tests (or in DATABASE_URL), fills it with
a sound chain, verifies it, then alters the last event and verifies again.
"""

import argparse
import os
from collections.abc import Iterator
from time import perf_counter

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("MLA_TEST_ENGINE", "1")

import django

django.setup()

from django.db import connections  # noqa: E402
from django.test.utils import setup_databases, teardown_databases  # noqa: E402

from casework.audit.chain import hash_of  # noqa: E402
from casework.audit.reading import Row, heads  # noqa: E402
from casework.audit.verify import verify  # noqa: E402
from casework.clock import now  # noqa: E402
from casework.directory.models import Authority  # noqa: E402
from config import engines, profile  # noqa: E402

DETAILS = (
    '{"changes":{"execution_on":["2026-02-13","2026-04-03"]},'
    '"details":{"reason":"Provayder əlavə vaxt istəyib: məlumat arxivdədir.","until":"2026-04-03"}}'
)


def rows(authority_id: int, count: int) -> Iterator[Row]:
    """Give a sound chain of so many events."""
    at, previous = now(), ""
    for number in range(1, count + 1):
        salt = f"{number:032x}"
        row = Row(
            authority_id, number, None, at, None, None, "prolong", "execution", "execution", 7,
            DETAILS, salt, "", previous, "",
        )  # fmt: skip
        digest = row.fresh_digest
        previous = hash_of(previous, number, digest)
        yield row._replace(digest=digest, hash=previous)


def fill(authority_id: int, count: int) -> None:
    """Write the chain and its head, as the owner of the tables."""
    with connections["owner"].cursor() as cursor:
        last = None
        with cursor.copy(f"COPY casework_event ({', '.join(Row._fields)}) FROM STDIN") as copy:
            for last in rows(authority_id, count):
                copy.write_row(last)
        if last:
            cursor.execute(
                "INSERT INTO casework_chainhead (authority_id, number, hash) VALUES (%s, %s, %s)",
                [authority_id, last.number, last.hash],
            )
        cursor.execute("ANALYZE casework_event")


def timed(label: str) -> None:
    """Verify the chain once and print what was found and how long it took."""
    begun = perf_counter()
    (found,) = [verify(head, "owner") for head in heads("owner")]
    seconds = perf_counter() - begun
    result = f"{found.damage.kind} at {found.damage.number}" if found.damage else "sound"
    speed = found.read / seconds
    print(f"{label}: {found.read:,} events, {seconds:.1f} s, {speed:,.0f} a second: {result}")  # noqa: T201


def main() -> None:
    """Make the scratch database, measure, and remove it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    count = parser.parse_args().rows
    if profile.EMBEDDED:
        engines.borrow_or_exit()
    made = setup_databases(
        verbosity=0, interactive=False, aliases=dict.fromkeys(("default", "owner"))
    )
    try:
        authority = Authority.objects.using("owner").create(
            code="BENCH", name_en="Bench", name_az="Bench"
        )
        fill(authority.pk, count)
        timed("sound chain")
        with connections["owner"].cursor() as cursor:
            cursor.execute("ALTER TABLE casework_event DISABLE TRIGGER event_stands")
            cursor.execute(
                "UPDATE casework_event SET details = details || ' ' WHERE number = %s", [count]
            )
        timed("last event altered")
    finally:
        connections.close_all()
        teardown_databases(made, verbosity=0)


if __name__ == "__main__":
    main()
