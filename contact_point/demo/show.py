"""The contact point in the demonstration: sixty requests of the last months."""

from collections.abc import Sequence

from casework.clock import now
from casework.demo.play import play as played
from casework.demo.story import Story
from contact_point.demo import afterwards
from contact_point.demo.requests import SCENERY
from contact_point.demo.stories import STORIES


def play(stories: Sequence[Story] = STORIES) -> None:
    """Fill the empty desk of the contact point with these stories."""
    present = now()
    afterwards.prepare(present)
    played([(SCENERY, story) for story in stories], present)
    afterwards.finish(present)
