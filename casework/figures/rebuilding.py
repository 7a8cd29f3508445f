"""Writing the tallies and what is due anew, beside whoever takes steps meanwhile.

First every case is counted anew, a few hundred locked at a time; then what still differs, because
somebody changed a tally itself, is added or taken away. A step adds to facts and tallies alike, so
that one taken in between makes no difference. The ends of the chains are locked before the tallies,
as by every step: two of them never wait for each other.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, transaction

from casework.access.scope import set_scope_of_all
from casework.audit import chain
from casework.cases.case import Case
from casework.figures.checking import BATCH, DUE, Difference, differences, snapshot
from casework.figures.counting import COUNTINGS
from casework.figures.due_checking import correct_due
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
            locked = rows.select_for_update(no_key=True).values_list("pk", "authority")[:BATCH]
            keys = [key for key, _authority in locked]
            if not keys:
                return found
            lock_chains(authority for _key, authority in locked)
            found += tally_all(keys, kind)
            last = keys[-1]
    return found


def lock_chains(authorities: Iterable[int]) -> None:
    """Let no step of these authorities change a tally until the transaction ends."""
    for key in sorted(set(authorities)):
        chain.locked_head(key)


def correct(found: Sequence[Difference]) -> None:
    """Add to each tally what it lacks, take away what it has too much, in one order."""
    tallies: list[tuple[Any, ...]] = []
    due: list[tuple[Any, ...]] = []
    for one in sorted(found, key=lambda one: (one.figure[0], one.kind, one.span, one.figure)):
        authority, day, measure, dimension, value = one.figure
        change = one.facts - one.tallied
        if one.span == DUE:
            whose = int(value) if value else None
            due.append((authority, one.kind, whose, measure, day, change))
        else:
            figure = (day, measure, dimension, value)
            tallies.append((authority, one.kind, one.span, *figure, change))
    with transaction.atomic(), connection.cursor() as cursor:
        set_scope_of_all()
        lock_chains(one.figure[0] for one in found)
        cursor.executemany(ADD, tallies)
        correct_due(due)
