"""The drafts that closing a case would leave behind, in words."""

from typing import Any

from django.utils.translation import gettext as _

from casework.letters.kinds import titles


def never_leaving(case: Any) -> list[str]:
    """Return a sentence and the drafts of the case that nobody would send any more; [] if none."""
    drafts = [letter for letter in case.letters.all() if letter.is_draft]
    if not drafts:
        return []
    said = _("These letters have not been sent. Once the case is closed, nobody sends them:")
    return [said, *titles(case.kind, drafts)]
