"""Which other authorities may have the same request: their keys, and nothing else of it.

Row-level security hides the cases of others from the web's role. This function runs as the owner,
whose policy shows every row, and returns keys of authorities only: no case, no reference, no name,
no number of matches. It answers for the authorities of `mla.authorities`; without a scope it
returns nothing.
"""

from django.db import migrations

LIKELY = """
CREATE FUNCTION likely_elsewhere(
    wanted_reference text, wanted_state bigint, wanted_identifiers text[]
)
RETURNS SETOF bigint LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
    SELECT a.id
    FROM public.casework_authority a
    WHERE a.id <> ALL (
        string_to_array(nullif(current_setting('mla.authorities', true), ''), ',')::bigint[]
    )
    AND (
        (
            wanted_reference <> ''
            AND EXISTS (
                SELECT 1 FROM public.casework_case c
                WHERE c.authority_id = a.id
                  AND c.foreign_key = wanted_reference
                  AND c.state <> 'void'
                  AND (
                      wanted_state IS NULL
                      OR c.requesting_state_id IS NULL
                      OR c.requesting_state_id = wanted_state
                  )
            )
        )
        OR EXISTS (
            SELECT 1 FROM public.casework_identifier i
            JOIN public.casework_case c ON c.id = i.case_id
            WHERE i.authority_id = a.id
              AND i.key = ANY (wanted_identifiers)
              AND c.state <> 'void'
        )
    )
$$;
"""
NO_LIKELY = "DROP FUNCTION likely_elsewhere(text, bigint, text[]);"


class Migration(migrations.Migration):
    dependencies = [("casework", "0005_guards_of_cases")]

    operations = [migrations.RunSQL(LIKELY, NO_LIKELY)]
