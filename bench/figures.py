"""What the copies count as, the tallies of it, and what is due, written in SQL by the owner.

Each copy counts as its sample does, on its own days and with its own State. What is due is filled
as the migration fills it from the cases there are.
"""

from importlib import import_module

from django.db import connections

FILLED = [
    *import_module("casework.migrations.0032_due_days").FILLED,
    *import_module("casework.migrations.0036_owed_answers").FILLED,
]

COUNTED = """
INSERT INTO casework_counted (case_id, figures)
SELECT copy.id, (
    SELECT jsonb_agg(jsonb_build_array(
        figure -> 0, ((figure ->> 1)::date - apart.days)::text, figure -> 2, figure -> 3,
        CASE figure ->> 3 WHEN 'state' THEN to_jsonb(state.code) ELSE figure -> 4 END, figure -> 5
    )) FROM jsonb_array_elements(counted.figures) AS figure
)
FROM casework_case copy
JOIN casework_case sample ON sample.id = 1 + (copy.id - 1) %% %(stride)s
JOIN casework_counted counted ON counted.case_id = sample.id
JOIN casework_state state ON state.id = copy.requesting_state_id
CROSS JOIN LATERAL (
    SELECT (sample.received_at AT TIME ZONE 'Asia/Baku')::date
        - (copy.received_at AT TIME ZONE 'Asia/Baku')::date AS days
) AS apart
WHERE copy.id > %(stride)s
"""
TALLIES = """
INSERT INTO casework_tally
    (authority_id, kind, span, from_on, measure, dimension, value, count)
SELECT authority, 'contact_point', span, date_trunc(span, day::timestamp)::date,
    measure, dimension, value, sum(count)
FROM (
    SELECT (figure ->> 0)::bigint AS authority, (figure ->> 1)::date AS day,
        figure ->> 2 AS measure, figure ->> 3 AS dimension, figure ->> 4 AS value,
        sum((figure ->> 5)::bigint) AS count
    FROM casework_counted, jsonb_array_elements(figures) AS figure
    GROUP BY 1, 2, 3, 4, 5
) AS days CROSS JOIN (VALUES ('day'), ('month'), ('year')) AS spans (span)
GROUP BY 1, 3, 4, 5, 6, 7
"""


def count_copies(stride: int) -> None:
    """Write what each copy counts as, and all tallies and what is due anew.

    stride  how far the key of a copy is from that of the case of which it is a copy
    """
    with connections["owner"].cursor() as cursor:
        cursor.execute("SET work_mem = '256MB'")
        cursor.execute(COUNTED, {"stride": stride})
        cursor.execute("DELETE FROM casework_tally")
        cursor.execute(TALLIES)
        cursor.execute("DELETE FROM casework_due; DELETE FROM casework_owed")
        for statement in FILLED:
            cursor.execute(statement)
        cursor.execute("RESET work_mem")
