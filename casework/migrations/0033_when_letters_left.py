"""The instant at which a letter left, where it is known; and two more ways by which it may."""

from django.db import migrations, models

WAYS = [
    ("email", "E-mail"),
    ("fax", "Fax"),
    ("mail", "Mail"),
    ("network", "24/7 network"),
    ("police", "Police to police"),
    ("interpol", "INTERPOL"),
    ("diplomatic", "Diplomatic channel"),
    ("phone", "Telephone"),
    ("hand", "By hand or courier"),
    ("portal", "Portal of the provider"),
]


class Migration(migrations.Migration):
    dependencies = [("casework", "0032_due_days")]

    operations = [
        migrations.AddField(
            model_name="letter",
            name="left_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="left"),
        ),
        migrations.AlterField(
            model_name="letter",
            name="channel",
            field=models.CharField(blank=True, choices=WAYS, max_length=12, verbose_name="sent by"),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(("left_at", None), ("sent_at__isnull", False), _connector="OR"),
                name="letter_left_once_sent",
            ),
        ),
    ]
