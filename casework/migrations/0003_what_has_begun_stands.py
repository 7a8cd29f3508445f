"""Days are added to an edition of the calendar only while it is made; a policy that began stands.

An edition is being made as long as the transaction that wrote its row has not ended. Whether a
policy has begun is judged by `mla.today`, which every scope sets (casework/access/scope.py);
without it the policy counts as begun.
"""

from django.db import migrations

REFUSE = """
CREATE FUNCTION calendar_day_is_late() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    epoch numeric := pg_current_xact_id()::text::numeric
        - mod(pg_current_xact_id()::text::numeric, 4294967296);
BEGIN
    IF NOT EXISTS (
        SELECT FROM casework_calendaredition e
        WHERE e.number = NEW.edition_id
        AND pg_xact_status((epoch + e.xmin::text::numeric)::text::xid8) = 'in progress'
    ) THEN
        RAISE EXCEPTION 'An edition of the calendar is final: make a new one.'
            USING ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER calendarday_is_late BEFORE INSERT ON casework_calendarday
    FOR EACH ROW EXECUTE FUNCTION calendar_day_is_late();

CREATE FUNCTION policy_stands() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    texts text[] := ARRAY['note', 'review_source', 'execution_source', 'ceiling_source',
                          'preservation_source'];
BEGIN
    IF OLD.in_force_from > coalesce(
        nullif(current_setting('mla.today', true), '')::date, 'infinity'::date
    ) THEN
        RETURN coalesce(NEW, OLD);
    END IF;
    IF TG_OP = 'DELETE' OR to_jsonb(NEW) - texts <> to_jsonb(OLD) - texts THEN
        RAISE EXCEPTION 'A policy that has begun stands: add one from a later day.'
            USING ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER policy_stands BEFORE UPDATE OR DELETE ON casework_policy
    FOR EACH ROW EXECUTE FUNCTION policy_stands();
"""
ALLOW = """
DROP TRIGGER policy_stands ON casework_policy;
DROP FUNCTION policy_stands();
DROP TRIGGER calendarday_is_late ON casework_calendarday;
DROP FUNCTION calendar_day_is_late();
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0002_calendar_editions_are_final")]

    operations = [migrations.RunSQL(REFUSE, ALLOW)]
