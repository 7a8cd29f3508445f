"""What an executing body reported is seen by whoever sees its case; it stands as it was recorded.

The policies are those of the other rows of a case: written at its authority, read by who was
granted it too.
"""

from importlib import import_module

from django.db import migrations

former = import_module("mla.migrations.0002_rows_of_others")
IN_SCOPE, GRANTED = former.IN_SCOPE, former.GRANTED

SECURITY = f"""
ALTER TABLE mla_bodyanswer ENABLE ROW LEVEL SECURITY;
ALTER TABLE mla_bodyanswer FORCE ROW LEVEL SECURITY;
CREATE POLICY of_authority ON mla_bodyanswer FOR ALL TO PUBLIC USING (authority_id = {IN_SCOPE});
CREATE POLICY granted ON mla_bodyanswer FOR SELECT TO PUBLIC USING (case_id = {GRANTED});
CREATE POLICY of_owner ON mla_bodyanswer FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true);
CREATE TRIGGER fact_stands BEFORE UPDATE OR DELETE ON mla_bodyanswer
    FOR EACH ROW EXECUTE FUNCTION fact_stands();
"""
NO_SECURITY = """
DROP TRIGGER fact_stands ON mla_bodyanswer;
DROP POLICY of_owner ON mla_bodyanswer;
DROP POLICY granted ON mla_bodyanswer;
DROP POLICY of_authority ON mla_bodyanswer;
ALTER TABLE mla_bodyanswer NO FORCE ROW LEVEL SECURITY;
ALTER TABLE mla_bodyanswer DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("mla", "0009_answers_of_bodies")]

    operations = [migrations.RunSQL(SECURITY, NO_SECURITY)]
