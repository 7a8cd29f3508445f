"""With which State a treaty was made, where it was made with one alone."""

from django.db import migrations, models

KNOWN = """
UPDATE casework_instrument AS treaty SET with_state_id = state.id
FROM casework_state AS state
WHERE treaty.with_state_id IS NULL
  AND (treaty.code, state.code) IN (('ru-communications', 'RU'), ('tr-memorandum', 'TR'))
"""
HELP = "Only for a treaty with one State: it is offered for requests of that State."


def with_state(**options):
    """Return the column, as both tables have it."""
    return models.ForeignKey(
        blank=True,
        help_text=HELP,
        null=True,
        related_name="+",
        to="casework.state",
        verbose_name="with which State",
        **options,
    )


class Migration(migrations.Migration):
    dependencies = [("casework", "0033_when_letters_left")]

    operations = [
        migrations.AddField(
            model_name="historicalinstrument",
            name="with_state",
            field=with_state(db_constraint=False, on_delete=models.deletion.DO_NOTHING),
        ),
        migrations.AddField(
            model_name="instrument",
            name="with_state",
            field=with_state(on_delete=models.deletion.PROTECT),
        ),
        migrations.RunSQL(KNOWN, migrations.RunSQL.noop),
    ]
