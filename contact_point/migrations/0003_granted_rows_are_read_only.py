"""Who was granted a case reads its 24/7 request, and writes nothing of it.

The policy of 0002 asked only whether the case is seen: a case that was granted is. To write, the
case has to be of an authority of the transaction; the granted one is compared as the case is.
"""

from django.db import migrations

READ_ONLY = """
DROP POLICY request_of_case ON contact_point_contactrequest;
CREATE POLICY request_of_case ON contact_point_contactrequest FOR ALL TO PUBLIC
    USING (EXISTS (
        SELECT FROM casework_case c WHERE c.id = case_ptr_id AND c.authority_id = ANY (
            string_to_array(nullif(current_setting('mla.authorities', true), ''), ',')::bigint[]
        )
    ));
CREATE POLICY request_granted ON contact_point_contactrequest FOR SELECT TO PUBLIC USING (
    case_ptr_id = ANY (
        string_to_array(nullif(current_setting('mla.cases', true), ''), ',')::bigint[]
    )
);
"""
AS_BEFORE = """
DROP POLICY request_granted ON contact_point_contactrequest;
DROP POLICY request_of_case ON contact_point_contactrequest;
CREATE POLICY request_of_case ON contact_point_contactrequest FOR ALL TO PUBLIC
    USING (EXISTS (SELECT FROM casework_case c WHERE c.id = case_ptr_id));
"""


class Migration(migrations.Migration):
    dependencies = [("contact_point", "0002_rows_of_others")]

    operations = [migrations.RunSQL(READ_ONLY, AS_BEFORE)]
