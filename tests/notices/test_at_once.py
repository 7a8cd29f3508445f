"""Several sweeps at the same moment, and a connection that is killed in the middle of a mail.

Tried: without the lock of `ledger.lock_batch` mails leave several times; without `skip_locked`
several planners look at the same case.
"""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError, connection, connections

from casework.access.permissions import Role
from casework.access.scope import acting_as
from casework.clock import now
from casework.notices import ledger
from casework.notices.health import whole_health
from casework.notices.models import Attempt, Host, Notice, Status
from casework.notices.planning import plan_due
from casework.notices.sweep import sweep
from tests.cases.making import Desk, a_case

pytestmark = [
    pytest.mark.engines,
    pytest.mark.django_db(transaction=True, databases=["default", "owner"]),
    pytest.mark.usefixtures("seeded"),
]
CASES, SWEEPS = 20, 6


@pytest.fixture
def desk(make_user, clock):
    roles = (Role.OFFICER, Role.LAWYER, Role.SUPERVISOR)
    return Desk(*(make_user(role) for role in roles))


@pytest.fixture
def cases(desk, clock):
    """Cases of which the review is reminded of at this very moment: two mails each."""
    with acting_as(desk.officer):
        found = [a_case(desk.officer) for _number in range(CASES)]
    clock("05.02.2026 07:30")
    sweep(is_alone=True)  # knows this machine
    clock("05.02.2026 08:00")
    Host.objects.update(digest_on=now().date())  # no digests in between
    return found


def alone(barrier=None):
    try:
        if barrier:
            barrier.wait(20)
        return sweep(is_alone=True)
    finally:
        connections.close_all()


def test_sweeps_at_once_send_each_mail_once(cases, relay):
    plan_due(now())
    relay.waits, barrier = 0.02, threading.Barrier(SWEEPS)
    with ThreadPoolExecutor(SWEEPS) as pool:
        done = [pool.submit(alone, barrier) for _number in range(SWEEPS)]
    assert sum(found.result().sent for found in done) == 2 * CASES
    assert len(relay.mails) == 2 * CASES == len(set(relay.told))
    assert Attempt.objects.count() == 2 * CASES
    assert not Notice.objects.waiting().exists()


def test_planners_at_once_write_each_notice_once(cases):
    def plan():
        try:
            return plan_due(now())
        finally:
            connections.close_all()

    with ThreadPoolExecutor(SWEEPS) as pool:
        done = [pool.submit(plan) for _number in range(SWEEPS)]
    assert sum(found.result() for found in done) == CASES
    assert Notice.objects.filter(kind="review").count() == 2 * CASES


def test_what_another_sender_holds_is_left_to_it(cases, relay):
    plan_due(now())
    held = Notice.objects.waiting().first()

    def hold(begun, end):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [ledger.LOCKS + held.pk])
            begun.set()
            end.wait(20)
        connections.close_all()

    begun, end = threading.Event(), threading.Event()
    other = threading.Thread(target=hold, args=(begun, end))
    other.start()
    begun.wait(10)
    sweep(is_alone=True)
    assert list(Notice.objects.waiting()) == [held]
    end.set()
    other.join()
    sweep(is_alone=True)
    assert not Notice.objects.waiting().exists()


def ends_session(pid):
    """Return a function that ends the session `pid` from another one, as a kill would."""

    def end():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [pid])
        connections.close_all()

    def at_once():
        thread = threading.Thread(target=end)
        thread.start()
        thread.join()

    return at_once


def test_a_kill_between_acceptance_and_outcome_is_uncertain_and_goes_again_as_the_same_mail(
    cases, relay
):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    relay.after_first = ends_session(pid)
    with pytest.raises(DatabaseError):
        sweep(is_alone=True)
    connection.close()
    assert len(relay.mails) == 1
    assert not Notice.objects.filter(status=Status.SENT).exists()  # nobody knows
    assert whole_health().uncertain == 1
    sweep(is_alone=True)
    assert not Notice.objects.waiting().exists()
    ids = [mail["Message-ID"] for _to, mail in relay.mails]
    assert len(ids) == 2 * CASES + 1 and len(set(ids)) == 2 * CASES
    assert Attempt.objects.filter(ended_at=None).count() == 1
    assert whole_health().uncertain == 0


def test_a_slow_mail_server_delays_no_officer(cases, desk, relay):
    relay.waits = 3.0  # one mail waits so long; a busy machine takes a second for a step
    with ThreadPoolExecutor(1) as pool:
        sending = pool.submit(alone)
        while not relay.started:
            time.sleep(0.01)
        for case in cases[:3]:
            began = time.monotonic()
            with acting_as(desk.officer):
                desk.step(case, "start_review")
            assert time.monotonic() - began < 2.7
        relay.waits = 0
        sending.result()
    assert len(relay.mails) == len(set(relay.told)) == 2 * CASES
