"""A step that a person is about to take on the desk."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.http import HttpRequest

from casework.access.models import User
from casework.workflow.models import Second
from casework.workflow.people import Right
from casework.workflow.registry import registered
from casework.workflow.steps import Step


@dataclass
class Taking:
    """A step that a person is about to take.

    problems  sentences about files that were refused, by field
    details   what was sent, as plain values
    """

    request: HttpRequest
    case: Any
    row: Step
    by: User
    right: Right
    problems: dict[str, str] = field(default_factory=dict)
    details: dict[str, Any] = field(default_factory=dict)

    @property
    def is_proposal(self) -> bool:
        """Whether another person decides."""
        return self.right.second != Second.NONE

    @property
    def on_behalf_of(self) -> User | None:
        """The absent colleague in whose name the person takes or proposes the step, or None."""
        return self.right.proposes_for if self.is_proposal else self.right.on_behalf_of

    @cached_property
    def asked(self) -> Any:
        """The fields of the form, to read what was sent; nothing is bound to them."""
        return registered(self.case.kind).forms[self.row.name](case=self.case, by=self.by)

    def form(self, data: Any = None) -> Any:
        """Return the form of the step, bound to `data` if there is any."""
        made = registered(self.case.kind).forms[self.row.name]
        bound = made(data, case=self.case, by=self.by)
        for name, sentence in self.problems.items():
            bound.errors[name] = bound.error_class([sentence])
        return bound
