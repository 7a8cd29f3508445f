"""Editions of the calendar stand: the database refuses to change or delete one, whoever asks.

TRUNCATE is left to the owner of the tables, for the tests; the other roles lack the privilege.
"""

from django.db import migrations

REFUSE = """
CREATE FUNCTION calendar_edition_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'An edition of the calendar is final: make a new one.'
        USING ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME;
END
$$;
CREATE TRIGGER calendaredition_is_final BEFORE UPDATE OR DELETE ON casework_calendaredition
    FOR EACH ROW EXECUTE FUNCTION calendar_edition_is_final();
CREATE TRIGGER calendarday_is_final BEFORE UPDATE OR DELETE ON casework_calendarday
    FOR EACH ROW EXECUTE FUNCTION calendar_edition_is_final();
"""
ALLOW = """
DROP TRIGGER calendarday_is_final ON casework_calendarday;
DROP TRIGGER calendaredition_is_final ON casework_calendaredition;
DROP FUNCTION calendar_edition_is_final();
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_ground")]

    operations = [migrations.RunSQL(REFUSE, ALLOW)]
