"""The first half of `make run`: the Python environment, and what can go wrong with it."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from config import bootstrap
from tests.commands.conftest import ROOT_ONLY, Person, copy_checkout

pytestmark = pytest.mark.commands
MAKE_VENV = ["config/bootstrap.py", "venv"]


@pytest.fixture
def small_checkout(tmp_path: Path) -> Path:
    """A checkout that needs no package, so that its environment is made in seconds."""
    checkout = copy_checkout(tmp_path / "desk")
    (checkout / "requirements.txt").write_text("# nothing\n")
    return checkout


def stamp_of(checkout: Path) -> dict[str, str]:
    return dict(json.loads((checkout / ".venv" / "mla-desk.json").read_text()))


def test_an_environment_is_made_once_and_again_where_the_checkout_moves(
    me: Person, python: str, small_checkout: Path
):
    code, said = me.run([python, *MAKE_VENV], small_checkout)
    assert code == 0, said
    assert "[1/6] Python environment … ready" in said
    assert "[2/6] Python packages … ready" in said
    assert me.run([python, *MAKE_VENV], small_checkout) == (0, "")

    moved = small_checkout.rename(small_checkout.with_name("moved"))
    code, said = me.run([python, *MAKE_VENV], moved)
    assert (code, "[1/6] Python environment … ready" in said) == (0, True)
    assert str(moved) in (moved / ".venv" / "bin" / "pip").read_text()

    (moved / "requirements.txt").write_text("# still nothing, but another file\n")
    code, said = me.run([python, *MAKE_VENV], moved)
    assert (code, "[1/6]" in said, "[2/6]" in said) == (0, False, True)


def test_an_environment_that_kill_9_left_half_made_is_made_anew(
    me: Person, python: str, small_checkout: Path
):
    venv = small_checkout / ".venv"
    making = me.start([python, *MAKE_VENV], small_checkout)
    while making.poll() is None and not (venv / "bin" / "python").exists():
        time.sleep(0.01)
    os.killpg(making.pid, signal.SIGKILL)
    making.communicate()
    assert not (venv / "mla-desk.json").exists()
    (venv / "rubble").touch()
    code, said = me.run([python, *MAKE_VENV], small_checkout)
    assert (code, "[1/6] Python environment … ready" in said) == (0, True)
    assert stamp_of(small_checkout)["place"] == str(venv)
    assert not (venv / "rubble").exists()


def test_an_environment_that_the_person_made_is_kept(me: Person, python: str, small_checkout: Path):
    subprocess.run([python, "-m", "venv", small_checkout / ".venv"], check=True)
    (small_checkout / ".venv" / "theirs").touch()
    code, said = me.run([python, *MAKE_VENV], small_checkout)
    assert (code, "[1/6]" in said, "[2/6]" in said) == (0, False, True)
    assert (small_checkout / ".venv" / "theirs").exists()


def test_an_old_python_is_told_which_one_is_needed(me: Person, small_checkout: Path):
    pretend = (
        "import runpy, sys; sys.version_info = (3, 9, 2);"
        "runpy.run_path('config/bootstrap.py', run_name='__main__')"
    )
    code, said = me.run([sys.executable, "-c", pretend], small_checkout)
    assert code == 1
    assert said == (
        "Python 3.11 or newer is needed, this is 3.9. Name one: make run PYTHON=/path/to/python3\n"
    )


def test_a_python_without_venv_is_said_in_one_sentence(
    me: Person, python: str, small_checkout: Path, tmp_path: Path
):
    (tmp_path / "ensurepip.py").write_text("raise ImportError('as on Debian')\n")
    code, said = me.run([python, *MAKE_VENV], small_checkout, PYTHONPATH=str(tmp_path))
    sentence = "Python's venv module is missing; on Debian or Ubuntu: sudo apt install python3-venv"
    assert (code, said) == (1, f"{sentence}\n")


def test_a_missing_network_is_said_in_one_sentence(me: Person, python: str, small_checkout: Path):
    (small_checkout / "requirements.txt").write_text("Django==5.2.19\n")
    closed = {
        "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
        "PIP_EXTRA_INDEX_URL": "",
        "PIP_FIND_LINKS": "",
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_RETRIES": "1",
    }
    code, said = me.run([python, *MAKE_VENV], small_checkout, **closed)
    assert code == 1
    assert said.splitlines()[-1] == (
        "The Python packages could not be fetched because the package index cannot be reached:"
        " check the network connection, then run the same command again."
    )


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk with room for our files and for nothing else."""
    disk = tmp_path / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "none", disk], check=True)
    yield disk
    subprocess.run(["umount", disk], check=True)


@ROOT_ONLY
@pytest.mark.parametrize("room", ["700", "1"], ids=["seen before", "seen by pip"])
def test_a_full_disk_is_said_in_one_sentence(me: Person, python: str, full_disk: Path, room: str):
    checkout = copy_checkout(full_disk / "desk")
    program = checkout / "config" / "bootstrap.py"
    program.write_text(program.read_text().replace("ROOM = 700", f"ROOM = {room}"))
    code, said = me.run([python, *MAKE_VENV], checkout)
    assert code == 1
    assert said.splitlines()[-1] == (
        f"The disk that holds {checkout}/.venv is full: about {room} MB are needed there."
        " Make some room, then run the same command again."
    )


def test_a_full_disk_is_seen_before_anything_is_written(tmp_path, monkeypatch):
    usage = shutil.disk_usage(tmp_path)._replace(free=1024)
    monkeypatch.setattr(bootstrap, "VENV", tmp_path)
    monkeypatch.setattr(bootstrap.shutil, "disk_usage", lambda path: usage)
    with pytest.raises(bootstrap.BootstrapError, match=f"The disk that holds {tmp_path} is full"):
        bootstrap.create()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("ERROR: OSError: [Errno 28] No space left on device", "is full"),
        ("Failed to establish a new connection: [Errno 111]", "cannot be reached"),
        ("ERROR: No matching distribution found for x==1", "No matching distribution found"),
    ],
)
def test_each_reason_is_one_sentence(tmp_path, said, sentence):
    log = tmp_path / "install.log"
    log.write_text(f"Collecting x\n{said}\n")
    reason = bootstrap.reason(log, "[2/6] Python packages")
    assert sentence in reason
    assert "\n" not in reason
