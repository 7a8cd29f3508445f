"""One calculation: facts as a JSON object in, every deadline and its derivation out.

The calculator page and `manage.py deadlines` both speak this form; docs/developers/clocks.md
describes its fields.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from casework.clock import (
    Calendar,
    Clarification,
    Deadlines,
    FactError,
    Facts,
    MissingYear,
    Policy,
    Reason,
    deadlines,
)
from casework.clock.preservation import preserved_until
from casework.clock.reasons import because
from casework.explain import sentence, sentences


@dataclass(frozen=True)
class Rulebook:
    """The calendar and every policy, read once for many calculations.

    policies  by procedure, the latest first
    """

    policies: Mapping[str, list[Policy]]
    calendar: Calendar

    def policy(self, procedure: str, day: date) -> Policy:
        """Return the policy in force on `day`. Raises FactError if none was."""
        for policy in self.policies[procedure]:
            if policy.in_force_from <= day:
                return policy
        raise FactError("no_policy", day=day)


@dataclass(frozen=True)
class Preserved:
    """Data that a provider keeps, as asked: the day it took effect, and for how many days."""

    in_effect_on: date
    days: int


@dataclass(frozen=True)
class Calculation:
    """What is asked: the facts of one case and the day from which they are looked at."""

    procedure: str
    facts: Facts
    as_of: date
    clarification: Clarification | None = None
    preservation: Preserved | None = None
    unknown_fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer:
    """Every deadline, the last day of preservation if asked, and the policy that applied."""

    deadlines: Deadlines
    policy: Policy
    preserved_until: date | None
    why: Mapping[str, tuple[Reason, ...]]


def calculate(calculation: Calculation, rules: Rulebook) -> Answer:
    """Return the answer. Raises FactError for facts that cannot be."""
    facts = calculation.facts
    try:
        policy = rules.policy(calculation.procedure, facts.day_zero)
        if calculation.clarification:
            policy = replace(policy, clarification=calculation.clarification)
        found = deadlines(facts, policy, rules.calendar, calculation.as_of)
        last_day, reasons = _preservation(calculation)
    except MissingYear as missing:
        raise FactError("missing_year", year=missing.year) from missing
    except OverflowError as beyond:
        raise FactError("out_of_range") from beyond
    why = {**found.why, "preservation": reasons}
    if calculation.unknown_fields:
        fields = ", ".join(calculation.unknown_fields)
        why["receipt"] += (because("unknown_fields", fields=fields),)
    return Answer(found, policy, last_day, why)


def _preservation(calculation: Calculation) -> tuple[date | None, tuple[Reason, ...]]:
    asked = calculation.preservation
    if asked is None:
        return None, ()
    day, day_zero, as_of = asked.in_effect_on, calculation.facts.day_zero, calculation.as_of
    if day < day_zero:
        raise FactError("preservation_before_receipt", day=day, day_zero=day_zero)
    if day > as_of:
        raise FactError("preservation_after_as_of", day=day, as_of=as_of)
    last_day = preserved_until(day, asked.days)
    return last_day, (because("preservation_limit", start=day, days=asked.days, day=last_day),)


def as_json(calculation_id: Any, answer: Answer) -> dict[str, Any]:
    """Return the answer as the JSON object that `manage.py deadlines` writes."""
    found = answer.deadlines
    record: dict[str, Any] = {
        "id": calculation_id,
        "day_zero": found.day_zero.isoformat(),
        "review": None,
        "execution": {
            "nominal": found.execution.nominal.isoformat(),
            "effective": found.execution.effective.isoformat(),
            "overdue": found.is_overdue,
        },
        "ceiling": found.ceiling.effective.isoformat(),
    }
    if found.review:
        record["review"] = {
            "nominal": found.review.nominal.isoformat(),
            "effective": found.review.effective.isoformat(),
        }
    if answer.preserved_until:
        record["preservation"] = {"last_day": answer.preserved_until.isoformat()}
    record["derivation"] = [s for reasons in answer.why.values() for s in sentences(reasons)]
    return record


def error_as_json(calculation_id: Any, error: FactError) -> dict[str, Any]:
    """Return the JSON object that says in a sentence what is wrong."""
    return {"id": calculation_id, "error": sentence(error.reason)}
