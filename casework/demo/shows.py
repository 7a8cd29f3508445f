"""Filling the empty desk of the demonstration: each procedure adds a show of its own.

Shows run side by side, the first one in this process and each other one in a process of its own.
They write cases of different authorities, so that none waits for the number or the chain of
another; what joins the cases of several shows comes last.
"""

import multiprocessing
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db import connection, connections, transaction
from django.utils.module_loading import import_string

from casework.access.models import Membership
from casework.access.scope import set_scope_of_all
from casework.cases.case import Case
from casework.clock import today
from casework.demo.accounts import SINCE


@dataclass(frozen=True)
class Show:
    """What there is to see of one procedure.

    plays     dotted name of the function that plays it
    is_over   whether it was played already; asked in the scope of all
    is_last   it joins what the others have brought
    """

    plays: str
    is_over: Callable[[], bool]
    is_last: bool = False


SHOWS: list[Show] = []


class ShowFailedError(Exception):
    """A show that ran beside this process came to no good end; its process has said why."""


def brings(*kinds: str) -> Callable[[], bool]:
    """Return the question whether there is a case of one of these kinds already."""
    return lambda: Case.objects.filter(kind__in=kinds).exists()


def show_cases() -> None:
    """Play every show that was not played yet.

    Each one is one transaction: what was interrupted begins anew at the next start.
    """
    if not settings.DEMO_CASES:
        return
    with transaction.atomic():
        set_scope_of_all()
        waiting = [show for show in SHOWS if not show.is_over()]
        if waiting:  # accounts of before there were cases
            mine = Membership.objects.filter(user__is_demo=True, from_on__gt=today() - SINCE)
            mine.update(from_on=today() - SINCE)
    side_by_side([show for show in waiting if not show.is_last])
    for show in waiting:
        if show.is_last:
            play(show)


def side_by_side(shows: list[Show]) -> None:
    """Play these shows at once. Raises ShowFailedError if one beside this process fails."""
    if len(shows) > 1:
        connections.close_all()  # a forked process must not speak on ours
    fork = multiprocessing.get_context("fork")
    beside = [fork.Process(target=play, args=[show]) for show in shows[1:]]
    for process in beside:
        process.start()
    try:
        for show in shows[:1]:
            play(show)
    finally:
        for process in beside:
            process.join()
    if any(process.exitcode for process in beside):
        raise ShowFailedError("The demonstration is not complete: start it again.")


def play(show: Show) -> None:
    """Play a show unless it was played; of two starts at once the second one waits here."""
    with transaction.atomic():
        set_scope_of_all()
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [zlib.crc32(show.plays.encode())])
        if not show.is_over():
            import_string(show.plays)()
