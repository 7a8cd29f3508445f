"""Asks a worker to sweep now. Nothing depends on it: beat and the timer ask every minute anyway.

The broker is spoken to by a thread of its own, so that one that hangs costs an officer nothing.
"""

import threading

import structlog
from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

log = structlog.get_logger(__name__)

SWEEP, SEND = "casework.tasks.sweep", "casework.tasks.send"
WORTHLESS_AFTER = 55  # seconds; the next one comes within a minute
SECONDS = 2.0  # until the broker has to answer
IN_TIME = {
    "socket_timeout": SECONDS,
    "socket_connect_timeout": SECONDS,
    "retry_on_timeout": False,
    "max_retries": 0,
}


class Waker:
    """One thread at most that speaks to the broker; who asks meanwhile is asked for once more."""

    def __init__(self) -> None:
        self.guard = threading.Lock()
        self.is_busy = self.is_asked_again = False

    def ask(self) -> None:
        """Let a worker be woken soon; returns at once."""
        with self.guard:
            if self.is_busy:
                self.is_asked_again = True
                return
            self.is_busy = True
        threading.Thread(target=self.run, name="waker", daemon=True).start()

    def run(self) -> None:
        """Wake until nobody has asked meanwhile."""
        while True:
            try:
                publish()
            except Exception:
                log.exception("a wake-up could not be put into the broker")
            with self.guard:
                if not self.is_asked_again:
                    self.is_busy = False
                    return
                self.is_asked_again = False


def publish(task: str = SWEEP) -> bool:
    """Put one wake-up into the broker and return whether it took it within a few seconds."""
    connection = current_app.connection_for_write(transport_options=IN_TIME)
    try:
        with connection:
            current_app.send_task(task, connection=connection, retry=False, expires=WORTHLESS_AFTER)
    except (OperationalError, OSError) as error:
        log.warning("the broker took no wake-up", error=str(error))
        return False
    return True


WAKER = Waker()


def wake() -> None:
    """Let a worker sweep soon."""
    WAKER.ask()


def wake_after_commit() -> None:
    """Let a worker sweep once this transaction is committed; asked often, it is woken once."""
    waiting = transaction.get_connection().run_on_commit
    if not any(entry[1] is wake for entry in waiting):
        transaction.on_commit(wake, robust=True)
