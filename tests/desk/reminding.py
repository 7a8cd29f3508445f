"""Making reminders for tests of pages: notices, attempts, machines, as the sweep leaves them."""

from datetime import timedelta

from casework.clock import now
from casework.directory.models import Authority
from casework.notices.models import Attempt, Host, Notice, Status, Wake


def swept(ago=0, **fields):
    """Return a machine that completed a sweep so many minutes ago."""
    fields.setdefault("name", "worker-1")
    return Host.objects.create(completed_at=now() - timedelta(minutes=ago), sweeps=7, **fields)


def a_notice(case, user, *, status=Status.WAITING, ago=0, **fields):
    """Return a notice about the case, recorded so many minutes ago."""
    at = now() - timedelta(minutes=ago)
    fields.setdefault("kind", "review")
    if status == Status.SENT:
        fields.setdefault("sent_at", at)
    if status == Status.FAILED:
        fields.setdefault("failure", "550 5.1.1 no such mailbox")
        fields.setdefault("tries", 1)
    fields.setdefault("version", Notice.objects.count())
    authority = fields.pop("authority", None)
    return Notice.objects.create(
        case_id=case.pk if case else None,
        authority=Authority.objects.get(code=authority) if authority else case.authority,
        user=user,
        status=status,
        due_at=at,
        made_at=at,
        next_try_at=at,
        **fields,
    )


def an_attempt(notice, **fields):
    """Return an attempt that was begun and never ended."""
    return Attempt.objects.create(notice=notice, begun_at=now(), **fields)


def a_problem(case, problem="NobodyToTell: Nobody of the authority can be told."):
    """Let it be so that the case could not be planned."""
    Wake.objects.filter(case=case).update(problem=problem, problem_at=now())
