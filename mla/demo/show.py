"""Legal assistance in the demonstration: what is asked of us or told us, and what we ask."""

from collections.abc import Sequence

from casework.access.scope import set_scope_of_all
from casework.clock import now
from casework.demo import mails
from casework.demo.play import play as played
from casework.demo.story import Story
from mla.demo import information, ours, requests
from mla.demo.stories import STORIES
from mla.demo.stories.information import INFORMATION
from mla.demo.stories.ours import OURS

KINDS = (requests.SCENERY.kind, ours.SCENERY.kind, information.SCENERY.kind)


def play(
    incoming: Sequence[Story] = STORIES,
    outgoing: Sequence[Story] = OURS,
    told: Sequence[Story] = INFORMATION,
) -> None:
    """Fill the empty desks of both authorities with these stories."""
    present = now()
    ours.prepare()
    asked = [(requests.SCENERY, story) for story in incoming]
    asked += [(ours.SCENERY, story) for story in outgoing]
    played([*asked, *((information.SCENERY, story) for story in told)], present)
    set_scope_of_all()
    mails.begin_now(present, *KINDS)
    mails.settle(KINDS)
