"""What keeps a real site from starting. Settings refuse what they can see without a database."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

TOO_MIGHTY = [
    "pg_read_all_data",
    "pg_write_all_data",
    "pg_execute_server_program",
    "pg_read_server_files",
    "pg_write_server_files",
]

# Whoever may become a role counts as that role, also where it is not inherited.
ROLE = """
SELECT rolname, rolsuper, rolbypassrls, rolcreaterole OR rolcreatedb,
    EXISTS (
        SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = 'public' AND c.relkind = 'r'
        AND pg_has_role(current_user, c.relowner, 'MEMBER')
    ),
    (
        SELECT string_agg(o.rolname, ', ' ORDER BY o.rolname) FROM pg_roles o
        WHERE o.rolname <> current_user AND pg_has_role(current_user, o.oid, 'MEMBER')
        AND (o.rolsuper OR o.rolbypassrls OR o.rolcreaterole OR o.rolname = ANY(%s))
    )
FROM pg_roles WHERE rolname = current_user
"""


def refuse_unsafe_start() -> None:
    """Raise ImproperlyConfigured, naming each reason, if this real site is not safe to run."""
    if not settings.PRODUCTION:
        return
    reasons = unsafe_reasons()
    connection.close()
    if reasons:
        raise ImproperlyConfigured("MLA Desk does not start on a real site: " + " ".join(reasons))


def unsafe_reasons() -> list[str]:
    """Return a sentence for each thing in the database that a real site must not have."""
    reasons = [f"DATABASE_URL connects as {fault}." for fault in _faults_of_the_role()]
    if reasons:
        return reasons  # such a role may not even be able to read the accounts
    accounts = get_user_model().objects
    demo = list(accounts.filter(is_demo=True, is_active=True).values_list("email", flat=True))
    if demo:
        reasons.append(f"The demo accounts are in its database: {', '.join(sorted(demo))}.")
    return reasons


def _faults_of_the_role() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(ROLE, [TOO_MIGHTY])
        role, is_superuser, bypasses, makes, owns_tables, mighty = cursor.fetchone()
    if is_superuser:
        return [f"the superuser {role}"]
    wrong = {
        "bypasses row-level security": bypasses,
        "may make roles or databases": makes,
        "owns the tables": owns_tables,
        f"may become {mighty}": mighty,
    }
    return [f"{role}, who {sentence}" for sentence, is_so in wrong.items() if is_so]
