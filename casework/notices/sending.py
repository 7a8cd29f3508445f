"""The second half of a sweep: what waits leaves, one mail at a time, no transaction open."""

import time
from dataclasses import dataclass, field

import structlog
from django.core.cache import cache
from django.db import DatabaseError

from casework.clock import baku_day, now
from casework.notices import ledger
from casework.notices.checking import Ready, ready_of
from casework.notices.mail import Moulds
from casework.notices.models import Attempt, Notice
from casework.notices.relay import Relay
from casework.notices.staff import Staff, staff_of_all

log = structlog.get_logger(__name__)

BATCH = 100  # notices that one sender locks and checks together
OUTAGE = "mail-server-does-not-answer"  # kept in the database, for the next sender
SECONDS = 50.0  # a sender stops by then: the next sweep goes on


@dataclass
class Sender:
    """One sender: what it sends with, until when, and what it has done."""

    end: float
    staff: Staff
    relay: Relay = field(default_factory=Relay)
    moulds: Moulds = field(default_factory=Moulds)
    accepted: int = 0
    failed: int = 0

    @property
    def is_over(self) -> bool:
        """Whether the time is over, or the mail server does not answer."""
        return self.relay.is_down or time.monotonic() > self.end

    def send_batch(self) -> bool:
        """Send the next mails; return whether there may be more."""
        keys = ledger.lock_batch(now(), BATCH)
        if not keys:
            return False
        try:
            self.send_all(ready_of(keys, now(), self.staff))
        finally:
            unlock_if_possible(keys)
        return True

    def send_all(self, batch: list[Ready]) -> None:
        """Send these mails one after the other.

        That one has been accepted is written by the statement that begins the next attempt.
        """
        last: ledger.Claimed | None = None  # accepted, and not yet written
        for ready in batch:
            if self.is_over:
                break
            claimed = ledger.claim(ready.notice, ready.turn, now(), accepted=last)
            last = None
            if claimed is None:
                continue  # a step was taken meanwhile: the next batch checks it again
            outcome, answer = self.dispatch(ready)
            if outcome == Attempt.Outcome.ACCEPTED:
                last = claimed
                self.note_accepted()
            else:
                ledger.settle_failed(claimed, now(), outcome, answer)
                self.failed += 1
        if last is not None:
            ledger.settle_accepted(last, now())

    def note_accepted(self) -> None:
        """Count it; after an outage what waited for the mail server may leave now."""
        self.accepted += 1
        if self.accepted == 1 and cache.delete(OUTAGE):
            ledger.pull_forward(now())

    def dispatch(self, ready: Ready) -> tuple[Attempt.Outcome, str]:
        """Return what became of the mail; one that cannot even be written counts as refused."""
        try:
            return self.relay.send(self.moulds.mail_of(ready.notice, now(), ready.content))
        except Exception as error:
            log.exception("a notice could not be written", notice=ready.notice.pk)
            return Attempt.Outcome.REFUSED, f"{type(error).__name__}: {error}"


def send_waiting(seconds: float = SECONDS) -> Sender | None:
    """Send what waits until nothing does, the time is over or the mail server does not answer.

    Returns the sender, None if nothing waited.
    """
    if cache.get(OUTAGE):
        ledger.pull_forward(now(), 1)  # one mail a sweep asks whether the mail server is back
    if not Notice.objects.waiting().filter(next_try_at__lte=now()).exists():
        return None
    sender = Sender(time.monotonic() + seconds, staff_of_all(baku_day(now())))
    ledger.limit_sleep()
    try:
        while not sender.is_over and sender.send_batch():
            pass
    finally:
        sender.relay.close()
    if sender.relay.failures and not sender.accepted:
        cache.set(OUTAGE, True, None)
    ledger.lift_limit()
    return sender


def unlock_if_possible(keys: list[int]) -> None:
    """Free the locks; a connection that is gone has freed them already."""
    try:
        ledger.unlock(keys)
    except DatabaseError:
        log.info("the locks went with the connection")
