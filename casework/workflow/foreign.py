"""What the State abroad is called: it asks us, is asked by us, or both stand in one list."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from casework.access.models import User
from casework.cases.queries import desks_of
from casework.directory.procedures import PROCEDURES


def state_word(kinds: Iterable[str]) -> str:
    """Return what the State abroad is called in a list of cases of these procedures."""
    rows = [PROCEDURES[kind] for kind in kinds]
    if not any(row.is_sent or row.is_record for row in rows):
        return _("Requesting State")
    return _("Requested State") if all(row.is_sent for row in rows) else _("Foreign State")


def state_word_for(person: User) -> str:
    """Return the word for every case that this person has a role for; one query a request."""
    return state_word({kind for _authority, kind in desks_of(person)})
