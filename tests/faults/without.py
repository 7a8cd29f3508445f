"""The site's own Celery application with one safeguard taken away: the trial has to turn red.

FAULTS_WITHOUT  lock, attempt or check; empty: none
                (slow takes nothing away: it stretches the moment for which the unique key is there)
FAULTS_SLEEPS   "3,2": seconds after which the database ends a session, and a transaction, that
                sleeps; for short trials
"""

import os
import time

import django

from config.celery import app

django.setup()

from casework.notices import checking, digest, ledger  # noqa: E402 - needs the models

LOCK_WITHOUT = """
SELECT id FROM (
    SELECT id FROM casework_notice WHERE status = 'waiting' AND next_try_at <= %s
    ORDER BY next_try_at, id LIMIT %s
) AS candidate WHERE %s >= 0 LIMIT %s
"""
UNLOCK_WITHOUT = "SELECT %s::bigint, %s::bigint[]"
STRETCH = 3.0  # seconds
TURN = "AND coalesce(w.turn, 0) = %(turn)s"
INSERT = "INSERT INTO casework_attempt (notice_id, begun_at, outcome, answer)\nSELECT n.id"


def without_lock():
    """Every sender takes what waits, whoever else sends it."""
    ledger.LOCK, ledger.UNLOCK = LOCK_WITHOUT, UNLOCK_WITHOUT


def without_attempt():
    """Nothing is written before the mail leaves."""
    assert INSERT in ledger.CLAIM
    ledger.CLAIM = ledger.CLAIM.replace(INSERT, "SELECT 0").replace("RETURNING id", "")


def without_check():
    """What was planned leaves, whatever has happened to the case meanwhile."""
    whole = checking.still_wanted

    def unchecked(notices, at, staff):
        digests = [row for row in notices if row.case_id is None]
        return {row.pk: True for row in notices} | whole(digests, at, staff)

    checking.still_wanted = unchecked
    assert TURN in ledger.CLAIM
    ledger.CLAIM = ledger.CLAIM.replace(TURN, "")


def slow():
    """Between asking whether today's summaries are written, and writing them, time passes."""
    plan = digest.plan

    def later(host, at):
        time.sleep(STRETCH)
        return plan(host, at)

    digest.plan = later


TAKEN_AWAY = {
    "lock": without_lock,
    "attempt": without_attempt,
    "check": without_check,
    "slow": slow,
}

if name := os.environ.get("FAULTS_WITHOUT"):
    TAKEN_AWAY[name]()
if limits := os.environ.get("FAULTS_SLEEPS"):
    ledger.SLEEPS, ledger.PAUSES = (f"{seconds}s" for seconds in limits.split(","))

__all__ = ["app"]
