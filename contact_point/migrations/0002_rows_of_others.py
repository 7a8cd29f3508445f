"""A 24/7 request is seen by whoever sees its case: Django reads this table without its parent.

The policy asks the case, whose own row-level security answers for the role that reads.
"""

from django.db import migrations

SECURITY = """
ALTER TABLE contact_point_contactrequest ENABLE ROW LEVEL SECURITY;
ALTER TABLE contact_point_contactrequest FORCE ROW LEVEL SECURITY;
CREATE POLICY request_of_case ON contact_point_contactrequest FOR ALL TO PUBLIC
    USING (EXISTS (SELECT FROM casework_case c WHERE c.id = case_ptr_id));
CREATE POLICY request_of_owner ON contact_point_contactrequest FOR ALL TO CURRENT_USER
    USING (true) WITH CHECK (true);
"""
NO_SECURITY = """
DROP POLICY request_of_owner ON contact_point_contactrequest;
DROP POLICY request_of_case ON contact_point_contactrequest;
ALTER TABLE contact_point_contactrequest NO FORCE ROW LEVEL SECURITY;
ALTER TABLE contact_point_contactrequest DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0005_guards_of_cases"),
        ("contact_point", "0001_contact_request"),
    ]

    operations = [migrations.RunSQL(SECURITY, NO_SECURITY)]
