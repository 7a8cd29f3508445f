"""What reminders cost, as multiples of plain smtplib in the same run.

    python -m bench.reminders [--sizes 10000 1000000] [--due 1000] [--planning 50000]

For each size: an idle sweep; then 1,000 due reminders among so many planned ones, sent by one, two
and three processes, against smtplib sending the same bytes over one connection. Then how long it
takes to plan 50,000 open cases. The mail server is aiosmtpd in a process of its own, on the same
cores as everything else.
"""

import argparse
import logging
import multiprocessing
import smtplib
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter, sleep

from bench.scratch import a_case, a_person, copies_of, in_two_days, scratch_database

from aiosmtpd.controller import Controller  # isort: skip
from django.conf import settings  # isort: skip
from django.db import connections  # isort: skip

from casework.access.permissions import Role
from casework.clock import now, today
from casework.notices import host
from casework.notices.mail import Moulds
from casework.notices.models import Host, Notice, Status
from casework.notices.planning import plan_due
from casework.notices.sending import send_waiting
from casework.notices.sweep import sweep
from config import engines, profile
from config.runner.plan import free_port

FORK = multiprocessing.get_context("fork")  # as Celery's pool does: everything is imported already
SECONDS = 600.0


class Sink:
    """Accepts every mail and forgets it."""

    async def handle_DATA(self, server: object, session: object, envelope: object) -> str:  # noqa: N802
        """Accept."""
        return "250 OK"


def serve(port: int) -> None:
    """Be the mail server until somebody ends this process."""
    Controller(Sink(), hostname="127.0.0.1", port=port).start()
    sleep(3600)


def timed(what: Callable[[], object]) -> float:
    """Return the seconds that `what` takes."""
    begun = perf_counter()
    what()
    return perf_counter() - begun


def plain(mails: list[tuple[str, bytes]]) -> None:
    """Send these bytes with smtplib over one connection."""
    with smtplib.SMTP(settings.EMAIL_HOST, settings.EMAIL_PORT) as server:
        for to, content in mails:
            server.sendmail("desk@localhost", [to], content)


def in_processes(count: int) -> None:
    """Sweep in one process, and send in others at the same time."""
    connections.close_all()
    started = [FORK.Process(target=sweep, args=(SECONDS,), kwargs={"is_alone": True})]
    started += [FORK.Process(target=join_in) for _other in range(count - 1)]
    for process in started:
        process.start()
    for process in started:
        process.join()
        assert process.exitcode == 0  # noqa: S101 - a benchmark of what fails is none


def join_in() -> None:
    """Send with others, as soon as there is something."""
    while not Notice.objects.exists():
        sleep(0.005)
    while Notice.objects.waiting().exists():
        send_waiting(SECONDS)
    connections.close_all()


def make_due(count: int) -> None:
    """Forget what was sent, and let so many cases be looked at now."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("TRUNCATE casework_attempt, casework_notice")
        cursor.execute(
            "UPDATE casework_wake SET at = %s WHERE case_id IN"
            " (SELECT case_id FROM casework_wake ORDER BY case_id LIMIT %s)",
            [now(), count],
        )
        cursor.execute("ANALYZE casework_notice")


def bytes_of(count: int) -> list[tuple[str, bytes]]:
    """Return the mails that a sweep would send, as bytes."""
    make_due(count)
    plan_due(now())
    rows = Notice.objects.waiting().select_related("case", "authority", "user")
    moulds = Moulds()
    mails = [moulds.mail_of(row, now()) for row in rows]
    found = [(mail.to, mail.content) for mail in mails]
    assert len(found) == count, len(found)  # noqa: S101 - else nothing is compared
    return found


def measure(size: int, due: int) -> None:
    """Print an idle sweep and the sending of what is due, among `size` planned cases."""
    Host.objects.update(digest_on=today())
    sweep()
    idle = median(timed(sweep) for _ in range(50))
    print(f"{size:>9,} planned: idle sweep {idle * 1000:.1f} ms")  # noqa: T201
    mails = bytes_of(due)
    for count in (1, 2, 3):
        before = timed(partial(plain, mails))
        make_due(due)
        ours = timed(partial(in_processes, count))
        assert Notice.objects.filter(status=Status.SENT).count() == due  # noqa: S101
        after = timed(partial(plain, mails))
        ratio = ours / ((before + after) / 2)
        print(  # noqa: T201
            f"{size:>9,} planned, {due:,} due, {count} sender(s): {ours:.2f} s; smtplib alone"
            f" {before:.2f} and {after:.2f} s; ratio {ratio:.2f}"
        )


def plan_many(count: int) -> None:
    """Print how long it takes to look at so many open cases."""
    make_due(count)
    seconds = timed(lambda: plan_due(now()))
    print(f"planning {count:,} open cases: {seconds:.1f} s, {count / seconds:,.0f} a second")  # noqa: T201


def main() -> None:
    """Measure at each size in a scratch database of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 1_000_000])
    parser.add_argument("--due", type=int, default=1_000)
    parser.add_argument("--planning", type=int, default=50_000)
    chosen = parser.parse_args()
    logging.disable(logging.WARNING)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    if profile.EMBEDDED:
        engines.borrow_or_exit()
    for size in chosen.sizes:  # each in a process of its own: a test database is made but once
        run = FORK.Process(target=measure_alone, args=(size, chosen.due, chosen.planning))
        run.start()
        run.join()


def measure_alone(size: int, due: int, planning: int) -> None:
    """Measure at one size, with a mail server and a scratch database that end with it."""
    server = FORK.Process(target=serve, args=(settings.EMAIL_PORT,), daemon=True)
    server.start()
    with tempfile.TemporaryDirectory() as folder, scratch_database():
        settings.HOST_FILE = str(Path(folder) / "host.json")
        case = a_case(a_person(Role.OFFICER))
        copies_of(case, size, execution_on=in_two_days())
        host.here()
        measure(size, due)
        if planning < size:
            plan_many(planning)
    server.terminate()


if __name__ == "__main__":
    main()
