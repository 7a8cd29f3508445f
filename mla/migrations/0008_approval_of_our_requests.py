"""Which request was checked, who approved it, and why that was taken back."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("mla", "0007_translated_texts"),
    ]

    operations = [
        migrations.AddField(
            model_name="outgoingrequest",
            name="checked_as",
            field=models.CharField(blank=True, default="", editable=False, max_length=64),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="outgoingrequest",
            name="approved_on",
            field=models.DateField(editable=False, null=True, verbose_name="approved"),
        ),
        migrations.AddField(
            model_name="outgoingrequest",
            name="approved_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="approved by",
            ),
        ),
        migrations.AddField(
            model_name="outgoingrequest",
            name="taken_back_on",
            field=models.DateField(editable=False, null=True, verbose_name="approval taken back"),
        ),
        migrations.AddField(
            model_name="outgoingrequest",
            name="taken_back_why",
            field=models.TextField(
                blank=True,
                default="",
                editable=False,
                verbose_name="why the approval was taken back",
            ),
            preserve_default=False,
        ),
    ]
