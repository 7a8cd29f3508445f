"""Which last days a case adds to the summary of what is due: a pure function of its facts.

Kept like the figures: counted anew whenever something happens to the case, what it added before is
taken back. So nobody has to read every open case to say how many of them end on which day.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from casework.cases.queries import NO_DAY
from casework.clock import baku_day
from casework.clock.own import AWAITED, KEPT
from casework.figures.owed import owed_of

DueFigure = tuple[int, int | None, str, str]  # authority, officer (or provider), what, day (hour)
OPEN, URGENT, SUSPENDED = "queue", "urgent", "suspended"
DAYS = {"review": "review_on", "execution": "execution_on", "ceiling": "ceiling_on"}
INSTANTS = {"answer_by": "answer_by_at", "loss": "loss_expected_at"}
PRESERVED, LINKED, SUBTASK = "preservation", "linked", "subtask"
# What a row of the facts needs of the case itself.
COLUMNS = (
    "officer_id", "queue_on", "suspended_since", "due_on", "due_clock", "is_kept",
    *DAYS.values(), *INSTANTS.values(),
)  # fmt: skip


def due_of(facts: Mapping[str, Any]) -> Counter[DueFigure]:
    """Return what a case with these facts adds, by authority, officer, what and day.

    Besides: the answers that providers owe, by authority, provider, what and hour.

    An open case stands once on the day by which the queue orders it, and under NO_DAY if it is
    urgent or suspended. Data are preserved, and sub-tasks done, beyond the end of a case.

    facts  a row of casework.figures.facts
    """
    found: Counter[DueFigure] = Counter()
    for what, day in [*ends_of(facts), *ends_beside(facts)]:
        found[facts["authority_id"], facts["officer_id"], what, day] += 1
    for provider, what, hour in owed_of(facts):
        found[facts["authority_id"], provider, what, hour] += 1
    return found


def ends_of(facts: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return what ends of the case itself, and when; nothing once it has ended.

    A loss of data that was averted presses no more: casework.cases.pressing.
    """
    if facts["ended_at"]:
        return []
    days = days_of(facts)
    if facts["answer_by_at"]:
        days["answer_by"] = baku_day(facts["answer_by_at"])
    if facts["loss_expected_at"] and not facts["is_kept"]:
        days["loss"] = baku_day(facts["loss_expected_at"])
    return [(what, day.isoformat()) for what, day in days.items() if day]


def days_of(facts: Mapping[str, Any]) -> dict[str, date]:
    """Return the days of an open case, and what is only counted under NO_DAY."""
    days = {OPEN: facts["queue_on"]}
    days |= {what: facts[column] for what, column in DAYS.items()}
    if facts["is_urgent"]:
        days[URGENT] = NO_DAY
    if facts["suspended_since"]:
        days[SUSPENDED] = NO_DAY
    if facts["due_clock"] in (AWAITED, KEPT):
        days[facts["due_clock"]] = facts["due_on"]
    return days


def ends_beside(facts: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the last days of what is preserved and of its open sub-tasks.

    Data that were ever linked with a request stand apart: whether an undecided one keeps them
    beyond their day is known by the other authority only, and asked when somebody looks.
    """
    what = LINKED if facts["is_linked"] else PRESERVED
    preserved = [(what, row["on"]) for row in facts["due_preserved"]]
    return preserved + [(SUBTASK, row["on"]) for row in facts["due_subtasks"]]
