"""The four database roles and what each may do with the tables.

    owner    migrates; owns every table
    app      web and worker: reads, adds and changes rows; deletes none of casework's own,
             never changes a table, never truncates one
    sender   sends notices: the right to connect, until there are notices
    auditor  reads the tables of casework and of the procedures, but no password hash

`manage.py migrate` applies this after each run, so a new table is never open by accident: it is
either named here or follows the general rule.
"""

from django.apps import apps
from django.conf import settings
from django.core.management.base import CommandError
from django.db import connections
from django.db.utils import ProgrammingError
from psycopg import sql

READ_ONLY = ["django_migrations"]
# What may be added, but never changed or taken away, by the web.
APPEND_ONLY = [
    "casework_calendaredition",
    "casework_calendarday",
    "casework_historical%",
    "casework_event",
    "casework_issuedreport",
    "casework_readlog",
    "casework_receipt",
    "casework_shiftnote",
    "casework_shiftnoteread",
    "django_admin_log",
]
# Facts: added, never changed but for the authority, when a case is handed over.
FACTS = [
    f"casework_{name}"
    for name in (
        "question", "answer", "postponement", "resumption", "prolongation", "renewal", "finding",
        "casereceipt", "link", "linkend", "searchword",
    )
]  # fmt: skip
# What somebody typed goes away once it is sent; a filter of one's own is one's own;
# an absence that has not begun is a plan, and the chain keeps what it was.
DELETED = ["casework_draft", "casework_savedfilter", "casework_absence"]
NEVER_DELETED = ["casework_%", "contact_point_%", "mla_%"]
AUDITED = ["casework_%", "contact_point_%", "mla_%"]
NOT_AUDITED = ["casework_user", "casework_historicaluser"]
OWN = ["casework_draft", "casework_savedfilter", "casework_calendarfeed"]  # their person's alone


def facts() -> set[str]:
    """Return the tables of facts, those of procedures too: their models say `is_fact`."""
    own = {model._meta.db_table for model in apps.get_models() if getattr(model, "is_fact", False)}
    return own | set(FACTS)


def ensure_roles(alias: str = "owner") -> None:
    """Create the roles that are missing. Raises CommandError where the owner may not create any."""
    for role in settings.DATABASE_ROLES.values():
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
            if cursor.fetchone():
                continue
            try:
                cursor.execute(_create_role(role))
            except ProgrammingError as error:
                raise CommandError(
                    f"The database role {role} is missing and the owner may not create roles. "
                    f"Ask the administrator of the database for: CREATE ROLE {role} LOGIN;"
                ) from error


def _create_role(role: str) -> sql.Composed:
    password = settings.DATABASES["default"].get("PASSWORD")
    if role == settings.DATABASE_ROLES["app"] and password:
        return sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(
            sql.Identifier(role), sql.Literal(password)
        )
    return sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role))


def grant_privileges(alias: str = "owner") -> None:
    """Give each role what the docstring of this module says, and nothing beyond it."""
    app, sender, auditor = (settings.DATABASE_ROLES[n] for n in ("app", "sender", "auditor"))
    tables = sorted(connections[alias].introspection.table_names())
    with connections[alias].cursor() as cursor:

        def run(statement: str, **names: str) -> None:
            identifiers = {key: sql.Identifier(name) for key, name in names.items()}
            cursor.execute(sql.SQL(statement).format(**identifiers))

        for role in (app, sender, auditor):
            run("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}", role=role)
            run("GRANT USAGE ON SCHEMA public TO {role}", role=role)
        run("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}", role=app)
        for table in tables:
            run(f"GRANT {_rights_of_app(table)} ON {{table}} TO {{role}}", table=table, role=app)
            if _like(table, AUDITED) and table not in NOT_AUDITED:
                run("GRANT SELECT ON {table} TO {role}", table=table, role=auditor)


def show_rows_to_auditor(alias: str = "owner") -> None:
    """Let the auditor's role read the rows that row-level security hides from the others."""
    with connections[alias].cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relrowsecurity AND relkind = 'r'"
            " AND relnamespace = 'public'::regnamespace ORDER BY relname"
        )
        for table in [name for (name,) in cursor.fetchall()]:
            if not _like(table, AUDITED) or table in OWN:
                continue
            names = {
                "table": sql.Identifier(table),
                "policy": sql.Identifier(_policy_of_auditor(table)),
                "role": sql.Identifier(settings.DATABASE_ROLES["auditor"]),
            }
            cursor.execute(sql.SQL("DROP POLICY IF EXISTS {policy} ON {table}").format(**names))
            policy = "CREATE POLICY {policy} ON {table} FOR SELECT TO {role} USING (true)"
            cursor.execute(sql.SQL(policy).format(**names))


def _policy_of_auditor(table: str) -> str:
    """Return the name of the policy; that of cases is older than the others."""
    return "case_of_auditor" if table == "casework_case" else "of_auditor"


def _rights_of_app(table: str) -> str:
    if table in READ_ONLY:
        return "SELECT"
    if table in DELETED:
        return "SELECT, INSERT, UPDATE, DELETE"
    if _like(table, APPEND_ONLY):
        return "SELECT, INSERT"
    if table in facts():
        return "SELECT, INSERT, UPDATE (authority_id)"
    if _like(table, NEVER_DELETED):
        return "SELECT, INSERT, UPDATE"
    return "SELECT, INSERT, UPDATE, DELETE"


def _like(table: str, patterns: list[str]) -> bool:
    return any(
        table.startswith(pattern.removesuffix("%")) if pattern.endswith("%") else table == pattern
        for pattern in patterns
    )
