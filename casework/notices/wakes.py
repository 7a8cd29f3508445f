"""When a case is looked at next: now after each step, once a night in any case."""

from collections.abc import Iterable

from django.db import connection, transaction

from casework.access.scope import set_scope_of_all
from casework.cases.case import Case
from casework.clock import now
from casework.notices import waking

TOUCH = """
INSERT INTO casework_wake (case_id, at, turn, problem) SELECT unnest(%s::bigint[]), %s, 1, ''
ON CONFLICT (case_id) DO UPDATE SET at = EXCLUDED.at, turn = casework_wake.turn + 1
"""
WAKE_ALL = """
INSERT INTO casework_wake (case_id, at, turn, problem)
SELECT c.id, %s, 0, '' FROM casework_case c
WHERE c.ended_at IS NULL OR EXISTS (
    SELECT FROM casework_preservation p WHERE p.case_id = c.id AND p.released_at IS NULL
) OR EXISTS (
    SELECT FROM casework_subtask t WHERE t.case_id = c.id AND t.ended_on IS NULL
)
ORDER BY c.id
ON CONFLICT (case_id) DO UPDATE SET at = EXCLUDED.at
"""


def touch(case: Case) -> None:
    """Let the sweep look at the case now; mails that were checked before are checked again."""
    touch_all([case.pk])


def touch_all(cases: Iterable[int]) -> None:
    """Let the sweep look at these cases (keys) now, in one statement and in the order of keys.

    A case that is not locked, nor new, is touched before any chain is: see casework/audit/chain.py.
    """
    keys = sorted(set(cases))
    if not keys:
        return
    with connection.cursor() as cursor:
        cursor.execute(TOUCH, [keys, now()])
    waking.wake_after_commit()


def wake_all() -> None:
    """Let the sweep look at every case of which something may be due: once a night.

    It is planned anew from what is recorded; nothing is said twice.
    """
    with transaction.atomic():
        set_scope_of_all()
        with connection.cursor() as cursor:
            cursor.execute(WAKE_ALL, [now()])
