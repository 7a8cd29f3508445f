"""Where the embedded engines of one checkout keep what they own, and who owns it.

An ordinary user has everything in `.run/` of the checkout. PostgreSQL refuses to run as root, and
its other user may not enter a checkout below root's home; so for root the engines live in
/var/lib/mla-desk. Not in /var/tmp: anybody could make that folder first, and machines that clean
it by age would take single files out of a database.
"""

import hashlib
import os
import pwd
import secrets
import shutil
import stat
from pathlib import Path

from config.engines.errors import EngineError, from_os_error

CHECKOUT = Path(__file__).resolve().parents[2]
ROOTS_ENGINES = Path("/var/lib/mla-desk")
SHORT_PLACES = Path("/tmp")  # noqa: S108 - for private folders only, see `private_folder`
ENGINE_USER = "nobody"
DATABASE_SOCKET = ".s.PGSQL.5432"
BROKER_SOCKET = "valkey.sock"
CHECKOUT_ID = "checkout.id"
LONGEST_SOCKET_PATH = 100  # bytes; the system allows 107


def state_folder() -> Path:
    """Return the folder for this checkout's state; MLA_RUN_DIR names another one.

    With MLA_TEST_ENGINE=1 it is a folder of its own, for engines that skip fsync.
    """
    chosen = os.environ.get("MLA_RUN_DIR")
    folder = Path(chosen).resolve() if chosen else CHECKOUT / ".run"
    return folder / "test" if is_for_tests() else folder


def is_for_tests() -> bool:
    """Return whether the engines hold test data only, which need not survive a power cut."""
    return os.environ.get("MLA_TEST_ENGINE") == "1"


def engine_folder() -> Path:
    """Return the folder that holds the data of both engines."""
    return ROOTS_ENGINES / _mark() if is_root() else state_folder()


def socket_folder() -> Path:
    """Return the private folder of both sockets, a short one where the checkout lies too deep."""
    folder = engine_folder() / "sockets"
    if len(os.fsencode(folder / DATABASE_SOCKET)) <= LONGEST_SOCKET_PATH:
        return folder
    return SHORT_PLACES / f"mla-desk-{os.geteuid()}-{_mark()}"


def log_file(name: str) -> Path:
    """Return the path of a process's log; its folder exists after `prepare()`."""
    return state_folder() / "log" / f"{name}.log"


def is_root() -> bool:
    """Return whether we run as root, so that the engines need another user."""
    return os.geteuid() == 0


def engine_owner() -> tuple[int, int]:
    """Return uid and gid under which the engines run."""
    if not is_root():
        return os.geteuid(), os.getegid()
    account = pwd.getpwnam(ENGINE_USER)
    return account.pw_uid, account.pw_gid


def prepare() -> None:
    """Make the folders that are missing; raise EngineError if one of them is not ours."""
    try:
        state_folder().mkdir(mode=0o700, parents=True, exist_ok=True)
        _refuse_if_foreign(state_folder(), os.geteuid())
        (state_folder() / "log").mkdir(mode=0o700, exist_ok=True)
        if is_root():
            for folder in (ROOTS_ENGINES, engine_folder()):
                folder.mkdir(exist_ok=True)
                _refuse_if_foreign(folder, 0)
                folder.chmod(0o711)
        private_folder(socket_folder())
    except OSError as error:
        raise from_os_error(error, state_folder()) from error


def is_of_this_checkout() -> bool:
    """Return whether root's engine folder was made by this checkout.

    A checkout that was removed leaves its folder behind, and one made anew at the same place must
    not inherit the data. Others have their data in the checkout itself.
    """
    if not is_root():
        return True
    here, there = (_read(folder / CHECKOUT_ID) for folder in (state_folder(), engine_folder()))
    return bool(here) and here == there


def forget_former_checkout() -> None:
    """Remove the data that a former checkout left, and mark the folder as this one's."""
    for found in engine_folder().iterdir():
        if found.is_dir() and found.name not in ("programs", "sockets"):
            shutil.rmtree(found)
    mark = secrets.token_hex(8)
    for folder in (state_folder(), engine_folder()):
        (folder / CHECKOUT_ID).write_text(mark)


def private_folder(folder: Path) -> Path:
    """Return `folder`, made if missing, which only the engines' user may enter.

    Raises EngineError if somebody else made it first: a server there would be theirs.
    """
    uid, gid = engine_owner()
    folder.mkdir(mode=0o700, exist_ok=True)
    if is_root() and folder.lstat().st_uid == 0 and not folder.is_symlink():
        os.chown(folder, uid, gid, follow_symlinks=False)
    _refuse_if_foreign(folder, uid)
    if stat.S_IMODE(folder.lstat().st_mode) != 0o700:
        folder.chmod(0o700)
    return folder


def _refuse_if_foreign(folder: Path, owner: int) -> None:
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner:
        raise EngineError(
            f"{folder} is not a folder of the user {_name(owner)} (it belongs to"
            f" {_name(found.st_uid)}): remove it, or set MLA_RUN_DIR to another folder."
        )


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except FileNotFoundError:
        return ""


def _mark() -> str:
    """Return twelve digits that tell this state folder from every other one."""
    return hashlib.sha256(os.fsencode(state_folder())).hexdigest()[:12]
