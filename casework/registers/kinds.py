"""What a procedure takes from an older register: its columns, and how a row is read.

Each procedure that can bring in registers adds itself; casework knows none of the columns.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from django.utils.functional import Promise

from casework.access.models import User
from casework.directory.models import Authority

Problem = tuple[str, str]  # the field, "" for the whole row; what is wrong, as a sentence


@dataclass(frozen=True)
class Column:
    """Something that a register may say of a request.

    headings   words under which registers have it, in any language and spelling
    otherwise  (value, label) that the supervisor may choose for rows that say nothing
    """

    name: str
    label: str | Promise
    headings: Sequence[str] = ()
    is_required: bool = False
    hint: str | Promise = ""
    otherwise: Callable[[], list[tuple[str, str]]] | None = None


@dataclass(frozen=True)
class Told:
    """What a row says, checked: all that is needed to open its case.

    fields      columns of the case
    ended_on    the day on which it ended; None for a case that is open
    former      what the desk keeps in words: (label, text)
    rows        gives what hangs on the case, not saved: called with what makes a row of it. A row
                that another one names comes before it
    """

    state: str
    received_at: datetime
    channel: str
    fields: Mapping[str, Any]
    ended_on: date | None = None
    officer: User | None = None
    old_number: str = ""
    remark: str = ""
    former: Sequence[tuple[str, str]] = ()
    rows: Callable[[Callable[..., Any]], Iterable[Any]] | None = None


class RowRefused(Exception):  # noqa: N818
    """The row cannot be brought in as it is; `problems` say why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(str(problems))
        self.problems = list(problems)


class Reader(Protocol):
    """Reads rows of one register; it has read the directory once, for all of them."""

    def __call__(self, said: Mapping[str, str]) -> Told:
        """Return what these cells, by field, say. Raises RowRefused."""
        ...


@dataclass(frozen=True)
class Importing:
    """How registers of a procedure are read.

    reader  makes the reader for an authority; it is made anew for each language
    """

    kind: str
    columns: Sequence[Column]
    reader: Callable[[Authority], Reader]
    by_name: Mapping[str, Column] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {column.name: column for column in self.columns})


IMPORTING: dict[str, Importing] = {}


def register(importing: Importing) -> None:
    """Let registers of this kind be brought in. Raises ValueError if there is a way already."""
    if importing.kind in IMPORTING:
        raise ValueError(f"Registers of the kind {importing.kind} are read already.")
    IMPORTING[importing.kind] = importing
