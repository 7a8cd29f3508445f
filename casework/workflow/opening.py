"""Opening a case: number, receipt, clocks and event, in one transaction."""

import uuid
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.access.permissions import Role
from casework.audit import chain
from casework.cases.additions import CaseReceipt
from casework.cases.clocks import replan
from casework.cases.numbers import next_reference
from casework.cases.receipts import Receipt
from casework.clock import FactError, MissingYear, baku_day, now
from casework.directory.calendars import NoCalendar, current_number
from casework.directory.models import Authority, NoPolicy
from casework.explain import sentence
from casework.letters import drafts
from casework.workflow.door import Act, opened
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
    roles = {role for held, role, p in by.current_roles if held == authority.pk and p in ("", kind)}
    if not roles & set(REGISTERING):
        raise NotAllowed(_("Requests are registered by officers and registrars."))
    with transaction.atomic():
        known = procedure.model.objects.filter(public_id=token).first()
        if known is not None:
            return known
        refuse_future(receipt.received_at)
        if receipt.pk is None:
            receipt.recorded_by = by
            receipt.save(force_insert=True)
        case = procedure.model(
            public_id=token,
            kind=kind,
            authority=authority,
            receipt=receipt,
            received_at=receipt.received_at,
            calendar_id=current_number(),
            state=next(iter(procedure.table.states)),
            reference=next_reference(authority, kind, procedure.short),
            **fields,
        )
        case.act = Act(by, None, now())
        with opened("new"):
            case.save(force_insert=True)
        if fill:
            fill(case)
        start(case, receipt, details or {})
        return case


def start(case: Any, receipt: Receipt, details: Mapping[str, Any]) -> None:
    """Let the clocks run, write the first event and the first letter."""
    CaseReceipt.objects.create(
        case_id=case.pk, authority_id=case.authority_id, receipt=receipt, made_by=case.act.by
    )
    try:
        replan(case, reviewing=True, running=True, as_of=case.act.today)
    except FactError as error:
        raise StepRefused(sentence(error.reason)) from error
    except (MissingYear, NoPolicy, NoCalendar) as error:
        raise StepRefused(str(error)) from error
    case.save(
        update_fields=[
            "review_on", "execution_nominal_on", "execution_on", "ceiling_on", "due_on",
            "suspended_since",
        ]
    )  # fmt: skip
    chain.record(
        case,
        "register",
        by=case.act.by,
        at=case.act.at,
        after=case.state,
        version=case.version,
        details={"receipt": receipt.pk, "details": dict(details)},
    )
    for name, order, about in case.act.letters:
        drafts.draft(case, name, by=case.act.by, order=order, **about)


def refuse_future(received_at: datetime) -> None:
    """Raise StepRefused for a receipt that has not happened yet."""
    if received_at > now():
        raise StepRefused(
            _("The receipt lies in the future: %(day)s.") % {"day": baku_day(received_at)}
        )
