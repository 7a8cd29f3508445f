"""What the latest edition of the calendar would change in open cases, a batch at a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from casework.cases.case import Case
from casework.cases.clocks import dates_of
from casework.clock import Clock, FactError, MissingYear, today
from casework.desk.queue_rows import IN_ORDER, Place, behind, first_of, place_of
from casework.directory.models import NoPolicy
from casework.directory.procedures import is_timed
from casework.explain import sentence
from casework.notices.headings import Looking

BATCH = 50  # cases that one page looks at
FACTS = ("questions", "answers", "postponements", "resumptions", "prolongations")


@dataclass(frozen=True)
class Day:
    """One last day of a case, now and by the latest edition."""

    before: date | None
    after: date | None

    @property
    def differs(self) -> bool:
        """Whether the edition would move it."""
        return self.before != self.after


@dataclass(frozen=True)
class Move:
    """A case that the edition would move; `problem` says why its days cannot be counted."""

    case: Any
    review: Day
    execution: Day
    ceiling: Day
    problem: str = ""

    @property
    def mark(self) -> str:
        """The case and the version that the person saw."""
        return f"{self.case.public_id}:{self.case.version}"


def looked_at(at: Looking, number: int, place: Place | None) -> tuple[list[Any], str]:
    """Return a batch of open cases counted by an earlier edition, and where the next one begins."""
    ranges: list[Any] = [
        Case.objects.filter(authority=authority, kind=kind).open().exclude(calendar=number)
        for authority, kind in at.ranges
    ]
    if place:
        ranges = [part for rows in ranges for part in behind(rows, place)]
    rows = first_of(ranges, IN_ORDER, BATCH + 1)
    cases = Case.objects.prefetch_related(*FACTS).in_bulk([row.id for row in rows[:BATCH]])
    further = place_of(rows[BATCH - 1]) if len(rows) > BATCH else ""
    return [cases[row.id] for row in rows[:BATCH] if row.id in cases], further


def moves_of(cases: Iterable[Any], number: int) -> list[Move]:
    """Return those of these cases that the edition would move."""
    found = (move_of(case, number) for case in cases if is_timed(case.kind))
    return [move for move in found if move is not None]


def move_of(case: Any, number: int) -> Move | None:
    """Return what the edition would change of the case; None if nothing."""
    none = Day(None, None)
    try:
        now, then = counted(case, case.calendar_id), counted(case, number)
    except FactError as error:
        return Move(case, none, none, none, sentence(error.reason))
    except (MissingYear, NoPolicy) as error:
        return Move(case, none, none, none, str(error))
    days = {name: Day(before, then[name]) for name, before in now.items()}
    if not any(day.differs for day in days.values()):
        return None
    return Move(case, days["review"], days["execution"], days["ceiling"])


def counted(case: Any, number: int) -> dict[str, date | None]:
    """Return the effective last days of the case by this edition; the case stays as it is."""
    kept, case.calendar_id = case.calendar_id, number
    try:
        found = dates_of(case, today()).found
    finally:
        case.calendar_id = kept
    review: Clock | None = found.review if case.review_on else None
    return {
        "review": review.effective if review else None,
        "execution": found.execution.effective,
        "ceiling": found.ceiling.effective,
    }
