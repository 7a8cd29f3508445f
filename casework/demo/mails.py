"""The mails of the past: none leaves for what the stories have lived through.

What the steps wrote counts as sent in its time, and reminders begin now.
"""

from datetime import datetime

from django.db.models import F

from casework.cases.case import Case
from casework.notices.models import Attempt, Notice, Status


def begin_now(present: datetime, *kinds: str) -> None:
    """Let nothing be said of what was due to these kinds of cases before the present."""
    Case.objects.filter(kind__in=kinds).update(notices_from=present)


def settle(kinds: tuple[str, ...], but: tuple[int, ...] = ()) -> None:
    """Let the waiting mails of these kinds of cases count as sent in their time.

    but  keys of notices that are left as they are
    """
    left = Notice.objects.waiting().filter(case__kind__in=kinds).exclude(pk__in=but)
    Attempt.objects.bulk_create(
        Attempt(notice=row, begun_at=row.due_at, ended_at=row.due_at, outcome="accepted")
        for row in left
    )
    left.update(status=Status.SENT, sent_at=F("due_at"))
