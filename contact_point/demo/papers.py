"""Files, notes and calls of the stories: small texts, stored as uploads are."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from casework.access.models import User
from casework.cases.additions import Note
from casework.clock import now, today
from casework.desk import notes
from casework.files.documents import Document
from casework.files.store import store
from contact_point.demo.abroad import OFFENCES, OFFICES, Office
from contact_point.demo.story import Act, Story

MESSAGES = ("record_answer", "record_late_answer", "withdraw")
ANSWER = "All times are in the zone of our office. The period is the week before the act."
WITHDRAWN = "The suspect has been identified in another way. We withdraw our request."


def request_file(story: Story, office: Office) -> SimpleUploadedFile:
    """Return the request as it came."""
    about = OFFENCES[story.about]
    asked = "\n".join(f"- {words}" for words in story.asked)
    text = f"{office.name}\n{office.email}\n\n{about.offence}\n\n{about.summary}\n\n{asked}\n"
    return upload(f"request-{story.by}-{today():%Y-%m-%d}.txt", text)


def message(case: Any, story: Story, act: Act, by: User) -> Document:
    """Return the stored message of the requester that a step speaks of."""
    office = OFFICES[story.by]
    words = WITHDRAWN if act.name == "withdraw" else story.says.get("answer", ANSWER)
    text = f"From: {office.email}\nYour reference: {case.reference}\n\n{words}\n\n{office.person}\n"
    name = "withdrawal" if act.name == "withdraw" else "answer"
    file = upload(f"{name}-{today():%Y-%m-%d}.txt", text)
    return store(case, file, by=by, kind=Document.Kind.ANSWER)


def add(case: Any, story: Story, act: Act, by: User) -> None:
    """Add a note, a call that is to be confirmed in writing, or the answer of a provider."""
    words = story.says.get(act.name, "")
    if act.name == "document":
        text = f"{case.reference}\n\n{words}\n"
        file = upload(f"provider-{today():%Y-%m-%d}.txt", text)
        store(case, file, by=by, kind=Document.Kind.RECIPIENT)
        return
    fields: dict[str, Any] = {"kind": Note.Kind.NOTE, "text": words}
    if act.name == "call":
        office = OFFICES[story.by]
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
