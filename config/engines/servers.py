"""Starting and stopping one server that listens on a unix socket, whichever engine it is.

Nothing is written down about a running server: the kernel names the process behind a socket, so
no record can be stale.
"""

import contextlib
import os
import signal
import socket
import struct
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from config.engines.errors import from_log, from_os_error, is_taken
from config.engines.identity import identity
from config.engines.places import engine_folder, engine_owner, is_root, log_file

START_SECONDS = 60.0  # a database may have much to recover after a power cut
WARM_SECONDS = 10.0  # so long a killed server's own children may hold its lock
STOP_SECONDS = 15.0

# Servers of this process, so that their ends are collected
_started: list[subprocess.Popen[bytes]] = []


def is_answering(path: Path) -> bool:
    """Return whether a server accepts connections on the unix socket `path`."""
    return listener(path) is not None


def listener(path: Path) -> int | None:
    """Return the id of the process that listens on the unix socket `path`, if one does."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        probe.settimeout(5)
        try:
            probe.connect(os.fsencode(path))
        except OSError:
            return None
        credentials = probe.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
        return int(struct.unpack("3i", credentials)[0])


def launch(
    name: str,
    command: Sequence[str],
    *,
    folder: Path,
    is_ready: Callable[[], bool],
    inherited: Sequence[int] = (),
) -> None:
    """Start a server as the engines' user and return when it is ready.

    folder     its data, also its working folder
    is_ready   asked until it says yes
    inherited  descriptors that the server keeps open

    Tries again for ten seconds while a killed predecessor still holds a lock. Raises EngineError.
    """
    warm_until = time.monotonic() + WARM_SECONDS
    while True:
        said = _launch_once(name, command, folder, is_ready, inherited)
        if said is None:
            return
        if not is_taken(said) or time.monotonic() > warm_until:
            raise from_log(name, said, engine_folder(), log_file(name))
        time.sleep(0.3)


def _launch_once(
    name: str,
    command: Sequence[str],
    folder: Path,
    is_ready: Callable[[], bool],
    inherited: Sequence[int],
) -> str | None:
    """Return None when the server is ready, or what it said before it ended."""
    server, beginning = _spawn(name, command, folder, inherited)
    _started.append(server)
    deadline = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        if is_ready():
            return None
        time.sleep(0.02)
    if server.poll() is None:
        end(server.pid)
    return log_file(name).read_bytes()[beginning:].decode(errors="replace")


def _spawn(
    name: str, command: Sequence[str], folder: Path, inherited: Sequence[int]
) -> tuple[subprocess.Popen[bytes], int]:
    """Return the server's process, and where in its log it begins to speak."""
    try:
        with log_file(name).open("ab") as log:
            beginning = log.tell()
            server = subprocess.Popen(
                command,
                cwd=folder,
                env=bare_environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=inherited,
                start_new_session=True,  # Ctrl-C is for us; we stop the server in our own time
                umask=0o077,
                **as_engine_user(),  # type: ignore[call-overload]
            )
    except OSError as error:
        raise from_os_error(error, folder) from error
    return server, beginning


def as_engine_user() -> dict[str, object]:
    """Return what subprocess needs so that the engines do not run as root."""
    if not is_root():
        return {}
    uid, gid = engine_owner()
    return {"user": uid, "group": gid, "extra_groups": []}


def bare_environment() -> dict[str, str]:
    """Return an environment in which no setting of the person's shell changes an engine."""
    return {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


def end(pid: int, polite: signal.Signals = signal.SIGTERM) -> None:
    """End the server `pid` and wait until it is gone: politely, then by force."""
    born = identity(pid)
    for kind, seconds in ((polite, STOP_SECONDS), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0)):
        if born is None or identity(pid) != born:
            break
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, kind)
        deadline = time.monotonic() + seconds
        while identity(pid) == born and time.monotonic() < deadline:
            time.sleep(0.02)
    _started[:] = [server for server in _started if server.poll() is None]
