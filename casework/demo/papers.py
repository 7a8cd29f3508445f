"""Files, notes and calls of the stories: small texts, stored as uploads are."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from casework.access.models import User
from casework.cases.additions import Note
from casework.clock import now, today
from casework.demo.abroad import Offence, Office
from casework.demo.story import Act, Story
from casework.desk import notes
from casework.files.documents import Document
from casework.files.store import store

ANSWER = "All times are in the zone of our office. The period is the week before the act."
WITHDRAWN = "The suspect has been identified in another way. We withdraw our request."


@dataclass(frozen=True)
class Message:
    """A document that a step speaks of, and that comes with it.

    name  of its file, and by which a story says something else than usual
    """

    name: str
    usual: str
    kind: str = Document.Kind.ANSWER
    is_from_abroad: bool = True


MESSAGES: Mapping[str, Message] = {
    "record_answer": Message("answer", ANSWER),
    "record_late_answer": Message("answer", ANSWER),
    "withdraw": Message("withdrawal", WITHDRAWN),
}


def request_file(story: Story, office: Office, about: Offence) -> SimpleUploadedFile:
    """Return the request as it came."""
    asked = "\n".join(f"- {words}" for words in story.asked)
    text = f"{office.name}\n{office.email}\n\n{about.offence}\n\n{about.summary}\n\n{asked}\n"
    return upload(f"request-{story.by}-{today():%Y-%m-%d}.txt", text)


def message(case: Any, story: Story, by: User, office: Office, said: Message) -> Document:
    """Return the stored document that a step speaks of."""
    text = story.says.get(said.name, said.usual)
    if said.is_from_abroad:
        head = f"From: {office.email}\nYour reference: {case.reference}\n\n"
        text = f"{head}{text}\n\n{office.person}\n"
    return store(case, upload(f"{said.name}-{today():%Y-%m-%d}.txt", text), by=by, kind=said.kind)


def add(case: Any, story: Story, act: Act, by: User, office: Office) -> None:
    """Add a note, a call that is to be confirmed in writing, or the answer of a provider."""
    words = story.says.get(act.name, "")
    if act.name == "document":
        text = f"{case.reference}\n\n{words}\n"
        file = upload(f"provider-{today():%Y-%m-%d}.txt", text)
        store(case, file, by=by, kind=Document.Kind.RECIPIENT)
        return
    fields: dict[str, Any] = {"kind": Note.Kind.NOTE, "text": words}
    if act.name == "call":
        fields |= {
            "kind": Note.Kind.CALL,
            "spoke_with": office.person,
            "phone": "+000 00 555 01 99",
            "called_at": now(),
            "confirmation_pending": True,
        }
    notes.add(case, by=by, **fields)


def upload(name: str, text: str) -> SimpleUploadedFile:
    """Return a text as a file that somebody uploads."""
    return SimpleUploadedFile(name, text.encode(), content_type="text/plain")
