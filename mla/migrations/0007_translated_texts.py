"""The translations of what our request says, and the language in which it was written."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mla", "0006_rows_of_information")]

    operations = [
        migrations.AddField(
            model_name="outgoingrequest",
            name="texts_in",
            field=models.CharField(
                choices=[("az", "Azerbaijani"), ("en", "English")],
                default="az",
                editable=False,
                max_length=2,
                verbose_name="language of the texts",
            ),
        ),
        migrations.AddField(
            model_name="outgoingrequest",
            name="translated",
            field=models.JSONField(
                blank=True, default=dict, editable=False, verbose_name="translations of the texts"
            ),
        ),
    ]
