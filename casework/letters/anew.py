"""A draft that the case has left behind: what it would say today, and writing it so.

A letter keeps the words with which it was drafted, although the case goes on. Nothing rewrites
it by itself: a person looks at it, and drafts it anew. What was written in it by hand is lost only
if they say so.
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.audit.events import Event
from casework.clock import now
from casework.letters.changes import (
    TEXTS,
    LetterRefused,
    lock,
    record,
    refuse_changed,
    refuse_settled,
)
from casework.letters.drafts import texts_of
from casework.letters.fixed import fixed_words, said_beside
from casework.letters.kinds import KINDS
from casework.letters.models import Letter
from casework.search.writing import add_words


def may_be_drafted_anew(letter: Letter) -> bool:
    """Whether the letter is a draft of which the case still knows all that it says."""
    kind = KINDS[letter.case.kind].get(letter.kind)
    return letter.is_draft and kind is not None and not kind.says_once


def would_say(case: Any, letter: Letter) -> dict[str, str]:
    """Return the texts with which the letter would be drafted now, by column.

    case  as its procedure's own model
    """
    return texts_of(case, letter.kind, letter.order)


def differs(letter: Letter, texts: dict[str, str]) -> bool:
    """Whether the letter says anything else than these texts."""
    return any(getattr(letter, name) != texts[name] for name in TEXTS)


def later_than(letter: Letter, events: Iterable[Event], steps: Iterable[str]) -> Event | None:
    """Return the latest of these events that is a step and came after the letter was written."""
    written, known = max(letter.made_at, letter.edited_at or letter.made_at), frozenset(steps)
    found = (event for event in events if event.at > written and event.verb in known)
    return max(found, key=lambda event: (event.at, event.pk), default=None)


def draft_anew(
    letter: Letter,
    case: Any,
    *,
    by: User,
    version: int,
    loses_what_was_written: bool = False,
    on_behalf_of: User | None = None,
) -> Letter:
    """Write the draft anew from what the case knows now and return it, in an event.

    case     as its procedure's own model
    version  the version of the letter that the person saw

    Addressee, order and kind stay. Written anew twice, it is the same. Raises LetterChanged if it
    is no longer the draft that the person saw, LetterRefused if what somebody wrote would be lost
    unasked, or if only the step that drafted it knew what it says.
    """
    with transaction.atomic():
        held = lock(letter, by)
        refuse_changed(held, version)
        refuse_settled(held.case, held.kind)
        if not may_be_drafted_anew(held):
            raise LetterRefused(_("Only the step that drafted this letter knew what it says."))
        if held.edited_at and not loses_what_was_written:
            raise LetterRefused(_("Somebody has written in this letter: that would be lost."))
        texts = would_say(type(case)._default_manager.get(pk=case.pk), held)
        changed = {name: [getattr(held, name), text] for name, text in texts.items()}
        for name, text in texts.items():
            setattr(held, name, text)
        held.made_at, held.made_by = now(), by
        held.edited_at, held.edited_by, held.version = None, None, held.version + 1
        held.save(update_fields=[*texts, "made_at", "made_by", "edited_at", "edited_by", "version"])
        add_words(held.case, said_beside(texts.values()), but=fixed_words())
        about = {name: pair for name, pair in changed.items() if pair[0] != pair[1]}
        record(held, "edit_letter", by, on_behalf_of, changes=about, drafted_anew=True)
    return held
