"""What spontaneous information is counted by: when it came, from where, and what was done with it.

It is no request: casework shows it under its own procedure, and adds it to no other figures.
"""

from collections.abc import Mapping
from typing import Any

from django.db.models import F

from casework.clock import baku_day
from casework.figures.adding import Adding
from casework.figures.counting import Counting
from mla.spontaneous.paper import KIND
from mla.spontaneous.states import OPEN, S

FACTS = {
    name: F(f"spontaneousinformation__{path}")
    for name, path in {
        "terms": "terms",
        "is_confidential": "is_confidential",
        "accepted_on": "terms_accepted_on",
        "acknowledged_on": "acknowledged_on",
        "passed_on": "passed_on",
        "body": "passed_to__code",
    }.items()
}
# What was done with it, as the figures call it; each counts on its own day.
MEASURES = {
    "accepted_on": "terms_accepted",
    "acknowledged_on": "acknowledged",
    "passed_on": "passed_to_body",
}


def adds(adding: Adding, facts: Mapping[str, Any]) -> None:
    """Add whether it came with conditions, by receipt; then what was done with it."""
    has_terms = facts["terms"] or facts["is_confidential"]
    received_on = baku_day(facts["received_at"])
    adding.add(received_on, "received", "terms", "stated" if has_terms else "none")
    for name, measure in MEASURES.items():
        if facts[name]:
            adding.add(facts[name], measure)
    if facts["passed_on"]:
        adding.add(facts["passed_on"], "passed_to_body", "body", facts["body"])


COUNTING = Counting(
    kind=KIND,
    running=frozenset(map(str, OPEN)),
    executing=frozenset(),
    executed=frozenset(),
    refusal="",
    ground="",
    uncounted=frozenset({str(S.VOID)}),
    facts=FACTS,
    adds=adds,
)
