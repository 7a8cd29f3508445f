"""A sweep: plan what is due, send what waits. Any number may run at once."""

from dataclasses import dataclass

from django.conf import settings

from casework.clock import now
from casework.notices import digest, host, waking
from casework.notices.models import Notice
from casework.notices.planning import plan_due
from casework.notices.sending import BATCH, SECONDS, send_waiting


@dataclass(frozen=True)
class Swept:
    """What a sweep has done; is_held if this machine waits to be released by a supervisor."""

    planned: int = 0
    sent: int = 0
    failed: int = 0
    is_held: bool = False


def sweep(seconds: float = SECONDS, *, is_alone: bool = False) -> Swept:
    """Look at every case whose time has come, then send what waits; at most about a minute.

    is_alone  no other sender is called through the broker
    """
    machine = host.here()
    if machine.held_since is not None:
        return Swept(is_held=True)
    planned = plan_due(now())
    digest.plan(machine, now())
    if not is_alone:
        call_others()
    sent = send_waiting(seconds)
    host.complete(machine, now())
    return Swept(planned, sent.accepted if sent else 0, sent.failed if sent else 0)


def call_others() -> None:
    """Let other senders help where more waits than one of them locks at a time."""
    waiting = Notice.objects.waiting().filter(next_try_at__lte=now())
    if waiting[BATCH : BATCH + 1].exists():
        for _other in range(settings.SENDERS - 1):
            if not waking.publish(waking.SEND):
                return


def join_in(seconds: float = SECONDS) -> None:
    """Send beside a sweep that has too much for one; it counts as none."""
    if host.here().held_since is None:
        send_waiting(seconds)
