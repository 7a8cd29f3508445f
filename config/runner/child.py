"""One process that the runner keeps alive, with its log and its output on the screen."""

import contextlib
import os
import signal
import subprocess
import threading
import time
from pathlib import Path

from config.engines.places import CHECKOUT, log_file
from config.runner.records import Record
from config.runner.screen import relay, say

LONGEST_PAUSE = 30.0  # seconds before another try
STEADY_SECONDS = 60.0  # having lived so long, it starts again at once


class Child:
    """A program that is started again, each time after a longer pause, when it ends by itself."""

    def __init__(self, name: str, command: list[str], environment: dict[str, str]) -> None:
        self.name, self.command, self.environment = name, command, environment
        self.process: subprocess.Popen[str] | None = None
        self.record: Record | None = None
        self.failures = 0
        self.began = self.next_try = 0.0
        self.is_loud = False

    @property
    def log(self) -> Path:
        """Return the file with its output since the runner started."""
        return log_file(self.name)

    def start(self) -> None:
        """Start it in a group of its own: Ctrl-C reaches the runner only, which stops in order."""
        self.process = subprocess.Popen(
            self.command,
            cwd=CHECKOUT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        self.record = Record.of(self.process.pid)
        self.began = time.monotonic()
        threading.Thread(target=self._pump, args=[self.process], daemon=True).start()

    def revive(self) -> bool:
        """Look after it; return whether it was started again just now."""
        if self.process is not None:
            if self.process.poll() is None:
                return False
            self._bury()
        if time.monotonic() < self.next_try:
            return False
        self.start()
        return True

    def stop(self, patience: float) -> None:
        """End it politely and, after `patience` seconds, with everything in its group."""
        if self.process is None:
            return
        self.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(patience)
        self.kill()
        self.process.wait()

    def kill(self) -> None:
        """End it and everything in its group at once."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)

    def last_words(self, lines: int = 15) -> str:
        """Return the end of its log."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])

    def _bury(self) -> None:
        """Say that it has ended, end what it left, and set the time of the next try."""
        assert self.process is not None  # noqa: S101 - for mypy
        self.kill()
        if time.monotonic() - self.began > STEADY_SECONDS:
            self.failures = 0
        pause = min(2.0**self.failures, LONGEST_PAUSE)
        self.failures += 1
        self.next_try = time.monotonic() + pause
        code = self.process.returncode
        how = f"was killed by signal {-code}" if code < 0 else f"ended with code {code}"
        if self.is_loud:
            say(f"{self.name} {how}; it starts again in {pause:.0f} s (its log: {self.log})")
        self.process = self.record = None

    def _pump(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None  # noqa: S101 - for mypy
        with process.stdout, self.log.open("a") as log:
            for line in process.stdout:
                with contextlib.suppress(OSError):  # a full disk must not block the child
                    log.write(line)
                    log.flush()
                if self.is_loud:
                    relay(self.name, line.rstrip("\n"))
