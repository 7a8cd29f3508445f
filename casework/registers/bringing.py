"""Making cases of checked rows: some at a time, each time in one transaction.

A row keeps its case, so whatever is killed goes on where it was. Nothing old is ever said:
reminders count from now. No letter is owed and no clock runs on what has ended; on open cases the
pure functions count from the facts, as on any other.
"""

import secrets
import uuid
from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from casework.audit import chain
from casework.audit.events import Event
from casework.cases.additions import CaseReceipt, Note
from casework.cases.clocks import replan
from casework.cases.numbers import next_references
from casework.cases.receipts import Receipt
from casework.clock import BAKU, now
from casework.directory.calendars import current_number
from casework.figures.keeping import tally_all
from casework.notices.wakes import touch
from casework.registers.checking import CHECKED, mark_twins, read_rows, scope_of
from casework.registers.kinds import Told
from casework.registers.model import RegisterImport, RegisterRow
from casework.search.writing import add_all
from casework.workflow.door import Act, in_sentences, opened
from casework.workflow.registry import registered

BATCH = 50  # cases a transaction: an officer's step waits at most for these
EVENING = time(18)  # in Baku: when a case ended of which only the day is known
Status = RegisterRow.Status
DATES = [
    "review_on", "execution_nominal_on", "execution_on", "ceiling_on", "due_on", "suspended_since",
]  # fmt: skip


def bring_batch(key: int, limit: int = BATCH) -> int | None:
    """Bring in the next rows of the register in one transaction; return how many there were.

    After the last one it is done. None if nothing of it is to be brought in, or if another
    process is at work on a register of this authority.
    """
    with transaction.atomic():
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
    with override(register.confirmed_by.language if register.confirmed_by else None):
        notes = [note_of(register, row, row.case, one) for row, one in both]
    Note.objects.bulk_create(notes)
    events = [event_of(register, row, row.case, one) for row, one in both]
    chain.append_all(events)
    tally_all([case.pk for case in cases], register.kind)
    add_all(cases, {event.case_id or 0: chain.parsed(event.details) for event in events})
    for case in cases:
        if not case.is_ended:
            touch(case)


def make_cases(register: RegisterImport, told: Sequence[Told]) -> list[Any]:
    """Return the new cases with their receipts, numbers and rows."""
    procedure, act = registered(register.kind), Act(register.confirmed_by, None, now())
    short = procedure.short
    with in_sentences():
        calendar = current_number()
    receipts = Receipt.objects.bulk_create(receipt_of(register, one, act) for one in told)
    references = next_references(register.authority, register.kind, short, len(told))
    cases = []
    with opened("new"):
        for one, receipt, reference in zip(told, receipts, references, strict=True):
            case = procedure.model(**columns_of(register, one, act))
            case.act, case.receipt, case.reference = act, receipt, reference
            case.calendar_id = calendar
            case.save(force_insert=True)
            cases.append(case)
    CaseReceipt.objects.bulk_create(of(case, CaseReceipt, receipt=case.receipt) for case in cases)
    for case, one in zip(cases, told, strict=True):
        if one.fill:
            one.fill(case)
        if not case.is_ended:
            count_dates(case)
    return cases


def columns_of(register: RegisterImport, told: Told, act: Act) -> dict[str, Any]:
    """Return the columns of the case. What is urgent has been seen where it comes from."""
    ended_at = end_of_case(told, act.at)
    urgent = bool(told.fields.get("is_urgent"))
    return {
        **told.fields,
        "public_id": uuid.uuid4(),
        "kind": register.kind,
        "authority": register.authority,
        "state": told.state,
        "officer": told.officer,
        "received_at": told.received_at,
        "ended_at": ended_at,
        "notices_from": act.at,
        "urgent_at": told.received_at if urgent else None,
        "acknowledged_at": act.at if urgent else None,
        **({"waiting_on": "nobody"} if ended_at else {}),
    }


def end_of_case(told: Told, at: datetime) -> datetime | None:
    """Return when it ended, on the day that the register says; None if it is open."""
    if told.ended_on is None:
        return None
    evening = datetime.combine(told.ended_on, EVENING, tzinfo=BAKU)
    return min(max(evening, told.received_at), at)


def receipt_of(register: RegisterImport, told: Told, act: Act) -> Receipt:
    """Return the receipt of a row, not saved."""
    return Receipt(
        received_at=told.received_at,
        channel=told.channel,
        door=register.authority,
        remark=told.remark,
        recorded_by=act.by,
        recorded_at=act.at,
    )


def count_dates(case: Any) -> None:
    """Let the clocks of an open case run, from its facts."""
    table = registered(case.kind).table
    with in_sentences():
        replan(case, reviewing=case.state in table.reviewing, running=True, as_of=case.act.today)
    case.save(update_fields=DATES)


def event_of(register: RegisterImport, row: RegisterRow, case: Any, told: Told) -> Event:
    """Return the event that names file and row, not saved."""
    about = {
        "receipt": case.receipt_id,
        "register": register.name,
        "sha256": register.sha256,
        "register_row": row.number,
        "old_number": told.old_number,
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


def of(case: Any, model: Any, **fields: Any) -> Any:
    """Return a row of the case, not saved."""
    return model(
        case_id=case.pk,
        authority_id=case.authority_id,
        made_at=case.act.at,
        made_by=case.act.by,
        **fields,
    )
