"""Prolongation of execution (rule K7): which are valid, and the time that runs under them."""

from dataclasses import replace
from datetime import date

from casework.clock.calendars import Calendar
from casework.clock.execution import Clock, ceiling, plain_execution, prolonged_execution
from casework.clock.facts import FactError, Facts, Prolongation
from casework.clock.limits import Clarification, Policy
from casework.clock.reasons import Reason, because


def execution(facts: Facts, policy: Policy, calendar: Calendar, as_of: date) -> Clock:
    """Return the time for execution, every prolongation judged on its own day of decision.

    Each decision is judged from the facts dated up to its day, pauses then open counted to it; a
    cancelled one is left out as if never decided.

    Raises FactError if one was not later than the effective last day of its time, or after the
    ceiling of its time.
    """
    standing: Prolongation | None = None
    reasons: tuple[Reason, ...] = ()
    for decision in facts.decisions:
        day = decision.decided_on
        then = facts.as_known_on(day)
        running = running_execution(then, policy, calendar, standing, day)
        check(decision, running, ceiling(then, policy, calendar, day))
        reasons += (*running.reasons, prolonged(decision, running))
        standing = decision
    running = running_execution(facts, policy, calendar, standing, as_of)
    return replace(running, reasons=reasons + running.reasons)


def running_execution(
    facts: Facts, policy: Policy, calendar: Calendar, standing: Prolongation | None, as_of: date
) -> Clock:
    """Return the time for execution that ran on `as_of`, under `standing` if it still stood."""
    if standing is None:
        return plain_execution(facts, policy, calendar, as_of)
    if not is_ended_by_answer(facts, policy, standing):
        return prolonged_execution(facts, policy, standing, as_of)
    plain = plain_execution(facts, policy, calendar, as_of)
    ended = because("prolongation_ended", decided=standing.decided_on, day=facts.last_answer_on)
    return replace(plain, reasons=(ended, *plain.reasons))


def is_ended_by_answer(facts: Facts, policy: Policy, prolongation: Prolongation) -> bool:
    """Whether an answer given after the decision restarted the time for execution (rule K7)."""
    return (
        policy.clarification is Clarification.RESTART
        and facts.last_answer_on is not None
        and facts.last_answer_on > prolongation.decided_on
    )


def check(decision: Prolongation, running: Clock, limit: Clock) -> None:
    """Raise FactError unless the new last day is later than today's and within the ceiling."""
    named = {"decided": decision.decided_on, "until": decision.until}
    if decision.until > limit.effective:
        raise FactError("prolongation_after_ceiling", **named, ceiling=limit.effective)
    if decision.until <= running.effective:
        raise FactError("prolongation_not_later", **named, effective=running.effective)


def prolonged(decision: Prolongation, running: Clock) -> Reason:
    """Say that execution was prolonged, and how many days it had been overdue by then."""
    overdue = (decision.decided_on - running.effective).days
    return because(
        "prolonged_late" if overdue > 0 else "prolonged",
        decided=decision.decided_on,
        until=decision.until,
        days=overdue,
    )
