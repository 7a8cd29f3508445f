"""Sub-tasks: translations, costs and others, with days of their own; mails remind of these days.

They are seen and written by the authority of the case, and read by who was granted it.
"""

import casework.clock.zone
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

IN_SCOPE = """ANY ((
    SELECT string_to_array(nullif(current_setting('mla.authorities', true), ''), ',')::bigint[]
)::bigint[])"""
GRANTED = """ANY ((
    SELECT string_to_array(nullif(current_setting('mla.cases', true), ''), ',')::bigint[]
)::bigint[])"""
SECURITY = f"""
ALTER TABLE casework_subtask ENABLE ROW LEVEL SECURITY;
ALTER TABLE casework_subtask FORCE ROW LEVEL SECURITY;
CREATE POLICY of_authority ON casework_subtask FOR ALL TO PUBLIC
    USING (authority_id = {IN_SCOPE});
CREATE POLICY granted ON casework_subtask FOR SELECT TO PUBLIC USING (case_id = {GRANTED});
CREATE POLICY of_owner ON casework_subtask FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true);
"""
NO_SECURITY = """
DROP POLICY of_owner ON casework_subtask;
DROP POLICY granted ON casework_subtask;
DROP POLICY of_authority ON casework_subtask;
ALTER TABLE casework_subtask NO FORCE ROW LEVEL SECURITY;
ALTER TABLE casework_subtask DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0020_preserved_for_a_request"),
    ]

    operations = [
        migrations.AlterField(
            model_name="notice",
            name="kind",
            field=models.CharField(
                choices=[
                    ("review", "legal review"),
                    ("execution", "execution"),
                    ("ceiling", "ceiling of prolongation"),
                    ("preservation", "end of preservation"),
                    ("interception", "end of interception"),
                    ("answer_by", "answer asked for by the requester"),
                    ("loss", "expected loss of data"),
                    ("follow_up", "follow-up with the provider"),
                    ("question", "unanswered question to the requester"),
                    ("postponed", "postponement to be looked at again"),
                    ("provisional", "provisional preservation to be confirmed or lifted"),
                    ("urgent", "new urgent request"),
                    ("urgent_deputy", "urgent request not acknowledged for 15 minutes"),
                    ("urgent_head", "urgent request not acknowledged for 30 minutes"),
                    ("subtask", "sub-task"),
                    ("assigned", "assigned to you"),
                    ("arrived", "handed over to your authority"),
                    ("left", "handed over to another authority"),
                    ("reopened", "reopened"),
                    ("digest", "summary of the morning"),
                ],
                max_length=20,
                verbose_name="about",
            ),
        ),
        migrations.CreateModel(
            name="SubTask",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "made_at",
                    models.DateTimeField(
                        default=casework.clock.zone.now, editable=False, verbose_name="recorded"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("translation", "Translation"),
                            ("costs", "Costs"),
                            ("other", "Another sub-task"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("what", models.CharField(max_length=500, verbose_name="what is to be done")),
                ("asked_of", models.CharField(max_length=300, verbose_name="who is asked")),
                ("asked_on", models.DateField(verbose_name="asked on")),
                ("due_on", models.DateField(verbose_name="due on")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="done on")),
                ("result", models.TextField(blank=True, verbose_name="result")),
                ("drop_reason", models.TextField(blank=True, verbose_name="why it was dropped")),
                (
                    "amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        verbose_name="amount",
                    ),
                ),
                (
                    "currency",
                    models.CharField(
                        blank=True,
                        choices=[("AZN", "AZN"), ("EUR", "EUR")],
                        max_length=3,
                        verbose_name="currency",
                    ),
                ),
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="casework.case",
                        verbose_name="case",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
            ],
            options={
                "verbose_name": "sub-task",
                "verbose_name_plural": "sub-tasks",
                "ordering": ["number"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_on", None)),
                        fields=["authority", "due_on"],
                        name="subtask_due",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("case", "number"), name="subtask_once"),
                    models.CheckConstraint(
                        condition=models.Q(("due_on__gte", models.F("asked_on"))),
                        name="subtask_is_due_after_it_was_asked",
                        violation_error_message="It cannot be due before it was asked for.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("drop_reason", ""), ("ended_on__isnull", False), _connector="OR"
                        ),
                        name="subtask_dropped_has_its_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount", None), ("currency", "")),
                            models.Q(("amount__gte", 0), models.Q(("currency", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="subtask_amount_has_its_currency",
                        violation_error_message="An amount has its currency.",
                    ),
                ],
            },
        ),
        migrations.RunSQL(SECURITY, NO_SECURITY),
    ]
