"""The scope of a database transaction: for whom it runs, told to PostgreSQL.

Row-level security compares the columns of a row with these settings. They are local to the
transaction: the next one on the same connection starts with none, and sees nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from casework.access.models import User
from casework.clock import today
from casework.directory.models import Authority

USER, AUTHORITIES, CASES = "mla.user", "mla.authorities", "mla.cases"
FEED = "mla.feed"
TODAY = "mla.today"  # the day in Baku, for triggers: SQL has no clock of its own here


def set_scope(user: User | None) -> None:
    """Tell PostgreSQL whose transaction this is: user, authorities of today, granted cases.

    Raises RuntimeError outside a transaction, where the settings would be lost at once.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("A scope needs a transaction.")
    user_id, authorities, cases = "", "", ""
    if user is not None:
        user_id = str(user.pk)
        authorities = ",".join(str(authority) for authority in sorted(user.authorities))
        cases = ",".join(str(case) for case in sorted(user.granted_cases))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config(%s, %s, true), set_config(%s, %s, true), set_config(%s, %s, true),"
            " set_config(%s, %s, true)",
            [USER, user_id, AUTHORITIES, authorities, CASES, cases, TODAY, today().isoformat()],
        )


def set_scope_of_all() -> None:
    """Let this transaction see the cases of every authority: the sweep acts for no person."""
    set_scope(None)
    ids = Authority.objects.values_list("pk", flat=True)
    with connection.cursor() as cursor:
        everyone = ",".join(str(key) for key in ids)
        cursor.execute("SELECT set_config(%s, %s, true)", [AUTHORITIES, everyone])


def set_scope_of_address(digest: str) -> None:
    """Let this transaction read the one address of a calendar that has this digest."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [FEED, digest])


@contextmanager
def acting_as(user: User | None) -> Iterator[None]:
    """Run the block in one transaction with this person's scope; for tasks, streams, commands."""
    with transaction.atomic():
        set_scope(user)
        yield


def widen_scope(authority_id: int) -> None:
    """Let this transaction write rows of one more authority: a case is handed over to it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config(%s, concat_ws(',', nullif(current_setting(%s, true), ''), %s),"
            " true)",
            [AUTHORITIES, AUTHORITIES, str(authority_id)],
        )
