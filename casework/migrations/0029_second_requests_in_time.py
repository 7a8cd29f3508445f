"""A second request that arrives while a first one keeps the data beyond their last day is in time.

Data are held to their last day, and beyond it as long as a request that came in time is undecided
(Convention on Cybercrime, Art. 29(7), second sentence). Both functions go through the requests in
the order of their receipt, as casework.clock.preservation.in_time does: one is in time if it and
each one before it came while the data were held.

    links_of_preserved   besides: whether the request came while the data were held
    day_of_requests      of the requests that came in time in this sense
"""

from importlib import import_module

from django.db import migrations

former = import_module("casework.migrations.0026_requests_that_left")
AUTHORITIES, GRANTED, KEEPING = former.AUTHORITIES, former.GRANTED, former.KEEPING
DECIDED, LEFT, WRONG = former.DECIDED, former.LEFT, former.WRONG


def requests_of(holder: str, last_on: str) -> str:
    """Return the SQL of the requests linked with a case, each with whether it came in time."""
    return f"""
        SELECT held.*, bool_and(coalesce(held.received_on <= held.held_until, true)) OVER (
                   ORDER BY held.received_on, held.link_id
                   ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
               ) AS is_in_time
        FROM (
            SELECT asked.*, greatest({last_on}, max(coalesce(asked.decided_on, 'infinity')) OVER (
                       ORDER BY asked.received_on, asked.link_id
                       ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
                   )) AS held_until
            FROM (
                SELECT l.id AS link_id,
                       (r.received_at AT TIME ZONE 'Asia/Baku')::date AS received_on,
                       {DECIDED} AS decided_on, {WRONG} AS was_wrong, {LEFT} AS left_on
                FROM public.casework_link l
                JOIN public.casework_case r ON r.id = l.case_id
                LEFT JOIN public.casework_linkend e ON e.link_id = l.id
                WHERE l.kind = 'preserved' AND l.other_id = {holder}
            ) asked
        ) held
    """


LINKS = f"""
CREATE FUNCTION links_of_preserved(wanted bigint[])
RETURNS TABLE (
    link_id bigint, request_id bigint, request text, request_authority bigint,
    holder_id bigint, holder text, holder_authority bigint,
    received_on date, decided_on date, is_taken_back boolean,
    is_held boolean, is_asked boolean, until date, latest date,
    left_on date, was_let_go boolean, came_in_time boolean
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT l.id, r.id, r.reference, r.authority_id, h.id, h.reference, h.authority_id,
           c.received_on, c.decided_on, c.was_wrong,
           coalesce(k.held, false), coalesce(k.asked, false), k.until, k.latest,
           c.left_on, e.id IS NOT NULL AND NOT e.was_wrong, k.latest IS NULL OR c.is_in_time
    FROM public.casework_link l
    JOIN public.casework_case r ON r.id = l.case_id
    JOIN public.casework_case h ON h.id = l.other_id
    LEFT JOIN public.casework_linkend e ON e.link_id = l.id
    CROSS JOIN LATERAL ({KEEPING}) k
    CROSS JOIN LATERAL (
        SELECT * FROM ({requests_of("h.id", "k.latest")}) all_of_it WHERE all_of_it.link_id = l.id
    ) c
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
    FROM ({requests_of("holder", "last_on")}) found
    JOIN public.casework_case h ON h.id = holder
    WHERE (h.authority_id = {AUTHORITIES} OR h.id = {GRANTED})
      AND (last_on IS NULL OR found.is_in_time)
$$;
"""
GONE = """
DROP FUNCTION links_of_preserved(bigint[]);
DROP FUNCTION day_of_requests(bigint, date, text);
"""


class Migration(migrations.Migration):
    dependencies = [("casework", "0028_to_finish_in_order")]

    operations = [migrations.RunSQL(GONE + LINKS + DAY, GONE + former.LINKS + former.DAY)]
