"""A request that left for a body outside, preserved data renewed after a request, and who asked.

The functions of migration 0020 tell more, each no more than is needed:

    links_of_preserved   besides: since when the request is with a body outside, and whether whoever
                         holds the data let them go for that reason.
    preserved_elsewhere  besides: by which reference or kind of identifier the case was found, for
                         the log of reads of the authority that holds the data.
    day_of_requests      in place of standing_of_requests: since when a request that came in time
                         keeps the data of a case ("waiting"); on which day the last of them was
                         decided, if all are ("decided"); since when one of them that still keeps
                         the data is with a body outside ("left").
"""

from importlib import import_module

from django.db import migrations, models

former = import_module("casework.migrations.0020_preserved_for_a_request")
AUTHORITIES, GRANTED, KEEPING = former.AUTHORITIES, former.GRANTED, former.KEEPING
DECIDED, WRONG = former.DECIDED, "coalesce(e.was_wrong, false)"
LEFT = f"""
    CASE WHEN r.ended_at IS NOT NULL AND ({DECIDED}) IS NULL
         THEN (r.ended_at AT TIME ZONE 'Asia/Baku')::date
    END
"""
LINKS = f"""
CREATE FUNCTION links_of_preserved(wanted bigint[])
RETURNS TABLE (
    link_id bigint, request_id bigint, request text, request_authority bigint,
    holder_id bigint, holder text, holder_authority bigint,
    received_on date, decided_on date, is_taken_back boolean,
    is_held boolean, is_asked boolean, until date, latest date,
    left_on date, was_let_go boolean
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT l.id, r.id, r.reference, r.authority_id, h.id, h.reference, h.authority_id,
           (r.received_at AT TIME ZONE 'Asia/Baku')::date, {DECIDED}, {WRONG},
           coalesce(k.held, false), coalesce(k.asked, false), k.until, k.latest,
           {LEFT}, e.id IS NOT NULL AND NOT e.was_wrong
    FROM public.casework_link l
    JOIN public.casework_case r ON r.id = l.case_id
    JOIN public.casework_case h ON h.id = l.other_id
    LEFT JOIN public.casework_linkend e ON e.link_id = l.id
    CROSS JOIN LATERAL ({KEEPING}) k
    WHERE l.kind = 'preserved'
      AND (
          l.other_id = ANY (wanted)
          AND (h.authority_id = {AUTHORITIES} OR h.id = {GRANTED})
          OR l.case_id = ANY (wanted)
          AND (r.authority_id = {AUTHORITIES} OR r.id = {GRANTED})
      )
    ORDER BY l.id
$$;
"""
ELSEWHERE = f"""
CREATE FUNCTION preserved_elsewhere(
    wanted_references text[], wanted_own text[], wanted_state bigint, wanted_identifiers text[]
)
RETURNS TABLE (
    holder_id bigint, holder text, holder_authority bigint,
    is_held boolean, is_asked boolean, until date, latest date,
    by_references text[], by_identifiers text[]
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    WITH hit AS (
        SELECT c.id, c.foreign_reference::text AS by_reference, NULL::text AS by_identifier
        FROM public.casework_authority a
        JOIN public.casework_case c
            ON c.authority_id = a.id AND c.foreign_key = ANY (wanted_references)
        UNION
        SELECT c.id, c.reference::text, NULL
        FROM public.casework_case c WHERE c.reference = ANY (wanted_own)
        UNION
        SELECT i.case_id, NULL, i.kind::text
        FROM public.casework_authority a
        JOIN public.casework_identifier i
            ON i.authority_id = a.id AND i.key = ANY (wanted_identifiers)
    )
    SELECT h.id, h.reference, h.authority_id,
           coalesce(k.held, false), coalesce(k.asked, false), k.until, k.latest,
           array_remove(array_agg(DISTINCT hit.by_reference), NULL),
           array_remove(array_agg(DISTINCT hit.by_identifier), NULL)
    FROM hit
    JOIN public.casework_case h ON h.id = hit.id
    CROSS JOIN LATERAL ({KEEPING}) k
    WHERE nullif(current_setting('mla.authorities', true), '') IS NOT NULL
      AND h.state <> 'void'
      AND k.held IS NOT NULL
      AND (
          wanted_state IS NULL OR h.requesting_state_id IS NULL
          OR h.requesting_state_id = wanted_state
      )
    GROUP BY h.id, h.reference, h.authority_id, k.held, k.asked, k.until, k.latest
    ORDER BY bool_or(hit.by_reference IS NOT NULL) DESC, h.id DESC
    LIMIT 10
$$;
"""
DAY = f"""
CREATE FUNCTION day_of_requests(holder bigint, last_on date, what text)
RETURNS date
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT CASE what
        WHEN 'waiting' THEN min(found.received_on) FILTER (WHERE found.decided_on IS NULL)
        WHEN 'decided' THEN CASE WHEN bool_and(found.decided_on IS NOT NULL)
            THEN max(found.decided_on) FILTER (WHERE NOT found.was_wrong) END
        WHEN 'left' THEN min(found.left_on)
    END
    FROM (
        SELECT (r.received_at AT TIME ZONE 'Asia/Baku')::date AS received_on,
               {DECIDED} AS decided_on, {WRONG} AS was_wrong, {LEFT} AS left_on
        FROM public.casework_link l
        JOIN public.casework_case r ON r.id = l.case_id
        JOIN public.casework_case h ON h.id = l.other_id
        LEFT JOIN public.casework_linkend e ON e.link_id = l.id
        WHERE l.kind = 'preserved' AND l.other_id = holder
          AND (h.authority_id = {AUTHORITIES} OR h.id = {GRANTED})
          AND (last_on IS NULL OR (r.received_at AT TIME ZONE 'Asia/Baku')::date <= last_on)
    ) found
$$;
"""
GONE = """
DROP FUNCTION links_of_preserved(bigint[]);
DROP FUNCTION preserved_elsewhere(text[], text[], bigint, text[]);
"""
FORMER = former.LINKS + former.ELSEWHERE + former.STANDING


class Migration(migrations.Migration):
    dependencies = [("casework", "0025_to_finish")]

    operations = [
        migrations.AddField(
            model_name="linkend",
            name="was_wrong",
            field=models.BooleanField(
                db_default=True, default=True, verbose_name="the link was wrong"
            ),
        ),
        migrations.AddField(
            model_name="renewal",
            name="was_kept",
            field=models.BooleanField(
                db_default=False,
                default=False,
                verbose_name="kept beyond its last day for a request",
            ),
        ),
        migrations.RemoveConstraint(model_name="renewal", name="renewal_before_the_end"),
        migrations.AddConstraint(
            model_name="renewal",
            constraint=models.CheckConstraint(
                condition=models.Q(("decided_on__lte", models.F("previous_on")))
                | models.Q(("was_kept", True)),
                name="renewal_before_the_end",
                violation_error_message="A preservation is renewed before it ends.",
            ),
        ),
        migrations.AlterField(
            model_name="readlog",
            name="what",
            field=models.CharField(
                choices=[
                    ("case", "Case page"),
                    ("document", "Document"),
                    ("letter", "Letter"),
                    ("history", "History"),
                    ("search", "Search"),
                    ("reference", "Preserved data, by a reference"),
                    ("identifier", "Preserved data, by an identifier"),
                ],
                max_length=10,
            ),
        ),
        migrations.RunSQL(
            GONE + "DROP FUNCTION standing_of_requests(bigint, date);" + LINKS + ELSEWHERE + DAY,
            GONE + "DROP FUNCTION day_of_requests(bigint, date, text);" + FORMER,
        ),
    ]
