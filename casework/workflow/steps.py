"""Step and procedure(): a procedure as rows; follow() makes each a transition of django_fsm."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, TypeVar

from django.utils.functional import Promise
from django_fsm import RETURN_VALUE, transition

from casework.access.models import User
from casework.access.permissions import Role
from casework.workflow.models import Second
from casework.workflow.people import may_take

Objection = Callable[[Any], str]  # a sentence when the step must wait, "" when it may go on
ToPerson = Callable[[Any, User], str]  # the same, for this person alone
Method = TypeVar("Method", bound=Callable[..., Any])

SAME = "same"  # the end of a step that leaves the state as it is


@dataclass(frozen=True)
class Step:
    """One row: what it is; from where to where, and who.

    start    the states in which it may be taken
    end      the state after it; SAME; or several, of which the method returns one
    by       who takes it; who decides it, where a second person is needed
    unless   objections: each a function of the case that returns a sentence, or ""
    refused  objections that depend on who takes it: functions of the case and the person
    letters  drafted after the step
    second   who decides what somebody proposed, as a function of the case; None: nobody
    locks    the detail that names another case, which the step changes too
    guard    what the form demands, for the reader of the procedure
    clock    what it does to the clocks, for the reader of the procedure
    """

    name: str
    label: str | Promise
    start: Sequence[str]
    end: str | Sequence[str]
    by: Role | Sequence[Role]
    unless: Sequence[Objection] = ()
    refused: Sequence[ToPerson] = ()
    letters: Sequence[str] = ()
    second: Callable[[Any], Second] | None = None
    guard: str | Promise = ""
    clock: str | Promise = ""
    locks: str = ""

    def __str__(self) -> str:
        return self.name

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles of the row, as the file of the procedure has them."""
        return (self.by,) if isinstance(self.by, Role) else tuple(self.by)

    @property
    def ends(self) -> tuple[str, ...]:
        """The states in which it may end; none if the state stays."""
        if self.end == SAME:
            return ()
        return (self.end,) if isinstance(self.end, str) else tuple(self.end)

    def objections(self, case: Any, by: User | None = None) -> list[str]:
        """Return the sentences of everything that stands against the step now.

        by  who would take it; None: what stands against it whoever that is
        """
        found = [str(objection(case)) for objection in self.unless]
        found += [str(objection(case, by)) for objection in self.refused if by is not None]
        return [sentence for sentence in found if sentence]


@dataclass(frozen=True)
class Procedure:
    """The rows of a procedure by name, and what its states mean for the clocks.

    reviewing  states of legal review, in which its clock runs if the procedure has one
    running    states of an open case, in which its other clocks run; every other one ends it
    """

    rows: Mapping[str, Step]
    states: Any
    reviewing: frozenset[str] = field(default_factory=frozenset)
    running: frozenset[str] = field(default_factory=frozenset)

    @property
    def first(self) -> str:
        """The state in which every case begins."""
        return str(next(iter(self.states)))

    def __getitem__(self, name: str) -> Step:
        return self.rows[name]

    def __contains__(self, name: object) -> bool:
        return name in self.rows

    def __iter__(self) -> Iterator[Step]:
        return iter(self.rows.values())


def procedure(
    *rows: Step, states: Any, reviewing: Sequence[str], running: Sequence[str]
) -> Procedure:
    """Return the procedure of these rows. Raises ValueError if a name is there twice."""
    by_name = {row.name: row for row in rows}
    if len(by_name) != len(rows):
        raise ValueError("two steps have one name")
    return Procedure(by_name, states, frozenset(reviewing), frozenset(running))


def step(method: Method) -> Method:
    """Mark a method as the step of its name; follow() makes it one in a procedure that has it."""
    method.is_step = True  # type: ignore[attr-defined]
    return method


def follow(table: Procedure, *parts: type) -> Any:
    """Return a base for the model of this procedure: each row's method, as its transition.

    parts  classes with the methods, the procedure's own before those that it shares

    Raises TypeError for a row of which no part has a method marked with `@step`.
    """
    shared = type("Parts", parts, {})
    return type("Steps", (shared,), {row.name: taken(row, method_of(row, shared)) for row in table})


def method_of(row: Step, parts: type) -> Callable[..., Any]:
    """Return the method of this row. Raises TypeError if none is marked."""
    found: Callable[..., Any] | None = getattr(parts, row.name, None)
    if found is None or not any(
        getattr(vars(part).get(row.name), "is_step", False) for part in parts.__mro__
    ):
        raise TypeError(f"no part has the step {row.name}")
    return found


def taken(row: Step, method: Callable[..., Any]) -> Callable[..., Any]:
    """Return the method as a transition of django_fsm, built from the row."""

    @wraps(method)  # a method of its own: another procedure makes another transition of this one
    def of_this_procedure(case: Any, **details: Any) -> Any:
        return method(case, **details)

    target: Any = None
    if row.ends:
        ends = [str(state) for state in row.ends]
        target = ends[0] if isinstance(row.end, str) else RETURN_VALUE(*ends)
    made: Callable[..., Any] = transition(
        field="state",
        source=[str(state) for state in row.start],
        target=target,
        conditions=[_holds_not(objection) for objection in row.unless],
        permission=lambda case, user: may_take(user, case, row),
    )(of_this_procedure)
    return made


def _holds_not(objection: Objection) -> Callable[[Any], bool]:
    return lambda case: not objection(case)
