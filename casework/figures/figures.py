"""What a case adds to the figures: a pure function of its recorded facts.

Whatever happens to a case, it is counted anew from its facts, and what it counted as before is
taken back on the days on which it was counted. So a reopened case takes back its ending, a
corrected receipt moves, and a case that was handed over counts where it is now.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from casework.cases.items import Outcome
from casework.clock import baku_day
from casework.figures.adding import Adding, Figure
from casework.figures.counting import COUNTINGS, Counting
from casework.figures.course import (
    Course,
    course_of,
    days_waited,
    happenings,
    who_had_to_act,
)

NOT_GIVEN = (Outcome.REFUSED, Outcome.NOT_HELD)


def figures_of(facts: Mapping[str, Any]) -> Counter[Figure]:
    """Return what a case with these facts adds to the figures; a wrong registration only that.

    facts  a row of casework.figures.facts
    """
    counting = COUNTINGS[facts["kind"]]
    course = course_of(happenings(facts["steps"]), counting)
    adding = Adding(facts["authority_id"])
    received_on = baku_day(facts["received_at"])
    ended_on = baku_day(facts["ended_at"]) if facts["ended_at"] else None
    outcome = course.outcome or facts["state"]
    if ended_on and outcome in counting.uncounted:
        adding.add(ended_on, "void")
        return adding.found
    add_receipt(adding, facts, received_on)
    add_review(adding, course, received_on)
    add_requests(adding, facts, course)
    if ended_on:
        add_ending(adding, facts, outcome, ended_on, counting)
        add_lengths(adding, course, outcome, received_on, ended_on, counting)
    for authority, day in course.given_on:
        adding.add(day, "handed_over", authority=authority)
    counting.adds(adding, facts)
    return adding.found


def add_receipt(adding: Adding, facts: Mapping[str, Any], day: date) -> None:
    """Count what was received, on the day of receipt."""
    adding.add(day, "received")
    adding.add(day, "received", "state", facts["state_code"])
    adding.add(day, "received", "type", facts["request_type__code"])
    if facts["is_urgent"]:
        adding.add(day, "received", "urgent", "yes")
    if facts["request_type__is_preservation"]:
        adding.add(day, "received", "preservation", "yes")
    for item in facts["items"]:
        adding.add(day, "items", "category", item["category"])


def add_review(adding: Adding, course: Course, received_on: date) -> None:
    """Count the legal review, on the day on which it was over."""
    if course.reviewed_on is None:
        return
    adding.add(course.reviewed_on, "review_days", "days", length(received_on, course.reviewed_on))
    if course.review_time is not None:
        adding.add(course.reviewed_on, "review_time", "time", word(course.review_time))


def add_requests(adding: Adding, facts: Mapping[str, Any], course: Course) -> None:
    """Count questions, prolongations and what goes on as another kind, on their own days."""
    for question in facts["asked"]:
        day = date.fromisoformat(question["on"])
        adding.add(day, "deficient")
        adding.add(day, "deficient", "state", facts["state_code"])
    for row in facts["prolonged"]:
        day = date.fromisoformat(row["on"])
        who = who_had_to_act(course, datetime.fromisoformat(row["at"]))
        adding.add(day, "prolonged")
        adding.add(day, "prolonged", "waiting", who)
        if row["ground"]:
            adding.add(day, "prolonged", "ground", row["ground"])
        if day > date.fromisoformat(row["previous"]):
            adding.add(day, "prolonged", "late", "yes")
    if facts["request_type__is_preservation"]:
        for link in facts["followed"]:
            adding.add(baku_day(datetime.fromisoformat(link["at"])), "followed")


def add_ending(
    adding: Adding, facts: Mapping[str, Any], outcome: str, day: date, counting: Counting
) -> None:
    """Count how the case ended, on the day of its end."""
    adding.add(day, "ended")
    adding.add(day, "ended", "outcome", outcome)
    if outcome == counting.refusal:
        adding.add(day, "refused", "ground", facts["ground"])
    if outcome in counting.executed:
        for item in facts["items"]:
            adding.add(day, "answered", "outcome", item["outcome"])
            if item["outcome"] in NOT_GIVEN:
                adding.add(day, "not_given", "reason", item["reason"])


def add_lengths(
    adding: Adding,
    course: Course,
    outcome: str,
    received_on: date,
    ended_on: date,
    counting: Counting,
) -> None:
    """Count how long the case took, and whom it waited for, on the day of its end."""
    adding.add(ended_on, "whole_days", "days", length(received_on, ended_on))
    if course.accepted_on:
        adding.add(ended_on, "execution_days", "days", length(course.accepted_on, ended_on))
    if outcome in counting.executed and course.end_time is not None:
        adding.add(ended_on, "execution_time", "time", word(course.end_time))
    waited = days_waited(course, received_on, ended_on) if course.is_known else {}
    for who, days in waited.items():
        adding.add(ended_on, "waited", "who", who, count=days)


def length(first: date, last: date) -> str:
    """Return the calendar days between two days; a receipt corrected to later makes none."""
    return str(max((last - first).days, 0))


def word(is_in_time: bool) -> str:
    """Return how the figures call it."""
    return "in_time" if is_in_time else "late"
