"""Spontaneous information is seen by whoever sees its case.

The policies are those of incoming requests; authorities that work on those keep such records too.
"""

from django.db import migrations

IN_SCOPE = """ANY ((
    SELECT string_to_array(nullif(current_setting('mla.authorities', true), ''), ',')::bigint[]
)::bigint[])"""
GRANTED = """ANY ((
    SELECT string_to_array(nullif(current_setting('mla.cases', true), ''), ',')::bigint[]
)::bigint[])"""

SECURITY = f"""
ALTER TABLE mla_spontaneousinformation ENABLE ROW LEVEL SECURITY;
ALTER TABLE mla_spontaneousinformation FORCE ROW LEVEL SECURITY;
CREATE POLICY of_case ON mla_spontaneousinformation FOR ALL TO PUBLIC USING (EXISTS (
    SELECT FROM casework_case c WHERE c.id = case_ptr_id AND c.authority_id = {IN_SCOPE}
));
CREATE POLICY granted ON mla_spontaneousinformation FOR SELECT TO PUBLIC
    USING (case_ptr_id = {GRANTED});
CREATE POLICY of_owner ON mla_spontaneousinformation FOR ALL TO CURRENT_USER
    USING (true) WITH CHECK (true);
"""
NO_SECURITY = """
DROP POLICY of_owner ON mla_spontaneousinformation;
DROP POLICY granted ON mla_spontaneousinformation;
DROP POLICY of_case ON mla_spontaneousinformation;
ALTER TABLE mla_spontaneousinformation NO FORCE ROW LEVEL SECURITY;
ALTER TABLE mla_spontaneousinformation DISABLE ROW LEVEL SECURITY;
"""
SERVED = """
UPDATE casework_authority SET procedures = procedures || '["spontaneous"]'::jsonb
WHERE procedures @> '["mla"]'::jsonb AND NOT procedures @> '["spontaneous"]'::jsonb
"""
SERVED_NO_MORE = "UPDATE casework_authority SET procedures = procedures - 'spontaneous'"


class Migration(migrations.Migration):
    dependencies = [("mla", "0005_spontaneous_information")]

    operations = [
        migrations.RunSQL(SECURITY, NO_SECURITY),
        migrations.RunSQL(SERVED, SERVED_NO_MORE),
    ]
