"""Somebody of the authority has seen that a case is urgent: it no longer climbs."""

from django.db import transaction

from casework.access.models import User
from casework.audit import chain
from casework.cases.case import Case
from casework.clock import now
from casework.notices.wakes import touch


def acknowledge(case: Case, by: User, on_behalf_of: User | None = None) -> bool:
    """Record that this person has seen it, and return whether it was the first to say so.

    Who may do so was checked before. Raises Case.DoesNotExist if the person does not see the case
    (now).
    """
    with transaction.atomic():
        seen = Case.objects.visible_to(by)
        held: Case = seen.select_for_update(no_key=True).get(pk=case.pk)
        if not held.is_unacknowledged:
            return False
        held.acknowledged_at = now()
        held.save(update_fields=["acknowledged_at"])
        chain.record(held, "acknowledge", by=by, on_behalf_of=on_behalf_of)
        touch(held)
    return True
