"""The time for execution and its ceiling: limit, pauses, restart, rolling, prolongation (K2-K7)."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from casework.clock.calendars import Calendar
from casework.clock.facts import Facts, Prolongation
from casework.clock.limits import CeilingRule, Clarification, Policy, add_months
from casework.clock.pauses import Pause, paused_days, pauses_of
from casework.clock.reasons import Reason, because


@dataclass(frozen=True)
class Clock:
    """A limit running on a case: nominal and effective last day, and how they were reached."""

    nominal: date
    effective: date
    reasons: tuple[Reason, ...] = ()
    is_projection: bool = False

    def is_overdue(self, day: date) -> bool:
        """Whether the effective last day lies before `day`: overdue from 00:00 of the next day."""
        return day > self.effective


def plain_execution(facts: Facts, policy: Policy, calendar: Calendar, as_of: date) -> Clock:
    """Return the time for execution without any prolongation."""
    start, reasons = facts.day_zero, []
    if policy.clarification is Clarification.RESTART and facts.last_answer_on:
        start = facts.last_answer_on
        reasons.append(because("execution_restarts", day=start))
    limit = policy.execution
    nominal = limit.last_day(start, calendar)
    reasons.append(because("execution_limit", limit=limit, start=start, day=nominal))
    pauses = pauses_of(facts, policy.clarification)
    moved = paused_days(pauses, as_of, since=start)
    reasons += pause_reasons(pauses, as_of, since=start)
    if moved:
        nominal += timedelta(days=moved)
        reasons.append(because("execution_moved", days=moved, day=nominal))
    if policy.clarification is Clarification.CONTINUE and facts.questions:
        reasons.append(because("questions_move_nothing"))
    effective = nominal
    if limit.rolls:
        effective, skipped = calendar.next_working(nominal)
        reasons += roll_reasons(calendar, skipped, effective)
    return Clock(nominal, effective, tuple(reasons), is_projection=has_open(pauses))


def prolonged_execution(
    facts: Facts, policy: Policy, prolongation: Prolongation, as_of: date
) -> Clock:
    """Return the time for execution under a prolongation: its day does not roll, pauses move it."""
    pauses = pauses_of(facts, policy.clarification)
    moved = paused_days(pauses, as_of, since=prolongation.decided_on)
    day = prolongation.until + timedelta(days=moved)
    reasons: tuple[Reason, ...] = ()
    if moved:
        reasons = (
            *pause_reasons(pauses, as_of, since=prolongation.decided_on),
            because("prolongation_moved", days=moved, day=day),
        )
    return Clock(day, day, reasons, is_projection=has_open(pauses))


def ceiling(facts: Facts, policy: Policy, calendar: Calendar, as_of: date) -> Clock:
    """Return the ceiling of all prolongations: it moves with the pauses, never to a working day."""
    start, months = facts.day_zero, policy.ceiling.months
    if policy.ceiling_rule is CeilingRule.EXECUTION:
        start = policy.execution.last_day(start, calendar)
    day = policy.ceiling.last_day(start, calendar)
    reasons = [because("ceiling_limit", limit=policy.ceiling, start=start, day=day)]
    if months and add_months(start, months).day < start.day:
        reasons.append(because("month_is_shorter", day=day, number=start.day))
    pauses = pauses_of(facts, policy.clarification)
    moved = paused_days(pauses, as_of)
    if moved:
        day += timedelta(days=moved)
        reasons.append(because("ceiling_moved", days=moved, day=day))
    if policy.ceiling.rolls:
        nominal, (day, skipped) = day, calendar.next_working(day)
        reasons += roll_reasons(calendar, skipped, day)
        return Clock(nominal, day, tuple(reasons), is_projection=has_open(pauses))
    return Clock(day, day, tuple(reasons), is_projection=has_open(pauses))


def has_open(pauses: list[Pause]) -> bool:
    """Whether a pause has not ended yet, so that the date is a projection only (rule K6)."""
    return any(pause.end is None for pause in pauses)


def pause_reasons(pauses: list[Pause], as_of: date, since: date) -> list[Reason]:
    """Say of each pause how many days it counts from `since` on, and which days count once only."""
    counting = [
        replace(pause, begin=max(pause.begin, since))
        for pause in pauses
        if pause.end_by(as_of) >= since
    ]
    reasons = [
        because(
            f"{pause.kind}_{'open' if pause.end is None else 'pause'}",
            begin=pause.begin,
            end=pause.end_by(as_of),
            days=pause.days(as_of),
        )
        for pause in counting
    ]
    twice = sum(p.days(as_of) for p in counting) - paused_days(counting, as_of, since)
    if twice:
        reasons.append(because("days_counted_once", days=twice))
    return reasons


def roll_reasons(calendar: Calendar, skipped: list[date], effective: date) -> list[Reason]:
    """Say of each day skipped why it is not worked, and where the last day moves to."""
    reasons = [because("day_skipped", day=day, off=calendar.off[day]) for day in skipped]
    if skipped:
        reasons.append(because("rolled", day=effective))
    if effective.isoweekday() > 5:
        reasons.append(because("weekend_is_worked", day=effective))
    return reasons
