"""What stands against ending a case, giving it away, or confirming it formally."""

from collections import defaultdict
from typing import Any

from django.utils.translation import gettext as _

from casework.directory.models import Authority
from casework.letters.kinds import outcome_kinds
from casework.workflow.continuing import is_asked
from casework.workflow.registry import REGISTERED


def outcome_letter_missing(case: Any) -> str:
    """The requester has not been told the outcome (Art. 27.7)."""
    if case.ended_at < case.opened_at:  # brought in from a register: it left before
        return ""
    kinds = outcome_kinds(case.kind, case.state)
    told = any(
        letter.kind in kinds and letter.sent_at and letter.made_at >= case.ended_at
        for letter in case.letters.all()
    )
    return "" if told else _("The letter that tells the outcome has not been sent.")


def release_not_reviewed(case: Any) -> str:
    """What one person released alone has not been reviewed."""
    if not case.released_alone_at:
        return ""
    return _("What one person released alone has to be reviewed by a supervisor first.")


def another_letter_owed(case: Any) -> str:
    """A letter is owed to the requester, so the case cannot be closed at once."""
    if not case.confirmation_requested:
        return ""
    confirmations = [row for row in case.letters.all() if row.kind == "confirmation_of_receipt"]
    if any(row.sent_at for row in confirmations):
        return ""
    return _("The confirmation of receipt that was asked for is owed first.")


def serving(case: Any) -> dict[str, set[int]]:
    """Return the authorities that work on each kind of request, read once for a case. One query."""
    if "_serving" not in case.__dict__:
        found = defaultdict(set)
        rows = Authority.objects.filter(is_active=True).order_by()
        for key, kinds in rows.values_list("pk", "procedures"):
            for kind in kinds:
                found[kind].add(key)
        case.__dict__["_serving"] = dict(found)
    kept: dict[str, set[int]] = case.__dict__["_serving"]
    return kept


def no_other_authority(case: Any) -> str:
    """No other authority of this installation works on such requests."""
    if serving(case).get(case.kind, set()) - {case.authority_id}:
        return ""
    return _("No other authority of this installation works on such requests.")


def no_other_kind(case: Any) -> str:
    """No other kind of request is worked on in this installation."""
    if any(kind != case.kind and is_asked(kind) for kind in serving(case) if kind in REGISTERED):
        return ""
    return _("This installation works on no other kind of request.")


def formal_confirmation_not_awaited(case: Any) -> str:
    """No formal confirmation is awaited."""
    if case.formal_required and not case.formal_received_on:
        return ""
    return _("No formal confirmation is awaited.")
