"""Making cases of checked rows: some at a time, each time in one transaction.

A row keeps its case, so whatever is killed goes on where it was. Nothing old is ever said:
reminders count from now. No letter is owed and no clock runs on what has ended; on open cases the
pure functions count from the facts, as on any other.
"""

import secrets
from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from casework.access.scope import set_scope_of_all
from casework.audit import chain
from casework.audit.events import Event
from casework.cases.additions import Note
from casework.cases.case import WaitingOn
from casework.clock import now
from casework.figures.keeping import tally_all
from casework.notices.wakes import touch_all
from casework.registers.checking import CHECKED, mark_twins, read_rows, scope_of
from casework.registers.kinds import Told
from casework.registers.making import make_cases, of
from casework.registers.model import RegisterImport, RegisterRow
from casework.search.writing import add_all

BATCH = 50  # cases a transaction: an officer's step waits at most for these
Status = RegisterRow.Status
US = str(WaitingOn.US.value)


def bring_batch(key: int, limit: int = BATCH) -> int | None:
    """Bring in the next rows of the register in one transaction; return how many there were.

    After the last one it is done. None if nothing of it is to be brought in, or if another
    process is at work on a register of this authority.
    """
    with transaction.atomic():
        set_scope_of_all()
        authority = RegisterImport.objects.values_list("authority", flat=True).get(pk=key)
        if not alone(authority):
            return None
        held = RegisterImport.objects.select_for_update(no_key=True, of=("self",))
        register = held.select_related("authority", "confirmed_by").get(pk=key)
        if register.status != RegisterImport.Status.RUNNING:
            return None
        scope_of(register)
        rows = list(register.rows.filter(status=Status.READY).order_by("number")[:limit])
        bring(register, rows)
        if len(rows) < limit:
            register.status, register.finished_at = RegisterImport.Status.DONE, now()
            register.save(update_fields=["status", "finished_at"])
        return len(rows)


def alone(authority: int) -> bool:
    """Whether this transaction is the only one that brings in a register of the authority."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [f"register:{authority}"]
        )
        return bool(cursor.fetchone()[0])


def bring(register: RegisterImport, rows: Sequence[RegisterRow]) -> None:
    """Make the cases of these rows, but not of those whose request is here meanwhile."""
    with override(register.confirmed_by.language if register.confirmed_by else None):
        told = read_rows(register, rows)  # what is kept in words is kept in these
        mark_twins(register, [row for row in rows if row.status == Status.READY])
        ready = [row for row in rows if row.status == Status.READY]
        if ready:
            cases = make_cases(register, [told[row.pk] for row in ready])
            for row, case in zip(ready, cases, strict=True):
                row.status, row.case = Status.DONE, case
            write(register, ready, [told[row.pk] for row in ready])
    RegisterRow.objects.bulk_update(rows, [*CHECKED, "case"])


def write(register: RegisterImport, rows: Sequence[RegisterRow], told: Sequence[Told]) -> None:
    """Write what follows of the new cases: notes, events, tallies, words, and when to look again.

    Locks in the order of the house: the chain, then the tallies.
    """
    cases: list[Any] = [row.case for row in rows]
    both = list(zip(rows, told, strict=True))
    Note.objects.bulk_create(note_of(register, row, row.case, one) for row, one in both)
    events = [event_of(register, row, row.case, one) for row, one in both]
    chain.append_all(events)
    tally_all([case.pk for case in cases], register.kind)
    add_all(cases, {event.case_id or 0: chain.parsed(event.details) for event in events})
    touch_all(case.pk for case in cases if not case.is_ended)


def event_of(register: RegisterImport, row: RegisterRow, case: Any, told: Told) -> Event:
    """Return the event that names file and row, not saved."""
    about = {
        "receipt": case.receipt_id,
        "register": register.name,
        "sha256": register.sha256,
        "register_row": row.number,
        "old_number": told.old_number,
        "changes": {"waiting_on": [US, case.waiting_on]} if waits(case) else {},
    }
    return Event(
        authority_id=case.authority_id,
        case_id=case.pk,
        at=case.act.at,
        actor=case.act.by,
        verb="bring_in",
        after=case.state,
        version=case.version,
        details=chain.canonical({name: value for name, value in about.items() if value}),
        salt=secrets.token_hex(16),
    )


def note_of(register: RegisterImport, row: RegisterRow, case: Any, told: Told) -> Note:
    """Return what the register said besides, for colleagues, not saved."""
    words = {"name": register.name, "row": row.number}
    said = [_("Brought in from “%(name)s”, row %(row)s.") % words]
    said += [f"{label}: {text}" for label, text in told.former]
    note: Note = of(case, Note, text="\n".join(said))
    return note


def waits(case: Any) -> bool:
    """Whether an open case waits for somebody else: statistics count that from now on."""
    return not case.is_ended and case.waiting_on != US
