"""Issued reports stand: only their authority sees them, and nobody changes or deletes one.

Besides: when an order was answered first, and the indexes by which a period is read. Of orders from
before, the earliest answer that is still known counts as the first one.
"""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

IN_SCOPE = """ANY ((
    SELECT string_to_array(nullif(current_setting('mla.authorities', true), ''), ',')::bigint[]
)::bigint[])"""
TABLE = "casework_issuedreport"
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
# Tests empty every table between two of them; a database whose name begins with test_ allows it.
FINAL = f"""
CREATE FUNCTION report_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' AND starts_with(current_database(), 'test_') THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'A report that was issued stands: issue another one.'
        USING ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME;
END
$$;
CREATE TRIGGER report_stands BEFORE UPDATE OR DELETE ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION report_stands();
CREATE TRIGGER report_stays BEFORE TRUNCATE ON {TABLE}
    FOR EACH STATEMENT EXECUTE FUNCTION report_stands();
"""
NOT_FINAL = f"""
DROP TRIGGER report_stays ON {TABLE};
DROP TRIGGER report_stands ON {TABLE};
DROP FUNCTION report_stands();
"""
FIRST_ANSWERS = """
UPDATE casework_order o SET first_answered_at = least(o.answered_at, (
    SELECT min(l.answered_at) FROM casework_orderline l WHERE l.order_id = o.id
)) WHERE o.answered_at IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0021_subtasks")]

    operations = [
        migrations.AddField(
            model_name="order",
            name="first_answered_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="first answer"),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(
                fields=["authority", "ordered_at", "provider"], name="order_in_period"
            ),
        ),
        migrations.AddIndex(
            model_name="link",
            index=models.Index(fields=["made_at"], name="link_made"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", False)),
                fields=["authority", "kind", "ended_at", "received_at", "id"],
                name="case_ended",
            ),
        ),
        migrations.CreateModel(
            name="IssuedReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
                ),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                (
                    "kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=30),
                        size=None,
                        verbose_name="procedures",
                    ),
                ),
                ("first_on", models.DateField(verbose_name="period from")),
                ("last_on", models.DateField(verbose_name="period to")),
                ("issued_at", models.DateTimeField(verbose_name="issued")),
                ("cases", models.PositiveIntegerField(verbose_name="cases counted")),
                ("document", models.TextField(verbose_name="document")),
                ("sha256", models.CharField(max_length=64)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.authority",
                        verbose_name="authority",
                    ),
                ),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.event",
                    ),
                ),
                (
                    "issued_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="issued by",
                    ),
                ),
            ],
            options={
                "verbose_name": "issued report",
                "verbose_name_plural": "issued reports",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("authority", "number"), name="issuedreport_number_once"
                    )
                ],
            },
        ),
        migrations.RunSQL(SECURED, OPEN_AGAIN),
        migrations.RunSQL(FINAL, NOT_FINAL),
        migrations.RunSQL(FIRST_ANSWERS, migrations.RunSQL.noop),
    ]
