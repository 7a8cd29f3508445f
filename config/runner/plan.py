"""What `make run` starts, in which order, and with which settings."""

import os
import secrets
import socket
import sys
from dataclasses import dataclass, field

from config.engines import state_folder
from config.engines.places import log_file
from config.mailcatcher import ADDRESS
from config.runner.child import Child
from config.runner.errors import RunnerError
from config.runner.records import MARK

THEIR_OWN = ("DATABASE_URL", "MIGRATE_DATABASE_URL", "REDIS_URL")


@dataclass
class Plan:
    """The demonstration on one port: its address and how its processes are told about it."""

    port: int
    mail_port: int = field(default_factory=lambda: free_port())
    mark: str = field(default_factory=lambda: secrets.token_hex(8))

    @property
    def address(self) -> str:
        """Return the address for a browser; passkeys and cookies want a name, not a number."""
        return f"http://localhost:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """Return the environment of every child."""
        return {
            **os.environ,
            "MLA_DEMO": "1",
            "MLA_CLOCK_FILE": str(state_folder() / "clock"),
            "SITE_URL": self.address,
            "EMAIL_URL": f"smtp://{ADDRESS}:{self.mail_port}",
            "PYTHONUNBUFFERED": "1",
            # Celery's ten lines on root: who runs the demonstration as root knows.
            "PYTHONWARNINGS": "ignore:You're running the worker with superuser privileges",
            MARK: self.mark,
        }

    def child(self, name: str, *module: str) -> Child:
        """Return a child that runs a Python module; its log begins anew, the last one is kept."""
        log = log_file(name)
        if log.exists():
            log.replace(log.with_suffix(".log.old"))
        return Child(name, [sys.executable, "-m", *module], self.environment)

    def children(self) -> list[Child]:
        """Return what runs, in the order of the start; the stop goes the other way."""
        schedule = state_folder() / "celerybeat-schedule"
        celery = ["celery", "--quiet", "--app", "config"]
        alone = ["--concurrency=2", "--without-mingle", "--without-gossip"]
        return [
            self.child("mail", "config.mailcatcher", str(self.mail_port)),
            self.child("worker", *celery, "worker", *alone, "--loglevel=INFO"),
            self.child("beat", *celery, "beat", f"--schedule={schedule}", "--pidfile="),
            self.child(
                "web",
                "gunicorn",
                "config.wsgi",
                f"--bind={ADDRESS}:{self.port}",
                "--workers=2",
                "--worker-class=gthread",
                "--threads=4",
                "--graceful-timeout=5",
                "--no-control-socket",  # its place is one for all checkouts of this user
            ),
        ]


def plan_from_environment() -> Plan:
    """Return the plan for PORT, 8000 if unset; raise RunnerError if it cannot work here."""
    for name in THEIR_OWN:
        if os.environ.get(name):
            raise RunnerError(
                f"{name} is set, and `make run` would write its demonstration there: unset it,"
                " or start the site as docs/operators/ says."
            )
    port = os.environ.get("PORT") or "8000"
    if not port.isdigit() or not 0 < int(port) < 65536:
        raise RunnerError(f"PORT={port} is not a port: make run PORT=8001")
    return Plan(int(port))


def refuse_if_taken(port: int) -> None:
    """Raise RunnerError if no server can listen on `port` of this machine."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except PermissionError:
            raise RunnerError(
                f"Port {port} is for root only; take another one: make run PORT=8001"
            ) from None
        except OSError:
            raise RunnerError(
                f"Port {port} is in use by another program; take another one: make run"
                f" PORT={port + 1 if port < 65535 else 8001}"
            ) from None


def free_port() -> int:
    """Return a port of this machine on which nobody listens."""
    with socket.socket() as probe:
        probe.bind((ADDRESS, 0))
        return int(probe.getsockname()[1])
