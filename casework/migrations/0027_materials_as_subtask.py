"""Collecting materials is a sub-task of its own kind."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0026_requests_that_left")]

    operations = [
        migrations.AlterField(
            model_name="subtask",
            name="kind",
            field=models.CharField(
                choices=[
                    ("translation", "Translation"),
                    ("materials", "Collecting materials"),
                    ("costs", "Costs"),
                    ("other", "Another sub-task"),
                ],
                max_length=12,
                verbose_name="kind",
            ),
        ),
    ]
