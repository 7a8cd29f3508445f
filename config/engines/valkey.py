"""The embedded Valkey, our broker: append-only file, unix socket, no port."""

import fcntl
import os
import socket
import time
from pathlib import Path

from config.engines import programs
from config.engines.errors import EngineError, from_os_error
from config.engines.places import (
    BROKER_SOCKET,
    engine_folder,
    engine_owner,
    is_for_tests,
    private_folder,
    socket_folder,
)
from config.engines.servers import WARM_SECONDS, end, launch, listener

NAME = "valkey"


def socket_path() -> Path:
    """Return the unix socket on which it listens; it has no other address."""
    return socket_folder() / BROKER_SOCKET


def start() -> None:
    """Start it on its folder, which no second server may use at the same time."""
    try:
        data = private_folder(engine_folder() / "valkey")
        lock = _lock(data / "lock")
    except OSError as error:
        raise from_os_error(error, engine_folder()) from error
    settings = {
        "port": "0",
        "unixsocket": str(socket_path()),
        "unixsocketperm": "700",
        "dir": str(data),
        "daemonize": "no",
        "appendonly": "yes",
        "appendfsync": "no" if is_for_tests() else "everysec",
        "save": "",
        "maxmemory-policy": "noeviction",
    }
    options = [word for name, value in settings.items() for word in (f"--{name}", value)]
    try:
        command = [str(programs.valkey()), *options]
        launch(NAME, command, folder=data, is_ready=_is_ready, inherited=[lock])
    finally:
        os.close(lock)


def stop() -> None:
    """Stop it after it has written its file."""
    if pid := listener(socket_path()):
        end(pid)


def _lock(path: Path) -> int:
    """Return a locked descriptor; the server inherits it, so the lock lives as long as it does."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    os.fchown(descriptor, *engine_owner())
    deadline = time.monotonic() + WARM_SECONDS
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() < deadline:
                time.sleep(0.1)
                continue
            os.close(descriptor)
            raise EngineError(
                f"Another Valkey still uses {path.parent}: end it, or set MLA_RUN_DIR to another"
                " folder."
            ) from None
        return descriptor


def _is_ready() -> bool:
    """Return whether it answers; while it still reads its file it refuses PING."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        probe.settimeout(5)
        try:
            probe.connect(os.fsencode(socket_path()))
            probe.sendall(b"PING\r\n")
            return probe.recv(64).startswith(b"+PONG")
        except OSError:
            return False
