"""What only requests for assistance are counted by: stage, legal basis, gates, passing on."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import F, OuterRef

from casework.audit.events import Event
from casework.clock import baku_day
from casework.figures.adding import Adding
from casework.figures.facts import rows_of
from casework.incoming.figures import counting_of
from mla.findings import GateFinding
from mla.models import IncomingRequest
from mla.tcy10 import KIND

FACTS = {
    "stage": F("incomingrequest__stage"),
    "basis": F("incomingrequest__legal_basis__code"),
    "gates": rows_of(
        GateFinding.objects.filter(case=OuterRef("pk")).order_by("pk"),
        criterion="criterion",
        judgement="judgement",
        at="made_at",
    ),
    "passed_on": rows_of(  # the event stands in the chain of who gave the case away
        Event.objects.filter(case=OuterRef("pk"), verb="pass_on").order_by("version"),
        at="at",
        giver="authority_id",
    ),
}


def adds(adding: Adding, facts: Mapping[str, Any]) -> None:
    """Add where the proceedings stand and what the request rests on, by receipt; then the gates.

    A gate counts on the day of its latest finding, a case that passes on at who gave it away.
    """
    received_on = baku_day(facts["received_at"])
    adding.add(received_on, "received", "stage", facts["stage"])
    adding.add(received_on, "received", "basis", facts["basis"])
    for gate in {row["criterion"]: row for row in facts["gates"]}.values():
        on = baku_day(datetime.fromisoformat(gate["at"]))
        adding.add(on, "gate", gate["criterion"], gate["judgement"])
    for step in facts["passed_on"]:
        on = baku_day(datetime.fromisoformat(step["at"]))
        adding.add(on, "passed_on", authority=step["giver"])


COUNTING = counting_of(KIND, IncomingRequest, facts=FACTS, adds=adds)
