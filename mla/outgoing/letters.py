"""The letters of our request. Their texts: templates/letters/<language>/<name>.txt."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.letters.kinds import LetterKind
from casework.letters.models import Letter
from mla.outgoing.approval import settled_by_approval
from mla.outgoing.guards import REMINDER, REQUEST
from mla.outgoing.request import exchange_words, preservation_words, request_words
from mla.outgoing.states import S

Says = Callable[[Any], Mapping[str, Any]]
ABROAD, BODY = Letter.Addressee.ABROAD, Letter.Addressee.BODY


def to_initiator(
    name: str, label: Promise | str, *outcome_of: str, says_once: bool = False
) -> LetterKind:
    """Return a letter to who initiated the request; outcome_of, says_once as in LetterKind."""
    return LetterKind(
        name, label, BODY, outcome_of, "initiator", says=exchange_words, says_once=says_once
    )


def to_abroad(
    name: str,
    label: Promise | str,
    says: Says = exchange_words,
    *,
    says_once: bool = False,
) -> LetterKind:
    """Return a letter to the authority abroad; says_once as in LetterKind."""
    return LetterKind(name, label, ABROAD, says=says, says_once=says_once)


LETTERS = [
    LetterKind(
        REQUEST,
        _("Request for legal assistance"),
        ABROAD,
        says=request_words,
        by_step=True,
        settled=settled_by_approval,
    ),
    to_abroad("outgoing_preservation", _("Request for preservation abroad"), preservation_words),
    to_abroad(REMINDER, _("Reminder to the authority abroad")),
    to_abroad("outgoing_clarification", _("Our answer to a question")),
    to_abroad("outgoing_withdrawn_abroad", _("Withdrawal of our request"), says_once=True),
    to_initiator("outgoing_defects", _("Return with defects")),
    to_initiator("outgoing_forwarding", _("Forwarding of the reply to the initiator"), S.FORWARDED),
    to_initiator("outgoing_refusal", _("Information on the refusal abroad"), S.REFUSED),
    to_initiator(
        "outgoing_withdrawal", _("Information on the withdrawal"), S.WITHDRAWN, says_once=True
    ),
]
