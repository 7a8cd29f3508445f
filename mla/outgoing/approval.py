"""What is approved is what is sent: the request as the legal check saw it, and nothing else.

The check keeps a fingerprint of the request. Only this request is approved, and only this one
leaves. Between approval and sending no step changes it and its draft stands; who wants to correct
something takes the approval back first. See docs/decisions/027.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _

from mla.outgoing.guards import request_draft
from mla.outgoing.paper import OUTGOING
from mla.outgoing.states import S

# Data kept abroad may be recorded at any time: the request is neither another nor a better one.
NOT_OF_IT = {"preservation_reference", "preservation_dated_on"}
ITEM = ("number", "category", "description", "period_from", "period_to", "zone")
IDENTIFIER = ("kind", "value", "seen_at", "zone")
PERSON = ("part", "full_name", "born_on", "nationality", "occupation", "address", "remark")


def fingerprint(case: Any) -> str:
    """Return the SHA-256 of what the request says, and of which state of its draft.

    case  gathered: then it costs no query
    """
    draft = request_draft(case)
    said = {
        "draft": [draft.pk, draft.version] if draft else None,
        "case": values(case, columns()),
        "items": [
            [*values(item, ITEM), *(values(one, IDENTIFIER) for one in item.identifiers.all())]
            for item in case.dataitems.all()
        ],
        "persons": [values(person, PERSON) for person in case.persons.all()],
        "offices": [
            values(office, ("part", *OUTGOING.contacts.get(office.part, ())))
            for office in case.contacts.all()
        ],
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def columns() -> list[str]:
    """Return the columns of the case that make the request what it is."""
    own = ["authority", "requesting_state", "request_type", "texts_in", "translated"]
    return own + sorted({*OUTGOING.on_case} - NOT_OF_IT)


def values(row: Any, names: Iterable[str]) -> list[Any]:
    """Return these columns as plain JSON values, an instant in UTC and a named row by its key."""
    found = [getattr(row, row._meta.get_field(name).attname) for name in names]
    return [plain(value) for value in found]


def plain(value: Any) -> Any:
    """Return a value of a column as JSON has it."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value if isinstance(value, dict | int | None) else str(value)


def is_as_checked(case: Any) -> bool:
    """Whether the legal check is passed, and the request is the one that passed it."""
    return bool(case.checked_on) and case.checked_as == fingerprint(case)


def not_checked(case: Any) -> str:
    """A lawyer has not recorded that the request meets the legal requirements."""
    if case.checked_on:
        return ""
    return _("A lawyer has to record first that the legal check is passed.")


def checked_already(case: Any) -> str:
    """The legal check is passed already, by the request as it is now."""
    return _("The legal check is passed already.") if is_as_checked(case) else ""


def not_as_checked(case: Any) -> str:
    """The request was changed after the legal check."""
    if not case.checked_on or is_as_checked(case):
        return ""
    return _("The request was changed after the legal check: a lawyer has to check it anew.")


def not_as_approved(case: Any) -> str:
    """What would leave is not what was approved."""
    if is_as_checked(case):
        return ""
    return _(
        "The request is not the one that was approved: take the approval back, then it is checked"
        " and approved anew."
    )


def settled_by_approval(case: Any) -> str:
    """The request is approved and has not left: its draft stands."""
    if case.state != S.APPROVED:
        return ""
    return _(
        "The request is approved: what was approved is what is sent. To change it, take the"
        " approval back first; then it is checked and approved anew."
    )
