"""The steps as the case page arranges them, and which of them comes next as a rule."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from casework.subtasks import said as subtasks
from mla.outgoing.approval import is_as_checked
from mla.outgoing.guards import no_direct_channel, open_translations
from mla.outgoing.states import S

GROUPS = (
    (
        _("Materials and translation"),
        ("collect", "translate", "record_translation", "translate_texts", "submit"),
    ),
    (
        _("Legal check"),
        ("start_check", "pass_check", "return_defects", "come_back", "approve", "take_back"),
    ),
    (_("Sending"), ("send", "send_directly")),
    (
        _("The authority abroad"),
        (
            "acknowledge", "remind_abroad", "record_question", "answer_question",
            "record_partial", "record_reply", "record_refusal", "record_late_reply",
            "forward_reply",
        ),
    ),
    (_("Data preserved abroad"), ("ask_preservation", "record_kept")),
    subtasks.GROUP,
    (_("Other ways"), ("close", "withdraw", "reopen", "void", "pass_on")),
    (
        _("Keeping the record"),
        (
            "take_on", "assign", "record_stage", "record_basis", "add_item", "add_person",
            "correct_content",
        ),
    ),
)  # fmt: skip
USUAL = {
    S.INITIATED: ("collect", "add_item"),
    S.COLLECTED: ("translate", "submit"),
    S.CENTRAL: ("start_check", "pass_on", "record_stage"),
    S.DEFECTS: ("come_back",),
    S.SENT: ("acknowledge", "record_reply"),
    S.ACKNOWLEDGED: ("record_reply",),
    S.QUESTION: ("answer_question",),
    S.PARTIAL: ("record_reply",),
    S.ANSWERED: ("forward_reply",),
}


def usual_next(case: Any) -> tuple[str, ...]:
    """Return the steps that come next as a rule, the most usual one first."""
    if case.state == S.TRANSLATION:
        return ("record_translation",) if open_translations(case) else ("submit",)
    if case.state == S.CHECK:
        check = ("pass_check",) if case.legal_basis_id else ("record_basis", "pass_check")
        return ("approve",) if is_as_checked(case) else check
    if case.state == S.APPROVED:
        return ("send",) if no_direct_channel(case) else ("send_directly", "send")
    return USUAL.get(case.state, ("close",))
