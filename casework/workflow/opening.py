"""Opening a case: number, receipt, clocks and event, in one transaction."""

import uuid
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.access.permissions import Role
from casework.audit import chain
from casework.cases.additions import CaseReceipt
from casework.cases.clocks import PLANNED, replan
from casework.cases.numbers import next_reference
from casework.cases.receipts import Receipt
from casework.cases.urgency import keep_urgency
from casework.cases.whole import forget, gather
from casework.clock import baku_day, now
from casework.directory.calendars import current_number
from casework.directory.models import Authority
from casework.figures.keeping import tally
from casework.notices.wakes import touch
from casework.search.writing import everything_in
from casework.workflow.door import Act, in_sentences, opened, write_letters
from casework.workflow.refusals import NotAllowed, StepRefused
from casework.workflow.registry import registered

REGISTERING = (Role.OFFICER, Role.REGISTRAR)


def open_case(
    kind: str,
    *,
    authority: Authority,
    by: User,
    receipt: Receipt,
    token: uuid.UUID,
    fields: Mapping[str, Any],
    fill: Callable[[Any], None] | None = None,
    details: Mapping[str, Any] | None = None,
) -> Any:
    """Register a request and return its case, in its first state.

    receipt  a new receipt, or the one of a case that is continued as another kind
    token    becomes the public id: the same form sent twice opens one case
    fill     writes the rows of the case once it has a key

    Raises NotAllowed, or StepRefused for a receipt that cannot be.
    """
    procedure = registered(kind)
    refuse_others(by, authority, kind)
    with transaction.atomic():
        one_at_a_time(token)
        known = procedure.model.objects.filter(public_id=token).order_by()
        if known.exists():
            return known.get()
        state = procedure.table.first
        case = procedure.model(
            public_id=token, kind=kind, authority=authority, state=state, **fields
        )
        case.act = Act(by, None, now())
        insert(case, receipt)
        if fill:
            fill(case)
        start(case, receipt, details or {})
        return case


def insert(case: Any, receipt: Receipt) -> None:
    """Save the new case with its receipt, its number, its day 0 and its calendar."""
    refuse_future(receipt.received_at)
    if receipt.pk is None:
        receipt.recorded_by = case.act.by
        receipt.save(force_insert=True)
    case.receipt, case.received_at = receipt, receipt.received_at
    keep_urgency(case, by=case.act.by, at=case.act.at)
    with in_sentences():
        case.calendar_id = current_number()
    case.reference = next_reference(case.authority, case.kind, registered(case.kind).short)
    with opened("new"):
        case.save(force_insert=True)


def one_at_a_time(token: uuid.UUID) -> None:
    """Let the same form, sent twice at once, wait here for itself until the first one is done."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(token)])


def refuse_others(by: User, authority: Authority, kind: str) -> None:
    """Raise NotAllowed unless the person registers requests at this authority."""
    if not set(by.roles_at(authority.pk, kind)) & set(REGISTERING):
        raise NotAllowed(_("Requests are registered by officers and registrars."))


def start(case: Any, receipt: Receipt, details: Mapping[str, Any]) -> None:
    """Let the clocks run, write the first event and the first letter."""
    CaseReceipt.objects.create(
        case_id=case.pk, authority_id=case.authority_id, receipt=receipt, made_by=case.act.by
    )
    rows = gather(case)
    with in_sentences():
        table = registered(case.kind).table
        reviewing, running = case.state in table.reviewing, case.state in table.running
        replan(case, reviewing=reviewing, running=running, as_of=case.act.today)
    case.save(update_fields=PLANNED)
    chain.record(
        case,
        "register",
        by=case.act.by,
        on_behalf_of=case.act.on_behalf_of,
        at=case.act.at,
        after=case.state,
        version=case.version,
        details={"receipt": receipt.pk, "details": dict(details)},
        says=everything_in(case, rows),
    )
    tally(case)
    write_letters(case)
    forget(case)
    touch(case)


def refuse_future(received_at: datetime) -> None:
    """Raise StepRefused for a receipt that has not happened yet."""
    if received_at > now():
        raise StepRefused(
            _("The receipt lies in the future: %(day)s.") % {"day": baku_day(received_at)}
        )
