"""How many last days fall on which day, by officer: kept by steps, so that no case is read for it.

Filled from the cases there are. Seen and written by the authority, as the tallies are. The index
that held what the load of the officers counted is read by nobody any more.
"""

import casework.directory.procedures
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

IN_SCOPE = """ANY ((
    SELECT string_to_array(nullif(current_setting('mla.authorities', true), ''), ',')::bigint[]
)::bigint[])"""
TABLE = "casework_due"
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
DUE = """
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
FILLED = [
    f"""
    INSERT INTO casework_counted (case_id, figures, due)
    SELECT case_id, '[]', jsonb_agg(
        jsonb_build_array(authority_id, officer_id, what, day::text, count) ORDER BY what, day
    )
    FROM (
        SELECT case_id, authority_id, officer_id, what, day, count(*) AS count FROM ({DUE}) due
        GROUP BY case_id, authority_id, officer_id, what, day
    ) each GROUP BY case_id
    ON CONFLICT (case_id) DO UPDATE SET due = EXCLUDED.due
    """,
    f"""
    INSERT INTO casework_due (authority_id, kind, officer_id, what, day, count)
    SELECT authority_id, kind, officer_id, what, day, count(*) FROM ({DUE}) due
    GROUP BY authority_id, kind, officer_id, what, day
    """,
]


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("casework", "0031_what_presses_now"),
    ]

    operations = [
        migrations.CreateModel(
            name="Due",
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
                ("day", models.DateField()),
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
                    "officer",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "what is due",
                "verbose_name_plural": "what is due",
                "indexes": [
                    models.Index(
                        condition=Q(("count", 0), _negated=True),
                        fields=["authority", "kind", "what", "day", "officer"],
                        include=["count"],
                        name="due_by_day",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("authority", "kind", "officer", "what", "day"),
                        name="due_once",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        migrations.AddField(model_name="counted", name="due", field=models.JSONField(null=True)),
        migrations.RunSQL(SECURED, OPEN_AGAIN),
        migrations.RunSQL(FILLED, migrations.RunSQL.noop),
        migrations.RemoveIndex(model_name="case", name="case_load"),
    ]
