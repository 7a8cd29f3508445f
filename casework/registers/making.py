"""The rows of new cases, written table by table: what one case costs, fifty cost hardly more."""

import uuid
from collections.abc import Sequence
from datetime import datetime, time
from functools import partial
from typing import Any

from django.db.models import prefetch_related_objects

from casework.cases.additions import CaseReceipt
from casework.cases.case import Case
from casework.cases.clocks import FACTS, PLANNED, first_plan
from casework.cases.deadlines import Deadline
from casework.cases.keys import reference_key
from casework.cases.numbers import next_references
from casework.cases.receipts import Receipt
from casework.clock import BAKU, now
from casework.directory.calendars import current_number
from casework.registers.kinds import Told
from casework.registers.model import RegisterImport
from casework.workflow.door import Act, in_sentences, opened
from casework.workflow.registry import registered

EVENING = time(18)  # in Baku: when a case ended of which only the day is known


def make_cases(register: RegisterImport, told: Sequence[Told]) -> list[Any]:
    """Return the new cases with their receipts, numbers and rows; so many statements for all."""
    procedure, act = registered(register.kind), Act(register.confirmed_by, None, now())
    with in_sentences():
        calendar = current_number()
    receipts = Receipt.objects.bulk_create(receipt_of(register, one, act) for one in told)
    short = procedure.short
    references = next_references(register.authority, register.kind, short, len(told))
    cases = []
    for one, receipt, reference in zip(told, receipts, references, strict=True):
        case = procedure.model(**columns_of(register, one, act))
        case.act, case.receipt, case.reference = act, receipt, reference
        case.calendar_id = calendar
        cases.append(case)
    insert(cases)
    CaseReceipt.objects.bulk_create(of(case, CaseReceipt, receipt=case.receipt) for case in cases)
    add_rows(cases, told)
    count_dates([case for case in cases if not case.is_ended])
    return cases


def insert(cases: Sequence[Any]) -> None:
    """Save new cases of one procedure: what every case has, then what only this one adds.

    Django saves a row in two tables case by case only; these are two statements for all.
    """
    fields = [field for field in Case._meta.concrete_fields if not field.generated]
    shared = [Case(**{one.attname: getattr(case, one.attname) for one in fields}) for case in cases]
    for row in shared:
        row.foreign_key = reference_key(row.foreign_reference)
    with opened("new"):
        Case.objects.bulk_create(shared)
    for case, row in zip(cases, shared, strict=True):
        case.id = case.case_ptr_id = row.pk
        case.foreign_key, case._state.adding, case._state.db = row.foreign_key, False, row._state.db
    model = type(cases[0])
    rows: Any = model._base_manager.get_queryset()
    rows._insert(cases, fields=model._meta.local_concrete_fields, using=rows.db)


def add_rows(cases: Sequence[Any], told: Sequence[Told]) -> None:
    """Save what hangs on the cases, one statement for each kind of row."""
    kinds: dict[type[Any], list[Any]] = {}
    for case, one in zip(cases, told, strict=True):
        for row in one.rows(partial(of, case)) if one.rows else ():
            kinds.setdefault(type(row), []).append(row)
    for model, rows in kinds.items():
        model._default_manager.bulk_create(rows)


def count_dates(cases: Sequence[Any]) -> None:
    """Let the clocks of open cases run, from their facts."""
    prefetch_related_objects(cases, *FACTS)
    rows: list[Deadline] = []
    for case in cases:
        reviewing = case.state in registered(case.kind).table.reviewing
        with in_sentences():
            rows += first_plan(case, reviewing=reviewing, as_of=case.act.today)
    Deadline.objects.bulk_create(rows)
    Case.objects.bulk_update(cases, PLANNED)


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


def of(case: Any, model: Any, **fields: Any) -> Any:
    """Return a row of the case, not saved."""
    return model(
        case_id=case.pk,
        authority_id=case.authority_id,
        made_at=case.act.at,
        made_by=case.act.by,
        **fields,
    )
