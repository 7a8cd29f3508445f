"""`make run` for real: it starts, it stops, and it survives kill -9 and a second call."""

import contextlib
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from config.engines import places
from config.runner.plan import free_port
from config.runner.running import PATIENCE
from tests.commands.conftest import Person, checkout_of, processes_in

pytestmark = pytest.mark.commands
SECONDS = 180  # a busy machine with two cores


class Desk:
    """One checkout of one person, in which `make run` is called."""

    def __init__(self, person: Person, venv: Path, python: str) -> None:
        self.person, self.folder = person, checkout_of(person)
        self.settings = {
            "MLA_VENV": str(venv),
            "PYTHON": python,
            "PORT": str(free_port()),
            "MLA_DEMO_CASES": "0",  # one test alone waits for the sixty cases
        }
        self.state = self.folder / ".run"
        self.making: subprocess.Popen[str] | None = None
        self.said: list[str] = []

    @property
    def engine_folder(self) -> Path:
        """Return where the engines of this checkout are."""
        ask = "from config.engines.places import engine_folder; print(engine_folder())"
        program = f"{self.settings['MLA_VENV']}/bin/python"
        return Path(self.person.run([program, "-c", ask], self.folder)[1].strip())

    def make_run(self, **more: str) -> tuple[int, str]:
        """Return exit code and words of a `make run` that ends by itself."""
        return self.person.run(["make", "run"], self.folder, **{**self.settings, **more})

    def start(self, **more: str) -> float:
        """Call `make run`, wait for the address, and return the seconds that took."""
        began, self.said = time.monotonic(), []
        settings = {**self.settings, **more}
        self.making = self.person.start(["make", "run"], self.folder, **settings)
        threading.Thread(target=self._listen, args=[self.making], daemon=True).start()
        self.wait_for("Ctrl-C stops everything")
        return time.monotonic() - began

    def manage(self, *words: str) -> str:
        """Return what a command of manage.py prints in this checkout."""
        program = f"{self.settings['MLA_VENV']}/bin/python"
        return self.person.run([program, "manage.py", *words], self.folder)[1]

    def _listen(self, making: subprocess.Popen[str]) -> None:
        assert making.stdout is not None
        for line in making.stdout:
            self.said.append(line)

    def wait_for(self, words: str) -> None:
        """Wait until `make run` has printed these words."""
        deadline = time.monotonic() + SECONDS
        while words not in "".join(self.said):
            assert self.making is not None
            assert self.making.poll() is None, "".join(self.said)
            assert time.monotonic() < deadline, "".join(self.said)
            time.sleep(0.05)

    def stop(self) -> None:
        """Do what Ctrl-C in a terminal does: signal make and its child, then wait for both."""
        assert self.making is not None
        os.killpg(self.making.pid, signal.SIGINT)
        self.wait()

    def wait(self) -> None:
        """Wait for the end of `make run`."""
        assert self.making is not None
        self.making.wait(SECONDS)

    def processes(self) -> list[psutil.Process]:
        """Return all that runs for this checkout."""
        return processes_in(self.folder, self.engine_folder)

    def is_quiet(self) -> bool:
        """Return whether nothing runs any more; what was just killed has a moment to go."""
        deadline = time.monotonic() + 5
        while self.processes() and time.monotonic() < deadline:
            time.sleep(0.05)
        return not self.processes()

    def runner(self) -> psutil.Process:
        """Return the runner itself."""
        making = psutil.Process(self.making.pid if self.making else 0)
        (runner,) = (p for p in making.children() if p.cmdline()[-1:] == ["config.runner"])
        return runner

    def recorded(self, kind: str, name: str) -> int:
        """Return the process id of a child or an engine."""
        return int(json.loads((self.state / "processes.json").read_text())[kind][name]["pid"])

    def is_alive(self) -> bool:
        """Return whether the web answers."""
        port = int(self.settings["PORT"])
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=9)
        try:
            connection.request("GET", "/healthz/live")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def kill_everything(self) -> None:
        """Do what a power cut does, except to the disk."""
        while running := self.processes():  # some start others while we go through them
            for process in running:
                with contextlib.suppress(psutil.NoSuchProcess):
                    process.kill()
            time.sleep(0.05)
        if self.making:
            self.making.wait(SECONDS)


@pytest.fixture(scope="module")
def desks(venv: Path, python: str) -> Iterator[Callable[[Person], Desk]]:
    """Return the one desk of each person; its data stays from test to test, as in life."""
    made: dict[str, Desk] = {}

    def desk_of(person: Person) -> Desk:
        return made.setdefault(person.name, Desk(person, venv, python))

    yield desk_of
    for desk in made.values():
        if desk.person.uid == 0:
            assert desk.engine_folder.parent == places.ROOTS_ENGINES
            shutil.rmtree(desk.engine_folder)
        shutil.rmtree(desk.state)


