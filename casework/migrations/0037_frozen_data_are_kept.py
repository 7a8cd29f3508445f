"""Data that a linked request keeps are neither released nor is their order lifted.

The second sentence of Art. 29(7) of the Convention on Cybercrime, as a rule of the database: the
forms say so before. What is kept since a day has its last day too.
"""

from importlib import import_module

from django.db import migrations, models

requests_of = import_module("casework.migrations.0029_second_requests_in_time").requests_of
KEPT = """
    SELECT FROM ({requests}) found
    WHERE found.decided_on IS NULL AND (kept.last_on IS NULL OR found.is_in_time)
"""
FROZEN = f"""
CREATE FUNCTION preservation_is_frozen() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    kept public.casework_preservation;
BEGIN
    IF TG_TABLE_NAME = 'casework_preservation' THEN
        kept := NEW;
    ELSE
        SELECT * INTO kept FROM public.casework_preservation p
        WHERE p.order_id = NEW.id AND p.released_at IS NULL;
    END IF;
    IF kept.id IS NOT NULL
       AND EXISTS ({KEPT.format(requests=requests_of("kept.case_id", "kept.last_on"))}) THEN
        RAISE EXCEPTION 'Data are kept until every linked request is decided.'
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER preservation_is_frozen BEFORE UPDATE ON casework_preservation
    FOR EACH ROW WHEN (OLD.released_at IS NULL AND NEW.released_at IS NOT NULL)
    EXECUTE FUNCTION preservation_is_frozen();
CREATE TRIGGER order_is_frozen BEFORE UPDATE ON casework_order
    FOR EACH ROW WHEN (OLD.lifted_at IS NULL AND NEW.lifted_at IS NOT NULL)
    EXECUTE FUNCTION preservation_is_frozen();
"""
THAWED = """
DROP TRIGGER order_is_frozen ON casework_order;
DROP TRIGGER preservation_is_frozen ON casework_preservation;
DROP FUNCTION preservation_is_frozen();
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0036_owed_answers")]

    operations = [
        migrations.RemoveConstraint(
            model_name="preservation", name="preservation_lasts_sixty_days"
        ),
        migrations.AddConstraint(
            model_name="preservation",
            constraint=models.CheckConstraint(
                condition=models.Q(("effective_on", None), ("last_on", None))
                | models.Q(
                    ("effective_on__isnull", False),
                    ("last_on__gte", models.F("effective_on") + 60),
                    ("last_on__isnull", False),
                ),
                name="preservation_lasts_sixty_days",
                violation_error_message=("Data are preserved for at least 60 days (Art. 29(7))."),
            ),
        ),
        migrations.RunSQL(FROZEN, THAWED),
    ]
