"""What the requests of the stories say, as if their forms had been typed in."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from casework.access.models import User
from casework.clock import baku_day, now
from casework.directory.models import Authority, RequestType, State
from casework.incoming.registration.identifiers import kind_of
from casework.incoming.registration.told import Told
from casework.incoming.registration.told import register as registered
from contact_point.demo.abroad import OFFENCES, OFFICES, Office
from contact_point.demo.papers import request_file
from contact_point.demo.story import Act, Story, instant_of
from contact_point.models import ContactRequest
from contact_point.tcy11 import KIND

CHANNELS = ("network", "email", "police", "interpol", "phone", "fax", "mail", "diplomatic")
NAMESPACE = uuid.UUID("5f0c8c0e-52c4-4b0e-9c59-6d7b9b2f6a11")
INSTANTS = ("answer_by_at", "loss_expected_at")
WANTED = {
    "subscriber": "Name, address, telephone number and means of payment of the user",
    "traffic": "Connections with times, addresses and ports",
    "content": "Stored messages and files",
}


def register(story: Story, act: Act, by: User, place: int, present: datetime) -> ContactRequest:
    """Register the request of a story, received some minutes before, and return its case."""
    office = OFFICES[story.by]
    received_at = now() - timedelta(minutes=3 + place % 11)
    told = Told(
        kind=KIND,
        authority=Authority.objects.get(code="SSS"),
        received_at=received_at,
        channel=act.word(*CHANNELS) or "network",
        fields=fields_of(story, office, place, present),
        contacts={"requesting": contact_of(office)},
        persons=[{"part": part, "full_name": name} for part, name in story.persons],
        items=[item_of(words, office, received_at, place) for words in story.asked],
    )
    files = [request_file(story, office)] if "paper" in act.words else []
    found = registered(told, by=by, token=uuid.uuid5(NAMESPACE, f"{present} {place}"), files=files)
    return found.case


def fields_of(story: Story, office: Office, place: int, present: datetime) -> dict[str, Any]:
    """Return the columns of the case."""
    about, day = OFFENCES[story.about], baku_day(now())
    words = {"year": day.year, "n": f"{1000 + place * 137 % 8999}"}
    more = {
        name: instant_of(value, present) if name in INSTANTS else value
        for name, value in story.more.items()
    }
    return {
        "request_type": RequestType.objects.get(code=story.kind),
        "requesting_state": State.objects.get(code=office.state),
        "requesting_authority": office.name,
        "foreign_reference": office.reference.format(**words),
        "foreign_case_number": f"{300 + place * 7} Js {1000 + place * 31}/{day:%y}",
        "dated_on": day,
        "sender_zone": office.zone,
        "reply_channel": "network",
        "offence": about.offence,
        "provisions": about.provisions,
        "penalties": about.penalties,
        "summary": about.summary,
        "relation": about.relation,
        "necessity": about.necessity,
        "custodian": "A provider in Azerbaijan, by the registration of the address",
        "mla_intended": True,
        "is_signed": True,
        **more,
    }


def contact_of(office: Office) -> dict[str, str]:
    """Return who asks, box 5 of the form."""
    return {
        "organisation": office.name,
        "person": office.person,
        "job_title": "Officer on duty",
        "email": office.email,
        "office_hours": "24/7",
        "time_zone": office.zone,
    }


def item_of(words: str, office: Office, received_at: datetime, place: int) -> dict[str, Any]:
    """Return a data item: its category, then what names the data."""
    category, *values = words.split()
    seen_at = received_at - timedelta(days=2 + place % 5, hours=place % 17)
    found: dict[str, Any] = {
        "category": category,
        "description": WANTED[category],
        "zone": office.zone,
        "identifiers": [
            {"kind": kind_of(value), "value": value, "seen_at": seen_at, "zone": office.zone}
            for value in values
        ],
    }
    if category != "subscriber":
        found |= {"period_from": seen_at - timedelta(days=7), "period_to": seen_at}
    return found
