"""R13: an older database is restored, or a copy wakes up on another machine."""

import os
from pathlib import Path

from django.db import connections

from casework.notices import host
from casework.notices.models import Host
from config.engines import places, postgres
from tests.faults import programs
from tests.faults.cast import user
from tests.faults.counting import Result, doubled, lost
from tests.faults.relay_faults import after_sweeps
from tests.faults.world import LIVE, World

STILL = 3.0  # seconds and sweeps in which a machine that may not send is watched


def restored_and_copied(world: World, size: int) -> Result:
    """R13: dumped while reminders leave; restored here, and on a machine of another identity."""
    expected = world.begin(size)
    world.order(after=0.04 if size >= 500 else 0.1)
    world.clock_to("10.02.2026 08:00")
    world.start_timer()
    world.start_beat()
    world.start_worker()
    world.wait(lambda: world.count() >= size // 3, 60 + size * 0.2)
    dump(world)
    world.order()
    world.finish(size)
    after_sweeps(world, 1)
    stop_senders(world)
    first = world.count()
    result = Result("restored backup, copy elsewhere", size, 0, 0, 0)
    unsent = restore(world)
    result.demand(unsent > 0, "The backup held nothing that was still to be sent.")
    watch(world, result, Host.Held.OLDER, os.environ["HOST_FILE"])
    again = {mail.key for mail in world.mails()[first:]}
    restore(world)
    second = world.count()
    watch(world, result, Host.Held.UNKNOWN, str(world.folder / "another.json"))
    twice = {mail.key for mail in world.mails()[second:]}
    mails = world.mails()
    result.lost = lost(expected, mails)
    after = [mails[first:second], mails[second:]]
    result.doubled = max(doubled(part) for part in after)
    result.demand(len(again) >= unsent and len(twice) >= unsent, "Not all left after the release.")
    result.about = f"0 left before the release; {unsent} that the backup did not know, once each"
    return result


def watch(world: World, result: Result, why: str, place: str) -> None:
    """Let everything run on this database: nothing leaves until it is released."""
    before = world.count()
    world.start_beat()
    world.start("timer", "timer", HOST_FILE=place)
    world.start_worker(HOST_FILE=place)
    held = world.wait(lambda: is_held(world, why), 60)
    world.wait(lambda: world.count() > before, STILL)
    result.demand(held, f"The machine is not held as “{why}”.")
    result.demand(world.count() == before, f"{world.count() - before} left while held ({why}).")
    row = Host.objects.get(held_why=why)
    host.release(row, user("head"))
    connections.close_all()
    world.finish(result.size)
    stop_senders(world)


def is_held(world: World, why: str) -> bool:
    """Whether a machine waits to be released for this reason."""
    statement = "SELECT count(*) FROM casework_host WHERE held_since IS NOT NULL AND held_why = %s"
    return world.one(statement, str(why)) == 1


def stop_senders(world: World) -> None:
    """End worker, timetable and timer; the mail server stays."""
    world.kill(*[name for name in world.running if name != "relay"])


def dump(world: World) -> None:
    """Take a backup while everything runs, as an operator does."""
    programs.run("pg_dump", "--format=custom", f"--file={backup(world)}", LIVE)


def restore(world: World) -> int:
    """Put the backup in the place of the database; return how many reminders it had to send."""
    connections.close_all()
    world.as_superuser(f"DROP DATABASE {LIVE} WITH (FORCE)")
    world.as_superuser(f"CREATE DATABASE {LIVE} OWNER {postgres.OWNER}")
    programs.run("pg_restore", f"--dbname={LIVE}", str(backup(world)))
    waiting = "SELECT count(*) FROM casework_notice WHERE status = 'waiting' AND case_id > 0"
    return world.one(waiting)


def backup(world: World) -> Path:
    """Return where the backup lies: the engines' user has to be able to write there."""
    return places.socket_folder() / f"backup-{world.number}"
