"""Locks, attempts and outcomes: one statement each, committed at once.

The lock is an advisory lock of this connection, so that a slow mail server blocks no officer and a
process that is killed frees it. The attempt stands before the mail leaves: without an end it says
that nobody knows. All of it goes over the connection that holds the lock: a process that slept too
long has lost both, and cannot claim.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import psycopg
from django.db import connection

from casework.notices.kinds import CLIMBING
from casework.notices.models import Attempt, Notice

LOCKS = 7_341 << 40  # our own range of advisory locks; the number of the notice is added
SLEEPS = "180s"  # a session that holds locks and says nothing for so long is ended by the server
PAUSES = "10s"  # a transaction that locks cases and says nothing for so long is ended too
BACK_OFF = [timedelta(minutes=minutes) for minutes in (1, 2, 4, 8, 16, 32, 60)]

LOCK = """
SELECT id FROM (
    SELECT id FROM casework_notice WHERE status = 'waiting' AND next_try_at <= %s
    ORDER BY kind = ANY(%s) DESC, next_try_at, id LIMIT %s
) AS candidate WHERE pg_try_advisory_lock(%s + id) LIMIT %s
"""
UNLOCK = "SELECT count(pg_advisory_unlock(%s + id)) FROM unnest(%s::bigint[]) AS id"
CLAIM = """
WITH ended AS (
    UPDATE casework_attempt SET ended_at = %(at)s, outcome = 'accepted' WHERE id = %(attempt)s
), sent AS (
    UPDATE casework_notice SET status = 'sent', sent_at = %(at)s, failure = '' WHERE id = %(sent)s
)
INSERT INTO casework_attempt (notice_id, begun_at, outcome, answer)
SELECT n.id, %(at)s, '', ''
FROM casework_notice n LEFT JOIN casework_wake w ON w.case_id = n.case_id
WHERE n.id = %(notice)s AND n.status = 'waiting' AND coalesce(w.turn, 0) = %(turn)s
RETURNING id
"""
SETTLE_FAILED = """
WITH done AS (UPDATE casework_attempt SET ended_at = %s, outcome = %s, answer = %s WHERE id = %s)
UPDATE casework_notice SET tries = tries + 1, next_try_at = %s, failure = %s,
    is_relay_failure = %s, status = CASE WHEN %s THEN 'failed' ELSE status END
WHERE id = %s AND status = 'waiting'
"""
PULL_FORWARD = """
UPDATE casework_notice SET next_try_at = %s
WHERE id IN (
    SELECT id FROM casework_notice
    WHERE status = 'waiting' AND is_relay_failure AND next_try_at > %s
    ORDER BY next_try_at LIMIT %s
)
"""


@dataclass(frozen=True)
class Claimed:
    """An attempt that has begun: its key, its notice's, and how many failed before."""

    attempt: int
    notice: int
    tries: int


def limit_sleep() -> None:
    """Let the server end this session, and free its locks, if the process freezes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('idle_session_timeout', %s, false)", [SLEEPS])


def lift_limit() -> None:
    """Let the session rest again as long as it likes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('idle_session_timeout', '0', false)")


def limit_pause() -> None:
    """Let the server end this transaction if the process freezes in it: officers wait for it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('idle_in_transaction_session_timeout', %s, true)", [PAUSES]
        )


def lock_batch(at: datetime, size: int) -> list[int]:
    """Lock and return up to `size` notices that are to leave, urgent ones first.

    Those that other senders have locked are skipped.
    """
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [at, list(CLIMBING), size * 16, LOCKS, size])
        return [key for (key,) in cursor.fetchall()]


def unlock(keys: Sequence[int]) -> None:
    """Free these notices."""
    with connection.cursor() as cursor:
        cursor.execute(UNLOCK, [LOCKS, list(keys)])


def claim(
    notice: Notice, turn: int, at: datetime, *, accepted: Claimed | None = None
) -> Claimed | None:
    """Write that an attempt begins, and that the one before it was accepted, in one statement.

    turn      the turn of the case when the notice was checked
    accepted  the attempt before, if the mail server has accepted it

    None if the notice has been sent meanwhile, or a step was taken in the case: check again.
    """
    row = run(CLAIM, words_of(at, accepted, notice.pk, turn))
    return Claimed(row[0], notice.pk, notice.tries) if row else None


def settle_accepted(accepted: Claimed, at: datetime) -> None:
    """Write that the mail server has accepted the mail; no other attempt follows."""
    run(CLAIM, words_of(at, accepted, None, 0))


def words_of(
    at: datetime, accepted: Claimed | None, notice: int | None, turn: int
) -> dict[str, Any]:
    """Return what the statement is told: what ends, and what begins."""
    return {
        "at": at,
        "attempt": accepted.attempt if accepted else None,
        "sent": accepted.notice if accepted else None,
        "notice": notice,
        "turn": turn,
    }


def run(statement: str, words: dict[str, Any]) -> Any:
    """Run a statement that the database prepares once, and return its first row."""
    connection.ensure_connection()
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        return cursor.execute(statement, words, prepare=True).fetchone()


def settle_failed(claimed: Claimed, at: datetime, outcome: Attempt.Outcome, answer: str) -> None:
    """Write that the mail was not accepted, and when it is tried again; refused for good: never."""
    pause = BACK_OFF[min(claimed.tries, len(BACK_OFF) - 1)]
    is_refused = outcome == Attempt.Outcome.REFUSED
    is_relay = outcome == Attempt.Outcome.UNREACHED
    words: list[Any] = [
        at,
        outcome,
        answer,
        claimed.attempt,
        at + pause,
        answer,
        is_relay,
        is_refused,
        claimed.notice,
    ]
    with connection.cursor() as cursor:
        cursor.execute(SETTLE_FAILED, words)


def pull_forward(at: datetime, count: int | None = None) -> None:
    """Let what waits for the mail server leave now, all of it or so many."""
    with connection.cursor() as cursor:
        cursor.execute(PULL_FORWARD, [at, at, count])
