"""Sealing the log of reads: each night an event says what the new rows of an authority were.

The log is written without a lock, so it has no chain of its own; the event stands in the chain of
events. From then on a row that is changed, added or taken away among the sealed ones shows.
"""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from casework.access.scope import set_scope_of_all
from casework.audit.chain import append, canonical, digest_of, parsed
from casework.audit.events import Event, ReadLog
from casework.clock import now
from casework.directory.models import Authority

SEAL = "seal_reads"
SETTLED = timedelta(hours=1)  # no request runs so long: earlier rows are all there
COLUMNS = (
    "pk", "at", "user_id", "authority_id", "case_id", "what", "row", "typed", "found",
)  # fmt: skip


def seal_all() -> int:
    """Seal what was read until an hour ago, for each authority; return how many rows that were."""
    with transaction.atomic():
        set_scope_of_all()
        keys = list(Authority.objects.order_by("pk").values_list("pk", flat=True))
    return sum(seal(key) for key in keys)


def seal(authority_id: int) -> int:
    """Seal the rows of one authority that are not yet; return how many. No row, no event."""
    with transaction.atomic():
        set_scope_of_all()
        first = sealed_until(authority_id) + 1
        rows = ReadLog.objects.filter(authority=authority_id, at__lt=now() - SETTLED)
        last = rows.filter(pk__gte=first).order_by("-pk").values_list("pk", flat=True).first()
        if last is None:
            return 0
        number, digest = summed(between(authority_id, first, last))
        details = {"first": first, "last": last, "rows": number, "sha256": digest}
        event = Event(
            authority_id=authority_id,
            at=now(),
            verb=SEAL,
            details=canonical(details),
            salt=secrets.token_hex(16),
        )
        append(event)
    return number


def sealed_until(authority_id: int) -> int:
    """Return the key of the last row that was sealed, 0 if none was."""
    events = Event.objects.filter(authority=authority_id, verb=SEAL).order_by("-number")
    found = events.values_list("details", flat=True).first()
    return int(parsed(found)["last"]) if found else 0


def between(authority_id: int, first: int, last: int, alias: str = "default") -> QuerySet[Any]:
    """Return these columns of the authority's rows with keys from the first to the last."""
    rows = ReadLog.objects.using(alias).filter(authority=authority_id)
    return rows.filter(pk__gte=first, pk__lte=last).order_by("pk").values_list(*COLUMNS)


def summed(rows: QuerySet[Any]) -> tuple[int, str]:
    """Return how many rows these are, and one digest of all of them."""
    number, digest = 0, hashlib.sha256()
    for row in rows.iterator():
        digest.update(digest_of(list(row), "").encode())
        number += 1
    return number, digest.hexdigest()


def broken_seal(authority_id: int, details: str, alias: str) -> str:
    """Return what is wrong with the rows that this event sealed, "" if nothing is."""
    said = parsed(details)
    number, digest = summed(between(authority_id, said["first"], said["last"], alias))
    if number != said["rows"]:
        return f"Of the log of reads {said['rows']} rows were sealed here, and {number} are there."
    if digest != said["sha256"]:
        return "A row of the log of reads that was sealed here is not as it was written."
    return ""
