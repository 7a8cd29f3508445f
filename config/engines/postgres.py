"""The embedded PostgreSQL: our own folder, our own roles, no address but a unix socket."""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import psutil
import psycopg
from psycopg import sql

from config.engines import programs
from config.engines.errors import from_log, from_os_error
from config.engines.identity import identity
from config.engines.places import (
    DATABASE_SOCKET,
    engine_folder,
    engine_owner,
    is_for_tests,
    log_file,
    socket_folder,
)
from config.engines.servers import (
    WARM_SECONDS,
    as_engine_user,
    bare_environment,
    end,
    launch,
    listener,
)

NAME = "postgresql"
SUPERUSER = "postgres"
DATABASE = "mla_desk"
OWNER = "mla_owner"
ROLES = {
    OWNER: "LOGIN NOSUPERUSER CREATEDB CREATEROLE",
    "mla_app": "LOGIN NOSUPERUSER NOBYPASSRLS",
    "mla_sender": "LOGIN NOSUPERUSER NOBYPASSRLS",
    "mla_auditor": "LOGIN NOSUPERUSER NOBYPASSRLS",
}
UNSAFE_BUT_FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def socket_path() -> Path:
    """Return the unix socket on which it listens; it has no other address."""
    return socket_folder() / DATABASE_SOCKET


def start() -> None:
    """Make its folder if there is none, start it, and make the roles and the database."""
    binaries = programs.postgresql()
    data = engine_folder() / "postgresql"
    if not data.exists():
        _initialise(binaries, data)
    _forget_zombie(data)
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": str(socket_folder()),
        "unix_socket_permissions": "0700",
        "shared_buffers": "64MB",
        "max_wal_size": "256MB",
        "timezone": "UTC",
        "cluster_name": "mla-desk",
        **(UNSAFE_BUT_FAST if is_for_tests() else {}),
    }
    options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    launch(
        NAME,
        [str(binaries / "postgres"), "-D", str(data), *options],
        folder=data,
        is_ready=_is_ready,
    )
    _make_roles_and_database()


def stop() -> None:
    """Stop it, breaking open connections off; what was committed is on the disk."""
    if pid := listener(socket_path()):
        end(pid, polite=signal.SIGINT)


def _connect() -> psycopg.Connection:
    # Autocommit: CREATE DATABASE refuses to run in a transaction.
    return psycopg.connect(
        host=str(socket_folder()),
        dbname="postgres",
        user=SUPERUSER,
        connect_timeout=5,
        autocommit=True,
    )


def _is_ready() -> bool:
    try:
        _connect().close()
    except psycopg.OperationalError:
        return False
    return True


def _make_roles_and_database() -> None:
    with _connect() as connection:
        roles = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
        for role, rights in ROLES.items():
            if role not in roles:
                statement = sql.SQL("CREATE ROLE {} " + rights)
                connection.execute(statement.format(sql.Identifier(role)))
        databases = {name for (name,) in connection.execute("SELECT datname FROM pg_database")}
        if DATABASE not in databases:
            statement = sql.SQL("CREATE DATABASE {} OWNER {}")
            connection.execute(statement.format(sql.Identifier(DATABASE), sql.Identifier(OWNER)))


def _forget_zombie(data: Path) -> None:
    """Remove the lock of a killed server whose parent has not collected it.

    PostgreSQL takes a zombie for a running server. In a container whose first process collects
    nobody that would last until the container ends.
    """
    lock = data / "postmaster.pid"
    try:
        pid = int(lock.read_text().split()[0])
    except (FileNotFoundError, IndexError, ValueError):
        return
    if identity(pid) is not None or not psutil.pid_exists(pid):
        return
    deadline = time.monotonic() + WARM_SECONDS
    while _works_in(data) and time.monotonic() < deadline:
        time.sleep(0.05)  # its own children see its death, and end
    if not _works_in(data):
        lock.unlink()
        socket_path().with_name(f"{DATABASE_SOCKET}.lock").unlink(missing_ok=True)


def _works_in(folder: Path) -> bool:
    """Return whether a process has `folder` as its working folder, as all of PostgreSQL's have."""
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):
            if process.cwd() == str(folder):
                return True
    return False


def _initialise(binaries: Path, data: Path) -> None:
    """Make the data folder beside its place and move it there: half a folder never counts."""
    for left in data.parent.glob("postgresql.new-*"):
        shutil.rmtree(left, ignore_errors=True)  # of an initdb that was killed
    fresh = data.with_name(f"postgresql.new-{os.getpid()}")
    try:
        fresh.mkdir(mode=0o700)
        os.chown(fresh, *engine_owner())
        _run_initdb(binaries, fresh)
        fresh.rename(data)
    except OSError as error:
        raise from_os_error(error, engine_folder()) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _run_initdb(binaries: Path, folder: Path) -> None:
    options = [
        f"--pgdata={folder}",
        f"--username={SUPERUSER}",
        "--encoding=UTF8",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--locale=C",
        "--auth=trust",  # nobody but the engines' user can reach the socket
        "--no-instructions",
        *(["--no-sync"] if is_for_tests() else []),
    ]
    with log_file(NAME).open("a") as log:
        beginning = log.tell()
        made = subprocess.run(
            [binaries / "initdb", *options],
            cwd=folder,
            env=bare_environment(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            umask=0o077,
            check=False,
            **as_engine_user(),  # type: ignore[call-overload]
        )
    if made.returncode:
        said = log_file(NAME).read_bytes()[beginning:].decode(errors="replace")
        raise from_log(NAME, said, engine_folder(), log_file(NAME))
