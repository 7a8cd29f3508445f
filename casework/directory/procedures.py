"""The procedures of this installation: each registers itself in its `AppConfig.ready()`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.functional import Promise

from casework.clock import CeilingRule, Clarification, Limit


@dataclass(frozen=True)
class FirstEdition:
    """The limits that stand in a procedure's file: `manage.py setup` writes them as policy rows.

    reminders  days before the last day on which to remind, by clock; hours for "answer_by" and
               "expected_loss"
    """

    in_force_from: date
    review: Limit
    execution: Limit
    ceiling: Limit
    preservation: Limit
    clarification: Clarification
    ceiling_rule: CeilingRule
    reminders: Mapping[str, list[int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Procedure:
    """A procedure as casework sees it: a name, a label and the first edition of its limits."""

    kind: str
    label: str | Promise
    first_edition: FirstEdition


PROCEDURES: dict[str, Procedure] = {}


def register(procedure: Procedure) -> None:
    """Make `procedure` known to casework. Raises ValueError if its kind is taken."""
    if procedure.kind in PROCEDURES:
        raise ValueError(f"There is a procedure {procedure.kind} already.")
    PROCEDURES[procedure.kind] = procedure


def procedure_choices() -> list[tuple[str, str | Promise]]:
    """Return (kind, label) of every procedure, for forms."""
    return [(procedure.kind, procedure.label) for procedure in PROCEDURES.values()]
