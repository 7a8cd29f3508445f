"""Giving each case to its officer, in a transaction of its own: what one refuses stops no other."""

from collections.abc import Sequence
from time import monotonic

import structlog
from django.db import OperationalError, connection
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.access.scope import acting_as
from casework.desk.bulk_entries import Entry
from casework.workflow.admin.choices import CASE_ACTIONS, Result

log = structlog.get_logger(__name__)

PATIENCE = "2s"  # for a case, or the chain, that somebody else holds
SECONDS = 20.0  # for all of them: the web server ends an answer after thirty


def take_each(person: User, entries: Sequence[Entry]) -> list[Result]:
    """Return what came of each case, in the same order. Must not run in a long transaction.

    A case that is held by somebody else is not waited for long, and after some seconds the rest
    is left as it is; sent again, the same page goes on with those that were not changed.
    """
    until = monotonic() + SECONDS
    return [taken(person, entry) if monotonic() < until else untried(entry) for entry in entries]


def taken(person: User, entry: Entry) -> Result:
    """Take the step for one case and return what came of it."""
    try:
        with acting_as(person):
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('lock_timeout', %s, true)", [PATIENCE])
            details = {"officer": entry.officer.pk}
            return CASE_ACTIONS["reassign"].take(entry.case, entry.version, person, details)
    except OperationalError:
        log.warning("a case could not be assigned", case=entry.case.reference, exc_info=True)
        sentence = _("Somebody else is changing it just now. Try it again in a moment.")
        return Result(entry.case, False, [sentence])


def untried(entry: Entry) -> Result:
    """Return that there was no time left for this case."""
    return Result(entry.case, False, [_("There was no time left for it. Send it again.")])
