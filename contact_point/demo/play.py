"""Plays the stories: every act goes through the door that officers use, at its own time.

The acts of all stories come in the order of time, so that numbers, the chain of events and the
dates of the cases make sense. What an act brings about later (the second person decides, letters
leave) stands in the same line.
"""

import heapq
import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from casework.access.models import User
from casework.access.scope import set_scope_of_all
from casework.cases.case import Case
from casework.clock import now, today
from casework.clock.zone import replaying
from casework.figures.keeping import tallied_at_the_end
from casework.letters import changes
from casework.letters.models import Letter
from casework.notices.acknowledging import acknowledge
from casework.search.writing import written_at_the_end
from casework.workflow.door import perform
from casework.workflow.models import Proposal, Second
from casework.workflow.people import right_of
from casework.workflow.proposals import decide, propose
from contact_point.demo import afterwards, papers, requests
from contact_point.demo.details import DETAILS, Directory, Told
from contact_point.demo.people import People
from contact_point.demo.stories import STORIES
from contact_point.demo.story import Act, Story
from contact_point.models import ContactRequest
from contact_point.procedure import PROCEDURE

DECIDED_AFTER = timedelta(minutes=45)
SENT_AFTER = timedelta(minutes=20)
UNDECIDED, UNSENT = "undecided", "unsent"
WRITTEN = {row.name for row in PROCEDURE if row.letters} | {
    "register", "order", "follow_up", "lift_preservation", "withdraw", "void",
}  # fmt: skip


def play(stories: Sequence[Story] = STORIES) -> None:
    """Fill the empty desk of the contact point with these stories.

    Runs in the transaction of the caller; this process's clock is the true one again afterwards.
    """
    present = now()
    with replaying() as show, tallied_at_the_end(), written_at_the_end():
        afterwards.prepare(present)
        Play(present, show).run(stories)
        set_scope_of_all()
    afterwards.finish(present)
    set_scope_of_all()


@dataclass(order=True)
class Turn:
    """Something that happens at an instant; of several at once in the order of their numbers."""

    at: datetime
    number: int
    does: Callable[[], None] = field(compare=False)


class Play:
    """One performance: who, when, and the cases as far as they have come."""

    def __init__(self, present: datetime, show: Callable[[datetime], None]) -> None:
        self.present, self.show = present, show
        self.people, self.directory = People(), Directory()
        self.turns: list[Turn] = []
        self.numbers, self.letters = itertools.count(), itertools.count(101)
        self.keys: dict[int, int] = {}  # of the case, by the story
        self.references: dict[str, str] = {}

    def run(self, stories: Sequence[Story]) -> None:
        """Play all of them."""
        for place, story in enumerate(stories):
            for act in story.acts(self.present):
                self.add(act.at, partial(self.act, place, story, act))
        while self.turns:
            turn = heapq.heappop(self.turns)
            self.show(turn.at)
            turn.does()

    def add(self, at: datetime, does: Callable[[], None]) -> None:
        """Let something happen at this instant, unless it has not come yet."""
        if at <= self.present:
            heapq.heappush(self.turns, Turn(at, next(self.numbers), does))

    def act(self, place: int, story: Story, act: Act) -> None:
        """Take one act of a story."""
        self.people.renew()
        if act.name == "register":
            self.register(place, story, act)
            return
        case = self.case(place)
        if act.name in ("note", "call", "acknowledge", "document"):
            self.aside(case, story, act)
        else:
            self.step(place, case, story, act)

    def case(self, place: int) -> Any:
        """Return the case of a story as it is now; all of the staff see every case."""
        rows = ContactRequest.objects.select_related("authority", "request_type", "receipt")
        return rows.get(pk=self.keys[place])

    def register(self, place: int, story: Story, act: Act) -> None:
        """Open the case, by the officer of the story or by the registrar."""
        person = self.people.acting(self.people[act.word("registrar") or story.officer])
        case = requests.register(story, act, person, place, self.present)
        self.keys[place] = case.pk
        if story.key:
            self.references[story.key] = case.reference
        self.send_soon(place, story, act)

    def aside(self, case: Any, story: Story, act: Act) -> None:
        """Do what is no step: a note, a call, a document, or seeing that a case is urgent."""
        name = act.word(*self.people.by_name)
        person = self.people[name] if name else self.people.officer_of(case, story)
        self.people.acting(person)
        if act.name == "acknowledge":
            acknowledge(Case.objects.get(pk=case.pk), person)
        else:
            papers.add(case, story, act, person)

    def step(self, place: int, case: Any, story: Story, act: Act) -> None:
        """Take a step, or propose it and let the second person decide."""
        row = PROCEDURE[act.name]
        person = self.people.who(case, story, act, row.roles)
        second = right_of(person, case, row).second
        if second != Second.NONE:
            person = self.people.officer_of(case, story)
        self.people.acting(person)
        details = self.details(case, story, act, person)
        if second == Second.NONE:
            perform(case, act.name, by=person, version=case.version, **details)
            self.send_soon(place, story, act)
            return
        proposal = propose(case, act.name, by=person, version=case.version, **details)
        if UNDECIDED not in act.words:
            later = now() + DECIDED_AFTER
            self.add(later, partial(self.decide, place, story, act, proposal))

    def decide(self, place: int, story: Story, act: Act, proposal: Proposal) -> None:
        """Let the supervisor decide what was proposed."""
        person = self.people.acting(self.people[story.supervisor])
        is_good = "declined" not in act.words
        decide(proposal, by=person, accept=is_good, remark="" if is_good else "Not yet.")
        self.send_soon(place, story, act)

    def details(self, case: Any, story: Story, act: Act, person: User) -> dict[str, Any]:
        """Return what the form of the step wants; a message of the requester is stored first."""
        if act.name == "mark_duplicate":
            return {"other": self.references[act.words[0]]}
        if act.name == "assign":
            return {"officer": self.people[act.words[0]].pk}
        found = DETAILS.get(act.name, lambda told: {})(Told(case, story, act, self.directory))
        if act.name in papers.MESSAGES:
            found["document"] = papers.message(case, story, act, person).pk
        return found

    def send_soon(self, place: int, story: Story, act: Act) -> None:
        """Let the letters that were drafted leave, unless the act keeps them."""
        if UNSENT not in act.words and act.name in WRITTEN:
            self.add(now() + SENT_AFTER, partial(self.send, place, story))

    def send(self, place: int, story: Story) -> None:
        """Mark the drafts of a case as sent by its officer."""
        case = self.case(place)
        drafts = list(Letter.objects.drafts().filter(case=case.pk).order_by("pk"))
        if not drafts:
            return
        person = self.people.acting(self.people.officer_of(case, story))
        for letter in drafts:
            is_abroad = letter.addressee == Letter.Addressee.REQUESTER
            changes.send(
                letter,
                by=person,
                version=letter.version,
                channel="network" if is_abroad else "email",
                sent_on=today(),
                dispatch_number=f"{today():%y}/{next(self.letters)}",
            )
