"""The dates of a case: the pure function over its recorded facts, and what is kept of it.

Nothing is counted up: `replan` writes what the facts say, and a new row only where a date changed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from casework import clock
from casework.cases.case import Case
from casework.cases.deadlines import Deadline
from casework.cases.facts import standing
from casework.clock import Deadlines, Facts, baku_day
from casework.clock.deadlines import review_clock
from casework.clock.own import AWAITED, KEPT, OwnDay
from casework.directory.calendars import calendar_of
from casework.directory.models import Policy
from casework.directory.procedures import PROCEDURES

ENDING = ("review", "execution", AWAITED, KEPT)  # a case is due when the next of these ends
# The columns of a case that replan() and first_plan() set.
PLANNED = [
    "review_on", "execution_nominal_on", "execution_on", "ceiling_on", "due_on", "due_clock",
    "suspended_since",
]  # fmt: skip
# What facts_of() reads: whoever has read these rows of a case before needs no query.
FACTS = ("questions", "answers", "postponements", "resumptions", "prolongations")


@dataclass(frozen=True)
class Dates:
    """Every date of a case as of a day.

    found      what the pure function returned
    policy     the policy by which it was counted
    suspended  the first day of a pause that is still open and moves the dates, if any
    """

    found: Deadlines
    policy: clock.Policy
    suspended: date | None


@dataclass(frozen=True)
class Kept:
    """One clock as it is kept in a Deadline row."""

    nominal_on: date | None = None
    effective_on: date | None = None
    due_at: datetime | None = None
    suspended_since: date | None = None


def facts_of(case: Case) -> Facts:
    """Return the facts that stand, as the clock takes them; five queries, or none once read."""
    return Facts(
        received_at=case.received_at,
        questions=tuple(_questions(case)),
        postponements=tuple(_postponements(case)),
        prolongations=tuple(_prolongations(case)),
    )


def dates_of(case: Case, as_of: date, facts: Facts | None = None) -> Dates:
    """Return where every clock of the case stands on `as_of`, a day in Baku.

    Raises FactError for facts that cannot be, MissingYear where the calendar has no entry.
    """
    facts = facts or facts_of(case)
    row = Policy.objects.in_force(case.kind, facts.day_zero)
    policy, calendar = row.as_clock_policy(), calendar_of(case.calendar_id)
    found = clock.deadlines(facts, policy, calendar, as_of)
    resumed = _resumed_into_review(case)
    if resumed and (facts.last_answer_on is None or resumed > facts.last_answer_on):
        anew = replace(facts, questions=(*facts.questions, clock.Question(resumed, resumed)))
        review, reasons = review_clock(anew, policy, calendar)
        found = replace(found, review=review, why={**found.why, "review": reasons})
    return Dates(found, policy, _suspended(found, facts))


def own_days_of(case: Case) -> Sequence[OwnDay]:
    """Return the last days that the procedure counts itself on this open case, as facts stand.

    Raises NoPolicy where none was in force on the day of receipt.
    """
    counted = PROCEDURES[case.kind].own_days
    if counted is None:
        return ()
    return counted(case, Policy.objects.in_force(case.kind, baku_day(case.received_at)).offsets())


def replan(case: Case, *, reviewing: bool, running: bool, as_of: date) -> None:
    """Set the dates kept on the case and write a row for each clock that changed; not saved.

    reviewing  the clock of legal review runs
    running    the case is open; otherwise it has ended and every clock stops

    Where review, execution and ceiling do not run in the procedure, its own days do.
    """
    _write(case, _planned(case, reviewing=reviewing, running=running, as_of=as_of))


def first_plan(case: Case, *, reviewing: bool, as_of: date) -> list[Deadline]:
    """Set the dates kept on a new open case; return the rows of its clocks. Nothing is saved."""
    clocks = _planned(case, reviewing=reviewing, running=True, as_of=as_of)
    return [_row(case, name, kept, 1) for name, kept in clocks.items() if kept != Kept()]


def _planned(case: Case, *, reviewing: bool, running: bool, as_of: date) -> dict[str, Kept]:
    dates = dates_of(case, as_of) if PROCEDURES[case.kind].is_timed else None
    clocks = _clocks(case, dates, reviewing=reviewing, running=running)
    case.suspended_since = dates.suspended if dates and running else None
    case.review_on = clocks["review"].effective_on
    case.execution_nominal_on = clocks["execution"].nominal_on
    case.execution_on = clocks["execution"].effective_on
    case.ceiling_on = clocks["ceiling"].effective_on
    ends = [(clocks[name].effective_on, name) for name in ENDING]
    known = [(day, name) for day, name in ends if day is not None]
    case.due_on, case.due_clock = min(known, key=lambda end: end[0], default=(None, ""))
    return clocks


def _clocks(case: Case, dates: Dates | None, *, reviewing: bool, running: bool) -> dict[str, Kept]:
    clocks = dict.fromkeys((*ENDING, "ceiling", "answer_by", "loss"), Kept())
    if running:
        clocks["answer_by"] = Kept(due_at=case.answer_by_at)
        clocks["loss"] = Kept(due_at=case.loss_expected_at)
        clocks |= {day.clock: Kept(day.on, day.on) for day in own_days_of(case)}
    if dates is None:
        return clocks
    found = dates.found
    if reviewing and found.review:
        clocks["review"] = Kept(found.review.nominal, found.review.effective)
    if running:
        if dates.suspended:
            clocks["execution"] = clocks["ceiling"] = Kept(suspended_since=dates.suspended)
        else:
            clocks["execution"] = Kept(found.execution.nominal, found.execution.effective)
            clocks["ceiling"] = Kept(found.ceiling.nominal, found.ceiling.effective)
    return clocks


def _write(case: Case, clocks: dict[str, Kept]) -> None:
    current = {row.clock: row for row in case.deadlines.all() if row.is_current}
    changed: list[tuple[str, Kept, int]] = []
    for name, kept in clocks.items():
        row = current.get(name)
        before = Kept() if row is None else _kept(row)
        if kept != before:
            changed.append((name, kept, row.number + 1 if row else 1))
    outdated = [current[name].pk for name, _kept_now, _n in changed if name in current]
    if outdated:
        Deadline.objects.filter(pk__in=outdated).update(is_current=False)
    Deadline.objects.bulk_create(_row(case, name, kept, number) for name, kept, number in changed)


def _row(case: Case, name: str, kept: Kept, number: int) -> Deadline:
    return Deadline(
        case_id=case.pk,
        authority_id=case.authority_id,
        clock=name,
        number=number,
        **vars(kept),
    )


def _kept(row: Deadline) -> Kept:
    return Kept(row.nominal_on, row.effective_on, row.due_at, row.suspended_since)


def _questions(case: Case) -> list[clock.Question]:
    rows = standing(case.questions.all())
    answers = standing(case.answers.all()) if rows else []
    found = []
    for row in rows:
        ends = [answer.answered_on for answer in answers if answer.question_id == row.pk]
        found.append(clock.Question(row.sent_on, ends[-1] if ends else None))
    return found


def _postponements(case: Case) -> list[clock.Postponement]:
    return [
        clock.Postponement(row.from_on, next((end.to_on for end in ends), None))
        for row, ends in _ended(case)
    ]


def _ended(case: Case) -> list[tuple[Any, list[Any]]]:
    """Return the postponements that stand, each with what ended it."""
    rows = standing(case.postponements.all())
    ends = case.resumptions.all() if rows else ()
    return [(row, [end for end in ends if end.postponement_id == row.pk]) for row in rows]


def _prolongations(case: Case) -> list[clock.Prolongation]:
    rows: Any = list(case.prolongations.all())
    cancelled = {row.cancels_id for row in rows}
    return [
        clock.Prolongation(row.decided_on, row.until, cancelled=row.pk in cancelled)
        for row in rows
        if row.cancels_id is None
    ]


def _resumed_into_review(case: Case) -> date | None:
    """Return the day of the latest resumption into legal review: three new days (rule K6)."""
    days = [
        end.to_on
        for row, ends in _ended(case)
        if row.postponed_in == "review"
        for end in ends
        if not end.is_idle
    ]
    return max(days, default=None)


def _suspended(found: Deadlines, facts: Facts) -> date | None:
    if not found.execution.is_projection and not found.ceiling.is_projection:
        return None
    begun = [q.sent_on for q in facts.questions if q.answered_on is None]
    begun += [p.from_on for p in facts.postponements if p.to_on is None]
    return min(begun, default=None)
