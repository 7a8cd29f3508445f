"""What our requests are counted by: initiated, sent, answered, refused; by State, by type; days.

`received` is what every procedure counts on day 0: here the day on which the initiator turned to
us. Withdrawn and refused requests are counted by every procedure as outcomes.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import F, OuterRef

from casework.clock import baku_day
from casework.figures.adding import Adding
from casework.figures.counting import Counting
from casework.figures.facts import rows_of
from casework.figures.figures import length
from mla.outgoing.facts import Exchange
from mla.outgoing.paper import KIND
from mla.outgoing.states import AWAITED, OPEN, S

FACTS = {
    "stage": F("outgoingrequest__stage"),
    "basis": F("outgoingrequest__legal_basis__code"),
    "sent_on": F("outgoingrequest__sent_on"),
    "is_direct": F("outgoingrequest__is_direct"),
    "exchanged": rows_of(
        Exchange.objects.filter(case=OuterRef("pk")).order_by("on_day", "pk"),
        kind="kind",
        on="on_day",
    ),
}
# What passed with the authority abroad, as the figures call it; each counts on its own day.
MEASURES = {
    Exchange.Kind.PARTIAL: "answered_in_part",
    Exchange.Kind.REPLY: "answered_abroad",
    Exchange.Kind.REFUSAL: "refused_abroad",
    Exchange.Kind.QUESTION: "asked_abroad",
    Exchange.Kind.REMINDER: "reminded_abroad",
}


def adds(adding: Adding, facts: Mapping[str, Any]) -> None:
    """Add what was initiated, sent and came back, each on its own day."""
    initiated_on = baku_day(facts["received_at"])
    adding.add(initiated_on, "received", "stage", facts["stage"])
    adding.add(initiated_on, "received", "basis", facts["basis"])
    sent_on = facts["sent_on"]
    if sent_on:
        counted(adding, facts, "sent_abroad", sent_on)
        adding.add(sent_on, "sent_abroad", "way", "direct" if facts["is_direct"] else "diplomatic")
        adding.add(sent_on, "days_to_send", "days", length(initiated_on, sent_on))
    for row in facts["exchanged"]:
        on = date.fromisoformat(row["on"])
        if row["kind"] in MEASURES:
            counted(adding, facts, MEASURES[row["kind"]], on)
        if row["kind"] == Exchange.Kind.REPLY and sent_on:
            adding.add(on, "days_to_answer", "days", length(sent_on, on))


def counted(adding: Adding, facts: Mapping[str, Any], measure: str, on: date) -> None:
    """Add to a measure as a whole, by State and by type."""
    adding.add(on, measure)
    adding.add(on, measure, "state", facts["state_code"])
    adding.add(on, measure, "type", facts["request_type__code"])


COUNTING = Counting(
    kind=KIND,
    running=frozenset(map(str, OPEN)),
    executing=frozenset(map(str, [*AWAITED, S.QUESTION, S.ANSWERED])),
    executed=frozenset({str(S.FORWARDED)}),
    refusal=str(S.REFUSED),
    ground="outgoingrequest__refusal_ground__code",
    uncounted=frozenset({str(S.VOID)}),
    is_sent=True,
    facts=FACTS,
    adds=adds,
)
