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
from casework.clock import now, today
from casework.clock.zone import replaying
from casework.demo import papers
from casework.demo.people import People
from casework.demo.requests import registered_as_told
from casework.demo.scenery import Directory, Opening, Scenery, Told
from casework.demo.story import Act, Story
from casework.figures.keeping import tallied_at_the_end
from casework.letters.models import Letter
from casework.search.writing import written_at_the_end
from casework.workflow import sending
from casework.workflow.door import perform
from casework.workflow.models import Proposal, Second
from casework.workflow.people import right_of
from casework.workflow.proposals import decide, propose
from casework.workflow.registry import registered

DECIDED_AFTER = timedelta(minutes=45)
SENT_AFTER = timedelta(minutes=20)
UNDECIDED, UNSENT = "undecided", "unsent"
ABROAD = (Letter.Addressee.REQUESTER, Letter.Addressee.ABROAD)
ASIDE = ("note", "call", "document")
WRITING = {"register", "order", "follow_up", "lift_preservation", "withdraw", "void"}
OTHERS_TOO = ("mark_duplicate",)  # steps that change another case as well

Pieces = Sequence[tuple[Scenery, Story]]


def play(pieces: Pieces, present: datetime) -> None:
    """Fill the desk with these stories, which are over at the present instant.

    Runs in the transaction of the caller; this process's clock is the true one again afterwards.
    """
    with replaying() as show, tallied_at_the_end(), written_at_the_end():
        Play(present, show).run(pieces)
        set_scope_of_all()
    set_scope_of_all()


@dataclass(order=True)
class Turn:
    """Something that happens at an instant; of several at once in the order of their numbers."""

    at: datetime
    number: int
    does: Callable[[], None] = field(compare=False)


@dataclass
class Part:
    """One story while it is played, and its case as far as it has come."""

    place: int
    scenery: Scenery
    story: Story
    key: int = 0
    known: Any = None  # the case as the last step left it, None if it has to be read

    def read(self) -> None:
        """Read the case as it is now, in the scope of all: another authority may have it."""
        model = registered(self.scenery.kind).model
        rows = model._default_manager.select_related("authority", "request_type", "receipt")
        self.known = rows.get(pk=self.key)

    def keep(self, case: Any) -> None:
        """Go on with the case that a step has returned: nobody else changes it meanwhile."""
        for name in ("authority", "request_type", "receipt"):
            kept = self.known and self.known._state.fields_cache.get(name)
            if kept is not None and kept.pk == getattr(case, f"{name}_id"):
                case._state.fields_cache.setdefault(name, kept)
        self.known = case


