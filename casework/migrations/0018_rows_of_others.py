"""Row-level security on whatever hangs on a case, an authority or a person; searches are logged.

    rows of cases    seen and written by their authority, read by who was granted the case
    events           read by who sees the case too: they keep the authority in whose chain they stand
    links            read by who sees either case
    receipts         read by the door, by who recorded them, and by who sees a case that has them
    of authorities   duty, tallies, registers, heads of chains, counters: seen and written there alone
    of persons       drafts, filters, addresses of calendars: that person alone (`mla.user`)
    readings         written by the reader alone (`mla.user`), read by the authority

The settings are read once for a statement, not for each row: hence the SELECTs. What is not here,
and why, stands in docs/developers/house.md.
"""

import django.db.models.deletion
from django.db import migrations, models

IN_SCOPE = """ANY ((
    SELECT string_to_array(nullif(current_setting('mla.authorities', true), ''), ',')::bigint[]
)::bigint[])"""
GRANTED = """ANY ((
    SELECT string_to_array(nullif(current_setting('mla.cases', true), ''), ',')::bigint[]
)::bigint[])"""
ME = "(SELECT nullif(current_setting('mla.user', true), '')::bigint)"
FEED = "(SELECT nullif(current_setting('mla.feed', true), ''))"

OF_CASES = [
    "answer", "casereceipt", "contact", "dataitem", "deadline", "document", "finding", "grant",
    "identifier", "letter", "link", "note", "order", "orderline", "person", "postponement",
    "preservation", "prolongation", "proposal", "question", "renewal", "requesterdecision",
    "resumption", "usecondition",
]
OF_AUTHORITIES = ["chainhead", "counter", "registerimport", "shiftnote", "tally", "tallycheck"]
OF_PERSONS = ["draft", "savedfilter", "calendarfeed"]

# (table, name of the policy, command, condition of what is seen, condition of what is written)
POLICIES = [
    *(
        policy
        for table in OF_CASES
        for policy in (
            (table, "of_authority", "ALL", f"authority_id = {IN_SCOPE}", ""),
            (table, "granted", "SELECT", f"case_id = {GRANTED}", ""),
        )
    ),
    *((table, "of_authority", "ALL", f"authority_id = {IN_SCOPE}", "") for table in OF_AUTHORITIES),
    *((table, "of_person", "ALL", f"user_id = {ME}", "") for table in OF_PERSONS),
    (
        "link", "of_other", "SELECT",
        f"""other_id = {GRANTED} OR EXISTS (
            SELECT FROM casework_case c WHERE c.id = other_id AND c.authority_id = {IN_SCOPE}
        )""", "",
    ),
    (
        "event", "of_case", "SELECT",
        f"""authority_id = {IN_SCOPE} OR case_id = {GRANTED} OR EXISTS (
            SELECT FROM casework_case c WHERE c.id = case_id AND c.authority_id = {IN_SCOPE}
        )""", "",
    ),
    ("event", "of_authority", "INSERT", "", f"authority_id = {IN_SCOPE}"),
    ("readlog", "of_authority", "SELECT", f"authority_id = {IN_SCOPE} OR user_id = {ME}", ""),
    ("readlog", "of_reader", "INSERT", "", f"user_id = {ME}"),
    (
        "receipt", "of_case", "SELECT",
        f"""door_id = {IN_SCOPE} OR recorded_by_id = {ME}
        OR EXISTS (SELECT FROM casework_casereceipt r WHERE r.receipt_id = casework_receipt.id)
        OR EXISTS (SELECT FROM casework_case c WHERE c.receipt_id = casework_receipt.id)""", "",
    ),
    ("receipt", "of_anybody", "INSERT", "", "true"),
    ("dutyturn", "of_authority", "ALL", f"authority_id = {IN_SCOPE} OR user_id = {ME}", ""),
    (
        "shiftnoteread", "of_note", "ALL",
        "EXISTS (SELECT FROM casework_shiftnote n WHERE n.id = note_id)", "",
    ),
    (
        "counted", "of_case", "ALL",
        f"""EXISTS (
            SELECT FROM casework_case c WHERE c.id = case_id AND c.authority_id = {IN_SCOPE}
        )""", "",
    ),
    (
        "registerrow", "of_register", "ALL",
        """register_id = ANY ((
            SELECT array_agg(r.id) FROM casework_registerimport r
        )::bigint[])""", "",
    ),
    ("calendarfeed", "of_address", "SELECT", f"digest = {FEED}", ""),
]  # fmt: skip
TABLES = sorted({f"casework_{policy[0]}" for policy in POLICIES})


def secured():
    for table in TABLES:
        yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
        yield f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"
        yield (
            f"CREATE POLICY of_owner ON {table} FOR ALL TO CURRENT_USER"
            " USING (true) WITH CHECK (true)"
        )
    for table, name, command, seen, written in POLICIES:
        using = f" USING ({seen})" if seen else ""
        check = f" WITH CHECK ({written})" if written else ""
        yield f"CREATE POLICY {name} ON casework_{table} FOR {command} TO PUBLIC{using}{check}"


def open_again():
    for table, name, *_rest in POLICIES:
        yield f"DROP POLICY {name} ON casework_{table}"
    for table in TABLES:
        yield f"DROP POLICY of_owner ON {table}"
        yield f"DROP POLICY IF EXISTS of_auditor ON {table}"
        yield f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY"
        yield f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"


# Whose grants count is asked before the scope is known that they make.
GRANTS = """
CREATE FUNCTION granted_to(person bigint, day date) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT g.case_id FROM public.casework_grant g
    WHERE g.user_id = person AND g.from_on <= day AND (g.until_on IS NULL OR g.until_on >= day)
$$;
"""
NO_GRANTS = "DROP FUNCTION granted_to(bigint, date);"


class Migration(migrations.Migration):
    dependencies = [("casework", "0017_registers")]

    operations = [
        migrations.AddField(
            model_name="readlog",
            name="typed",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=200, verbose_name="searched for"
            ),
        ),
        migrations.AddField(
            model_name="readlog",
            name="found",
            field=models.PositiveIntegerField(null=True, verbose_name="found"),
        ),
        # On the way back the column may stay empty: a row of the log is never taken away.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="readlog",
                    name="case",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.case",
                    ),
                ),
            ],
            database_operations=[
                migrations.RunSQL(
                    "ALTER TABLE casework_readlog ALTER COLUMN case_id DROP NOT NULL",
                    migrations.RunSQL.noop,
                ),
            ],
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
                ],
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="readlog",
            constraint=models.CheckConstraint(
                condition=models.Q(("case__isnull", False), ("what", "search"), _connector="OR"),
                name="reading_of_a_case_or_search",
            ),
        ),
        migrations.AddIndex(
            model_name="readlog",
            index=models.Index(fields=["authority", "-id"], name="readlog_latest"),
        ),
        migrations.RunSQL(GRANTS, NO_GRANTS),
        migrations.RunSQL(list(secured()), list(open_again())),
    ]
