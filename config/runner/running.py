"""The run itself: start in order, look after everything, stop in order."""

import http.client
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

from config import engines
from config.engines import postgres, valkey
from config.engines.places import CHECKOUT
from config.engines.servers import listener
from config.mailcatcher import ADDRESS, mail_folder
from config.runner import records
from config.runner.child import Child
from config.runner.errors import RunnerError
from config.runner.plan import Plan
from config.runner.records import Record
from config.runner.screen import say, step

WEB_SECONDS = 60.0  # until its first answer, on a slow machine
PATIENCE = 8.0  # seconds that a child may take to end
TRIES = 2  # deaths before the first answer that make us give up


class Stopped(Exception):  # noqa: N818 - it is none
    """The person has asked us to stop."""


class Run:
    """One call of `make run`, from the engines to the last process."""

    def __init__(self, plan: Plan, place: Path) -> None:
        self.plan, self.place = plan, place
        self.children: list[Child] = []
        self.servers: dict[str, Record] = {}
        self.has_terminal = sys.stdout.isatty()
        self.is_stopping = False  # no Event: a signal handler must not wait for its lock

    def __call__(self) -> None:
        """Start everything and keep it running until somebody stops us."""
        for kind in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(kind, self._on_signal)
        try:
            self.start()
            # A closed terminal need not signal us: `make` between it and us keeps its SIGHUP.
            while not self.is_stopping and sys.stdout.isatty() == self.has_terminal:
                self.look_after()
                time.sleep(0.25)
        except Stopped:
            pass
        finally:
            self.stop()

    def start(self) -> None:
        """Start everything in order; raise Stopped, RunnerError or EngineError."""
        with step(3, "Database and broker"):
            engines.borrow()
            self._note()
        with step(4, "Demonstration data (longer the first time)"):
            self._manage("prepare_demo")
        with step(5, "Mail catcher, worker, timetable"):
            self.children = self.plan.children()
            for child in self.children:
                child.start()
            self._note()
        with step(6, "Web"):
            accounts = self._manage("demo_accounts")
            self._wait_for_web()
        say(f"\nMLA Desk runs at {self.plan.address}\n\n{accounts.rstrip()}\n")
        say(f"Its mails stay in {mail_folder()}. Ctrl-C stops everything.\n")
        for child in self.children:
            child.is_loud = True

    def look_after(self) -> None:
        """Start again what has ended by itself."""
        revived = [child.revive() for child in self.children]
        if any(revived):
            self._note()
        if not all(server.is_running() for server in self.servers.values()):
            say("The database or the broker ended unexpectedly; it starts again now.")
            try:
                engines.start()
            except engines.EngineError as error:
                say(str(error))
            self._note()

    def stop(self) -> None:
        """Stop everything in order; a second signal ends the children at once."""
        self.is_stopping = True
        self.place.write_text("")
        say("\nStopping … (Ctrl-C once more ends everything at once)")
        for child in reversed(self.children):
            child.is_loud = False
            child.stop(PATIENCE)
        records.end_leftovers()
        # Killed children let go of the engines a moment after they are gone.
        if engines.give_back(patience=3.0):
            say("Everything is stopped.")
        else:
            say("Everything is stopped but the database: another command still uses it.")

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        # Prints nothing: the line that it interrupts may be in the middle of printing.
        if self.is_stopping:
            for child in self.children:
                child.kill()
        self.is_stopping = True

    def _manage(self, command: str) -> str:
        """Return what a command of manage.py printed; raise Stopped if we are told to stop."""
        running = subprocess.Popen(
            [sys.executable, "manage.py", command],
            cwd=CHECKOUT,
            env=self.plan.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        while True:
            try:
                output, _ = running.communicate(timeout=0.1)
                break
            except subprocess.TimeoutExpired:
                if self.is_stopping:
                    running.terminate()
        if self.is_stopping:
            raise Stopped
        if running.returncode:
            raise RunnerError(f"`manage.py {command}` failed:\n{output.rstrip()}")
        return output

    def _wait_for_web(self) -> None:
        deadline = time.monotonic() + WEB_SECONDS
        while not _is_alive(self.plan.port):
            for child in self.children:
                child.revive()
                if child.failures >= TRIES:
                    raise RunnerError(f"{child.name} does not start:\n{child.last_words()}")
            if time.monotonic() > deadline:
                raise RunnerError(
                    f"The web did not answer in {WEB_SECONDS:.0f} s:\n"
                    + self.children[-1].last_words()
                )
            if self.is_stopping:
                raise Stopped
            time.sleep(0.1)

    def _note(self) -> None:
        """Write down what runs now, the engines too."""
        for engine in (postgres, valkey):
            if pid := listener(engine.socket_path()):
                self.servers[engine.NAME] = Record.of(pid)
        children = {child.name: child.record for child in self.children if child.record}
        records.write(self.plan.mark, children, self.servers)


def _is_alive(port: int) -> bool:
    connection = http.client.HTTPConnection(ADDRESS, port, timeout=5)
    try:
        connection.request("GET", "/healthz/live")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
