"""Mails that the mail server refused for good leave again, because a supervisor says so."""

import structlog

from casework.access.models import User
from casework.clock import now
from casework.notices import waking
from casework.notices.models import NoticeQuerySet, Status

log = structlog.get_logger(__name__)


def send_again(rows: NoticeQuerySet, by: User) -> int:
    """Let the refused ones among these notices wait to be sent again; return how many.

    What is no longer to be said is superseded by the last look before it leaves. They are in the
    outbox anew: health() would otherwise take the days of the refusal for days of waiting.
    """
    at = now()
    count = rows.failed().update(
        status=Status.WAITING, next_try_at=at, made_at=at, tries=0, is_relay_failure=False
    )
    if count:
        log.info("refused mails are sent again", count=count, by=by.pk)
        waking.wake_after_commit()
    return count
