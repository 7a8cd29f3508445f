"""Whether reminders are alive: for the bar on every page, for machines, for supervisors."""

import time
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Any

from django.db import Error, transaction
from django.db.models import Count, Max, Min, Q

from casework.clock import now
from casework.notices.models import Attempt, Host, Notice, Wake

SILENT_AFTER = timedelta(minutes=4, seconds=45)  # pages share an answer: seen within five minutes
LOOKED_AT = 20  # the last attempts
MANY = 3  # failures in a row, of several people: it is the mail server, and no single mailbox
FRESH = 5.0  # seconds for which pages of one process share an answer


@dataclass(frozen=True)
class Health:
    """How reminders are.

    completed_at  the last complete sweep, None if there never was one
    oldest_at     since when the oldest mail waits for the mail server, None if none does
    """

    asked_at: datetime
    completed_at: datetime | None
    oldest_at: datetime | None
    held: int
    waiting: int = 0
    failed: int = 0
    uncertain: int = 0
    problems: int = 0

    @property
    def is_silent(self) -> bool:
        """Whether no sweep was completed for five minutes."""
        if self.completed_at is None:
            return True
        return abs(self.asked_at - self.completed_at) > SILENT_AFTER  # or the clock was set back

    @property
    def is_stuck(self) -> bool:
        """Whether a mail has been waiting for more than five minutes."""
        return self.oldest_at is not None and self.asked_at - self.oldest_at > SILENT_AFTER

    @property
    def is_held(self) -> bool:
        """Whether nothing leaves because a machine waits to be released."""
        return self.held > 0 and self.is_silent

    @property
    def is_well(self) -> bool:
        """Whether reminders leave as they should."""
        return not (self.is_silent or self.is_stuck)


def health() -> Health:
    """Return how reminders are now. Three queries.

    A mail that the mail server put off for its own sake, as for a full mailbox, says nothing of
    the others.
    """
    is_held = Q(held_since__isnull=False)
    hosts = Host.objects.aggregate(completed=Max("completed_at"), held=Count("pk", filter=is_held))
    held_up = Notice.objects.waiting().filter(Q(tries=0) | Q(is_relay_failure=True))
    oldest = held_up.aggregate(oldest=Min("made_at"))["oldest"]
    since = [instant for instant in (oldest, refusing_since()) if instant]
    return Health(now(), hosts["completed"], min(since, default=None), hosts["held"])


def refusing_since() -> datetime | None:
    """Return since when the mail server takes no mail of anybody; None if it took the last ones."""
    rows = Attempt.objects.filter(ended_at__isnull=False).order_by("-pk")
    columns = rows.values_list("outcome", "begun_at", "notice__user", "notice__authority")
    failed = list(takewhile(lambda row: row[0] != Attempt.Outcome.ACCEPTED, columns[:LOOKED_AT]))
    people = {row[2:] for row in failed}
    return failed[-1][1] if len(failed) >= MANY and len(people) > 1 else None


def whole_health() -> Health:
    """Return how reminders are, with every count."""
    counts: dict[str, Any] = Notice.objects.counts()
    problems = Wake.objects.filter(problem_at__isnull=False).count()
    return replace(health(), problems=problems, **counts)


class Shared:
    """The answer that the pages of one process share for a few seconds."""

    def __init__(self) -> None:
        self.found: Health | None = None
        self.until = 0.0

    def __call__(self) -> Health | None:
        """Return how reminders are, at most a few seconds old; None while the database is away."""
        if time.monotonic() > self.until:
            try:
                with transaction.atomic():
                    self.found = health()
            except Error:
                return None
            self.until = time.monotonic() + FRESH
        return self.found


shared_health = Shared()
