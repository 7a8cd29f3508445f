"""Checking the summary of what is due against the facts, in one statement, and correcting it.

What a case adds is said a second time here, in SQL: both ways have to come to the same.
"""

from collections.abc import Iterable
from typing import Any

from django.db import connection

from casework.figures.owed import WHATS

FACTS = """
SELECT c.id AS case_id, c.authority_id, c.kind, c.officer_id, ends.what, ends.day
FROM casework_case c CROSS JOIN LATERAL (VALUES
    ('queue', c.queue_on),
    ('review', c.review_on),
    ('execution', c.execution_on),
    ('ceiling', c.ceiling_on),
    ('urgent', CASE WHEN c.is_urgent THEN date '9999-12-31' END),
    ('suspended', CASE WHEN c.suspended_since IS NOT NULL THEN date '9999-12-31' END),
    (c.due_clock, CASE WHEN c.due_clock IN ('awaited', 'kept_abroad') THEN c.due_on END),
    ('answer_by', (c.answer_by_at AT TIME ZONE 'Asia/Baku')::date),
    ('loss', CASE WHEN NOT c.is_kept THEN (c.loss_expected_at AT TIME ZONE 'Asia/Baku')::date END)
) AS ends (what, day)
WHERE c.ended_at IS NULL AND ends.day IS NOT NULL
UNION ALL
SELECT c.id, c.authority_id, c.kind, c.officer_id, CASE WHEN EXISTS (
    SELECT FROM casework_link l WHERE l.kind = 'preserved' AND l.other_id = c.id
) THEN 'linked' ELSE 'preservation' END, p.last_on
FROM casework_preservation p JOIN casework_case c ON c.id = p.case_id
WHERE p.released_at IS NULL AND p.last_on IS NOT NULL
UNION ALL
SELECT c.id, c.authority_id, c.kind, c.officer_id, 'subtask', s.due_on
FROM casework_subtask s JOIN casework_case c ON c.id = s.case_id
WHERE s.ended_on IS NULL
"""
OF_PROVIDERS = """
SELECT c.id AS case_id, c.authority_id, c.kind, o.provider_id, ends.what,
    date_trunc('hour', ends.at + interval '59 minutes 59.999999 seconds', 'UTC') AS at
FROM casework_order o JOIN casework_case c ON c.id = o.case_id
CROSS JOIN LATERAL (
    SELECT CASE WHEN o.answered_at IS NULL THEN date_trunc('day', o.ordered_at, 'Asia/Baku')
        ELSE (o.silent_until_on + 1)::timestamp AT TIME ZONE 'Asia/Baku' END AS since,
    least(
        CASE WHEN c.is_urgent THEN o.ordered_at + interval '24 hours' END,
        o.ordered_at + (c.answer_by_at - o.ordered_at) / 2,
        CASE WHEN c.queue_on < '9999-12-31'
            THEN (c.queue_on + 1)::timestamp AT TIME ZONE 'Asia/Baku' END
    ) AS late_at
) AS instants
CROSS JOIN LATERAL (VALUES
    ('owed', since),
    ('late', CASE WHEN late_at IS NOT NULL THEN greatest(late_at, since) END),
    ('promised', CASE WHEN o.answered_at IS NOT NULL
        THEN date_trunc('day', o.ordered_at, 'Asia/Baku') END)
) AS ends (what, at)
WHERE c.ended_at IS NULL AND o.lifted_at IS NULL AND o.provider_id IS NOT NULL
    AND ends.at IS NOT NULL
    AND (o.answered_at IS NULL OR o.silent_until_on IS NOT NULL AND EXISTS (
        SELECT FROM casework_orderline l WHERE l.order_id = o.id AND l.outcome = 'pending'
    ))
"""
DIFFERING = """
SELECT authority_id, kind, {who}, what, {when}, sum(kept)::bigint, sum(facts)::bigint
FROM (
    SELECT authority_id, kind, {who}, what, {when}, count AS kept, 0 AS facts
    FROM {table} WHERE count <> 0
    UNION ALL
    SELECT authority_id, kind, {who}, what, {when}, 0, 1 FROM ({facts}) facts
) both_ways
GROUP BY authority_id, kind, {who}, what, {when}
HAVING sum(kept) <> sum(facts)
ORDER BY authority_id, kind, {who}, what, {when}
"""
ADD = """
INSERT INTO {table} (authority_id, kind, {who}, what, {when}, count)
VALUES (%s, %s, %s, %s, %s, %s)
ON CONFLICT (authority_id, kind, {who}, what, {when})
    DO UPDATE SET count = {table}.count + EXCLUDED.count
"""
DAYS = {"table": "casework_due", "who": "officer_id", "when": "day", "facts": FACTS}
HOURS = {"table": "casework_owed", "who": "provider_id", "when": "at", "facts": OF_PROVIDERS}
Row = tuple[Any, ...]  # authority, kind, officer or provider, what, day or hour, kept, facts


def differing() -> list[Row]:
    """Return every row that says otherwise than the facts, in the scope of the transaction."""
    found: list[Row] = []
    with connection.cursor() as cursor:
        for names in (DAYS, HOURS):
            cursor.execute(DIFFERING.format(**names))
            found += cursor.fetchall()
    return found


def correct_due(rows: Iterable[Row]) -> None:
    """Add to each row what it lacks, take away what it has too much; (…, day, change) each."""
    days: list[Row] = []
    hours: list[Row] = []
    for row in rows:
        (hours if row[3] in WHATS else days).append(row)
    with connection.cursor() as cursor:
        cursor.executemany(ADD.format(**DAYS), days)
        cursor.executemany(ADD.format(**HOURS), hours)
