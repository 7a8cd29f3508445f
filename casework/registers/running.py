"""Going on with what waits: by the worker in short turns, by the command to the end."""

import threading
from time import monotonic

import structlog
from django.db import DataError, IntegrityError, transaction

from casework.access.scope import set_scope_of_all
from casework.notices import waking
from casework.registers import checking
from casework.registers.bringing import BATCH, bring_batch
from casework.registers.checking import check_batch, refused
from casework.registers.model import RegisterImport, RegisterRow
from casework.workflow.refusals import StepError

log = structlog.get_logger(__name__)

TASK = "casework.tasks.bring_in"
TURN = 20.0  # seconds: reminders share the worker, and are never late because of a register
WRONG = (StepError, DataError, IntegrityError, ValueError)


def run_waiting(seconds: float = TURN) -> bool:
    """Go on with every register that waits, for so long; return whether there is more to do."""
    until = monotonic() + seconds
    with transaction.atomic():
        set_scope_of_all()
        waiting = RegisterImport.objects.filter(status__in=["checking", "running"])
        keys = list(waiting.order_by("pk").values_list("pk", flat=True))
    unfinished = [run(key, until) for key in keys]
    return any(unfinished)


def run(key: int, until: float | None = None) -> bool:
    """Check or bring in this register until the time is up; return whether there is more to do."""
    while until is None or monotonic() < until:
        checked = check_batch(key)
        done = checked if checked is not None else bring_some(key)
        if done is None:
            return False
    return True


def bring_some(key: int) -> int | None:
    """Bring in the next rows; if one of them cannot be, they go one by one and it stays behind."""
    try:
        return bring_batch(key)
    except WRONG:
        log.warning("a register goes on row by row", register=key, exc_info=True)
    for _row in range(BATCH):
        try:
            if not bring_batch(key, limit=1):
                break
        except WRONG as error:
            log.exception("a row could not be brought in", register=key)
            leave_first(key, str(error) if isinstance(error, StepError) else "")
    return BATCH


def leave_first(key: int, why: str) -> None:
    """Mark the next row as one that cannot be brought in."""
    with transaction.atomic():
        set_scope_of_all()
        rows = RegisterRow.objects.filter(register=key, status=RegisterRow.Status.READY)
        row = rows.select_for_update(of=("self",)).order_by("number").first()
        if row is not None:
            refused(row, why)
            row.save(update_fields=checking.CHECKED)


def ask_worker() -> None:
    """Let a worker go on soon, once this transaction is committed; within a minute in any case."""
    transaction.on_commit(_wake, robust=True)


def _wake() -> None:
    threading.Thread(target=waking.publish, args=(TASK,), name="waker", daemon=True).start()
