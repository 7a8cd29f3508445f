"""A scratch database full of cases: one is registered as officers do, the others are its copies.

Copies are written by the owner with the triggers off: a benchmark measures what reads them.
"""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("MLA_TEST_ENGINE", "1")

import django

django.setup()

from django.db import connections, transaction  # noqa: E402
from django.test.utils import setup_databases, teardown_databases  # noqa: E402

from casework.access.models import Membership, User  # noqa: E402
from casework.access.permissions import Role  # noqa: E402
from casework.access.scope import set_scope  # noqa: E402
from casework.cases.case import Case  # noqa: E402
from casework.cases.receipts import Channel, Receipt  # noqa: E402
from casework.clock import now, today  # noqa: E402
from casework.directory.models import Authority, RequestType, State  # noqa: E402
from casework.directory.seeds import seed_all  # noqa: E402
from casework.workflow.opening import open_case  # noqa: E402
from config import engines, profile  # noqa: E402

COPY_CASES = """
INSERT INTO casework_case ({columns}) SELECT {values}
FROM casework_case t, generate_series(1, %s) AS number WHERE t.id = %s
"""
COPY_DEADLINES = """
INSERT INTO casework_deadline ({columns}) SELECT {values}
FROM casework_deadline t, casework_case c WHERE t.case_id = %s AND c.id > %s
"""
WRITTEN = """
SELECT column_name FROM information_schema.columns
WHERE table_name = %s AND is_generated = 'NEVER' ORDER BY ordinal_position
"""
PLAN_AHEAD = """
INSERT INTO casework_wake (case_id, at, turn, problem)
SELECT id, %s + (id %% 86400) * interval '1 minute', 1, '' FROM casework_case
ON CONFLICT (case_id) DO UPDATE SET at = EXCLUDED.at
"""


@contextmanager
def scratch_database(name: str = "scratch", *, keep: bool = False) -> Iterator[None]:
    """Make a seeded scratch database on the embedded engines (or in DATABASE_URL), then drop it.

    keep: go on with the one of this name from last time, brought up to date, and leave it there.
    """
    if profile.EMBEDDED:
        engines.borrow_or_exit()
    for database in connections.settings.values():
        database["TEST"]["NAME"] = f"test_bench_{name}"  # test_: migrate then leaves cases out
    made = setup_databases(
        verbosity=0,
        interactive=False,
        aliases=dict.fromkeys(("default", "owner")),
        keepdb=keep,
        serialized_aliases=(),  # or every row of a database that was kept is read into memory
    )
    try:
        seed_all()
        yield
    finally:
        connections.close_all()
        teardown_databases(made, verbosity=0, keepdb=keep)


def a_person(role: Role) -> User:
    """Return a new person with this role at the contact point."""
    user = User.objects.create_user(f"{role}@sss.example", full_name=f"Bench {role}", language="az")
    desk = Authority.objects.get(code="SSS")
    Membership.objects.create(user=user, authority=desk, role=role, from_on=date(2020, 1, 1))
    return user


def a_case(officer: User) -> Case:
    """Return a case that this officer has registered."""
    desk = Authority.objects.get(code="SSS")
    with transaction.atomic():
        set_scope(officer)
        found: Case = open_case(
            "contact_point",
            authority=desk,
            by=officer,
            receipt=Receipt(
                received_at=now() - timedelta(minutes=5), channel=Channel.EMAIL, door=desk
            ),
            token=uuid.uuid4(),
            fields={
                "officer": officer,
                "requesting_state": State.objects.get(code="DE"),
                "request_type": RequestType.objects.get(code="preservation"),
                "foreign_reference": "BENCH 1",
            },
        )
    return found


def copies_of(case: Case, count: int, *, execution_on: date) -> None:
    """Let there be `count` cases in execution with this last day, each planned for later."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE casework_case DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE casework_case SET state = 'execution', review_on = NULL, due_on = %s,"
            " execution_on = %s, execution_nominal_on = %s WHERE id = %s",
            [execution_on, execution_on, execution_on, case.pk],
        )
        cursor.execute("DELETE FROM casework_deadline WHERE clock NOT IN ('execution', 'ceiling')")
        cursor.execute(
            "UPDATE casework_deadline SET nominal_on = %s, effective_on = %s"
            " WHERE clock = 'execution'",
            [execution_on, execution_on],
        )
        changed = {
            "id": "nextval(pg_get_serial_sequence('casework_case', 'id'))",
            "public_id": "gen_random_uuid()",
            "reference": "'SSS-CP-2026-' || lpad((number + 1)::text, 7, '0')",
        }
        insert(cursor, COPY_CASES, "casework_case", changed, [count - 1, case.pk])
        cursor.execute("ALTER TABLE casework_case ENABLE TRIGGER USER")
        changed = {
            "id": "nextval(pg_get_serial_sequence('casework_deadline', 'id'))",
            "case_id": "c.id",
        }
        insert(cursor, COPY_DEADLINES, "casework_deadline", changed, [case.pk, case.pk])
        cursor.execute(PLAN_AHEAD, [now() + timedelta(days=30)])
        cursor.execute("ANALYZE")


def insert(
    cursor: Any, statement: str, table: str, changed: dict[str, str], words: list[Any]
) -> None:
    """Copy rows with every column as it is but for those that are changed."""
    cursor.execute(WRITTEN, [table])
    names = [name for (name,) in cursor.fetchall()]
    columns = [f'"{name}"' for name in names]
    values = [changed.get(name, f't."{name}"') for name in names]
    sql = statement.format(columns=", ".join(columns), values=", ".join(values))
    cursor.execute(sql, words)


def in_two_days() -> date:
    """Return a last day whose reminder of three days is due and whose next one is not yet."""
    return today() + timedelta(days=2)
