"""What this checkout's runner left behind, and the lock that keeps a second one away."""

import contextlib
import fcntl
import json
import os
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from config.engines import state_folder
from config.engines.identity import identity
from config.engines.places import prepare
from config.runner.errors import RunnerError

MARK = "MLA_RUNNER"  # in the environment of every child: which runner it belongs to
WARM_SECONDS = 10.0


@dataclass(frozen=True)
class Record:
    """One process as written down: its number and what no other process with it has."""

    pid: int
    started: str | None

    @classmethod
    def of(cls, pid: int) -> "Record":
        """Return the record of a running process."""
        return cls(pid, identity(pid))

    def is_running(self) -> bool:
        """Return whether exactly this process still runs."""
        return self.started is not None and identity(self.pid) == self.started


def write(mark: str, children: dict[str, Record], servers: dict[str, Record]) -> None:
    """Write down what runs, so that the next runner can end it if this one is killed."""
    content = {
        "mark": mark,
        "processes": {name: vars(found) for name, found in children.items()},
        "engines": {name: vars(found) for name, found in servers.items()},
    }
    path = _path()
    path.with_suffix(".new").write_text(json.dumps(content, indent=1))
    path.with_suffix(".new").rename(path)


def end_leftovers() -> int:
    """End what a killed runner left running; return how many processes that were.

    The engines are not among them: if they still run, they are as good as new ones.
    """
    try:
        content = json.loads(_path().read_text())
    except (FileNotFoundError, ValueError):
        return 0
    leaders = [Record(**fields) for fields in content["processes"].values()]
    left = {leader.pid for leader in leaders if leader.is_running()} | _marked(content["mark"])
    end_all(left)
    _path().unlink(missing_ok=True)
    return len(left)


def end_all(pids: set[int], patience: float = 5.0) -> None:
    """End these processes, politely at first, and wait until they are gone."""
    records = [Record.of(pid) for pid in pids]
    for kind in (signal.SIGTERM, signal.SIGKILL):
        for record in records:
            if record.is_running():
                with contextlib.suppress(ProcessLookupError):
                    os.kill(record.pid, kind)
        deadline = time.monotonic() + patience
        while any(record.is_running() for record in records) and time.monotonic() < deadline:
            time.sleep(0.05)


def _marked(mark: str) -> set[int]:
    """Return the processes whose environment carries the mark, whatever became of their parent."""
    found = set()
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):
            if process.environ().get(MARK) == mark:
                found.add(process.pid)
    return found


@contextlib.contextmanager
def only_runner(address: str) -> Iterator[Path]:
    """Hold this checkout's place for one runner, whose address stands in the file it yields.

    An empty file says that its runner is stopping; then we wait for ten seconds. Raises
    RunnerError if the place stays taken.
    """
    prepare()
    path = state_folder() / "runner.lock"
    with path.open("a") as lock:
        deadline = time.monotonic() + WARM_SECONDS
        while not _is_locked(lock.fileno()):
            taken = path.read_text()
            if taken or time.monotonic() > deadline:
                raise RunnerError(
                    f"MLA Desk already runs from this folder: {taken} (Ctrl-C there stops it)."
                )
            time.sleep(0.1)
        path.write_text(address)
        try:
            yield path
        finally:
            path.write_text("")


def _is_locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _path() -> Path:
    return state_folder() / "processes.json"
