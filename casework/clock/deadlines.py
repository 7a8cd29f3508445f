"""All deadlines of a case at a day: the pure function over its recorded facts (rule K10)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from casework.clock.calendars import Calendar
from casework.clock.execution import Clock, ceiling, roll_reasons
from casework.clock.facts import Facts
from casework.clock.limits import BEGINNING, Policy
from casework.clock.prolonging import execution
from casework.clock.reasons import Reason, because
from casework.clock.zone import BAKU


@dataclass(frozen=True)
class Deadlines:
    """Where the clocks of a case stand on `as_of`; all dates are days in Baku.

    review is None while a question is open; `why` holds the derivation of each clock in order.
    """

    day_zero: date
    as_of: date
    review: Clock | None
    execution: Clock
    ceiling: Clock
    is_overdue: bool
    why: Mapping[str, tuple[Reason, ...]]


def deadlines(facts: Facts, policy: Policy, calendar: Calendar, as_of: date) -> Deadlines:
    """Return every date of the case, with its reasons.

    as_of  the day in Baku from which it is looked at; decides only what is overdue and how long
           an open pause is

    Raises FactError for facts that cannot be, MissingYear where the calendar has no entry.
    """
    facts.check(as_of)
    review, review_reasons = review_clock(facts, policy, calendar)
    limit = ceiling(facts, policy, calendar, as_of)
    running = execution(facts, policy, calendar, as_of)
    last_words = closing_words(running, limit, as_of)
    local = facts.received_at.astimezone(BAKU)
    return Deadlines(
        day_zero=facts.day_zero,
        as_of=as_of,
        review=review,
        execution=running,
        ceiling=limit,
        is_overdue=running.is_overdue(as_of),
        why={
            "receipt": (
                because("received", instant=local, day=facts.day_zero),
                because(
                    "first_policy" if policy.in_force_from <= BEGINNING else "policy",
                    day=policy.in_force_from,
                ),
            ),
            "review": review_reasons,
            "execution": running.reasons + last_words,
            "ceiling": limit.reasons,
        },
    )


def review_clock(
    facts: Facts, policy: Policy, calendar: Calendar
) -> tuple[Clock | None, tuple[Reason, ...]]:
    """Return the clock of legal review, or None while a question is open, and why (rule K6)."""
    still_open = [q.sent_on for q in facts.questions if q.answered_on is None]
    if still_open:
        return None, (because("review_stopped", day=min(still_open)),)
    limit, start, reasons = policy.review, facts.day_zero, []
    if facts.last_answer_on:
        start = facts.last_answer_on
        reasons.append(because("review_anew", day=start))
    nominal = effective = limit.last_day(start, calendar)
    reasons.append(because("review_limit", limit=limit, start=start, day=nominal))
    if limit.rolls:
        effective, skipped = calendar.next_working(nominal)
        reasons += roll_reasons(calendar, skipped, effective)
    elif nominal in calendar.off:
        reasons.append(because("review_stays", day=nominal, off=calendar.off[nominal]))
    return Clock(nominal, effective, tuple(reasons)), tuple(reasons)


def closing_words(running: Clock, limit: Clock, as_of: date) -> tuple[Reason, ...]:
    """Say what a reader must not miss: a projection, a day beyond the ceiling, what is overdue."""
    reasons = []
    if running.is_projection:
        reasons.append(because("projection", day=as_of))
    if running.nominal > limit.effective:
        reasons.append(because("beyond_ceiling", day=running.nominal, ceiling=limit.effective))
    if running.is_overdue(as_of):
        days = (as_of - running.effective).days
        reasons.append(because("overdue", day=running.effective, days=days))
    return tuple(reasons)
