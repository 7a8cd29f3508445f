"""The procedures of this installation: each registers itself in its `AppConfig.ready()`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.functional import Promise

from casework.clock import CeilingRule, Clarification, Limit
from casework.clock.own import OwnDay

OwnDays = Callable[[Any, Mapping[str, Sequence[int]]], Sequence[OwnDay]]


@dataclass(frozen=True)
class FirstEdition:
    """The limits that stand in a procedure's file: `manage.py setup` writes them as policy rows.

    reminders  days before the last day on which to remind, by clock; hours for "answer_by" and
               "expected_loss"; days after it left for "awaited"

    A procedure in which review, execution and ceiling do not run has no limits for them.
    """

    in_force_from: date
    preservation: Limit
    review: Limit | None = None
    execution: Limit | None = None
    ceiling: Limit | None = None
    clarification: Clarification = Clarification.PAUSE
    ceiling_rule: CeilingRule = CeilingRule.RECEIPT
    reminders: Mapping[str, list[int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Procedure:
    """A procedure as casework sees it: a name, a label and the first edition of its limits.

    is_timed  whether review, execution and ceiling run on its cases
    is_sent   requests of ours to another State: none from abroad is continued as one
    is_record what nobody asks of us: no request is continued as one
    own_days  the last days that it counts itself, from the recorded facts of an open case and the
              offsets of the policy by which it is counted
    """

    kind: str
    label: str | Promise
    first_edition: FirstEdition
    is_timed: bool = True
    is_sent: bool = False
    is_record: bool = False
    own_days: OwnDays | None = None


PROCEDURES: dict[str, Procedure] = {}


def register(procedure: Procedure) -> None:
    """Make `procedure` known to casework. Raises ValueError if its kind is taken."""
    if procedure.kind in PROCEDURES:
        raise ValueError(f"There is a procedure {procedure.kind} already.")
    PROCEDURES[procedure.kind] = procedure


def is_timed(kind: str) -> bool:
    """Whether review, execution and ceiling run on cases of this kind."""
    return PROCEDURES[kind].is_timed


def is_record(kind: str) -> bool:
    """Whether nobody asks anything of us in cases of this kind: they are no requests."""
    return PROCEDURES[kind].is_record


def procedure_choices() -> list[tuple[str, str | Promise]]:
    """Return (kind, label) of every procedure, for forms."""
    return [(procedure.kind, procedure.label) for procedure in PROCEDURES.values()]


def timed_choices() -> list[tuple[str, str | Promise]]:
    """Return (kind, label) of every procedure in which review, execution and ceiling run."""
    return [(kind, label) for kind, label in procedure_choices() if is_timed(kind)]
