"""A copy of the checkout, the people who run commands in it, and what they leave running."""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

HERE = Path(__file__).resolve().parents[2]
IS_ROOT = os.geteuid() == 0
ROOT_ONLY = pytest.mark.skipif(not IS_ROOT, reason="only root can make files of another user")
NEITHER_OURS = (
    "DATABASE_URL",
    "MIGRATE_DATABASE_URL",
    "REDIS_URL",
    "DJANGO_SETTINGS_MODULE",
    "PYTHONDONTWRITEBYTECODE",  # their copy keeps what is compiled: each start reads 400 files
)


@dataclass(frozen=True)
class Person:
    """Somebody who runs our commands, with a home that nobody else enters."""

    name: str
    home: Path

    @property
    def uid(self) -> int:
        return pwd.getpwnam(self.name).pw_uid

    def environment(self, **more: str) -> dict[str, str]:
        """Return a shell's environment without anything of this test run."""
        ours = {name for name in os.environ if name.startswith(("MLA_", "PYTEST", "COV", "MAKE"))}
        kept = {k: v for k, v in os.environ.items() if k not in ours and k not in NEITHER_OURS}
        return {**kept, "HOME": str(self.home), **more}

    def start(self, command: list[str], folder: Path, **environment: str) -> subprocess.Popen[str]:
        """Start a command as this person; its output goes to one pipe."""
        other = self.uid != os.geteuid()
        group = pwd.getpwnam(self.name).pw_gid
        as_them = {"user": self.uid, "group": group, "extra_groups": []} if other else {}
        return subprocess.Popen(
            command,
            cwd=folder,
            env=self.environment(**environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            **as_them,
        )

    def run(self, command: list[str], folder: Path, **environment: str) -> tuple[int, str]:
        """Run a command to its end; return its exit code and all that it printed."""
        running = self.start(command, folder, **environment)
        try:
            output, _ = running.communicate(timeout=240)
        finally:
            running.kill()
        return running.returncode, output

    def owns(self, *paths: Path) -> None:
        """Give these paths, and all below them, to this person."""
        if IS_ROOT:
            for path in paths:
                for each in [path, *path.rglob("*")]:
                    os.chown(each, self.uid, pwd.getpwnam(self.name).pw_gid, follow_symlinks=False)


@pytest.fixture(scope="session")
def place() -> Iterator[Path]:
    """A folder that every person may enter, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="mla-test-", dir="/tmp")).resolve()
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def _person(name: str, place: Path) -> Person:
    home = place / f"home-of-{name}"
    home.mkdir(exist_ok=True)
    person = Person(name, home)
    person.owns(home)
    home.chmod(0o700)
    return person


@pytest.fixture(scope="session")
def me(place: Path) -> Person:
    """Whoever runs the tests."""
    return _person(pwd.getpwuid(os.geteuid()).pw_name, place)


@pytest.fixture(scope="session", params=["root", "an ordinary user"])
def person(request: pytest.FixtureRequest, place: Path, me: Person) -> Person:
    """Root, and an ordinary user; an ordinary user cannot try what root would see."""
    if request.param == "root":
        if not IS_ROOT:
            pytest.skip("only root can run this as root")
        return me
    return _person("nobody", place) if IS_ROOT else me


@pytest.fixture(scope="session")
def ordinary(place: Path, me: Person) -> Person:
    """An ordinary user."""
    return _person("nobody", place) if IS_ROOT else me


@pytest.fixture(scope="session")
def python() -> str:
    """The machine's own Python, which every user may run and which can make environments."""
    for found in ("/usr/bin/python3", "/usr/local/bin/python3", sys._base_executable):
        is_public = not IS_ROOT or not Path(found).resolve().is_relative_to(Path.home())
        if is_public and _makes_environments(found):
            return found
    return pytest.skip("no Python of this machine can be run by every user")


def _makes_environments(python: str) -> bool:
    question = "import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))"
    command = [python, "-c", question]
    return Path(python).exists() and subprocess.run(command, capture_output=True).returncode == 0


@pytest.fixture(scope="session")
def venv(place: Path, python: str, me: Person) -> Path:
    """One Python environment for all copies, made by our own command out of nothing."""
    folder = place / "venv"
    command = [python, str(HERE / "config" / "bootstrap.py"), "venv"]
    # Everything as at a person's first time, but the packages already fetched stay fetched.
    code, output = me.run(command, HERE, MLA_VENV=str(folder), HOME=os.environ["HOME"])
    assert code == 0, output
    assert "Python packages … ready" in output
    return folder


def checkout_of(person: Person) -> Path:
    """Return this person's own copy of the checkout, below a home that nobody else enters."""
    copy = person.home / "desk"
    if not copy.exists():
        copy_checkout(copy)
        person.owns(copy)
    return copy


def copy_checkout(target: Path) -> Path:
    """Copy what belongs to the project, as a fresh clone would have it."""
    for name in _files_of_the_project():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(HERE / name, target / name)
    return target


def _files_of_the_project() -> list[str]:
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    if shutil.which("git") and (HERE / ".git").exists():
        listed = subprocess.run(listing, cwd=HERE, capture_output=True, text=True, check=True)
        return [name for name in set(listed.stdout.split("\0")) if (HERE / name).is_file()]
    made = {".venv", ".run", ".mypy_cache", ".ruff_cache", "staticfiles", "__pycache__"}
    found = (path.relative_to(HERE) for path in HERE.rglob("*") if path.is_file())
    return [str(path) for path in found if not made & set(path.parts)]


def processes_in(*folders: Path) -> list[psutil.Process]:
    """Return the running processes that work in one of these folders or were started for it."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.pid == os.getpid() or process.status() == psutil.STATUS_ZOMBIE:
                continue
            traces = [process.cwd(), *process.cmdline()]
        except psutil.Error:
            continue
        if any(str(folder) in trace for folder in folders for trace in traces):
            found.append(process)
    return found
