"""How many answers each provider owes since which hour, kept by steps like what is due by day.

Filled from the orders there are. Seen and written by the authority, as the tallies are. An index of
orders finds the oldest of them.
"""

import casework.directory.procedures
import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

IN_SCOPE = """ANY ((
    SELECT string_to_array(nullif(current_setting('mla.authorities', true), ''), ',')::bigint[]
)::bigint[])"""
TABLE = "casework_owed"
SECURED = [
    f"ALTER TABLE {TABLE} ENABLE ROW LEVEL SECURITY",
    f"ALTER TABLE {TABLE} FORCE ROW LEVEL SECURITY",
    f"CREATE POLICY of_owner ON {TABLE} FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true)",
    f"CREATE POLICY of_authority ON {TABLE} FOR ALL TO PUBLIC USING (authority_id = {IN_SCOPE})",
]
OPEN_AGAIN = [
    f"DROP POLICY of_authority ON {TABLE}",
    f"DROP POLICY of_owner ON {TABLE}",
    f"DROP POLICY IF EXISTS of_auditor ON {TABLE}",
]
OWED = """
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
FILLED = [
    f"""
    INSERT INTO casework_counted (case_id, figures, due)
    SELECT case_id, '[]', jsonb_agg(jsonb_build_array(
        authority_id, provider_id, what,
        to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"+00:00"'), count
    ))
    FROM (
        SELECT case_id, authority_id, provider_id, what, at, count(*) AS count FROM ({OWED}) owed
        GROUP BY case_id, authority_id, provider_id, what, at
    ) each GROUP BY case_id
    ON CONFLICT (case_id)
        DO UPDATE SET due = coalesce(casework_counted.due, '[]') || EXCLUDED.due
    """,
    f"""
    INSERT INTO casework_owed (authority_id, kind, provider_id, what, at, count)
    SELECT authority_id, kind, provider_id, what, at, count(*) FROM ({OWED}) owed
    GROUP BY authority_id, kind, provider_id, what, at
    """,
]
# On the way back what cases add of it has to go too: the step before knows no providers.
EMPTIED = """
UPDATE casework_counted SET due = (
    SELECT coalesce(jsonb_agg(row), '[]') FROM jsonb_array_elements(due) AS row
    WHERE row ->> 2 NOT IN ('owed', 'late', 'promised')
) WHERE due::text ~ '"(owed|late|promised)"'
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0035_declined_conditions")]

    operations = [
        migrations.CreateModel(
            name="Owed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=casework.directory.procedures.procedure_choices, max_length=30
                    ),
                ),
                ("what", models.CharField(max_length=12)),
                ("at", models.DateTimeField()),
                ("count", models.BigIntegerField(default=0)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.authority",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.provider",
                    ),
                ),
            ],
            options={
                "verbose_name": "answers that are owed",
                "verbose_name_plural": "answers that are owed",
                "indexes": [
                    models.Index(
                        condition=Q(("count", 0), _negated=True),
                        fields=["authority", "kind", "what", "at", "provider"],
                        include=["count"],
                        name="owed_by_hour",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("authority", "kind", "provider", "what", "at"), name="owed_once"
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(
                condition=Q(
                    Q(("answered_at", None), ("silent_until_on__isnull", False), _connector="OR"),
                    ("lifted_at", None),
                    ("provider__isnull", False),
                ),
                fields=["provider", "ordered_at", "id"],
                name="order_owed",
            ),
        ),
        migrations.RunSQL(SECURED, OPEN_AGAIN),
        migrations.RunSQL(FILLED, EMPTIED),
    ]
