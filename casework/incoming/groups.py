"""The steps as the case page arranges them, and which of them comes next as a rule."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.cases.case import WaitingOn
from casework.incoming.states import S
from casework.subtasks import said as subtasks
from casework.workflow.steps import Procedure

GROUPS = (
    (
        _("Legal review"),
        (
            "start_review", "accept", "answer_directly", "ask", "record_answer",
            "remind_requester", "ask_to_decide", "record_decision", "record_late_answer",
        ),
    ),
    (
        _("Execution"),
        (
            "order", "record_provider_answer", "follow_up", "apply_to_court", "report",
            "report_alone", "review_release", "prolong", "cancel_prolongation", "set_condition",
            "record_acceptance", "record_decline", "decide_condition",
        ),
    ),
    (
        _("Preservation"),
        (
            "preserve", "confirm_preservation", "lift_preservation", "record_preserved",
            "renew_preservation", "release_preservation",
        ),
    ),
    subtasks.GROUP,
    (
        _("Other ways"),
        (
            "close", "resume", "refuse", "postpone", "hand_over", "forward", "reclassify",
            "withdraw", "mark_duplicate", "let_lapse", "reopen", "void",
        ),
    ),
    (
        _("Keeping the record"),
        (
            "take_on", "assign", "add_item", "add_person", "add_receipt", "confirm_formally",
            "correct_content", "correct_receipt", "correct_question",
        ),
    ),
)  # fmt: skip
USUAL = {
    S.RECEIVED: ("start_review",),
    S.REVIEW: ("confirm_preservation", "record_decision", "accept", "answer_directly"),
    S.CLARIFICATION: ("record_answer",),
    S.EXECUTION: ("record_decision", "decide_condition", "report", "order"),
    S.POSTPONED: ("resume",),
}


def groups_of(
    table: Procedure, own: Mapping[str, str] | None = None
) -> list[tuple[str | Promise, list[str]]]:
    """Return the steps of this procedure, arranged as all are; no group without a step.

    own  steps that only this procedure has, each with the step after which it stands
    """
    found = []
    for label, names in GROUPS:
        arranged = list(names)
        for name, before in (own or {}).items():
            if before in arranged:
                arranged.insert(arranged.index(before) + 1, name)
        found.append((label, [name for name in arranged if name in table]))
    return [(label, names) for label, names in found if names]


def usual_next(case: Any) -> tuple[str, ...]:
    """Return the steps that come next as a rule, the most usual one first."""
    if case.state in (S.RECEIVED, S.REVIEW) and may_be_lost(case):
        return ("preserve", *USUAL[case.state])  # it runs beside review: days may be too long
    if case.state == S.EXECUTION and case.waiting_on == WaitingOn.PROVIDER:
        return ("record_provider_answer", "follow_up")
    if case.state == S.EXECUTION and case.waiting_on == WaitingOn.REQUESTER:
        return ("record_decision", "record_acceptance", "record_decline")
    return USUAL.get(case.state, ("close", "review_release"))


def may_be_lost(case: Any) -> bool:
    """Whether data may be gone before review is over, and nobody was asked to keep them yet."""
    presses = case.is_urgent or case.loss_expected_at is not None
    return bool(presses and not case.is_secured and case.request_type.needs_provider)
