"""The procedures that cases of this installation follow; each registers itself."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from casework.workflow.forms import StepForm
from casework.workflow.steps import Procedure


@dataclass(frozen=True)
class Registered:
    """A procedure with all that belongs to it.

    kind       its name, as in casework.directory.procedures
    short      its letters in reference numbers
    model      the model of its cases
    table      its rows
    forms      the form of each step, by name
    said       what happened, as a sentence, by step
    doors      the pages on which requests are registered: (name, label, icon), the usual one first
    about      the template of what the case page says first
    panels     templates of the case page that only this procedure has
    groups     its steps as the case page arranges them: (label, names), every step once
    usual      which steps come next as a rule, as a function of the case
    left       called with the case and a letter of it that was marked as sent; whether days of the
               case are counted from that
    """

    kind: str
    short: str
    model: Any
    table: Procedure
    forms: Mapping[str, type[StepForm]]
    said: Mapping[str, Any]
    doors: Sequence[tuple[str, Any, str]]
    about: str = "desk/case_about.html"
    panels: tuple[str, ...] = ()
    groups: Sequence[tuple[str | Promise, Sequence[str]]] = ()
    usual: Callable[[Any], Sequence[str]] = lambda case: ()
    left: Callable[[Any, Any], bool] = lambda case, letter: False


REGISTERED: dict[str, Registered] = {}


def register(procedure: Registered) -> None:
    """Make `procedure` known. Raises ValueError if its kind is taken or a step has no form."""
    if procedure.kind in REGISTERED:
        raise ValueError(f"There is a procedure {procedure.kind} already.")
    missing = [row.name for row in procedure.table if row.name not in procedure.forms]
    if missing:
        raise ValueError(f"These steps have no form: {', '.join(missing)}")
    REGISTERED[procedure.kind] = procedure


def registered(kind: str) -> Registered:
    """Return the procedure of this kind. Raises KeyError if there is none."""
    return REGISTERED[kind]
