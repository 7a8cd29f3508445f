"""Spontaneous information in the demonstration: what it says, and what its steps are told."""

from collections.abc import Callable, Mapping
from typing import Any

from casework.demo.requests import more_of
from casework.demo.scenery import Opening, Scenery, Told
from casework.demo.story import Story
from casework.directory.models import Body
from mla.demo.abroad import OFFENCES, OFFICES
from mla.demo.requests import contacts
from mla.spontaneous.paper import KIND


def own(opening: Opening) -> dict[str, Any]:
    """Return the columns of the record: nothing is asked, so nothing says what for."""
    return {"penalties": "", "relation": "", "necessity": "", "custodian": "", **more_of(opening)}


def door(story: Story) -> str:
    """Return where the information comes to."""
    return story.at or "PGO"


DETAILS: Mapping[str, Callable[[Told], dict[str, Any]]] = {
    "pass_to_body": lambda told: {
        "body": told.key(Body, told.act.word("mia", "sss-cyber", "cert-az") or "mia"),
        "remark": told.story.says.get("pass_to_body", ""),
    },
    "close": lambda told: {"result": told.says("Taken note of; no proceedings were opened.")},
}
SCENERY = Scenery(
    kind=KIND,
    offices=OFFICES,
    offences=OFFENCES,
    door=door,
    own=own,
    contacts=contacts,
    details=DETAILS,
    messages={},
    channel="email",
)
