"""A draft that the case has left behind: what happened since, on its own page."""

from dataclasses import dataclass

from casework.audit.events import Event
from casework.cases.case import Case
from casework.desk.papers import own_model
from casework.letters import anew
from casework.letters.models import Letter
from casework.workflow.registry import registered


@dataclass(frozen=True)
class LeftBehind:
    """What happened since the letter was written.

    may    whether it can be drafted anew
    holds  whether it would say the same today; nobody knows of a letter that somebody edited
    """

    step: str
    event: Event
    may: bool
    holds: bool


def left_behind(case: Case, letter: Letter) -> LeftBehind | None:
    """Return the last step since this draft was written, None if none was taken.

    What nobody edited is compared with what would be drafted now. One query, three more if a step
    came since.
    """
    if not letter.is_draft:
        return None
    table = registered(case.kind).table
    since = letter.edited_at or letter.made_at
    event = anew.later_than(letter, case.events.filter(at__gt=since), [row.name for row in table])
    if event is None:
        return None
    may = anew.may_be_drafted_anew(letter)
    holds = may and not letter.edited_at
    holds = holds and not anew.differs(letter, anew.would_say(own_model(case), letter))
    return LeftBehind(str(table[event.verb].label), event, may, holds)
