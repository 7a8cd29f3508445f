"""`make run` and `make test` before any package is there: the Python environment, then the rest.

    python3 config/bootstrap.py run | test [pytest's arguments] | venv [--dev]

Runs on the machine's own Python with the standard library alone, and is written so that also an
old Python reads it far enough to say which one is needed. MLA_VENV names another place for `.venv`.
"""

import errno
import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

NEEDED = (3, 11)
if sys.version_info < NEEDED:
    sys.exit(
        "Python {}.{} or newer is needed, this is {}.{}. Name one: make run"
        " PYTHON=/path/to/python3".format(*NEEDED, *sys.version_info)
    )
try:
    import ensurepip  # noqa: F401 - Debian leaves it out, and venv then makes half an environment
    import venv
except ImportError:
    sys.exit("Python's venv module is missing; on Debian or Ubuntu: sudo apt install python3-venv")

CHECKOUT = Path(__file__).resolve().parent.parent
VENV = Path(os.environ.get("MLA_VENV") or CHECKOUT / ".venv").resolve()
STAMP, LOCK, LOG = VENV / "mla-desk.json", VENV / "mla-desk.lock", VENV / "install.log"
PYTHON = VENV / "bin" / "python"
REQUIREMENTS = {"run": "requirements.txt", "dev": "requirements-dev.txt"}
# The whole suite, shared by several processes: see tests/sharing.py.
TOGETHER = ["-n=logical", "--maxprocesses=4", "--dist=loadgroup", "--no-loadscope-reorder"]
ROOM = 700  # megabytes that the packages take
STEPS = 6  # of `make run`; the runner's own follow ours
NO_NETWORK = re.compile(
    "NewConnectionError|ConnectTimeout|ReadTimeout|ProxyError|SSLError|Failed to establish|"
    "Max retries exceeded|Connection refused|Name or service not known|Temporary failure in name"
)


class BootstrapError(Exception):
    """The environment could not be made; the message is for the person."""


def main(arguments: list[str]) -> int:
    """Make the environment current, then become the program that was asked for."""
    order, *rest = arguments or [""]
    if order not in ("run", "test", "venv"):
        return fail(__doc__.split("\n\n")[1].strip(), 2)
    try:
        make_current("dev" if order == "test" or "--dev" in rest else "run")
    except BootstrapError as error:
        return fail(str(error))
    except OSError as error:
        return fail(disk_full() if error.errno == errno.ENOSPC else str(error))
    except KeyboardInterrupt:
        return fail("Stopped; the next call begins this step again.", 130)
    if order != "venv":
        os.chdir(CHECKOUT)
        module = ["config.runner"] if order == "run" else ["pytest", *(rest or TOGETHER)]
        os.execv(PYTHON, [str(PYTHON), "-m", *module])  # noqa: S606 - our own program
    return 0


def make_current(purpose: str) -> None:
    """Make or renew the environment unless its stamp says that it is as required.

    purpose  "run", or "dev" for the tests' and the linters' packages too
    """
    if is_current(purpose):
        return
    # One that the person made by hand keeps what is in it.
    is_theirs = PYTHON.exists() and not LOCK.exists()
    VENV.mkdir(parents=True, exist_ok=True)
    with LOCK.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # released with this process, however it ends
        if is_current(purpose):
            return
        stamp = read_stamp()
        STAMP.unlink(missing_ok=True)
        if not is_theirs and not is_whole(stamp):
            create()
        install(purpose)
        STAMP.with_suffix(".new").write_text(json.dumps({**stamp, **wanted(purpose)}))
        STAMP.with_suffix(".new").rename(STAMP)


def wanted(purpose: str) -> dict[str, str]:
    """Return what the stamp of a current environment says."""
    parts = ["run", "dev"] if purpose == "dev" else ["run"]
    hashes = {part: hashlib.sha256((CHECKOUT / REQUIREMENTS[part]).read_bytes()) for part in parts}
    return {
        "place": str(VENV),
        "python": sys.version,
        **{part: found.hexdigest() for part, found in hashes.items()},
    }


def is_current(purpose: str) -> bool:
    """Return whether the environment is as required."""
    stamp = read_stamp()
    return is_whole(stamp) and wanted(purpose).items() <= stamp.items()


