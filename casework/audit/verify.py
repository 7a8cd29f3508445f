"""Reading a chain again: is every event as it was written, and is none missing?

Rows are streamed as plain tuples, in the order of the chain. What stands beyond the head is looked
for in one statement of its own, so that events written meanwhile are never taken for damage.
Whoever owns the database can rewrite rows, hashes and head together: against that only a copy of
the head helps that is kept elsewhere.
"""

from dataclasses import dataclass

from django.db import transaction

from casework.audit.damage import Damage, Kind, Place, damage_at, is_sound
from casework.audit.reading import Head, first_beyond, stream
from casework.audit.sealing import SEAL, broken_seal


@dataclass(frozen=True)
class Verified:
    """What reading one chain found: how many rows were read, and the damage, if any."""

    head: Head
    read: int
    damage: Damage | None


def verify(head: Head, alias: str) -> Verified:
    """Read the chain that ends with this head and return what was found."""
    read, last, last_hash = 0, 0, ""
    with transaction.atomic(using=alias):
        for row in stream(head, alias):
            read += 1
            if not is_sound(row, last, last_hash):
                place = Place(head, last, last_hash, alias)
                return Verified(head, read, damage_at(row, place))
            if row.verb == SEAL and (about := broken_seal(head.authority_id, row.details, alias)):
                return Verified(head, read, Damage(Kind.READS, row.number, row, about))
            last, last_hash = row.number, row.hash
        return Verified(head, read, _at_the_end(Place(head, last, last_hash, alias)))


def _at_the_end(place: Place) -> Damage | None:
    """Return what is wrong with the end of a chain that is sound so far."""
    last, head = place.last, place.head
    if last < head.number:
        about = f"The end is missing: the head knows of {head.number} events."
        return Damage(Kind.CUT, last + 1, None, about)
    if place.last_hash != head.hash:
        about = "The chain ends otherwise than its head says: its end, or the head, was rewritten."
        return Damage(Kind.REWRITTEN, last, place.at(last), about)
    beyond = first_beyond(head, place.alias)
    if beyond is None:
        return None
    about = "It stands after the end that the head knows."
    return Damage(Kind.ADDED, beyond, place.at(beyond), about)
