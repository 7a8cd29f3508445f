"""Adding an event to the chain of its authority.

    digest    SHA-256 of the salt and of every column of the event
    hash      SHA-256 of the previous hash, the number and the digest

The salt lets a payload be erased one day without breaking the chain, and nobody guess it from its
digest. The head is locked late (order: case, counter, wake, head, tally), so that numbers have no
gap; casework/workflow/locking.py says more.
"""

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from casework.access.models import User
from casework.audit.events import ChainHead, Event
from casework.cases.case import Case
from casework.clock import now
from casework.search.texts import typed_in
from casework.search.writing import add_words

SEPARATOR = "\x1f"


def record(
    case: Case,
    verb: str,
    *,
    by: User | None,
    on_behalf_of: User | None = None,
    at: datetime | None = None,
    before: str = "",
    after: str = "",
    version: int | None = None,
    authority_id: int | None = None,
    details: Mapping[str, Any] | None = None,
    says: Iterable[str] = (),
) -> Event:
    """Add an event to the chain of the case's authority and return it.

    says  what the case is found by from now on, besides what was typed into the details

    Must run in the transaction of what it records.
    """
    add_words(case, [*typed_in(details), *says])
    event = Event(
        authority_id=authority_id or case.authority_id,
        case_id=case.pk,
        at=at or now(),
        actor=by,
        on_behalf_of=on_behalf_of,
        verb=verb,
        before=before,
        after=after,
        version=version,
        details=canonical(details or {}),
        salt=secrets.token_hex(16),
    )
    return append(event)


def append(event: Event) -> Event:
    """Give the event its place at the end of its authority's chain, save and return it."""
    append_all([event])
    return event


def append_all(events: Sequence[Event]) -> None:
    """Give these events, all of one authority, their places in its chain, and save them."""
    head = locked_head(events[0].authority_id)
    for event in events:
        event.number, event.previous = head.number + 1, head.hash
        event.digest = digest_of(columns_of(event), event.salt)
        event.hash = hash_of(event.previous, event.number, event.digest)
        head.number, head.hash = event.number, event.hash
    Event.objects.bulk_create(events)
    head.save(update_fields=["number", "hash"])


def locked_head(authority_id: int) -> ChainHead:
    """Return the end of this authority's chain; it stays locked, the first event makes it."""
    rows = ChainHead.objects.select_for_update().filter(authority_id=authority_id)
    head = rows.first()
    if head is None:  # two first ones at once: both insert, one of them waits and does nothing
        ChainHead.objects.bulk_create([ChainHead(authority_id=authority_id)], ignore_conflicts=True)
        head = rows.get()
    return head


def canonical(details: Mapping[str, Any] | Sequence[Any]) -> str:
    """Return the details as JSON with one spelling: sorted names, no spaces."""
    return json.dumps(
        details,
        sort_keys=True,
        separators=(",", ":"),
        ensure_ascii=False,
        cls=DjangoJSONEncoder,
    )


def parsed(details: str) -> dict[str, Any]:
    """Return what canonical() wrote."""
    found: dict[str, Any] = json.loads(details)
    return found


def columns_of(event: Event) -> list[Any]:
    """Return what the digest covers, in this order."""
    return [
        event.authority_id,
        event.number,
        event.case_id,
        event.at,
        event.actor_id,
        event.on_behalf_of_id,
        event.verb,
        event.before,
        event.after,
        event.version,
        event.details,
    ]


def digest_of(columns: list[Any], salt: str) -> str:
    """Return the digest of the columns of an event; instants count in UTC to the microsecond."""
    words = [
        column.astimezone(UTC).isoformat(timespec="microseconds")
        if isinstance(column, datetime)
        else ""
        if column is None
        else str(column)
        for column in columns
    ]
    return hashlib.sha256(SEPARATOR.join([salt, *words]).encode()).hexdigest()


def hash_of(previous: str, number: int, digest: str) -> str:
    """Return the hash that links an event to the one before it."""
    return hashlib.sha256(f"{previous}{SEPARATOR}{number}{SEPARATOR}{digest}".encode()).hexdigest()
