"""Data preserved in one case and kept for a request of another, maybe at another authority.

Row-level security hides each of the two cases from the other's authority. These functions run as
the owner, and each gives away no more than is needed:

    links_of_preserved   of links between the two: both references and authorities; when the request
                         was received and decided; whether data are held, and until when. Only of
                         cases of `mla.authorities` or `mla.cases`.
    preserved_elsewhere  of cases with preserved data that have the same reference or identifier,
                         and no other State: authority, reference, whether and until when. Nothing
                         without a scope.
    standing_of_requests whether a request that came in time keeps the data of a case, or has.

All of it is read from what is recorded; nothing is kept twice, so that nothing can be forgotten.
A request that was forwarded to a body outside is not decided.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import casework.clock

AUTHORITIES = """ANY ((
    SELECT string_to_array(nullif(current_setting('mla.authorities', true), ''), ',')::bigint[]
)::bigint[])"""
GRANTED = """ANY ((
    SELECT string_to_array(nullif(current_setting('mla.cases', true), ''), ',')::bigint[]
)::bigint[])"""

# What a preservation is at present, of the case h: held, asked for, or no more.
KEEPING = """
    SELECT bool_or(p.released_at IS NULL AND o.lifted_at IS NULL AND p.last_on IS NOT NULL) AS held,
           bool_or(p.released_at IS NULL AND o.lifted_at IS NULL) AS asked,
           min(p.last_on) FILTER (
               WHERE p.released_at IS NULL AND o.lifted_at IS NULL
           ) AS until,
           max(p.last_on) AS latest
    FROM public.casework_preservation p JOIN public.casework_order o ON o.id = p.order_id
    WHERE p.case_id = h.id
"""
DECIDED = """
    CASE WHEN e.id IS NOT NULL THEN (e.made_at AT TIME ZONE 'Asia/Baku')::date
         WHEN r.ended_at IS NULL OR r.state = 'transferred' THEN NULL
         WHEN EXISTS (
             SELECT FROM public.casework_event v
             WHERE v.case_id = r.id AND v.at = r.ended_at AND v.after = 'transferred'
         ) THEN NULL
         ELSE (r.ended_at AT TIME ZONE 'Asia/Baku')::date
    END
