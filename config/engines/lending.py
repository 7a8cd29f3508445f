"""Who uses the engines: the first borrower starts them, the last one stops them.

Each borrower holds a shared lock on `users.lock` for the life of its process; whoever gets that
lock alone at its exit was the last. `start.lock` keeps two from starting or stopping at once, and
keeps a borrower waiting while a server already listens but does not answer yet.
"""

import atexit
import contextlib
import fcntl
import os
import time
from collections.abc import Iterator

from config.engines import postgres, valkey
from config.engines.errors import from_os_error
from config.engines.places import (
    engine_folder,
    forget_former_checkout,
    is_of_this_checkout,
    prepare,
    state_folder,
)
from config.engines.servers import is_answering

# The process that borrowed, and its descriptor of users.lock. A forked child inherits both, sees
# another number than its own, and so neither gives back nor relies on what is not its.
_borrowed: tuple[int, int] | None = None


def borrow() -> None:
    """Keep both engines running for the life of this process.

    Starts them if they are down. At the exit of the last process that borrowed them they stop.
    Raises EngineError.
    """
    global _borrowed
    if _has_borrowed():
        return
    prepare()
    users = _open("users.lock")
    fcntl.flock(users, fcntl.LOCK_SH)
    _borrowed = os.getpid(), users
    atexit.register(give_back)
    with _lock("start.lock", fcntl.LOCK_SH):
        are_ready = _are_up() and is_of_this_checkout()
    if not are_ready:
        start()


def give_back(patience: float = 0.0) -> bool:
    """End the borrowing before this process ends; return whether the engines were stopped.

    patience  seconds to wait for borrowers that were just told to end
    """
    global _borrowed
    if _borrowed is None or not _has_borrowed():
        return False
    users, _borrowed = _borrowed[1], None
    try:
        is_last = _is_last(users, time.monotonic() + patience)
        if is_last:
            stop()
    finally:
        os.close(users)
    return is_last


def _is_last(users: int, deadline: float) -> bool:
    """Return whether nobody else uses the engines; whoever still does will stop them."""
    while True:
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                return False
            time.sleep(0.05)
        else:
            return True


def start() -> None:
    """Start what is down. Nobody but `stop()` or a later borrower's exit stops it again."""
    prepare()
    with _lock("start.lock", fcntl.LOCK_EX):
        if not is_of_this_checkout():
            _stop_engines()
            forget_former_checkout()
        for engine in (postgres, valkey):
            if not is_answering(engine.socket_path()):
                engine.start()


def stop() -> None:
    """Stop what runs, whoever still uses it."""
    if not engine_folder().exists():
        return  # removed meanwhile; do not make it anew
    prepare()
    with _lock("start.lock", fcntl.LOCK_EX):
        _stop_engines()


def _stop_engines() -> None:
    for engine in (valkey, postgres):
        engine.stop()


def _are_up() -> bool:
    return all(is_answering(engine.socket_path()) for engine in (postgres, valkey))


def _has_borrowed() -> bool:
    return _borrowed is not None and _borrowed[0] == os.getpid()


def _open(name: str) -> int:
    try:
        return os.open(state_folder() / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise from_os_error(error, state_folder()) from error


@contextlib.contextmanager
def _lock(name: str, kind: int) -> Iterator[None]:
    descriptor = _open(name)
    try:
        fcntl.flock(descriptor, kind)
        yield
    finally:
        os.close(descriptor)