@pytest.fixture
def desk(person: Person, desks: Callable[[Person], Desk]) -> Iterator[Desk]:
    yield desks(person)
    desks(person).kill_everything()


@pytest.fixture
def ordinary_desk(ordinary: Person, desks: Callable[[Person], Desk]) -> Iterator[Desk]:
    yield desks(ordinary)
    desks(ordinary).kill_everything()


def test_it_runs_stops_without_a_trace_and_runs_again_after_kill_9(desk):
    desk.start()
    assert desk.is_alive()
    assert "officer@sss.example" in "".join(desk.said)
    desk.stop()
    assert "Everything is stopped." in "".join(desk.said)
    assert desk.is_quiet()

    assert desk.start() < 60  # some five seconds on an idle machine
    desk.kill_everything()
    assert desk.is_quiet()

    desk.start()
    assert desk.is_alive()
    desk.runner().terminate()
    desk.wait()
    assert desk.is_quiet()


def test_what_a_killed_runner_left_is_ended_by_the_next(ordinary_desk):
    desk = ordinary_desk
    desk.start()
    left = [desk.recorded("processes", name) for name in ("web", "worker", "beat", "mail")]
    desk.runner().kill()
    desk.wait()
    assert all(psutil.pid_exists(pid) for pid in left)
    desk.start()
    assert "that an earlier run had left" in "".join(desk.said)
    assert desk.is_alive()
    assert not set(left) & {process.pid for process in desk.processes()}
    desk.stop()
    assert desk.is_quiet()


def test_what_dies_is_started_again_and_a_second_call_is_told_the_address(ordinary_desk):
    desk = ordinary_desk
    desk.start()
    first = desk.recorded("processes", "web")
    os.kill(first, signal.SIGKILL)
    desk.wait_for("web was killed by signal 9; it starts again in 1 s")
    os.kill(desk.recorded("engines", "postgresql"), signal.SIGKILL)
    desk.wait_for("The database or the broker ended unexpectedly; it starts again now.")
    code, said = desk.make_run()
    assert code
    address = f"http://localhost:{desk.settings['PORT']}"
    assert f"MLA Desk already runs from this folder: {address} (Ctrl-C there stops it)." in said
    deadline = time.monotonic() + SECONDS
    while not desk.is_alive():
        assert time.monotonic() < deadline, "".join(desk.said)
        time.sleep(0.1)
    assert desk.recorded("processes", "web") != first
    desk.stop()
    assert desk.is_quiet()


def test_a_first_start_shows_a_desk_at_work_and_a_second_one_adds_nothing(ordinary_desk):
    desk = ordinary_desk
    desk.start(MLA_DEMO_CASES="1")
    desk.stop()
    first = desk.manage("audit", "verify", "--authority", "SSS")
    assert int(first.split("SSS: ")[1].split(" events, sound")[0]) > 400
    assert desk.start(MLA_DEMO_CASES="1") < 60
    desk.stop()
    assert desk.manage("audit", "verify", "--authority", "SSS").split(".")[0] == first.split(".")[0]


def test_a_second_ctrl_c_ends_everything_at_once(ordinary_desk):
    desk = ordinary_desk
    desk.start()
    os.kill(desk.recorded("processes", "worker"), signal.SIGSTOP)  # it will not end politely
    runner = desk.runner()
    runner.send_signal(signal.SIGINT)
    desk.wait_for("Stopping")
    began = time.monotonic()
    runner.send_signal(signal.SIGINT)
    desk.wait()
    assert time.monotonic() - began < PATIENCE, "it waited for the worker all the same"
    assert desk.is_quiet()


def test_a_taken_port_is_said_in_one_sentence(ordinary_desk):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, said = ordinary_desk.make_run(PORT=str(port))
    assert code
    assert f"Port {port} is in use by another program; take another one: make run PORT=" in said
    assert ordinary_desk.is_quiet()


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"PORT": "eight"}, "PORT=eight is not a port: make run PORT=8001"),
        ({"DATABASE_URL": "postgres://real@site/desk"}, "DATABASE_URL is set, and `make run`"),
    ],
    ids=["port", "database"],
)
def test_what_cannot_work_is_said_in_one_sentence(ordinary_desk, variables, sentence):
    code, said = ordinary_desk.make_run(**variables)
    assert code
    assert sentence in said
    assert "Traceback" not in said