"""
LINKS = f"""
CREATE FUNCTION links_of_preserved(wanted bigint[])
RETURNS TABLE (
    link_id bigint, request_id bigint, request text, request_authority bigint,
    holder_id bigint, holder text, holder_authority bigint,
    received_on date, decided_on date, is_taken_back boolean,
    is_held boolean, is_asked boolean, until date, latest date
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT l.id, r.id, r.reference, r.authority_id, h.id, h.reference, h.authority_id,
           (r.received_at AT TIME ZONE 'Asia/Baku')::date, {DECIDED}, e.id IS NOT NULL,
           coalesce(k.held, false), coalesce(k.asked, false), k.until, k.latest
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
    same_reference boolean, same_identifier boolean
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    WITH hit AS (
        SELECT c.id, true AS by_reference
        FROM public.casework_authority a
        JOIN public.casework_case c
            ON c.authority_id = a.id AND c.foreign_key = ANY (wanted_references)
        UNION
        SELECT c.id, true FROM public.casework_case c WHERE c.reference = ANY (wanted_own)
        UNION
        SELECT i.case_id, false
        FROM public.casework_authority a
        JOIN public.casework_identifier i
            ON i.authority_id = a.id AND i.key = ANY (wanted_identifiers)
    )
    SELECT h.id, h.reference, h.authority_id,
           coalesce(k.held, false), coalesce(k.asked, false), k.until, k.latest,
           bool_or(hit.by_reference), bool_or(NOT hit.by_reference)
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
    ORDER BY bool_or(hit.by_reference) DESC, h.id DESC
    LIMIT 10
$$;
"""
STANDING = f"""
CREATE FUNCTION standing_of_requests(holder bigint, last_on date)
RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT CASE WHEN bool_or(found.decided_on IS NULL) THEN 'waiting'
                WHEN bool_or(NOT found.is_taken_back) THEN 'decided'
           END
    FROM (
        SELECT {DECIDED} AS decided_on, e.id IS NOT NULL AS is_taken_back
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
BACK = """
DROP FUNCTION links_of_preserved(bigint[]);
DROP FUNCTION preserved_elsewhere(text[], text[], bigint, text[]);
DROP FUNCTION standing_of_requests(bigint, date);
"""
TABLE = "casework_linkend"
SECURED = [
    f"ALTER TABLE {TABLE} ENABLE ROW LEVEL SECURITY",
    f"ALTER TABLE {TABLE} FORCE ROW LEVEL SECURITY",
    f"CREATE POLICY of_owner ON {TABLE} FOR ALL TO CURRENT_USER USING (true) WITH CHECK (true)",
    f"CREATE POLICY of_authority ON {TABLE} FOR ALL TO PUBLIC USING (authority_id = {AUTHORITIES})",
    f"CREATE POLICY granted ON {TABLE} FOR SELECT TO PUBLIC USING (case_id = {GRANTED})",
    f"CREATE POLICY of_link ON {TABLE} FOR SELECT TO PUBLIC"
    " USING (EXISTS (SELECT FROM casework_link l WHERE l.id = link_id))",
]
OPENED = [
    *(
        f"DROP POLICY IF EXISTS {name} ON {TABLE}"
        for name in ("of_owner", "of_authority", "granted", "of_link", "of_auditor")
    ),
    f"ALTER TABLE {TABLE} NO FORCE ROW LEVEL SECURITY",
    f"ALTER TABLE {TABLE} DISABLE ROW LEVEL SECURITY",
]


class Migration(migrations.Migration):
    dependencies = [("casework", "0019_filtered_queue")]

    operations = [
        migrations.AlterField(
            model_name="link",
            name="kind",
            field=models.CharField(
                choices=[
                    ("duplicate", "Duplicate of"),
                    ("extension", "Extension of"),
                    ("follow_up", "Follow-up to"),
                    ("continues", "Continues, from the same receipt,"),
                    ("related", "Related to"),
                    ("preserved", "About data preserved in"),
                ],
                max_length=10,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="notice",
            name="kind",
            field=models.CharField(
                choices=[
                    ("review", "legal review"),
                    ("execution", "execution"),
                    ("ceiling", "ceiling of prolongation"),
                    ("preservation", "end of preservation"),
                    ("release", "release of preserved data to be decided"),
                    ("interception", "end of interception"),
                    ("answer_by", "answer asked for by the requester"),
                    ("loss", "expected loss of data"),
                    ("follow_up", "follow-up with the provider"),
                    ("question", "unanswered question to the requester"),
                    ("postponed", "postponement to be looked at again"),
                    ("provisional", "provisional preservation to be confirmed or lifted"),
                    ("urgent", "new urgent request"),
                    ("urgent_deputy", "urgent request not acknowledged for 15 minutes"),
                    ("urgent_head", "urgent request not acknowledged for 30 minutes"),
                    ("assigned", "assigned to you"),
                    ("arrived", "handed over to your authority"),
                    ("left", "handed over to another authority"),
                    ("reopened", "reopened"),
                    ("digest", "summary of the morning"),
                ],
                max_length=20,
                verbose_name="about",
            ),
        ),
        migrations.CreateModel(
            name="LinkEnd",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "made_at",
                    models.DateTimeField(
                        default=casework.clock.now, editable=False, verbose_name="recorded"
                    ),
                ),
                ("reason", models.TextField(verbose_name="reason")),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.authority",
                        verbose_name="authority",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="casework.case",
                        verbose_name="case",
                    ),
                ),
                (
                    "link",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="end",
                        to="casework.link",
                        verbose_name="link",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
            ],
            options={
                "verbose_name": "end of a link",
                "verbose_name_plural": "ends of links",
                "ordering": ["pk"],
            },
        ),
        migrations.RemoveConstraint(model_name="link", name="link_once"),
        migrations.AddConstraint(
            model_name="link",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "preserved"), _negated=True),
                fields=("case", "other", "kind"),
                name="link_once",
                violation_error_message="These two cases are linked this way already.",
            ),
        ),
        migrations.RunSQL(SECURED, OPENED),
        migrations.RunSQL(LINKS + ELSEWHERE + STANDING, BACK),
    ]
