"""What was done to a chain, told from the first row that is not as it was written."""

from dataclasses import dataclass
from enum import StrEnum

from casework.audit.chain import hash_of
from casework.audit.reading import Head, Row, row_at, values_of

GUESSED = ("verb", "before", "after", "actor_id", "on_behalf_of_id", "case_id", "version")
NAMES = {"actor_id": "person", "on_behalf_of_id": "on behalf of", "case_id": "case"}


class Kind(StrEnum):
    """The kinds of damage."""

    ALTERED = "altered"
    REMOVED = "removed"
    INSERTED = "inserted"
    SWAPPED = "swapped"
    REWRITTEN = "rewritten"
    CUT = "tail cut"
    ADDED = "added after the end"
    READS = "log of reads"


@dataclass(frozen=True)
class Damage:
    """The first thing that is wrong with the chain of an authority.

    number  of the first bad row
    row     what stands there; None if nothing does
    about   what is known of it, in a sentence
    """

    kind: Kind
    number: int
    row: Row | None
    about: str


@dataclass(frozen=True)
class Place:
    """Where reading stopped: the head of the chain, and the last sound row before it."""

    head: Head
    last: int
    last_hash: str
    alias: str

    def at(self, number: int) -> Row | None:
        """Return the row that stands at this number."""
        return row_at(self.head, number, self.alias)


def is_sound(row: Row, last: int, last_hash: str) -> bool:
    """Whether the row is as it was written and continues the chain."""
    return (
        row.number == last + 1
        and row.previous == last_hash
        and row.hash == hash_of(row.previous, row.number, row.digest)
        and row.digest == row.fresh_digest
    )


def damage_at(row: Row, place: Place) -> Damage:
    """Return what is wrong with a row that is not sound."""
    if row.number <= place.last:
        return Damage(Kind.INSERTED, row.number, row, "This number stands twice.")
    if row.number > place.last + 1:
        first, last = place.last + 1, row.number - 1
        which = f"Event {first} is" if first == last else f"Events {first} to {last} are"
        return Damage(Kind.REMOVED, first, None, f"{which} missing.")
    if row.digest != row.fresh_digest:
        return changed(row, place)
    if row.hash != hash_of(row.previous, row.number, row.digest):
        return unbound(row, place)
    about = (
        "The next event was written after another one than this:"
        " this event, or the chain up to it, was rewritten."
    )
    return Damage(Kind.REWRITTEN, place.last or row.number, place.at(place.last) or row, about)


def changed(row: Row, place: Place) -> Damage:
    """Return what is wrong with a row whose columns do not fit its digest."""
    if row.hash == hash_of(row.previous, row.number, row.fresh_digest):
        return Damage(Kind.ALTERED, row.number, row, "Its digest was changed, nothing else.")
    written_as = number_of(row, place.head.number)
    if written_as is not None:
        return moved(row, written_as, place)
    for column in GUESSED:
        for value in values_of(column, place.alias):
            if row._replace(**{column: value}).fresh_digest == row.digest:
                name = NAMES.get(column, column)
                about = f"The column “{name}” was changed; written was: {value or 'nothing'}."
                return Damage(Kind.ALTERED, row.number, row, about)
    about = "Its time or its details were changed, or more than one column."
    return Damage(Kind.ALTERED, row.number, row, about)


def number_of(row: Row, highest: int) -> int | None:
    """Return the number under which the row was written, if it is another one."""
    for number in range(1, highest + 2):
        if number != row.number and row._replace(number=number).fresh_digest == row.digest:
            return number
    return None


def moved(row: Row, written_as: int, place: Place) -> Damage:
    """Return what is wrong where a row stands that was written under another number."""
    about = f"What stands here was written as event {written_as}."
    other = place.at(written_as)
    if other and other._replace(number=row.number).fresh_digest == other.digest:
        about = f"Event {row.number} and event {written_as} stand in each other’s place."
        return Damage(Kind.SWAPPED, row.number, row, about)
    if written_as > row.number:
        return Damage(Kind.REMOVED, row.number, row, f"{about} Those before it are missing.")
    about = f"What stands at {row.number} was written as event {written_as}."
    return Damage(Kind.INSERTED, written_as, place.at(written_as), about)


def unbound(row: Row, place: Place) -> Damage:
    """Return what is wrong with a row whose digest is right and whose hash is not."""
    if row.previous != place.last_hash:
        if row.hash == hash_of(place.last_hash, row.number, row.digest):
            about = "The hash of the event before it was changed, nothing else."
            return Damage(Kind.ALTERED, row.number, row, about)
        about = "Neither its hash nor that of the event before it is as it was written."
        return Damage(Kind.REWRITTEN, row.number, row, about)
    following = place.at(row.number + 1)
    bound = following.previous if following else place.head.hash
    if bound == hash_of(row.previous, row.number, row.digest):
        return Damage(Kind.ALTERED, row.number, row, "Its hash was changed, nothing else.")
    about = "It was changed and its digest made anew; its hash shows it."
    return Damage(Kind.ALTERED, row.number, row, about)
