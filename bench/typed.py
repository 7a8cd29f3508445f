"""What is typed into the full form of a registration, as a real request would fill it."""

import uuid
from functools import cache
from typing import Any

from casework.clock import BAKU, now
from casework.directory.models import RequestType, State

SUMMARY = (
    "Between 1 and 14 January an account was taken over and used to offer goods that did not"
    " exist; eleven persons paid about 23,000 euros. The address below was used to sign in."
)


def typed(number: int, *, kind: str = "disclosure", state: str = "DE") -> dict[str, str]:
    """Return the fields of request `number`: no other one looks like its duplicate."""
    received = now().astimezone(BAKU).strftime("%Y-%m-%dT%H:%M")
    return {
        "token": str(uuid.uuid4()),
        "anyway": "1",
        "arrival-received_at": received,
        "arrival-channel": "email",
        "arrival-request_type": key_of(RequestType, kind),
        "arrival-requesting_state": key_of(State, state),
        "dated_on": received[:10],
        "foreign_reference": f"BENCH {number}/26",
        "requesting-organisation": "Bundeskriminalamt",
        "requesting-person": "A. Muster",
        "requesting-email": "a@bka.example",
        "requesting-time_zone": "CET",
        "reply_channel": "email",
        "offence": "Computer fraud",
        "provisions": "§ 263a StGB",
        "penalties": "Up to five years",
        "summary": SUMMARY,
        "necessity": "The data are overwritten after 90 days.",
        "relation": "The address was used for it.",
        "custodian": "Azercell",
        "persons-rows": "3",
        "persons-0-full_name": f"Cem Canli {number}",
        "persons-0-part": "suspect",
        "persons-1-full_name": "Dana Dahl",
        "persons-1-part": "victim",
        "items-rows": "3",
        "items-0-category": "subscriber",
        "items-0-description": "Identity, address, billing",
        "items-0-kind_1": "ip",
        "items-0-value_1": f"203.0.{number // 250 % 250}.{number % 250}",
        "items-0-seen_at_1": "2026-01-14T08:30:15",
        "items-0-zone_1": "UTC",
        "items-0-value_2": f"x{number}@y.example",
        "items-1-category": "traffic",
        "items-1-value_1": "+994 50 123 45 67",
        "items-1-period_from": "2026-01-01T00:00",
        "items-1-period_to": "2026-01-14T00:00",
    }


@cache
def key_of(model: Any, code: str) -> str:
    """Return the key of a row of the directory, as a form sends it; read once."""
    return str(model.objects.get(code=code).pk)
