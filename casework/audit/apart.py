"""Events of an authority that belong to no case: they stand in the same chain as all others."""

import secrets
from collections.abc import Mapping
from typing import Any

from casework.access.models import User
from casework.audit.chain import append, canonical
from casework.audit.events import Event
from casework.clock import now


def record_apart(
    authority_id: int, verb: str, *, by: User, details: Mapping[str, Any] | None = None
) -> Event:
    """Add an event to the chain of the authority and return it.

    Must run in the transaction of what it records.
    """
    event = Event(
        authority_id=authority_id,
        at=now(),
        actor=by,
        verb=verb,
        details=canonical(details or {}),
        salt=secrets.token_hex(16),
    )
    return append(event)
