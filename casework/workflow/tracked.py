"""The columns of a case of which an event keeps the old and the new value."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from django.db.models import Field

from casework.cases.content import CONTENT

AS_READ = "_as_read"
TRACKED = [
    "officer_id", "requesting_state_id", "requesting_authority", "foreign_reference",
    "request_type_id", "is_urgent", "loss_expected_at", "answer_by_at", "sender_zone",
    "authority_id", "received_at", "receipt_id", "calendar_id", "waiting_on", "review_on",
    "execution_on", "ceiling_on", "suspended_since", "reply_channel", *CONTENT,
]  # fmt: skip


def remember(case: Any) -> None:
    """Keep with the case what its columns hold now: a step saves those that it changes."""
    values = {field.attname: getattr(case, field.attname) for field in may_change(case)}
    case.__dict__[AS_READ] = {
        name: deepcopy(value) if isinstance(value, list | dict) else value
        for name, value in values.items()
    }


def changed_columns(case: Any) -> list[str]:
    """Return the columns that differ from what remember() kept; all that may, if it kept nothing.

    Never those by which other rows know the case: PostgreSQL would lock it against everybody who
    writes a row that points to it, and another authority that tells this case of its request would
    wait at its very end.
    """
    before = case.__dict__.get(AS_READ, {})
    return [
        field.name
        for field in may_change(case)
        if field.attname not in before or before[field.attname] != getattr(case, field.attname)
    ]


def may_change(case: Any) -> list[Field[Any, Any]]:
    """Return the columns that a step may change."""
    return [
        field
        for field in case._meta.concrete_fields
        if not (field.primary_key or field.unique or field.generated)
    ]


def snapshot(case: Any) -> dict[str, Any]:
    """Return the columns of which events keep the old and the new value, as far as it has them."""
    return {name: getattr(case, name) for name in TRACKED if hasattr(case, name)}


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Return [old, new] by column, of those that differ."""
    return {name: [before[name], after[name]] for name in after if before[name] != after[name]}
