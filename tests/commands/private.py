"""The engines of one private folder, seen from outside, and the processes that borrow them."""

import hashlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

from config.engines import places
from tests.commands.conftest import Person, checkout_of, processes_in

BORROW = "from config import engines; engines.borrow(); print('borrowed', flush=True); "


def asking(statement: str) -> str:
    """Return the code of a process that borrows the engines and prints the answer of one."""
    return (
        BORROW
        + f"""
import psycopg
settings = engines.database_settings('mla_owner')
with psycopg.connect(host=settings['HOST'], dbname=settings['NAME'], user='mla_owner') as owner:
    answer = owner.execute({statement!r})
    print(answer.fetchall() if answer.description else 'done')
"""
    )


class Engines:
    """The engines of one private state folder, seen from outside."""

    def __init__(self, person: Person, checkout: Path, venv: Path, folder: Path) -> None:
        self.person, self.checkout, self.folder = person, checkout, folder
        self.started: list[subprocess.Popen[str]] = []
        self.python = str(venv / "bin" / "python")
        state = folder / "test"
        mark = hashlib.sha256(os.fsencode(state)).hexdigest()[:12]
        is_roots = person.uid == 0
        self.home = places.ROOTS_ENGINES / mark if is_roots else state
        self.owner = "nobody" if is_roots else person.name
        self.settings = {"MLA_RUN_DIR": str(folder), "MLA_TEST_ENGINE": "1"}

    def start(self, code: str) -> subprocess.Popen[str]:
        """Start a Python process of this person."""
        started = self.person.start([self.python, "-c", code], self.checkout, **self.settings)
        self.started.append(started)
        return started

    def run(self, code: str) -> str:
        """Return what a Python process of this person printed."""
        return self.person.run([self.python, "-c", code], self.checkout, **self.settings)[1]

    def borrower(self) -> subprocess.Popen[str]:
        """Return a process that has borrowed the engines and keeps them."""
        borrower = self.start(BORROW + "import time; time.sleep(60)")
        assert borrower.stdout is not None
        assert borrower.stdout.readline() == "borrowed\n"
        return borrower

    def end(self, borrower: subprocess.Popen[str]) -> None:
        """End a borrower as Ctrl-C does, and wait for it."""
        borrower.send_signal(signal.SIGINT)
        borrower.communicate(timeout=60)

    def kill(self) -> None:
        """End whatever a failed test has left."""
        for process in self.started:
            process.kill()
            process.communicate()
        self.started.clear()
        for server in self.running():
            server.kill()

    def running(self) -> list[psutil.Process]:
        """Return the servers that run now."""
        ours = processes_in(self.home)
        return [p for p in ours if p.name().startswith(("postgres", "valkey-server"))]

    def postmaster(self) -> int:
        """Return the process id of the database server."""
        return int((self.home / "postgresql" / "postmaster.pid").read_text().split()[0])


def private_engines(person: Person, venv: Path) -> Iterator[Engines]:
    folder = person.home / f"engines-{time.time_ns()}"
    folder.mkdir(mode=0o700)
    person.owns(folder)
    engines = Engines(person, checkout_of(person), venv, folder)
    yield engines
    engines.kill()
    shutil.rmtree(engines.home, ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)