def is_whole(stamp: dict[str, str]) -> bool:
    """Return whether it was finished, at this place, by this Python.

    It has no stamp after a kill, another place after a move; its scripts name their place.
    """
    return (
        PYTHON.exists() and stamp.get("place") == str(VENV) and stamp.get("python") == sys.version
    )


def read_stamp() -> dict[str, str]:
    """Return the stamp of the last finished installation, empty if there is none."""
    try:
        return dict(json.loads(STAMP.read_text()))
    except (FileNotFoundError, ValueError):
        return {}


def create() -> None:
    """Make an empty environment in place of what is there, but keep the lock."""
    if shutil.disk_usage(VENV).free < ROOM * 1024 * 1024:
        raise BootstrapError(disk_full())
    for path in VENV.iterdir():
        if path != LOCK:
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    run(f"[1/{STEPS}] Python environment", [sys.executable, "-m", venv.__name__, str(VENV)])


def install(purpose: str) -> None:
    """Install the pinned packages."""
    requirements = CHECKOUT / REQUIREMENTS[purpose]
    pip = [str(PYTHON), "-m", "pip", "install", "--no-input", "--disable-pip-version-check"]
    run(f"[2/{STEPS}] Python packages", [*pip, "--progress-bar=off", "-r", str(requirements)])


def run(label: str, command: list[str]) -> None:
    """Run one step, show that it moves, and raise BootstrapError if it fails."""
    # Two tries of 15 seconds: a person without network wants to know now.
    patience = {"PIP_RETRIES": "2", "PIP_DEFAULT_TIMEOUT": "15"}
    with Progress(label) as progress, LOG.open("w") as log:
        step = subprocess.Popen(
            command,
            cwd=VENV,
            env={**patience, **os.environ},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
        assert step.stdout is not None  # noqa: S101 - for mypy
        for line in step.stdout:
            log.write(line)
            if line.startswith(("Collecting ", "Installing ")):
                progress.detail = " ".join(line.split()[:2])[:40]
        log.flush()
        if step.wait():
            raise BootstrapError(reason(LOG, label))


def reason(log: Path, label: str) -> str:
    """Return one sentence on why a step failed."""
    said = log.read_text(errors="replace")
    if "No space left on device" in said or "Errno 28" in said:
        return disk_full()
    if NO_NETWORK.search(said):
        return (
            "The Python packages could not be fetched because the package index cannot be"
            " reached: check the network connection, then run the same command again."
        )
    faults = [line for line in said.splitlines() if "error" in line.lower()] or ["no reason given"]
    return f"{label.split('] ')[-1]} could not be made: {faults[-1].strip()} (see {log})"


def disk_full() -> str:
    """Return the sentence for a disk without room."""
    return (
        f"The disk that holds {VENV} is full: about {ROOM} MB are needed there."
        " Make some room, then run the same command again."
    )


def fail(sentence: str, code: int = 1) -> int:
    """Say why nothing more happens and return the exit code."""
    sys.stderr.write(f"{sentence}\n")
    return code


class Progress:
    """One line for one step; on a terminal it counts the seconds while the step runs."""

    def __init__(self, label: str) -> None:
        self.label, self.detail = label, ""
        self.began, self.over = time.monotonic(), threading.Event()
        self.painter = threading.Thread(target=self.paint, daemon=True)

    def __enter__(self) -> "Progress":
        if sys.stdout.isatty():
            self.painter.start()
        return self

    def paint(self) -> None:
        """Repaint the line until the step is over."""
        while not self.over.wait(0.2):
            seconds = time.monotonic() - self.began
            sys.stdout.write(f"\r\033[K{self.label} … {seconds:.0f} s {self.detail}")
            sys.stdout.flush()

    def __exit__(self, kind: object, *_: object) -> None:
        self.over.set()
        if self.painter.is_alive():
            self.painter.join()
            sys.stdout.write("\r\033[K")
        outcome = "failed" if kind else "ready"
        sys.stdout.write(f"{self.label} … {outcome} ({time.monotonic() - self.began:.1f} s)\n")
        sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
