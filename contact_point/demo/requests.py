"""What the requests of the stories say in the boxes that only the contact point has."""

from typing import Any

from casework.demo.abroad import OFFENCES, Office
from casework.demo.details import DETAILS
from casework.demo.papers import MESSAGES
from casework.demo.requests import contact_of, more_of
from casework.demo.scenery import Opening, Scenery
from casework.demo.story import Story
from contact_point.demo.abroad import OFFICES
from contact_point.tcy11 import KIND

AUTHORITY = "SSS"


def own(opening: Opening) -> dict[str, Any]:
    """Return the columns of the case that only this kind of request has."""
    return {"reply_channel": "network", "mla_intended": True, **more_of(opening)}


def door(_story: Story) -> str:
    """Return the authority of the contact point."""
    return AUTHORITY


def contacts(office: Office) -> dict[str, dict[str, str]]:
    """Return who asks: the contact point abroad, around the clock."""
    return {"requesting": contact_of(office, "Officer on duty", "24/7")}


SCENERY = Scenery(
    kind=KIND,
    offices=OFFICES,
    offences=OFFENCES,
    door=door,
    own=own,
    contacts=contacts,
    details=DETAILS,
    messages=MESSAGES,
    channel="network",
)
