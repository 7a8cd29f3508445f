"""Whether this machine may send: never by itself on a copy of the database, nor after a restore.

A machine keeps a file with its own token and the number of the last sweep that it knows of; the
database keeps both too. A machine that the database does not know, or one that remembers more than
the database does, is held until a supervisor releases it.
"""

import json
import os
import socket
import threading
import uuid
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import structlog
from django.conf import settings
from django.db import connection

from casework.access.models import User
from casework.clock import now
from casework.notices.models import Host

log = structlog.get_logger(__name__)

COMPLETE = """
UPDATE casework_host SET sweeps = sweeps + 1, completed_at = %s WHERE id = %s RETURNING sweeps
"""


@dataclass(frozen=True)
class Memory:
    """What the machine remembers outside the database."""

    token: uuid.UUID
    sweeps: int = 0


def here() -> Host:
    """Return the row of this machine; `held_since` says whether it may send."""
    memory = remembered() or begun()
    host = Host.objects.filter(token=memory.token).first()
    if host is None:
        return newcomer(memory)
    if host.held_since is None:
        why = doubt(host, memory)
        if why:
            hold(host, why, memory)
    return host


def newcomer(memory: Memory) -> Host:
    """Return the new row of this machine: held, unless it is the first of the installation."""
    is_first = not Host.objects.exists()
    host, _made = Host.objects.get_or_create(
        token=memory.token,
        defaults={
            "name": socket.gethostname()[:200],
            "site": settings.SITE_URL,
            "sweeps": memory.sweeps,
            "held_since": None if is_first else now(),
            "held_why": "" if is_first else Host.Held.UNKNOWN,
        },
    )
    return host


def doubt(host: Host, memory: Memory) -> str:
    """Return why this machine should not send by itself, "" if it may."""
    if memory.sweeps > host.sweeps:
        return Host.Held.OLDER
    if settings.PRODUCTION and host.site != settings.SITE_URL:
        return Host.Held.ADDRESS
    return ""


def hold(host: Host, why: str, memory: Memory) -> None:
    """Let this machine send nothing until a supervisor releases it."""
    host.held_since, host.held_why, host.remembered = now(), why, memory.sweeps
    host.save(update_fields=["held_since", "held_why", "remembered"])
    log.error("reminders are held on this machine", why=why)


def release(host: Host, by: User) -> None:
    """Let the machine send again: a supervisor says that this is the real installation."""
    host.sweeps = max(host.sweeps, host.remembered)
    host.site = settings.SITE_URL
    host.held_since, host.held_why = None, ""
    host.released_at, host.released_by = now(), by
    host.save(
        update_fields=["sweeps", "site", "held_since", "held_why", "released_at", "released_by"]
    )
    log.warning("reminders were released", host=host.name, by=by.pk)


def complete(host: Host, at: datetime) -> None:
    """Write that a sweep is complete, in the database first: the file never knows more."""
    with connection.cursor() as cursor:
        cursor.execute(COMPLETE, [at, host.pk])
        (sweeps,) = cursor.fetchone()
    remember(Memory(host.token, sweeps))


def remembered() -> Memory | None:
    """Return what this machine remembers, None if nothing; a broken file is nothing."""
    try:
        found = json.loads(place().read_text())
        return Memory(uuid.UUID(found["token"]), int(found["sweeps"]))
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None


def begun() -> Memory:
    """Return the first memory of this machine; of several processes that begin at once one wins.

    A file that cannot be read is replaced: the machine is a newcomer, and stays the same one.
    """
    memory = Memory(uuid.uuid4())
    ours = written(memory)
    try:
        os.link(ours, place())
    except FileExistsError:
        found = remembered()
        if found is None:
            ours.replace(place())
            return memory
        memory = found
    ours.unlink()
    return memory


def remember(memory: Memory) -> None:
    """Write the file of this machine; a reader never sees half of it."""
    written(memory).replace(place())


def written(memory: Memory) -> Path:
    """Return a file of this thread's own with this memory in it, beside the place."""
    place().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    ours = place().with_name(f"{place().name}.{os.getpid()}.{threading.get_ident()}")
    ours.write_text(json.dumps({"token": str(memory.token), "sweeps": memory.sweeps}))
    return ours


def place() -> Path:
    """Return where this machine keeps its file: beside the database, never in its backup."""
    return Path(settings.HOST_FILE)
