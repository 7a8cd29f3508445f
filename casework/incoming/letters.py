"""The letters of an incoming request. Their texts: templates/letters/<language>/<name>.txt."""

from django.utils.translation import gettext_lazy as _

from casework.incoming.states import S
from casework.letters.kinds import LetterKind
from casework.letters.models import Letter

RECIPIENT, BODY = Letter.Addressee.RECIPIENT, Letter.Addressee.BODY

LETTERS = [
    LetterKind("confirmation_of_receipt", _("Confirmation of receipt")),
    LetterKind("preservation_notice", _("Notice of preservation")),
    LetterKind("clarification", _("Request for clarification")),
    LetterKind("question_reminder", _("Reminder of our question")),
    LetterKind("risk_notice", _("Notice of a risk")),
    LetterKind("acceptance", _("Acceptance")),
    LetterKind("use_conditions", _("Conditions of use, to be accepted")),
    LetterKind(
        "condition_decision", _("Decision on a condition that was declined"), says_once=True
    ),
    LetterKind("delay_notice", _("Notice of delay")),
    LetterKind("postponement", _("Postponement with reasons")),
    LetterKind("resumption", _("Notice that execution goes on")),
    LetterKind(
        "transmittal",
        _("Transmittal of the result"),
        outcome_of=[S.EXECUTED, S.PARTLY, S.NOT_EXECUTED],
    ),
    LetterKind("refusal", _("Refusal with reasons"), outcome_of=[S.REFUSED]),
    LetterKind("closing_notice", _("Closing notice"), outcome_of=[S.LAPSED]),
    LetterKind(
        "withdrawal_confirmation",
        _("Confirmation of withdrawal"),
        outcome_of=[S.WITHDRAWN],
        is_awaited=False,
    ),
    LetterKind(
        "forwarding_information", _("Information on forwarding"), outcome_of=[S.TRANSFERRED]
    ),
    LetterKind(
        "hand_over_information", _("Information on the authority in charge"), says_once=True
    ),
    LetterKind(
        "continuation_information",
        _("Information on how the request goes on"),
        outcome_of=[S.TRANSFERRED],
        says_once=True,
    ),
    LetterKind("renewal_confirmation", _("Confirmation of renewed preservation")),
    LetterKind("release_notice", _("Notice that preservation ends")),
    LetterKind("forwarding", _("Forwarding to the competent body"), BODY),
    LetterKind("provider_request", _("Request to the provider (voluntary)"), RECIPIENT),
    LetterKind("provider_order", _("Order to the provider"), RECIPIENT),
    LetterKind("provider_reminder", _("Reminder to the provider"), RECIPIENT),
    LetterKind(
        "provider_renewal",
        _("Renewal of preservation, to the provider"),
        RECIPIENT,
        says_once=True,
    ),
    LetterKind("stop_letter", _("Letter that ends an order"), RECIPIENT, says_once=True),
]
