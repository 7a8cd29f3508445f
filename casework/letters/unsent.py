"""The drafts that closing a case would leave behind, in words: nobody is asked for them then."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from casework.cases.case import WaitingOn
from casework.cases.pressing import is_kept
from casework.letters.kinds import answer_kinds, titles
from casework.letters.models import Letter


def never_leaving(case: Any) -> list[str]:
    """Return a sentence and the drafts of the case that would wait for nobody; [] if none."""
    drafts = [letter for letter in case.letters.all() if letter.is_draft]
    if not drafts:
        return []
    said = _(
        "These letters have not been sent. Once the case is closed, nobody is asked to send them"
        " any more; they can still be sent, and until then are marked “never sent”:"
    )
    named = zip(drafts, titles(case.kind, drafts), strict=True)
    return [said, *(linked(case, letter, title) for letter, title in named)]


def linked(case: Any, letter: Letter, title: str) -> str:
    """Return the title as a link to the page of the letter, from which it can still be sent."""
    address = reverse("letter", args=[case.public_id, letter.public_id])
    return format_html('<a href="{}">{}</a>', address, title)


def answer_drafts(case: Any) -> list[Letter]:
    """Return the drafts that are the awaited answer, while the case has ended and is not closed."""
    kinds = awaited_kinds(case)
    if not kinds:
        return []
    return [row for row in case.letters.all() if row.is_draft and row.kind in kinds]


def awaited_kinds(case: Any) -> list[str]:
    """Return which letters are the awaited answer of a case that has ended and is not closed."""
    if not case.is_ended or case.waiting_on == WaitingOn.NOBODY:
        return []
    return answer_kinds(case.kind, case.state)


def keep_pressing(case: Any) -> None:
    """Set whether the data are preserved and an answer is owed, as its rows say now; not saved."""
    case.is_kept, case.owes_answer = is_kept(case), bool(answer_drafts(case))
