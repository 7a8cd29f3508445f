"""What presses on a case: no loss of preserved data, but an answer that has still to leave."""

from django.db import migrations, models
from django.db.models import Case, F, Q, When
from django.db.models.functions import Least


class Migration(migrations.Migration):
    dependencies = [("casework", "0029_second_requests_in_time")]

    operations = [
        migrations.AddField(
            model_name="case",
            name="is_kept",
            field=models.BooleanField(
                db_default=False, default=False, editable=False, verbose_name="data preserved"
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="owes_answer",
            field=models.BooleanField(
                db_default=False,
                default=False,
                editable=False,
                verbose_name="answer has still to leave",
            ),
        ),
        migrations.RemoveIndex(model_name="case", name="case_pressing"),
        migrations.RemoveField(model_name="case", name="pressing_at"),
        migrations.AddField(
            model_name="case",
            name="pressing_at",
            field=models.GeneratedField(
                db_persist=True,
                expression=Least(
                    Case(When(Q(is_kept=False, ended_at=None), then=F("loss_expected_at"))),
                    Case(When(Q(ended_at=None) | Q(owes_answer=True), then=F("answer_by_at"))),
                ),
                output_field=models.DateTimeField(null=True),
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["authority", "pressing_at"],
                condition=Q(pressing_at__isnull=False),
                name="case_pressing",
            ),
        ),
    ]
