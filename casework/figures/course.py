"""The course of a case, read from its events: when its review ended, how it ended, who acted."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from casework.cases.case import WaitingOn
from casework.clock import baku_day
from casework.figures.counting import Counting


@dataclass(frozen=True)
class Happening:
    """A step as its event keeps it: when, from which state to which, and [old, new] by column."""

    at: datetime
    before: str
    after: str
    changes: Mapping[str, Any]

    @property
    def on(self) -> date:
        """The day in Baku."""
        return baku_day(self.at)

    def day_before(self, column: str) -> date | None:
        """Return the day that stood in a column before this step changed it, if it did."""
        return _day(self.changes.get(column, (None, None))[0])

    def day_after(self, column: str) -> date | None:
        """Return the day that stands in a column since this step, if it changed it."""
        return _day(self.changes.get(column, (None, None))[1])


@dataclass
class Course:
    """Where the steps of a case have led.

    reviewed_on  the day on which its legal review was first over, at the authority that has it
    review_time  whether that was in time; None where no last day ran
    accepted_on  the day from which it was executed
    outcome      the state in which it ended; "" while it is open
    end_time     whether it ended by the effective last day of execution; None where none is known
    waits        (instant, who has to act from then on)
    given_on     (authority, day) of each hand-over, and of the authority that gave it away
    is_known     False if it was brought in from a register, already reviewed: nobody knows when
    """

    reviewed_on: date | None = None
    review_time: bool | None = None
    accepted_on: date | None = None
    outcome: str = ""
    end_time: bool | None = None
    last_due: date | None = None
    waits: list[tuple[datetime, str]] = field(default_factory=list)
    given_on: list[tuple[int, date]] = field(default_factory=list)
    is_known: bool = True


def happenings(rows: Sequence[Mapping[str, Any]]) -> list[Happening]:
    """Return the events as the query of casework.figures.facts found them."""
    return [
        Happening(
            datetime.fromisoformat(row["at"]),
            row["before"],
            row["after"],
            json.loads(row["changes"] or "{}"),
        )
        for row in rows
    ]


def course_of(steps: Sequence[Happening], counting: Counting) -> Course:
    """Return the course of a case with these steps, the first one first."""
    course = Course()
    for step in steps:
        follow(course, step, counting)
    return course


def follow(course: Course, step: Happening, counting: Counting) -> None:
    """Let the course go on by one step."""
    if "waiting_on" in step.changes:
        course.waits.append((step.at, step.changes["waiting_on"][1]))
    course.last_due = step.day_before("execution_on") or course.last_due
    if "authority_id" in step.changes:  # the next one reviews it anew
        course.given_on.append((step.changes["authority_id"][0], step.on))
        course.reviewed_on = course.review_time = course.accepted_on = None
        course.is_known = True
    has_ended = step.after not in counting.running
    if not step.before and (has_ended or step.after in counting.executing):
        course.is_known = False
    if has_ended or step.after in counting.executing:
        finish_review(course, step)
    if step.after in counting.executing and course.accepted_on is None and course.is_known:
        course.accepted_on = step.on
    if not has_ended:
        course.outcome, course.end_time = "", None
    elif step.before in counting.running or not step.before:
        course.outcome, course.end_time = step.after, in_time(course, step)
    course.last_due = step.day_after("execution_on") or course.last_due


def finish_review(course: Course, step: Happening) -> None:
    """Let this step end the legal review, unless it was over before."""
    if course.reviewed_on is None and course.is_known:
        last = step.day_before("review_on")
        course.reviewed_on = step.on
        course.review_time = None if last is None else step.on <= last


def in_time(course: Course, step: Happening) -> bool | None:
    """Whether the case ends by the effective last day, as it stood until this step.

    While a pause is open the last day stands still: what was in time when it began is in time.
    """
    if course.last_due is None:
        return None
    suspended = step.day_before("suspended_since")
    return (suspended or step.on) <= course.last_due


def days_waited(course: Course, received_on: date, ended_on: date) -> Counter[str]:
    """Return the days between receipt and end by who had to act; together all of them."""
    found: Counter[str] = Counter()
    begun, who = received_on, str(WaitingOn.US.value)
    for at, whom in course.waits:
        day = min(max(baku_day(at), begun), ended_on)
        found[who] += (day - begun).days
        begun, who = day, whom
    found[who] += max((ended_on - begun).days, 0)
    return +found


def who_had_to_act(course: Course, at: datetime) -> str:
    """Return on whom the case waited at this instant."""
    found = str(WaitingOn.US.value)
    for changed_at, whom in course.waits:
        if changed_at <= at:
            found = whom
    return found


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
