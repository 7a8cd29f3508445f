"""Who is on duty now and what the shift before wrote, at each authority of a person."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import timedelta

from casework.access.duty import DutyTurn, ShiftNote, ShiftNoteRead, turns_at
from casework.access.models import User
from casework.clock import now
from casework.desk.duty_turns import may_end, may_serve
from casework.desk.spans import span
from casework.directory.models import Authority

NEWS = timedelta(hours=24)  # for so long the first page shows a note that was not read


@dataclass(frozen=True)
class OnDuty:
    """Somebody on duty. span: for how long, in words."""

    turn: DutyTurn
    span: str
    is_me: bool
    may_end: bool


@dataclass(frozen=True)
class Shift:
    """The shift of one authority, as one person sees it.

    mine     the person's own turn, None if not on duty
    note     the latest hand-over note
    reads    who has read it, in order
    is_news  whether the first page shows the note: it is fresh, and the person has not read it
    """

    authority: Authority
    people: list[OnDuty]
    mine: DutyTurn | None
    may_serve: bool
    note: ShiftNote | None = None
    reads: list[ShiftNoteRead] = field(default_factory=list)
    is_news: bool = False
    has_read: bool = False

    @property
    def others(self) -> list[OnDuty]:
        """Whom the person would take over from."""
        return [one for one in self.people if not one.is_me]


def authorities_of(person: User) -> list[Authority]:
    """Return the authorities in which the person has any role today, by code."""
    keys = person.authorities
    return list(Authority.objects.filter(pk__in=keys).order_by("code")) if keys else []


def shifts_of(person: User) -> list[Shift]:
    """Return the shift of each authority of the person. At most four queries."""
    authorities = authorities_of(person)
    keys = [authority.pk for authority in authorities]
    if not keys:
        return []
    going_on, notes = turns_at(keys), latest_notes(keys)
    reads = reads_of(notes)
    return [shift_of(person, authority, going_on, notes, reads) for authority in authorities]


def shift_of(
    person: User,
    authority: Authority,
    going_on: list[DutyTurn],
    notes: dict[int, ShiftNote],
    reads: dict[int, list[ShiftNoteRead]],
) -> Shift:
    """Return the shift of one authority."""
    at, here = now(), [turn for turn in going_on if turn.authority_id == authority.pk]
    people = [serving(person, turn, here) for turn in here]
    note = notes.get(authority.pk)
    readers = reads.get(note.pk, []) if note else []
    has_read = any(row.user_id == person.pk for row in readers)
    is_fresh = note is not None and note.made_at >= at - NEWS and note.made_by_id != person.pk
    return Shift(
        authority=authority,
        people=people,
        mine=next((one.turn for one in people if one.is_me), None),
        may_serve=may_serve(person, authority.pk),
        note=note,
        reads=readers,
        is_news=is_fresh and not has_read,
        has_read=has_read,
    )


def serving(person: User, turn: DutyTurn, going_on: list[DutyTurn]) -> OnDuty:
    """Return a turn that goes on as the person sees it."""
    return OnDuty(
        turn,
        span=span(now() - turn.from_at),
        is_me=turn.user_id == person.pk,
        may_end=may_end(person, turn, going_on),
    )


def latest_notes(keys: Collection[int]) -> dict[int, ShiftNote]:
    """Return the latest note of each of these authorities."""
    rows = ShiftNote.objects.filter(authority__in=keys).select_related("made_by")
    latest = rows.order_by("authority_id", "-made_at", "-pk").distinct("authority_id")
    return {note.authority_id: note for note in latest}


def reads_of(notes: dict[int, ShiftNote]) -> dict[int, list[ShiftNoteRead]]:
    """Return who has read these notes, by note."""
    found: dict[int, list[ShiftNoteRead]] = defaultdict(list)
    rows = ShiftNoteRead.objects.filter(note__in=[note.pk for note in notes.values()])
    for row in rows.select_related("user").order_by("pk") if notes else []:
        found[row.note_id].append(row)
    return found