class Play:
    """One performance: who, when, and the cases as far as they have come."""

    def __init__(self, present: datetime, show: Callable[[datetime], None]) -> None:
        self.present, self.show = present, show
        self.people, self.directory = People(), Directory()
        self.turns: list[Turn] = []
        self.numbers, self.letters = itertools.count(), itertools.count(101)
        self.parts: list[Part] = []
        self.references: dict[str, str] = {}

    def run(self, pieces: Pieces) -> None:
        """Play all of them."""
        self.parts = [Part(place, *piece) for place, piece in enumerate(pieces)]
        for part in self.parts:
            for act in part.story.acts(self.present):
                self.add(act.at, partial(self.act, part, act))
        while self.turns:
            turn = heapq.heappop(self.turns)
            self.show(turn.at)
            turn.does()

    def add(self, at: datetime, does: Callable[[], None]) -> None:
        """Let something happen at this instant, unless it has not come yet."""
        if at <= self.present:
            heapq.heappush(self.turns, Turn(at, next(self.numbers), does))

    def act(self, part: Part, act: Act) -> None:
        """Take one act of a story."""
        self.people.renew()
        if act.name == "register":
            self.register(part, act)
        elif act.name in ASIDE:
            self.aside(part, act)
        else:
            self.step(part, act)

    def case(self, part: Part) -> Any:
        """Return the case of this story as it is now."""
        if part.known is None:
            self.people.of_all()
            part.read()
        return part.known

    def register(self, part: Part, act: Act) -> None:
        """Open the case, by the officer of the story or by whom the act names."""
        story, door = part.story, part.scenery.door(part.story)
        person = self.people.named(door, act) or self.people.at(door, story.officer)
        opening = Opening(
            story, act, self.people.acting(person), part.place, self.present, self.directory
        )
        part.keep(registered_as_told(part.scenery, opening))
        part.key = part.known.pk
        if story.key:
            self.references[story.key] = part.known.reference
        self.send_soon(part, act)

    def aside(self, part: Part, act: Act) -> None:
        """Do what is no step: a note, a call, a document."""
        case = self.case(part)
        named = self.people.named(case.authority.code, act)
        person = self.people.acting(named or self.people.officer_of(case, part.story))
        papers.add(case, part.story, act, person, part.scenery.offices[part.story.by])

    def step(self, part: Part, act: Act) -> None:
        """Take a step, or propose it and let the second person decide."""
        case, story = self.case(part), part.story
        row = registered(case.kind).table[act.name]
        person = self.people.acting(self.people.who(case, story, act, row.roles))
        second = right_of(person, case, row).second
        if second != Second.NONE:
            person = self.people.acting(self.people.officer_of(case, story))
        details = self.details(part, act, person)
        if second == Second.NONE:
            done = perform(case, act.name, by=person, version=case.version, **details)
            self.after(part, act, done)
            return
        proposal = propose(case, act.name, by=person, version=case.version, **details)
        if UNDECIDED not in act.words:
            self.add(now() + DECIDED_AFTER, partial(self.decide, part, act, proposal))

    def decide(self, part: Part, act: Act, proposal: Proposal) -> None:
        """Let the supervisor decide what was proposed."""
        name = part.story.supervisor
        person = self.people.acting(self.people.at(self.case(part).authority.code, name))
        is_good = "declined" not in act.words
        done = decide(proposal, by=person, accept=is_good, remark="" if is_good else "Not yet.")
        self.after(part, act, done)

    def after(self, part: Part, act: Act, done: Any) -> None:
        """Go on with the case as the step has left it, and let its letters leave."""
        part.keep(done)
        if act.name in OTHERS_TOO:
            for other in self.parts:
                other.known = None
        self.send_soon(part, act)

    def details(self, part: Part, act: Act, person: User) -> dict[str, Any]:
        """Return what the form of the step wants; a message of the requester is stored first."""
        case, story, scenery = self.case(part), part.story, part.scenery
        if act.name == "mark_duplicate":
            return {"other": self.references[act.words[0]]}
        if act.name == "assign":
            return {"officer": self.people.at(case.authority.code, act.words[0]).pk}
        telling = scenery.details.get(act.name, lambda told: {})
        found = telling(Told(case, story, act, self.directory))
        said = scenery.messages.get(act.name)
        if said:
            office = scenery.offices[story.by]
            found["document"] = papers.message(case, story, person, office, said).pk
        return found

    def send_soon(self, part: Part, act: Act) -> None:
        """Let the letters that were drafted leave, unless the act keeps them."""
        table = registered(part.scenery.kind).table
        is_writing = act.name in WRITING or bool(table[act.name].letters)
        if UNSENT not in act.words and is_writing:
            self.add(now() + SENT_AFTER, partial(self.send, part))

    def send(self, part: Part) -> None:
        """Mark the drafts of a case as sent by its officer."""
        person = self.people.acting(self.people.officer_of(self.case(part), part.story))
        drafts = Letter.objects.drafts().filter(case=part.key).exclude(kind__in=part.scenery.kept)
        for letter in drafts.order_by("pk"):
            is_abroad = letter.addressee in ABROAD
            sending.send(
                letter,
                by=person,
                version=letter.version,
                channel=part.scenery.channel if is_abroad else "email",
                sent_on=today(),
                dispatch_number=f"{today():%y}/{next(self.letters)}",
            )
