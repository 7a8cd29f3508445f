"""The few cases that have ended and are not closed, found without a look at those that are."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0024_load_of_officers"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(
                    models.Q(("waiting_on", "nobody"), _negated=True), ("ended_at__isnull", False)
                ),
                fields=["authority", "kind", "id", "officer"],
                name="case_to_finish",
            ),
        ),
    ]
