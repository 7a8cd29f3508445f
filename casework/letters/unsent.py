"""The drafts that closing a case would leave behind, in words: nobody is asked for them then."""

from typing import Any

from django.utils.translation import gettext as _

from casework.cases.case import WaitingOn
from casework.letters.kinds import outcome_kinds, titles
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
    return [said, *titles(case.kind, drafts)]


def outcome_drafts(case: Any) -> list[Letter]:
    """Return the drafts that tell how the case ended, while it has ended and is not closed."""
    if not case.is_ended or case.waiting_on == WaitingOn.NOBODY:
        return []
    kinds = outcome_kinds(case.kind, case.state)
    return [row for row in case.letters.all() if row.is_draft and row.kind in kinds]
