"""Turns of duty begin and end, and one shift writes down what the next one has to know.

Each change is an event of the authority. The head of its chain is locked before anything is read,
so that of two clicks at once one is the first.
"""

from collections.abc import Collection, Iterable
from datetime import timedelta

from django.db import transaction

from casework.access.duty import DutyTurn, ShiftNote, ShiftNoteRead, turns_at
from casework.access.models import User
from casework.access.permissions import Role
from casework.access.supervision import reach_of
from casework.audit.apart import record_apart
from casework.audit.chain import locked_head
from casework.cases.urgency import WORKING
from casework.clock import now
from casework.directory.models import Authority

SAME_CLICK = timedelta(minutes=1)


def may_serve(person: User, authority_id: int) -> bool:
    """Whether the person may be on duty there: as officer, lawyer or supervisor."""
    return authority_id in reach_of(person, *WORKING)


def may_end(person: User, turn: DutyTurn, going_on: Iterable[DutyTurn]) -> bool:
    """Whether the person may end this turn: one's own, as supervisor, or as the next on duty."""
    if turn.user_id == person.pk or turn.authority_id in reach_of(person, Role.SUPERVISOR):
        return True
    is_next = any(
        row.user_id == person.pk and row.authority_id == turn.authority_id for row in going_on
    )
    return is_next and may_serve(person, turn.authority_id)


def begin(authority: Authority, person: User, *, instead_of: Collection[int] = ()) -> bool:
    """Put the person on duty and return whether that is new.

    instead_of  turns that end with it: those that the person saw; one that began since goes on
    """
    with transaction.atomic():
        locked_head(authority.pk)
        going_on = turns_at([authority.pk])
        is_new = all(turn.user_id != person.pk for turn in going_on)
        if is_new:
            turn = DutyTurn.objects.create(user=person, authority=authority)
            record_apart(authority.pk, "begin_duty", by=person, details={"turn": turn.pk})
        for turn in going_on:
            if turn.pk in instead_of and turn.user_id != person.pk:
                close(turn, person)
    return is_new


def end(turn: DutyTurn, by: User) -> bool:
    """End the turn and return whether it went on until now. Who may do so was checked before."""
    with transaction.atomic():
        locked_head(turn.authority_id)
        held = DutyTurn.objects.going_on().filter(pk=turn.pk).first()
        if held is None:
            return False
        close(held, by)
    return True


def close(turn: DutyTurn, by: User) -> None:
    """End a turn that goes on; the head of the chain is locked."""
    turn.until_at = max(now(), turn.from_at)  # a clock that was set back ends it at its beginning
    turn.save(update_fields=["until_at"])
    about = {"turn": turn.pk, "user": turn.user_id}
    record_apart(turn.authority_id, "end_duty", by=by, details=about)


def hand_over(authority: Authority, by: User, text: str) -> ShiftNote:
    """Return the hand-over note; the same one within a minute is one."""
    with transaction.atomic():
        locked_head(authority.pk)
        fields = {"authority": authority, "made_by": by, "text": text}
        since = now() - SAME_CLICK
        twin: ShiftNote | None = ShiftNote.objects.filter(made_at__gte=since, **fields).first()
        if twin is not None:
            return twin
        note = ShiftNote.objects.create(**fields)
        about = {"note": note.pk, "text": text}
        record_apart(authority.pk, "hand_over_duty", by=by, details=about)
    return note


def read(note: ShiftNote, by: User) -> None:
    """Record that the person has read the note; the first time counts."""
    ShiftNoteRead.objects.bulk_create([ShiftNoteRead(note=note, user=by)], ignore_conflicts=True)
