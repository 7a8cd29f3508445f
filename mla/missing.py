"""What a request for assistance does not say: the lines of CPC 489–490, and what the form asks.

Nothing of it keeps a request from being registered; what the formal check finds missing gates
acceptance.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from casework.incoming.paper import Gap
from mla.states import FORMAL_LINES, Found, Status


def missing_of(case: Any) -> list[Gap]:
    """Return what the case has not been told, what gates acceptance first."""
    checked = [
        Gap(words, line, gates=True)
        for line, words in FORMAL_LINES.items()
        if case.formal_check.get(line, {}).get("found") == Found.MISSING
    ]
    follows = case.status != Status.NEW
    previous = case.previous_reference or case.preservation_reference
    expected = (
        (case.stage, _("the stage of the foreign proceedings"), "stage"),
        (case.legal_basis_id, _("the instrument on which the request rests"), "basis"),
        (case.requesting_state_id, _("the requesting State"), ""),
        (case.dated_on, _("the date of the request"), ""),
        (case.foreign_reference, _("the reference of the requester"), ""),
        (not follows or previous, _("the reference of the previous request"), ""),
        (case.offence and case.provisions, _("the offence and the legal provisions"), "act"),
        (case.summary, _("the summary of the facts"), "case"),
        (case.dataitems.all(), _("the data asked for"), "substance"),
        (case.is_signed, _("signature and stamp"), "signed"),
        (not case.formal_required or case.formal_received_on, _("the formal confirmation"), ""),
    )
    return checked + [Gap(words, line) for is_there, words, line in expected if not is_there]
