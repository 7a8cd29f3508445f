"""A request for assistance is seen by whoever sees its case; what a gate found stands.

The policies are those of a 24/7 request and of the rows of a case: written at the authority of the
case, read by who was granted it too.
"""

from django.db import migrations

IN_SCOPE = """ANY ((
    SELECT string_to_array(nullif(current_setting('mla.authorities', true), ''), ',')::bigint[]
)::bigint[])"""
GRANTED = """ANY ((
    SELECT string_to_array(nullif(current_setting('mla.cases', true), ''), ',')::bigint[]
)::bigint[])"""

SECURITY = f"""
ALTER TABLE mla_incomingrequest ENABLE ROW LEVEL SECURITY;
ALTER TABLE mla_incomingrequest FORCE ROW LEVEL SECURITY;
CREATE POLICY of_case ON mla_incomingrequest FOR ALL TO PUBLIC USING (EXISTS (
    SELECT FROM casework_case c WHERE c.id = case_ptr_id AND c.authority_id = {IN_SCOPE}
));
CREATE POLICY granted ON mla_incomingrequest FOR SELECT TO PUBLIC USING (case_ptr_id = {GRANTED});
CREATE POLICY of_owner ON mla_incomingrequest FOR ALL TO CURRENT_USER
    USING (true) WITH CHECK (true);
ALTER TABLE mla_gatefinding ENABLE ROW LEVEL SECURITY;
ALTER TABLE mla_gatefinding FORCE ROW LEVEL SECURITY;
CREATE POLICY of_authority ON mla_gatefinding FOR ALL TO PUBLIC USING (authority_id = {IN_SCOPE});
CREATE POLICY granted ON mla_gatefinding FOR SELECT TO PUBLIC USING (case_id = {GRANTED});
CREATE POLICY of_owner ON mla_gatefinding FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE TRIGGER fact_stands BEFORE UPDATE OR DELETE ON mla_gatefinding
    FOR EACH ROW EXECUTE FUNCTION fact_stands();
"""
NO_SECURITY = """
DROP TRIGGER fact_stands ON mla_gatefinding;
DROP POLICY of_owner ON mla_gatefinding;
DROP POLICY granted ON mla_gatefinding;
DROP POLICY of_authority ON mla_gatefinding;
ALTER TABLE mla_gatefinding NO FORCE ROW LEVEL SECURITY;
ALTER TABLE mla_gatefinding DISABLE ROW LEVEL SECURITY;
DROP POLICY of_owner ON mla_incomingrequest;
DROP POLICY granted ON mla_incomingrequest;
DROP POLICY of_case ON mla_incomingrequest;
ALTER TABLE mla_incomingrequest NO FORCE ROW LEVEL SECURITY;
ALTER TABLE mla_incomingrequest DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0005_guards_of_cases"),
        ("mla", "0001_incoming_request"),
    ]

    operations = [migrations.RunSQL(SECURITY, NO_SECURITY)]
