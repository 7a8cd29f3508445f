"""What incoming requests for assistance say in the boxes that only they have."""

from typing import Any

from casework.demo.abroad import Office
from casework.demo.papers import MESSAGES
from casework.demo.requests import contact_of, more_of
from casework.demo.scenery import Opening, Scenery
from casework.demo.story import Story
from casework.directory.models import Authority, Instrument, Stage
from mla.demo import details
from mla.demo.abroad import OFFENCES, OFFICES
from mla.tcy10 import KIND

USE = "Evidence in the criminal proceedings named above, and in no others."


def own(opening: Opening) -> dict[str, Any]:
    """Return the columns of the case that only this kind of request has.

    A story names the instrument by its code as "basis"; most cite the Convention on Cybercrime.
    """
    more = {"stage": Stage.PRE_TRIAL.value, "basis": "ets-185", **more_of(opening)}
    code = more.pop("basis")
    return {
        "reply_channel": "diplomatic",
        "requested_authority": opening.directory.row(Authority, door(opening.story)).name_en,
        "legal_basis": opening.directory.row(Instrument, code) if code else None,
        "use_asked": USE,
        **more,
    }


def door(story: Story) -> str:
    """Return where the request comes first: by its stage, unless it knocks at the wrong door."""
    return story.at or ("MOJ" if story.more.get("stage") == Stage.TRIAL else "PGO")


def contacts(office: Office) -> dict[str, dict[str, str]]:
    """Return who asks."""
    return {"requesting": contact_of(office, "International legal assistance", "9–17")}


SCENERY = Scenery(
    kind=KIND,
    offices=OFFICES,
    offences=OFFENCES,
    door=door,
    own=own,
    contacts=contacts,
    details=details.DETAILS,
    messages={**MESSAGES, **details.MESSAGES},
    channel="diplomatic",
)
