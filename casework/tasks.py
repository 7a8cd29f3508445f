"""Celery tasks of casework: wake-ups without arguments or results."""

from datetime import timedelta

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from celery import shared_task
from django.core.management import call_command
from django.db import connection

from casework.audit.sealing import seal_all
from casework.clock import now
from casework.figures.checking import nightly
from casework.files import store
from casework.notices.sweep import join_in
from casework.notices.sweep import sweep as sweep_notices
from casework.notices.wakes import wake_all
from casework.notices.waking import publish
from casework.registers import running

SIGN_INS_KEPT = timedelta(days=90)


@shared_task(ignore_result=True)
def tidy_up() -> None:
    """Delete what has ended: sessions, cache rows, sign-ins of over 90 days, files of rollbacks.

    And look at every open case once a night, whatever may have changed beside it.
    """
    call_command("clearsessions")  # by the machine's own time, as they were begun
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM cache WHERE expires < %s", [now()])
    for record in (AccessAttempt, AccessFailureLog, AccessLog):
        record.objects.filter(attempt_time__lt=now() - SIGN_INS_KEPT).delete()
    store.sweep()
    wake_all()


@shared_task(ignore_result=True)
def sweep() -> None:
    """Plan the reminders that are due and send what waits."""
    sweep_notices()


@shared_task(ignore_result=True)
def send() -> None:
    """Send what waits beside a sweep that has much to do."""
    join_in()


@shared_task(ignore_result=True)
def check_figures() -> None:
    """Compare the figures of this month and the last one with the facts."""
    nightly()


@shared_task(ignore_result=True)
def seal_reads() -> None:
    """Seal the log of reads into the chain of events of each authority."""
    seal_all()


@shared_task(ignore_result=True)
def bring_in() -> None:
    """Check and bring in registers for a short turn; reminders come before the next one."""
    if running.run_waiting():
        publish(running.TASK)
