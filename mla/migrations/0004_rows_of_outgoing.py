"""A request of ours is seen by whoever sees its case; what passed abroad stands.

The policies are those of incoming requests. Authorities that work on those work on ours too.
"""

from django.db import migrations

IN_SCOPE = """ANY ((
    SELECT string_to_array(nullif(current_setting('mla.authorities', true), ''), ',')::bigint[]
)::bigint[])"""
GRANTED = """ANY ((
    SELECT string_to_array(nullif(current_setting('mla.cases', true), ''), ',')::bigint[]
)::bigint[])"""
ROWS = ("mla_translation", "mla_defect", "mla_exchange", "mla_keptabroad")
FACTS = ("mla_exchange", "mla_keptabroad")

SECURITY = f"""
ALTER TABLE mla_outgoingrequest ENABLE ROW LEVEL SECURITY;
ALTER TABLE mla_outgoingrequest FORCE ROW LEVEL SECURITY;
CREATE POLICY of_case ON mla_outgoingrequest FOR ALL TO PUBLIC USING (EXISTS (
    SELECT FROM casework_case c WHERE c.id = case_ptr_id AND c.authority_id = {IN_SCOPE}
));
CREATE POLICY granted ON mla_outgoingrequest FOR SELECT TO PUBLIC USING (case_ptr_id = {GRANTED});
CREATE POLICY of_owner ON mla_outgoingrequest FOR ALL TO CURRENT_USER
    USING (true) WITH CHECK (true);
""" + "".join(
    f"""
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
CREATE POLICY of_authority ON {table} FOR ALL TO PUBLIC USING (authority_id = {IN_SCOPE});
CREATE POLICY granted ON {table} FOR SELECT TO PUBLIC USING (case_id = {GRANTED});
CREATE POLICY of_owner ON {table} FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true);
"""
    for table in ROWS
) + "".join(
    f"""
CREATE TRIGGER fact_stands BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION fact_stands();
"""
    for table in FACTS
)
NO_SECURITY = "".join(f"DROP TRIGGER fact_stands ON {table};\n" for table in FACTS) + "".join(
    f"""
DROP POLICY of_owner ON {table};
DROP POLICY granted ON {table};
DROP POLICY {"of_case" if table == "mla_outgoingrequest" else "of_authority"} ON {table};
ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;
ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
"""
    for table in ("mla_outgoingrequest", *ROWS)
)
SERVED = """
UPDATE casework_authority SET procedures = procedures || '["outgoing"]'::jsonb
WHERE procedures @> '["mla"]'::jsonb AND NOT procedures @> '["outgoing"]'::jsonb
"""
SERVED_NO_MORE = "UPDATE casework_authority SET procedures = procedures - 'outgoing'"


class Migration(migrations.Migration):
    dependencies = [("mla", "0003_outgoing")]

    operations = [
        migrations.RunSQL(SECURITY, NO_SECURITY),
        migrations.RunSQL(SERVED, SERVED_NO_MORE),
    ]
