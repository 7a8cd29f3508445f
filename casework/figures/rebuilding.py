"""Writing the tallies anew, beside whoever takes steps meanwhile.

First every case is counted anew, a few hundred locked at a time; then what still differs, because
somebody changed a tally itself, is added or taken away. A step adds to facts and tallies alike, so
that one taken in between makes no difference.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction

from casework.access.scope import set_scope_of_all
from casework.cases.case import Case
from casework.figures.checking import BATCH, Difference, differences, snapshot
from casework.figures.counting import COUNTINGS
from casework.figures.keeping import tally_all

ADD = """
INSERT INTO casework_tally
    (authority_id, kind, span, from_on, measure, dimension, value, count)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (authority_id, kind, span, from_on, measure, dimension, value)
    DO UPDATE SET count = casework_tally.count + EXCLUDED.count
"""


def rebuild() -> tuple[int, int]:
    """Write the tallies anew; return how many cases and how many tallies said otherwise."""
    cases = sum(recount(kind) for kind in sorted(COUNTINGS))
    with snapshot():
        found = differences(None)
    correct(found)
    return cases, len(found)


def recount(kind: str) -> int:
    """Count every case of this kind anew; return how many had counted as something else."""
    found, last = 0, 0
    while True:
        with transaction.atomic():
            set_scope_of_all()
            rows = Case.objects.filter(kind=kind, pk__gt=last).order_by("pk")
            locked = rows.select_for_update(no_key=True).values_list("pk", flat=True)[:BATCH]
            keys = list(locked)
            if not keys:
                return found
            found += tally_all(keys, kind)
            last = keys[-1]
    return found


def correct(found: Sequence[Difference]) -> None:
    """Add to each tally what it lacks, take away what it has too much, in one order."""
    rows: list[tuple[Any, ...]] = [
        (authority, one.kind, one.span, day, *rest, one.facts - one.tallied)
        for one in sorted(found, key=lambda one: (one.figure[0], one.kind, one.span, one.figure))
        for authority, day, *rest in [one.figure]
    ]
    with transaction.atomic(), connection.cursor() as cursor:
        set_scope_of_all()
        cursor.executemany(ADD, rows)
