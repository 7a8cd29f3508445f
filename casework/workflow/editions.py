"""Moving an open case to the latest edition of the calendar: once a supervisor has confirmed it.

No step of a procedure: the state stays, the facts stand, the days are counted anew.
"""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.access.permissions import Role
from casework.cases.case import Case
from casework.clock import now
from casework.directory.calendars import current_number
from casework.notices.wakes import touch
from casework.workflow.checks import refuse_stale
from casework.workflow.door import Act, in_sentences, save, void_proposals, write
from casework.workflow.people import roles_of
from casework.workflow.refusals import NotAllowed, StepRefused
from casework.workflow.registry import registered
from casework.workflow.tracked import snapshot

MOVE = "move_calendar"


def move_to_edition(case: Case, number: int, *, by: User, version: int) -> Any:
    """Count the case by this edition from now on and return it, as its procedure's own model.

    number   the edition that the supervisor saw: refused if there is a later one by now
    version  the version of the case that the supervisor saw

    Raises Stale, NotAllowed or StepRefused; then nothing was changed.
    """
    with transaction.atomic():
        Case.objects.select_for_update(no_key=True).get(pk=case.pk)
        child = registered(case.kind).model.objects.select_related("authority", "request_type")
        held = child.get(pk=case.pk)
        refuse_stale(held, version)
        roles = [who for role, who in roles_of(by, held) if role == Role.SUPERVISOR]
        if not roles:
            raise NotAllowed(_("This is for: %(roles)s.") % {"roles": Role.SUPERVISOR.label})
        refuse_edition(held, number)
        before, held.act = snapshot(held), Act(by, roles[0], now())
        with in_sentences():
            held.calendar_id = number
            save(held)
        touch(held)
        write(held, MOVE, before, held.state, {"details": {"edition": number}})
        void_proposals(held)
        return held


def refuse_edition(case: Any, number: int) -> None:
    """Raise StepRefused unless the case is open and this is the latest edition, and new to it."""
    if case.is_ended:
        raise StepRefused(_("The case has ended: its days stay as they are."))
    if number != current_number():
        raise StepRefused(_("There is a later edition of the calendar by now; look again."))
    if case.calendar_id == number:
        raise StepRefused(_("The case is counted by this edition already."))
