"""An interception ends within six months, a preservation order within 90 days, whoever writes it.

Sources: Law on Operative-Detective Activity (rule K11); Convention on Cybercrime, Art. 16(2). The
power belongs to the measure, so this is a trigger and no check. Days are days in Baku; PostgreSQL
adds months as rule K3 does: a month that is shorter ends on its last day.
"""

from django.db import migrations

IN_TIME = """
CREATE FUNCTION order_ends_in_time() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    wanted text := (SELECT power FROM casework_measure WHERE id = NEW.measure_id);
    begun date := (NEW.ordered_at AT TIME ZONE 'Asia/Baku')::date;
BEGIN
    IF wanted IN ('traffic', 'interception')
       AND (NEW.until_on IS NULL OR NEW.until_on > (begun + interval '6 months')::date) THEN
        RAISE EXCEPTION 'An interception ends within six months.'
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME;
    END IF;
    IF wanted = 'preservation' AND NEW.until_on > begun + 90 THEN
        RAISE EXCEPTION 'A preservation order lasts at most 90 days.'
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER order_ends_in_time BEFORE INSERT OR UPDATE ON casework_order
    FOR EACH ROW EXECUTE FUNCTION order_ends_in_time();
"""
ANY_TIME = """
DROP TRIGGER order_ends_in_time ON casework_order;
DROP FUNCTION order_ends_in_time();
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0006_likely_elsewhere")]

    operations = [migrations.RunSQL(IN_TIME, ANY_TIME)]
