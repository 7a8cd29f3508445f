"""A sweep: plan what is due, send what waits. Any number may run at once."""

from dataclasses import dataclass

from casework.clock import now
from casework.notices import digest, host
from casework.notices.planning import plan_due
from casework.notices.sending import SECONDS, send_waiting


@dataclass(frozen=True)
class Swept:
    """What a sweep has done; is_held if this machine waits to be released by a supervisor."""

    planned: int = 0
    sent: int = 0
    failed: int = 0
    is_held: bool = False


def sweep(seconds: float = SECONDS) -> Swept:
    """Look at every case whose time has come, then send what waits; at most about a minute."""
    machine = host.here()
    if machine.held_since is not None:
        return Swept(is_held=True)
    planned = plan_due(now())
    digest.plan(machine, now())
    sent = send_waiting(seconds)
    host.complete(machine, now())
    return Swept(planned, sent.accepted if sent else 0, sent.failed if sent else 0)
