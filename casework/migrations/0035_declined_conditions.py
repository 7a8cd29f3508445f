"""A condition of use that a requester declines, what is decided then (Art. 28.2), who executes."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0034_treaties_with_one_state"),
    ]

    operations = [
        migrations.AddField(
            model_name="dataitem",
            name="withheld_for",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="withheld",
                to="casework.usecondition",
                verbose_name="not given because of the condition",
            ),
        ),
        migrations.AddField(
            model_name="usecondition",
            name="decided_on",
            field=models.DateField(blank=True, null=True, verbose_name="decided on"),
        ),
        migrations.AddField(
            model_name="usecondition",
            name="decision",
            field=models.CharField(
                blank=True,
                choices=[
                    ("released", "The material is given all the same: the condition is dropped"),
                    ("replaced", "Another condition takes its place, to be accepted"),
                    ("withheld", "The material is not given (28.2)"),
                ],
                max_length=10,
                verbose_name="decision",
            ),
        ),
        migrations.AddField(
            model_name="usecondition",
            name="decision_reasons",
            field=models.TextField(blank=True, verbose_name="reasons of the decision"),
        ),
        migrations.AddField(
            model_name="usecondition",
            name="declined_in",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="casework.document",
                verbose_name="letter that declines",
            ),
        ),
        migrations.AddField(
            model_name="usecondition",
            name="declined_on",
            field=models.DateField(blank=True, null=True, verbose_name="declined by the requester"),
        ),
        migrations.AddField(
            model_name="usecondition",
            name="objection",
            field=models.TextField(blank=True, verbose_name="why it is declined"),
        ),
        migrations.AlterField(
            model_name="case",
            name="waiting_on",
            field=models.CharField(
                choices=[
                    ("us", "Us"),
                    ("provider", "The provider"),
                    ("requester", "The requester"),
                    ("initiator", "Who initiated the request"),
                    ("translator", "The translator"),
                    ("abroad", "The authority abroad"),
                    ("court", "The court"),
                    ("body", "The executing body"),
                    ("nobody", "Nobody"),
                ],
                default="us",
                max_length=10,
                verbose_name="waiting on",
            ),
        ),
        migrations.AlterField(
            model_name="subtask",
            name="kind",
            field=models.CharField(
                choices=[
                    ("translation", "Translation"),
                    ("materials", "Collecting materials"),
                    ("costs", "Costs"),
                    ("execution", "Execution by a body"),
                    ("other", "Another sub-task"),
                ],
                max_length=12,
                verbose_name="kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="usecondition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("declined_in", None), ("declined_on", None)),
                    models.Q(("declined_in__isnull", False), ("declined_on__isnull", False)),
                    _connector="OR",
                ),
                name="usecondition_declined_by_letter",
                violation_error_message="A condition is declined by a letter, on a day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="usecondition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_on", None), ("decision", ""), ("decision_reasons", "")),
                    models.Q(
                        models.Q(("decision", ""), _negated=True),
                        models.Q(("decision_reasons", ""), _negated=True),
                        ("accepted_on", None),
                        ("decided_on__isnull", False),
                        ("declined_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="usecondition_decided_when_declined",
                violation_error_message="What is decided is a condition that was declined, with reasons (Art. 28.2).",
            ),
        ),
    ]
