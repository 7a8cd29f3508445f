"""What happened, as sentences: one for each step; the person is the subject."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from casework.subtasks import said as subtasks
from casework.workflow.steps import Procedure

SAID = {
    **subtasks.SAID,
    "register": _("registered the request"),
    "start_review": _("started the legal review"),
    "preserve": _("began to have the data preserved provisionally: the letter is to be sent"),
    "confirm_preservation": _("confirmed the provisional preservation"),
    "lift_preservation": _("lifted the provisional preservation"),
    "ask": _("asked the requester for clarification"),
    "remind_requester": _("reminded the requester of the question"),
    "record_answer": _("recorded the requester’s answer"),
    "ask_to_decide": _("told the requester of a risk and asked for a decision"),
    "record_decision": _("recorded the requester’s decision"),
    "accept": _("accepted the request"),
    "answer_directly": _("answered the request directly"),
    "order": _("ordered a measure"),
    "apply_to_court": _("applied to the court"),
    "follow_up": _("followed up with the recipient"),
    "record_provider_answer": _("recorded a recipient’s answer"),
    "prolong": _("prolonged execution"),
    "cancel_prolongation": _("cancelled a prolongation"),
    "set_condition": _("set a condition of use"),
    "record_acceptance": _("recorded that the conditions are accepted"),
    "record_decline": _("recorded that a condition of use is declined"),
    "decide_condition": _("decided on a declined condition of use"),
    "report": _("reported the result"),
    "report_alone": _("reported the result alone"),
    "review_release": _("reviewed what had been released alone"),
    "refuse": _("refused the request"),
    "postpone": _("postponed the request"),
    "resume": _("resumed the request"),
    "let_lapse": _("let the request lapse"),
    "record_late_answer": _("recorded a late answer"),
    "hand_over": _("handed the case over to another authority"),
    "forward": _("forwarded the request to another body"),
    "reclassify": _("continued the request as another kind"),
    "withdraw": _("recorded the withdrawal of the request"),
    "mark_duplicate": _("marked the case as a duplicate"),
    "void": _("declared the registration void"),
    "record_preserved": _("recorded that the data are preserved"),
    "renew_preservation": _("renewed the preservation"),
    "release_preservation": _("released the preserved data"),
    "close": _("closed the case"),
    "reopen": _("reopened the case"),
    "assign": _("assigned the case"),
    "take_on": _("took the case on"),
    "add_item": _("added a data item"),
    "add_person": _("added a person"),
    "add_receipt": _("added a receipt of the same request"),
    "receipt_joined": _("joined the receipt of a duplicate"),
    "correct_content": _("corrected what the request says"),
    "correct_receipt": _("corrected the receipt"),
    "correct_question": _("corrected the days of a question"),
    "confirm_formally": _("recorded the formal confirmation"),
}
NO_STEPS = {"register", "receipt_joined"}  # what happens to a case without a step of its own


def said_of(table: Procedure, own: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return the sentences of this procedure; own are those of steps that only it has."""
    said = {**SAID, **(own or {})}
    return {name: words for name, words in said.items() if name in table or name in NO_STEPS}
