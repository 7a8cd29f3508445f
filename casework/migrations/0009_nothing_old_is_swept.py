"""Reminders begin: of the cases that are there already nothing from before is ever said."""

from django.db import migrations

BEGIN = """
UPDATE casework_case SET notices_from = statement_timestamp() WHERE notices_from IS NULL;
INSERT INTO casework_wake (case_id, at, turn, problem)
    SELECT id, statement_timestamp(), 0, '' FROM casework_case
    ON CONFLICT DO NOTHING;
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0008_reminders")]

    operations = [migrations.RunSQL(BEGIN, migrations.RunSQL.noop)]
