"""The columns of a case of which an event keeps the old and the new value."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model

from casework.cases.content import CONTENT

TRACKED = [
    "officer_id", "requesting_state_id", "requesting_authority", "foreign_reference",
    "request_type_id", "is_urgent", "loss_expected_at", "answer_by_at", "sender_zone",
    "authority_id", "received_at", "receipt_id", "calendar_id", "waiting_on", "review_on",
    "execution_on", "ceiling_on", "suspended_since", "reply_channel", *CONTENT,
]  # fmt: skip


def changing(model: type[Model]) -> list[str]:
    """Return the columns that a step may change: not those by which other rows know the case.

    PostgreSQL would lock the row against everybody who writes a row that points to it, and
    another authority that tells this case of its request would wait at its very end.
    """
    fields = model._meta.concrete_fields
    return [field.name for field in fields if not (field.primary_key or field.unique)]


def snapshot(case: Any) -> dict[str, Any]:
    """Return the columns of which events keep the old and the new value, as far as it has them."""
    return {name: getattr(case, name) for name in TRACKED if hasattr(case, name)}


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Return [old, new] by column, of those that differ."""
    return {name: [before[name], after[name]] for name in after if before[name] != after[name]}
