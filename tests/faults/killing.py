"""R1, R2, R3, R8: what is killed while reminders leave, and everybody at once."""

import os
import signal
from contextlib import suppress

import psutil

from tests.faults.counting import Result, doubled, lost
from tests.faults.relay_faults import after_sweeps
from tests.faults.world import World

IN_FLIGHT = 0.04  # seconds between taking a mail and saying so: a kill often falls there
KEY = "ALTER TABLE casework_notice DROP CONSTRAINT notice_once"


def counted(world: World, fault: str, size: int, expected, about: str = "") -> Result:
    """Return the row of a trial whose bound are the attempts without an end."""
    mails = world.mails()
    result = Result(
        fault, size, lost(expected, mails), doubled(mails), world.unended(), about=about
    )
    waiting = world.one("SELECT count(*) FROM casework_notice WHERE status = 'waiting'")
    result.demand(waiting == 0, f"{waiting} notices still wait.")
    return result


def worker_group(world: World, size: int, without: str = "") -> Result:
    """R1: kill -9 of the worker with its children, again and again."""
    expected = world.begin(size)
    world.order(after=IN_FLIGHT)
    world.clock_to("10.02.2026 08:00")
    world.start_beat()
    kills, most = 0, max(3, size // 20)
    switched = {"FAULTS_WITHOUT": without} if without else {}
    while kills < most and world.count() < size:
        before = world.count()
        world.start_worker(**switched)
        world.wait(lambda: world.count() > before, 60)  # noqa: B023 - called at once
        world.wait(lambda: False, world.random.uniform(0.05, 0.9))
        world.kill("worker")
        kills += 1
    world.order()
    world.start_worker(**switched)
    world.finish(size)
    return counted(world, "worker group killed", size, expected, f"{kills} kills")


def single_processes(world: World, size: int) -> Result:
    """R2: kill -9 of single children of the worker's pool, and of the broker."""
    expected = world.begin(size)
    world.order(after=IN_FLIGHT)
    world.clock_to("10.02.2026 08:00")
    world.start_beat()
    world.start_worker()
    kills = brokers = 0
    world.wait(lambda: world.count() > 0, 60)
    while world.count() < size * 0.9 and kills < 200:
        world.wait(lambda: False, world.random.uniform(0.1, 0.6))
        children = psutil.Process(world.running["worker"].pid).children()
        if children:
            with suppress(ProcessLookupError):
                os.kill(world.random.choice(children).pid, signal.SIGKILL)
            kills += 1
        if brokers < kills // 12 + (kills > 2):
            world.kill_engine("broker")
            world.start_engines()
            brokers += 1
    world.order()
    world.finish(size)
    about = f"{kills} kills of children, {brokers} of the broker"
    return counted(world, "single processes and broker killed", size, expected, about)


def everybody_at_once(world: World, size: int, without: str = "") -> Result:
    """R3: two beats, the timer and four workers begin at the same moment."""
    expected = world.begin(size)
    if without == "key":
        world.ask(KEY)
    switch = {"lock": "lock", "key": "slow", "slow": "slow"}.get(without)
    switched = {"FAULTS_WITHOUT": switch} if switch else {}
    for number in range(4):
        world.start_worker(f"worker{number}", 1, **switched)
    for name in ("beat", "second"):
        world.start_beat(name)
    if not switched:
        world.start_timer()
    world.wait(lambda: world.one("SELECT max(sweeps) FROM casework_host") >= 8, 90)
    world.clock_to("10.02.2026 08:00")
    world.finish(size)
    after_sweeps(world, 8)  # the summaries too, however late they are written
    world.finish(size)
    mails = world.mails()
    result = counted(world, "two beats, timer, four workers", size, expected)
    digests = sum(not mail.reference for mail in mails)
    result.about = f"{len(mails) - digests} reminders and {digests} summaries"
    result.bound = 0
    return result


def without_key(world: World, size: int, without: str) -> Result:
    """R14: a race that is stretched to three seconds; with the key it has to hold."""
    control = everybody_at_once(world, size, without="slow")
    result = everybody_at_once(world, size, without=without)
    if not control.is_good:
        return Result("the control did not hold", size, 0, 0, 0, about=str(control))
    result.about += f"; with the key: {control.about}"
    return result


def database(world: World, size: int) -> Result:
    """R8: kill -9 of the database while a sweep is at work."""
    expected = world.begin(size)
    world.order(after=IN_FLIGHT)
    world.clock_to("10.02.2026 08:00")
    world.start_beat()
    world.start_worker()
    kills, most = 0, max(1, min(8, size // 100))
    while kills < most and world.count() < size:
        before = world.count()
        world.wait(lambda: world.count() > before, 60)  # noqa: B023 - called at once
        world.wait(lambda: False, world.random.uniform(0.2, 2.0))
        world.kill_engine("database")
        world.start_engines()
        kills += 1
    world.order()
    world.finish(size)
    return counted(world, "database killed during the sweep", size, expected, f"{kills} kills")
