"""What keeps a real site from starting. Settings refuse what they can see without a database."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.db import connection


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
    reasons = []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
        )
        role, is_superuser, bypasses = cursor.fetchone()
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE n.nspname = 'public' AND c.relkind = 'r'"
            " AND pg_has_role(current_user, c.relowner, 'USAGE'))"
        )
        (owns_tables,) = cursor.fetchone()
    if is_superuser:
        reasons.append(f"DATABASE_URL connects as the superuser {role}.")
    if bypasses and not is_superuser:
        reasons.append(f"DATABASE_URL connects as {role}, who bypasses row-level security.")
    if owns_tables and not is_superuser:
        reasons.append(f"DATABASE_URL connects as {role}, who owns the tables.")
    accounts = get_user_model().objects
    demo = list(accounts.filter(is_demo=True, is_active=True).values_list("email", flat=True))
    if demo:
        reasons.append(f"The demo accounts are in its database: {', '.join(sorted(demo))}.")
    return reasons
