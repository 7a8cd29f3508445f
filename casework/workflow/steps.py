"""Step and procedure(): a procedure as rows; `@step` makes each row a transition of django_fsm."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, TypeVar

from django.utils.functional import Promise
from django_fsm import RETURN_VALUE, transition

from casework.access.permissions import Role
from casework.cases.whole import forget
from casework.workflow.models import Second
from casework.workflow.people import may_take

Objection = Callable[[Any], str]  # a sentence when the step must wait, "" when it may go on
Method = TypeVar("Method", bound=Callable[..., Any])

SAME = "same"  # the end of a step that leaves the state as it is


@dataclass(frozen=True)
class Step:
    """One row: what it is; from where to where, and who.

    start    the states in which it may be taken
    end      the state after it; SAME; or several, of which the method returns one
    by       who takes it; who decides it, where a second person is needed
    unless   objections: each a function of the case that returns a sentence, or ""
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

    def objections(self, case: Any) -> list[str]:
        """Return the sentences of everything that stands against the step now."""
        return [sentence for objection in self.unless if (sentence := str(objection(case)))]


@dataclass(frozen=True)
class Procedure:
    """The rows of a procedure by name, and what its states mean for the clocks.

    reviewing  states in which the clock of legal review runs
    running    states in which execution and ceiling run; every other one ends the case
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


def step(table: Procedure) -> Callable[[Method], Method]:
    """Make a method the step of its name: a transition of django_fsm, built from the row.

    Raises KeyError if the procedure has no such row.
    """

    def make(method: Method) -> Method:
        row = table[method.__name__]
        target: Any = None
        if row.ends:
            ends = [str(state) for state in row.ends]
            target = ends[0] if isinstance(row.end, str) else RETURN_VALUE(*ends)
        bound: Method = transition(
            field="state",
            source=[str(state) for state in row.start],
            target=target,
            conditions=[_holds_not(objection) for objection in row.unless],
            permission=lambda case, user: may_take(user, case, row),
        )(_afresh(method))
        return bound

    return make


def _afresh(method: Callable[..., Any]) -> Callable[..., Any]:
    """Return the method on a case that asks for its rows again, since the method changes them."""

    @wraps(method)
    def taken(case: Any, **details: Any) -> Any:
        forget(case)
        return method(case, **details)

    return taken


def _holds_not(objection: Objection) -> Callable[[Any], bool]:
    return lambda case: not objection(case)
