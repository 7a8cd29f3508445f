"""Continuing a request as another kind: a new case from the same receipt, linked with the old one.

The right to do so comes from the step that is taken; nobody has to register requests there. What
the request says goes along; orders, letters and what was preserved stay with the old case, where
the data are kept for the new one.
"""

from typing import Any

from django.db.models import QuerySet

from casework.access.scope import widen_scope
from casework.cases.additions import CaseReceipt, Link
from casework.cases.content import CONTENT
from casework.cases.items import DataItem, Identifier
from casework.cases.people import Contact, Person
from casework.cases.rows import CaseRow
from casework.directory.models import Authority
from casework.directory.procedures import PROCEDURES
from casework.notices.telling import tell_of_arrival
from casework.search.writing import add_everything
from casework.workflow.door import Act
from casework.workflow.kept import add_link, carry_over, links_to_carry
from casework.workflow.locking import wake_and_lock
from casework.workflow.opening import insert, start
from casework.workflow.registry import REGISTERED, registered

SAID = [
    "foreign_reference", "requesting_state", "requesting_authority", "request_type", "is_urgent",
    "loss_expected_at", "answer_by_at", "sender_zone", "reply_channel", *CONTENT, "checklist",
]  # fmt: skip
OF_A_ROW = {field.name for field in CaseRow._meta.fields}
OF_AN_ANSWER = {"outcome", "reason", "outcome_note"}  # what came of it is no part of a request


def authorities_for(*kinds: str) -> QuerySet[Authority]:
    """Return the authorities that work on cases of one of these kinds."""
    rows: QuerySet[Authority] = Authority.objects.none()
    for kind in kinds:
        rows |= Authority.objects.serving(kind)
    return rows


def other_kinds(kind: str) -> list[tuple[str, str]]:
    """Return (kind, label) of the other procedures that are here, with an authority for each."""
    return [
        (other, str(PROCEDURES[other].label))
        for other in REGISTERED
        if other != kind and is_asked(other) and authorities_for(other).exists()
    ]


def is_asked(kind: str) -> bool:
    """Whether such a case is a request from abroad: not one of ours, nor a mere record."""
    return not (PROCEDURES[kind].is_sent or PROCEDURES[kind].is_record)


def continue_as(case: Any, kind: str, *, authority: Authority) -> Any:
    """Return the new case of this kind at `authority`, opened while a step of `case` is taken.

    case  locked, with the step's `act`, and saved already

    Counters are locked before the chains: see casework/workflow/locking.py.
    Raises StepRefused where no policy or calendar gives the new case its dates.
    """
    procedure = registered(kind)
    columns = {field.name for field in procedure.model._meta.fields}
    said = {name: getattr(case, name) for name in SAID if hasattr(case, name) and name in columns}
    other = procedure.model(kind=kind, authority=authority, state=procedure.table.first, **said)
    other.act = Act(case.act.by, case.act.on_behalf_of, case.act.at)
    widen_scope(authority.pk)
    insert(other, case.receipt)
    kept = links_to_carry(case)
    wake_and_lock([case.pk], [case.authority_id, authority.pk], kept)
    copy_rows(case, other)
    other.adds(Link, other=case, kind=Link.Kind.CONTINUES)
    start(other, case.receipt, {"continues": case.reference})
    carry_over(case, other, kept)
    if case.preservations.filter(released_at=None, order__lifted_at=None).exists():
        add_link(other, case, by=case.act.by, on_behalf_of=case.act.on_behalf_of)
    add_everything(other)  # also what its later receipts and its link say
    tell_of_arrival(other)
    return other


def copy_rows(case: Any, other: Any) -> None:
    """Give the new case the receipts, persons, offices and data items of the old one."""
    for row in case.casereceipts.exclude(receipt=case.receipt_id):
        other.adds(CaseReceipt, receipt=row.receipt)
    for row in [*case.persons.all(), *case.contacts.all()]:
        copy(row, other)
    for item in case.dataitems.prefetch_related("identifiers"):
        anew = copy(item, other)
        for identifier in item.identifiers.all():
            copy(identifier, other, item=anew)


def copy(row: Person | Contact | DataItem | Identifier, other: Any, **instead: Any) -> Any:
    """Return this row's like in the other case, with some columns otherwise."""
    left = OF_A_ROW | OF_AN_ANSWER | {"id", *instead}
    names = [field.name for field in row._meta.fields if field.name not in left]
    return other.adds(type(row), **{name: getattr(row, name) for name in names}, **instead)
