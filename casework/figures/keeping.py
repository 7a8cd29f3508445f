"""Keeping the tallies and what is due: what a case adds now, less what it added before.

Called in the transaction of what happened, while the case and the head of its authority's chain
are locked (order: case, counter, wake, head, tally). The rows of a statement are taken in the
order of their key, so that two hand-overs never wait for each other; a rebuild locks the heads too.
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
from casework.figures.due import DueFigure, due_of
from casework.figures.facts import facts_of
from casework.figures.figures import figures_of
from casework.figures.owed import WHATS

INCREMENT = """
WITH kept AS (
    INSERT INTO casework_counted (case_id, figures, due)
    SELECT * FROM unnest(%(cases)s::bigint[], %(figures)s::jsonb[], %(due)s::jsonb[])
    ON CONFLICT (case_id) DO UPDATE SET figures = EXCLUDED.figures, due = EXCLUDED.due
), due AS (
    INSERT INTO casework_due (authority_id, kind, officer_id, what, day, count)
    SELECT authority, %(kind)s, officer, what, day, change
    FROM unnest(%(due_authorities)s::bigint[], %(officers)s::bigint[], %(whats)s::text[],
        %(due_days)s::date[], %(due_changes)s::bigint[])
        AS added (authority, officer, what, day, change)
    ORDER BY authority, officer, what, day
    ON CONFLICT (authority_id, kind, officer_id, what, day)
        DO UPDATE SET count = casework_due.count + EXCLUDED.count
), owed AS (
    INSERT INTO casework_owed (authority_id, kind, provider_id, what, at, count)
    SELECT authority, %(kind)s, provider, what, at, change
    FROM unnest(%(owed_authorities)s::bigint[], %(providers)s::bigint[], %(owed_whats)s::text[],
        %(hours)s::timestamptz[], %(owed_changes)s::bigint[])
        AS added (authority, provider, what, at, change)
    ORDER BY authority, provider, what, at
    ON CONFLICT (authority_id, kind, provider_id, what, at)
        DO UPDATE SET count = casework_owed.count + EXCLUDED.count
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
FIGURES = ("authorities", "days", "measures", "dimensions", "values", "changes")
DUE = ("due_authorities", "officers", "whats", "due_days", "due_changes")
OF_PROVIDERS = ("owed_authorities", "providers", "owed_whats", "hours", "owed_changes")

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
    anew: dict[int, tuple[Counter[Figure], Counter[DueFigure]]] = {}
    changes: Counter[Figure] = Counter()
    due_changes: Counter[DueFigure] = Counter()
    for facts in facts_of(keys, kind):
        now, before = figures_of(facts), as_figures(facts["counted_as"] or [])
        due_now, due_before = due_of(facts), as_due(facts["due_as"] or [])
        if now != before or due_now != due_before:
            anew[facts["pk"]] = now, due_now
            changes.update(now)
            changes.subtract(before)
            due_changes.update(due_now)
            due_changes.subtract(due_before)
    if anew:
        write(kind, anew, changes, due_changes)
    return len(anew)


def write(
    kind: str,
    anew: Mapping[int, tuple[Counter[Figure], Counter[DueFigure]]],
    changes: Mapping[Figure, int],
    due_changes: Mapping[DueFigure, int],
) -> None:
    """Keep what these cases count as, and add the changes to the tallies and to what is due."""
    owed = {row: count for row, count in due_changes.items() if row[2] in WHATS}
    due = {row: count for row, count in due_changes.items() if row not in owed}
    with connection.cursor() as cursor:
        cursor.execute(
            INCREMENT,
            {
                "kind": kind,
                "cases": list(anew),
                "figures": [json.dumps(as_rows(figures)) for figures, _due in anew.values()],
                "due": [json.dumps(as_rows(rows)) for _figures, rows in anew.values()],
                **in_columns(FIGURES, changes),
                **in_columns(DUE, due),
                **in_columns(OF_PROVIDERS, owed),
            },
        )


def in_columns(names: Sequence[str], changes: Mapping[Any, int]) -> dict[str, list[Any]]:
    """Return the changes that are any, each column by its name."""
    rows = [(*figure, count) for figure, count in changes.items() if count]
    columns = [list(column) for column in zip(*rows, strict=True)] or [[] for _name in names]
    return dict(zip(names, columns, strict=True))


def as_rows(figures: Mapping[Any, int]) -> list[list[Any]]:
    """Return the figures as they are kept beside their case."""
    return sorted(([*figure, count] for figure, count in figures.items()), key=str)


def as_figures(rows: Sequence[Sequence[Any]]) -> Counter[Figure]:
    """Return what as_rows() wrote."""
    return Counter({(row[0], row[1], row[2], row[3], row[4]): row[5] for row in rows})


def as_due(rows: Sequence[Sequence[Any]]) -> Counter[DueFigure]:
    """Return what as_rows() wrote of what is due."""
    return Counter({(row[0], row[1], row[2], row[3]): row[4] for row in rows})
