"""Keeping the tallies: what a case adds now, less what it added before, in one statement.

Called in the transaction of what happened, while the case and the head of its authority's chain
are locked (order: case, counter, wake, head, tally). The rows of a statement are taken in the
order of their key, so that two hand-overs never wait for each other.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection

from casework.cases.case import Case
from casework.figures.adding import Figure
from casework.figures.counting import COUNTINGS
from casework.figures.facts import facts_of
from casework.figures.figures import figures_of

INCREMENT = """
WITH kept AS (
    INSERT INTO casework_counted (case_id, figures)
    SELECT * FROM unnest(%(cases)s::bigint[], %(figures)s::jsonb[])
    ON CONFLICT (case_id) DO UPDATE SET figures = EXCLUDED.figures
)
INSERT INTO casework_tally
    (authority_id, kind, span, from_on, measure, dimension, value, count)
SELECT authority, %(kind)s, span, date_trunc(span, day::timestamp)::date AS from_on,
    measure, dimension, value, sum(change) AS count
FROM unnest(%(authorities)s::bigint[], %(days)s::date[], %(measures)s::text[],
    %(dimensions)s::text[], %(values)s::text[], %(changes)s::bigint[])
    AS added (authority, day, measure, dimension, value, change)
CROSS JOIN (VALUES ('day'), ('month'), ('year')) AS spans (span)
GROUP BY authority, span, from_on, measure, dimension, value
HAVING sum(change) <> 0
ORDER BY authority, span, from_on, measure, dimension, value
ON CONFLICT (authority_id, kind, span, from_on, measure, dimension, value)
    DO UPDATE SET count = casework_tally.count + EXCLUDED.count
"""

_put_off: list[dict[str, set[int]]] = []  # cases by kind that are counted at the end, if so


def tally(case: Case) -> None:
    """Let the tallies say what this case counts as since its last step. Two statements."""
    if _put_off:
        _put_off[-1].setdefault(case.kind, set()).add(case.pk)
    else:
        tally_all([case.pk], case.kind)


@contextmanager
def tallied_at_the_end() -> Iterator[None]:
    """Count every case that changes within the block once, at its end.

    For a demonstration that lives through months in one transaction: nobody reads them meanwhile.
    """
    _put_off.append({})
    try:
        yield
        for kind, keys in _put_off[-1].items():
            tally_all(sorted(keys), kind)
    finally:
        _put_off.pop()


def tally_all(keys: Collection[int], kind: str) -> int:
    """Let the tallies say what these cases of one kind count as; return how many had changed.

    Whoever changes a case, or brings many along at once, calls this in the same transaction.
    """
    if kind not in COUNTINGS:
        return 0
    anew: dict[int, Counter[Figure]] = {}
    changes: Counter[Figure] = Counter()
    for facts in facts_of(keys, kind):
        now, before = figures_of(facts), as_figures(facts["counted_as"] or [])
        if now != before:
            anew[facts["pk"]] = now
            changes.update(now)
            changes.subtract(before)
    if anew:
        write(kind, anew, changes)
    return len(anew)


def write(kind: str, anew: Mapping[int, Counter[Figure]], changes: Mapping[Figure, int]) -> None:
    """Keep what these cases count as, and add the changes to the tallies."""
    rows = [(*figure, count) for figure, count in changes.items() if count]
    names = ("authorities", "days", "measures", "dimensions", "values", "changes")
    columns = [list(column) for column in zip(*rows, strict=True)] or [[] for _name in names]
    with connection.cursor() as cursor:
        cursor.execute(
            INCREMENT,
            {
                "kind": kind,
                "cases": list(anew),
                "figures": [json.dumps(as_rows(figures)) for figures in anew.values()],
                **dict(zip(names, columns, strict=True)),
            },
        )


def as_rows(figures: Mapping[Figure, int]) -> list[list[Any]]:
    """Return the figures as they are kept beside their case."""
    return sorted([*figure, count] for figure, count in figures.items())


def as_figures(rows: Sequence[Sequence[Any]]) -> Counter[Figure]:
    """Return what as_rows() wrote."""
    return Counter({(row[0], row[1], row[2], row[3], row[4]): row[5] for row in rows})
