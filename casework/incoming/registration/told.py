"""Registering a request: from what was typed to a case with its rows, in one transaction."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from casework.access.models import User
from casework.cases.likely import Look, look_of
from casework.cases.people import Contact, Person
from casework.cases.receipts import Receipt
from casework.directory.models import Authority
from casework.files.documents import Document
from casework.files.store import UploadRefused, store
from casework.incoming.paper import PAPERS
from casework.incoming.registration.fields import is_officer
from casework.letters.kinds import KINDS
from casework.workflow.opening import open_case

CONFIRMATION = "confirmation_of_receipt"


@dataclass
class Told:
    """A request as it was entered, whichever form it was typed into.

    fields    columns of the case
    contacts  columns of an office, by its part
    persons   columns of persons
    items     what the case's new_item takes
    """

    kind: str
    authority: Authority
    received_at: datetime
    channel: str
    fields: dict[str, Any]
    is_copy: bool = False
    remark: str = ""
    contacts: dict[str, dict[str, Any]] = field(default_factory=dict)
    persons: list[dict[str, Any]] = field(default_factory=list)
    items: list[dict[str, Any]] = field(default_factory=list)

    def look(self) -> Look:
        """Return what likely duplicates are found by."""
        identifiers = [one["value"] for item in self.items for one in item["identifiers"]]
        reference = self.fields.get("foreign_reference", "")
        return look_of(reference, self.fields.get("requesting_state"), identifiers)


@dataclass(frozen=True)
class Registered:
    """The case, and whether it was opened now or by the first click on the same form.

    refused  a sentence for each file that was not stored
    """

    case: Any
    is_new: bool
    refused: Sequence[str] = ()


def register(
    told: Told, *, by: User, token: uuid.UUID, files: Sequence[UploadedFile] = ()
) -> Registered:
    """Open the case of this request; the same token opens one case, however often it comes.

    An officer becomes the case's officer; what a registrar enters waits for one.
    Raises NotAllowed, or StepRefused for a receipt that cannot be; then nothing was changed. A
    file that is refused never loses the registration.
    """
    filled: list[Any] = []

    def fill(case: Any) -> None:
        filled.append(case)
        add_rows(case, told)

    case = open_case(
        told.kind,
        authority=told.authority,
        by=by,
        receipt=Receipt(
            received_at=told.received_at,
            channel=told.channel,
            door=told.authority,
            remark=told.remark,
            is_copy=told.is_copy,
        ),
        token=token,
        fields=columns(told, by),
        fill=fill,
    )
    refused = attach(case, files, by) if filled else []
    return Registered(case, bool(filled), refused)


def columns(told: Told, by: User) -> Mapping[str, Any]:
    """Return the columns of the case, with what follows from the others."""
    return {
        **told.fields,
        "officer": by if is_officer(by, told.authority, told.kind) else None,
        **PAPERS[told.kind].completed(told.fields, bool(told.items)),
    }


def add_rows(case: Any, told: Told) -> None:
    """Write offices, persons and data items, and owe the letters that were asked for.

    Where the procedure has no such letter, a step of its own acknowledges receipt.
    """
    case.adds_all(Contact, [{"part": part, **office} for part, office in told.contacts.items()])
    case.adds_all(Person, told.persons)
    case.new_items(told.items)
    if case.confirmation_requested and CONFIRMATION in KINDS[told.kind]:
        case.act.owe(CONFIRMATION)


def attach(case: Any, files: Sequence[UploadedFile], by: User) -> list[str]:
    """Store the files of the request; return why those that were not stored were refused."""
    refused = []
    for upload in files:
        try:
            store(case, upload, by=by, kind=Document.Kind.REQUEST)
        except UploadRefused as error:
            refused.append(f"{upload.name}: {error.sentence}")
    return refused
