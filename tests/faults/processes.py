"""The processes of a trial: each in a group of its own, killed or frozen by its id."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from config.engines import places
from config.runner.plan import free_port

TIMER = "while :; do {python} manage.py sweep --verbosity=0; sleep 1; done"


class Processes:
    """What runs besides the engines."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.mail_port, self.web_port = free_port(), free_port()

    def start(self, name: str, *module: str, **variables: str) -> None:
        """Start a Python module under this name, or a shell line for "timer"."""
        command = [sys.executable, "-m", *module]
        if module == ("timer",):
            command = ["sh", "-c", TIMER.format(python=sys.executable)]
        with (self.folder / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                command,
                cwd=places.CHECKOUT,
                env={**os.environ, "EMAIL_URL": f"smtp://127.0.0.1:{self.mail_port}", **variables},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def start_worker(self, name: str = "worker", processes: int = 2, **variables: str) -> None:
        """Start a real worker; variables: see tests/faults/without.py."""
        app = "tests.faults.without" if variables.keys() - {"HOST_FILE"} else "config"
        quiet = ["--without-mingle", "--without-gossip", "--loglevel=WARNING", f"-n{name}@faults"]
        words = ["celery", "--quiet", "-A", app, "worker", f"--concurrency={processes}", *quiet]
        self.start(name, *words, **variables)

    def start_beat(self, name: str = "beat") -> None:
        """Start a real timetable that wakes twice a second."""
        schedule = self.folder / f"{name}-schedule"
        words = ["celery", "--quiet", "-A", "tests.faults.often", "beat", "--pidfile="]
        self.start(name, *words, f"--schedule={schedule}", "--max-interval=1")

    def start_timer(self) -> None:
        """Start the second waker: `manage.py sweep` again and again."""
        self.start("timer", "timer")

    def start_web(self) -> None:
        """Start the web and wait until it answers."""
        bind = f"--bind=127.0.0.1:{self.web_port}"
        words = ["--workers=1", "--worker-class=gthread", "--threads=4", "--no-control-socket"]
        self.start("web", "gunicorn", "config.wsgi", bind, *words)
        self.wait(lambda: is_open(self.web_port), 60)

    def signal(self, name: str, number: signal.Signals) -> None:
        """Signal a process with its whole group."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.running[name].pid, number)

    def kill(self, *names: str) -> None:
        """kill -9, the whole group."""
        for name in names:
            self.signal(name, signal.SIGKILL)
            self.running.pop(name).wait()

    def freeze(self, name: str) -> None:
        self.signal(name, signal.SIGSTOP)

    def thaw(self, name: str) -> None:
        self.signal(name, signal.SIGCONT)

    def wait(self, is_so, seconds: float) -> bool:
        """Return whether it became so in time."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if is_so():
                return True
            time.sleep(0.05)
        return False


def is_open(port: int) -> bool:
    """Whether a server listens on this port."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def is_alive(pid: int) -> bool:
    """Whether this process still runs; a zombie does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False
