"""The embedded engines, PostgreSQL and Valkey out of wheels: the same servers as in production.

Addresses follow from the checkout's path alone, so settings can name them before anything runs.
Both engines listen on unix sockets in a folder that only their user may enter, and nowhere else.
"""

import sys
from typing import Any
from urllib.parse import quote

from config.engines.errors import EngineError
from config.engines.lending import borrow, give_back, start, stop
from config.engines.places import socket_folder, state_folder
from config.engines.postgres import DATABASE
from config.engines.valkey import socket_path as broker_socket

__all__ = [
    "EngineError",
    "borrow",
    "borrow_or_exit",
    "database_settings",
    "database_url",
    "give_back",
    "redis_url",
    "start",
    "state_folder",
    "stop",
]


def borrow_or_exit() -> None:
    """Borrow the engines for this process, or end it with the sentence that says why not."""
    try:
        borrow()
    except EngineError as error:
        sys.exit(str(error))


def database_settings(role: str = "mla_app") -> dict[str, Any]:
    """Return Django's DATABASES entry for the embedded database as `role`."""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": DATABASE,
        "USER": role,
        "HOST": str(socket_folder()),
    }


def database_url(role: str = "mla_app") -> str:
    """Return the same as one address, for DATABASE_URL of another process."""
    return f"postgres://{role}@/{quote(str(socket_folder()))}/{DATABASE}"


def redis_url() -> str:
    """Return the broker's address in Celery's form; redis-py itself calls it unix://."""
    return f"redis+socket://{quote(str(broker_socket()))}"
