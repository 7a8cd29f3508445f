"""Cases to be closed stand in the order in which they ended; so does their index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0027_materials_as_subtask"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="case", name="case_to_finish"),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(
                    models.Q(("waiting_on", "nobody"), _negated=True), ("ended_at__isnull", False)
                ),
                fields=["authority", "kind", "ended_at", "id", "officer"],
                name="case_to_finish",
            ),
        ),
    ]
