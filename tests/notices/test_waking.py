"""A broker that is down, or hangs, costs an officer nothing; nothing depends on it.

Tried: with `publish()` called in the place of the thread, the test of the hanging broker goes red.
"""

import socket
import threading
import time

import pytest
from django.db import transaction

from casework.access.permissions import Role
from casework.access.scope import acting_as
from casework.notices.waking import SECONDS, WAKER, publish, wake_after_commit
from config.celery import app
from config.runner.plan import free_port
from tests.cases.making import Desk, a_case

pytestmark = pytest.mark.engines


def rest():
    """Wait until nobody speaks to a broker any more."""
    end = time.monotonic() + 30
    while WAKER.is_busy and time.monotonic() < end:
        time.sleep(0.02)
    assert not WAKER.is_busy


@pytest.fixture
def broker(monkeypatch):
    """Let wake-ups go to this port instead; afterwards nobody waits any more."""
    rest()

    def at(port):
        monkeypatch.setattr(
            app.conf, "broker_write_url", f"redis://127.0.0.1:{port}/0", raising=False
        )

    yield at
    rest()


@pytest.fixture
def down(broker):
    broker(free_port())


@pytest.fixture
def hanging(broker):
    """A broker that accepts connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0), backlog=50) as server:
        broker(server.getsockname()[1])
        yield
        rest()


def wakers():
    return [thread for thread in threading.enumerate() if thread.name == "waker"]


def test_a_wake_up_reaches_the_broker_of_this_installation(transactional_db):
    rest()
    with app.connection_for_read() as connection:
        queue = connection.default_channel.client
        before = queue.llen("celery")
        WAKER.ask()  # another thread than the one that has loaded the application
        rest()
        assert queue.llen("celery") == before + 1
        queue.lpop("celery")


def test_a_broker_that_is_down_is_no_error(down):
    began = time.monotonic()
    assert publish() is False
    assert time.monotonic() - began < 5


def test_a_broker_that_hangs_is_given_up_within_seconds(hanging):
    began = time.monotonic()
    assert publish() is False
    assert time.monotonic() - began < 4 * SECONDS


def test_whoever_asks_goes_on_at_once_and_one_thread_speaks_for_all(hanging):
    began, most = time.monotonic(), 0
    for _time in range(500):
        WAKER.ask()
        most = max(most, len(wakers()))
    assert time.monotonic() - began < 1
    assert most == 1


def test_a_waker_that_has_failed_wakes_again(down):
    WAKER.ask()
    rest()
    WAKER.ask()
    assert WAKER.is_busy or not wakers()
    rest()


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_step_is_committed_in_time_while_the_broker_hangs(hanging, seeded, make_user):
    desk = Desk(*(make_user(role) for role in (Role.OFFICER, Role.LAWYER, Role.SUPERVISOR)))
    with acting_as(desk.officer):
        case = a_case(desk.officer)
    began = time.monotonic()
    with acting_as(desk.officer):
        desk.step(case, "take_on")
    assert time.monotonic() - began < 1
    assert WAKER.is_busy  # so that it was asked, and hangs


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_transaction_asks_once_and_one_that_is_rolled_back_never(monkeypatch, broker):
    asked = []
    monkeypatch.setattr(WAKER, "ask", lambda: asked.append(1))
    with transaction.atomic():
        for _time in range(3):
            wake_after_commit()
        assert asked == []
    assert asked == [1]
    with transaction.atomic():
        wake_after_commit()
        transaction.set_rollback(True)
    assert asked == [1]
    with transaction.atomic():
        with transaction.atomic():
            wake_after_commit()
            transaction.set_rollback(True)
        wake_after_commit()
    assert asked == [1, 1]
