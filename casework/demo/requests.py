"""What the incoming requests of the stories say, as if their forms had been typed in."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from casework.clock import baku_day, now
from casework.demo.abroad import Offence, Office
from casework.demo.papers import request_file
from casework.demo.scenery import Opening, Scenery
from casework.demo.story import instant_of
from casework.directory.models import Authority, RequestType, State
from casework.incoming.registration.identifiers import kind_of
from casework.incoming.registration.told import Told, register

CHANNELS = ("network", "email", "police", "interpol", "phone", "fax", "mail", "diplomatic")
NAMESPACE = uuid.UUID("5f0c8c0e-52c4-4b0e-9c59-6d7b9b2f6a11")
INSTANTS = ("answer_by_at", "loss_expected_at")


def registered_as_told(scenery: Scenery, opening: Opening) -> Any:
    """Register the request of a story, received some minutes before, and return its case."""
    story, place = opening.story, opening.place
    office, about = scenery.offices[story.by], scenery.offences[story.about]
    received_at = now() - timedelta(minutes=3 + place % 11)
    seen_at, span = seen_before(received_at, opening)
    told = Told(
        kind=scenery.kind,
        authority=opening.directory.row(Authority, scenery.door(story)),
        received_at=received_at,
        channel=opening.act.word(*CHANNELS) or "network",
        is_copy="copy" in opening.act.words,
        fields={**columns_of(opening, office, about), **scenery.own(opening)},
        contacts=scenery.contacts(office),
        persons=[{"part": part, "full_name": name} for part, name in story.persons],
        items=[item_of(words, office, seen_at, span) for words in story.asked],
    )
    has_paper = "paper" in opening.act.words
    files = [request_file(story, office, about)] if has_paper else []
    token = uuid.uuid5(NAMESPACE, f"{opening.present} {scenery.kind} {place}")
    return register(told, by=opening.by, token=token, files=files).case


def columns_of(opening: Opening, office: Office, about: Offence) -> dict[str, Any]:
    """Return the columns of the case that every kind has."""
    story, place, day = opening.story, opening.place, baku_day(now())
    words = {"year": day.year, "n": f"{1000 + place * 137 % 8999}"}
    return {
        "request_type": opening.directory.row(RequestType, story.kind),
        "requesting_state": opening.directory.row(State, office.state),
        "requesting_authority": office.name,
        "foreign_reference": office.reference.format(**words),
        "foreign_case_number": f"{300 + place * 7}-{1000 + place * 31}/{day:%y}",
        "dated_on": day,
        "sender_zone": office.zone,
        "offence": about.offence,
        "provisions": about.provisions,
        "penalties": about.penalties,
        "summary": about.summary,
        "relation": about.relation,
        "necessity": about.necessity,
        "custodian": "A provider in Azerbaijan, by the registration of the address",
        "is_signed": True,
    }


def more_of(opening: Opening) -> dict[str, Any]:
    """Return the columns that the story itself tells; instants counted from the present."""
    return {
        name: instant_of(value, opening.present) if name in INSTANTS else value
        for name, value in opening.story.more.items()
    }


def contact_of(office: Office, job_title: str, hours: str) -> dict[str, str]:
    """Return who asks, box 5 of the forms."""
    return {
        "organisation": office.name,
        "person": office.person,
        "job_title": job_title,
        "email": office.email,
        "office_hours": hours,
        "time_zone": office.zone,
    }


def seen_before(received_at: datetime, opening: Opening) -> tuple[datetime, timedelta]:
    """Return when the addresses were used, and for how long before that data are asked for."""
    story, place = opening.story, opening.place
    if story.seen:
        return instant_of(story.seen, opening.present), timedelta(hours=2)
    return received_at - timedelta(days=2 + place % 5, hours=place % 17), timedelta(days=7)


def item_of(words: str, office: Office, seen_at: datetime, span: timedelta) -> dict[str, Any]:
    """Return a data item: its category, then what names the data."""
    category, *values = words.split()
    found: dict[str, Any] = {
        "category": category,
        "zone": office.zone,
        "identifiers": [
            {"kind": kind_of(value), "value": value, "seen_at": seen_at, "zone": office.zone}
            for value in values
        ],
    }
    if category != "subscriber":
        found |= {"period_from": seen_at - span, "period_to": seen_at}
    return found
