"""R4, R5: the broker is flushed, down or hung; nobody sweeps."""

import contextlib
import http.client
import os
import signal
import time
from collections.abc import Iterator
from datetime import timedelta

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, connections, transaction

from casework.access.scope import set_scope
from casework.notices import waking
from casework.notices.health import health
from config.settings import AUTHENTICATION_BACKENDS
from contact_point.models import ContactRequest
from tests.faults.cast import DUE_ON, FIRST, cases, the_desk, user
from tests.faults.counting import Result, doubled, lost
from tests.faults.relay_faults import after_sweeps
from tests.faults.world import World

MORE = 1.0  # second that a broker may cost an officer


def flushed_and_down(world: World, size: int, without: str = "") -> Result:
    """R4: wake-ups flushed before and during the sweep; then no broker, and half is still to come.

    Worker and timetable go on running, but nobody can wake them.
    """
    half = size // 2
    expected = world.begin(half)
    expected += cases(size - half, last_on=DUE_ON + timedelta(1), first=FIRST + half)
    result = Result("broker flushed, then down", size, 0, 0, 0)
    usual = step_seconds()
    for _wake_up in range(30):
        waking.publish()
    world.flush()
    world.clock_to("10.02.2026 08:00")
    world.order(after=0.02)
    world.start_beat()
    world.start_worker()
    world.wait(lambda: world.count() > 0, 60)
    for _time in range(5):
        world.flush()
        world.wait(lambda: False, 0.2)
    world.finish(half)
    world.kill_engine("broker")
    world.clock_to("11.02.2026 08:00")
    if without:
        world.wait(world.is_quiet, 15)
    else:
        timer_alone(world, size, result, usual)
    mails = world.mails()
    result.lost, result.doubled = lost(expected, mails), doubled(mails)
    connections.close_all()
    return result


def timer_alone(world: World, size: int, result: Result, usual: float) -> None:
    """Let the second waker finish while the broker is down; pages and steps go on."""
    world.start_web()
    down = step_seconds()
    result.demand(page_seconds(world) is not None, "A page did not come without a broker.")
    world.start_timer()
    world.finish(size)
    world.start_engines()
    slower(world, result, usual, {"down": down})


def slower(world: World, result: Result, usual: float, found: dict[str, float]) -> None:
    """Compare an officer's step with the usual one, also while the broker hangs."""
    with hung(world):
        found["hung"] = step_seconds()
    for name, seconds in found.items():
        result.demand(seconds < usual + MORE, f"A step takes {seconds:.2f} s, broker {name}.")
    words = ", ".join(f"{seconds * 1000:.0f} ms {name}" for name, seconds in found.items())
    result.about = f"a step: {usual * 1000:.0f} ms usually, {words}; the timer alone finished"


@contextlib.contextmanager
def hung(world: World) -> Iterator[None]:
    """Let the broker accept connections and never answer, for the length of the block."""
    pid = world.pid_of("broker")
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


def step_seconds(times: int = 4) -> float:
    """Return how long a person waits for a step with its commit: the slowest but the first."""
    found = []
    for _time in range(times):
        began = time.monotonic()
        with transaction.atomic():
            connection.cursor().execute("SELECT set_config('lock_timeout', '30s', true)")
            desk = the_desk()
            set_scope(desk.supervisor)
            case = ContactRequest.objects.order_by("-pk").first()
            desk.take(case, "assign", by=desk.supervisor, officer=case.officer_id)
        found.append(time.monotonic() - began)
    return max(found[1:] or found)


def page_seconds(world: World) -> float | None:
    """Return how long the page of a case takes, None if it does not come."""
    path, cookie = page_of_case()
    began = time.monotonic()
    status, _body = page(world, path, cookie)
    return time.monotonic() - began if status == 200 else None


def page_of_case() -> tuple[str, str]:
    """Return the path of a case's page and the cookie of a person who is signed in."""
    head, session = user("head"), SessionStore()
    with transaction.atomic():
        set_scope(head)
        path = ContactRequest.objects.order_by("-pk").first().get_absolute_url()
        session[SESSION_KEY] = str(head.pk)
        session[BACKEND_SESSION_KEY] = AUTHENTICATION_BACKENDS[-1]
        session[HASH_SESSION_KEY] = head.get_session_auth_hash()
        session.save()
    return path, f"sessionid={session.session_key}"


def page(world: World, path: str, cookie: str = "") -> tuple[int, bytes]:
    """Return status and body of one page of the web."""
    web = http.client.HTTPConnection("127.0.0.1", world.web_port, timeout=30)
    try:
        web.request("GET", path, headers={"Cookie": cookie})
        answer = web.getresponse()
        return answer.status, answer.read()
    except OSError:
        return 0, b""
    finally:
        web.close()


def nobody_sweeps(world: World, size: int) -> Result:
    """R5: the timetable is dead and the worker hangs; five minutes later everybody sees it."""
    size = min(size, 20)
    world.begin(size)
    result = Result("timetable dead, worker hung", size, 0, 0, 0)
    world.start_web()
    world.start_beat()
    world.start_worker()
    world.wait(lambda: world.one("SELECT count(completed_at) FROM casework_host") > 0, 60)
    after_sweeps(world, 1)
    result.demand(is_well(), "It is not well although everything runs.")
    world.kill("beat")
    world.wait(lambda: False, 1.5)
    world.freeze("worker")
    answers = [see(world, result, 270, is_so=True)]
    result.demand(not has_bar(world), "The bar is shown too early.")
    answers.append(see(world, result, 40, is_so=False))
    shown = world.wait(lambda: has_bar(world), 6)
    result.demand(shown, "No page says that reminders have stopped.")
    world.thaw("worker")
    world.start_beat("second")
    after_sweeps(world, 2)
    result.demand(is_well(), "It is not well again.")
    answers.append(asked(world, 200))
    result.demand(answers == [200, 503, 200], f"/healthz/reminders: {answers}")
    result.about = f"/healthz/reminders after 4.5 and 5.2 minutes, and afterwards: {answers}"
    return result


def see(world: World, result: Result, seconds: float, *, is_so: bool) -> int:
    """Move the clock and compare what health says; return what the web answers."""
    world.forward(seconds)
    result.demand(is_well() == is_so, f"well: {not is_so}, {seconds} seconds later.")
    return asked(world, 200 if is_so else 503)


def has_bar(world: World) -> bool:
    """Whether the page of a case says that reminders have stopped."""
    return b'id="reminders-bar"' in page(world, *page_of_case())[1]


def asked(world: World, status: int) -> int:
    """Return what the web answers to a machine; its pages share an answer for five seconds."""
    path = "/healthz/reminders"
    world.wait(lambda: page(world, path)[0] == status, 6)
    return page(world, path)[0]


def is_well() -> bool:
    """Whether reminders are well, as the desk counts it."""
    return health().is_well
