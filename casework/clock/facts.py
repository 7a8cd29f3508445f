"""What was recorded of a case, as far as dates depend on it."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from casework.clock.reasons import Reason, because
from casework.clock.zone import baku_day


class FactError(ValueError):
    """Facts that cannot be: `reason` says which and why, for casework.explain to put in words."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.reason: Reason = because(code, **values)


@dataclass(frozen=True)
class Question:
    """A question to the requester: the day it left, and the day the answer came, if it did."""

    sent_on: date
    answered_on: date | None = None


@dataclass(frozen=True)
class Postponement:
    """Execution postponed (Convention, Art. 27.5): its first day, and the day it was resumed."""

    from_on: date
    to_on: date | None = None


@dataclass(frozen=True)
class Prolongation:
    """A supervisor's decision that execution may last until a later day."""

    decided_on: date
    until: date
    cancelled: bool = False


@dataclass(frozen=True)
class Facts:
    """All facts on which the dates of one case depend; their order does not matter."""

    received_at: datetime
    questions: tuple[Question, ...] = ()
    postponements: tuple[Postponement, ...] = ()
    prolongations: tuple[Prolongation, ...] = ()

    @cached_property
    def day_zero(self) -> date:
        """The day of receipt in Baku (rule K1)."""
        return baku_day(self.received_at)

    @property
    def last_answer_on(self) -> date | None:
        """The day of the latest answer given, or None."""
        return max((q.answered_on for q in self.questions if q.answered_on), default=None)

    @property
    def decisions(self) -> list[Prolongation]:
        """Prolongations in the order in which rule K7 judges them; cancelled ones are left out."""
        valid = (p for p in self.prolongations if not p.cancelled)
        return sorted(valid, key=lambda p: (p.decided_on, p.until))

    def as_known_on(self, day: date) -> "Facts":
        """Return the facts dated up to `day`; what ended later was still open then (rule K7)."""
        return replace(
            self,
            questions=tuple(
                replace(q, answered_on=_known(q.answered_on, day))
                for q in self.questions
                if q.sent_on <= day
            ),
            postponements=tuple(
                replace(p, to_on=_known(p.to_on, day))
                for p in self.postponements
                if p.from_on <= day
            ),
        )

    def check(self, as_of: date) -> None:
        """Raise FactError for a fact before day 0 or after `as_of`, or an end before its start."""
        _check_day("receipt", self.day_zero, self.day_zero, as_of)
        for question in self.questions:
            self._check_period("question", question.sent_on, question.answered_on, as_of)
        for pause in self.postponements:
            self._check_period("postponement", pause.from_on, pause.to_on, as_of)
        for prolongation in self.decisions:
            _check_day("prolongation", prolongation.decided_on, self.day_zero, as_of)

    def _check_period(self, kind: str, start: date, end: date | None, as_of: date) -> None:
        _check_day(kind, start, self.day_zero, as_of)
        if end is None:
            return
        if end < start:
            raise FactError(f"{kind}_ends_before_start", start=start, end=end)
        _check_day(f"{kind}_end", end, self.day_zero, as_of)


def _known(end: date | None, day: date) -> date | None:
    return end if end and end <= day else None


def _check_day(kind: str, day: date, day_zero: date, as_of: date) -> None:
    if day < day_zero:
        raise FactError(f"{kind}_before_receipt", day=day, day_zero=day_zero)
    if day > as_of:
        raise FactError(f"{kind}_after_as_of", day=day, as_of=as_of)
