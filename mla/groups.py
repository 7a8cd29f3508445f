"""The steps as the case page arranges them, and which of them comes next as a rule."""

from typing import Any

from casework.cases.case import WaitingOn
from casework.incoming import groups as shared
from casework.incoming.states import OPEN, S
from mla.gates import (
    before_trial_not_met,
    form_incomplete,
    form_not_checked,
    latest_of,
    no_legal_basis,
    stage_unknown,
    wrong_door,
)
from mla.procedure import PROCEDURE
from mla.states import Criterion, Judgement

OWN = {
    "check_formally": "start_review",  # each after the step that it follows on the page
    "record_stage": "check_formally",
    "record_basis": "record_stage",
    "judge_reciprocity": "record_basis",
    "judge_dual_criminality": "judge_reciprocity",
    "record_assurance": "judge_dual_criminality",
    "assign_body": "order",
    "record_body_report": "assign_body",
    "pass_on": "hand_over",
}
GROUPS = shared.groups_of(PROCEDURE, OWN)


JUDGING = {
    Criterion.RECIPROCITY: "judge_reciprocity",
    Criterion.DUAL_CRIMINALITY: "judge_dual_criminality",
}


def usual_next(case: Any) -> tuple[str, ...]:
    """Return the steps that come next as a rule, the most usual one first."""
    if case.state in OPEN and wrong_door(case):
        return ("hand_over", *shared.usual_next(case))
    if case.state == S.EXECUTION and case.waiting_on == WaitingOn.BODY:
        return ("record_body_report", "order")
    if case.state != S.REVIEW:
        return shared.usual_next(case)
    if form_not_checked(case):
        return ("check_formally",)
    if form_incomplete(case):  # what was asked for has come, or is to be asked for
        return ("check_formally", "ask") if case.questions.all() else ("ask", "check_formally")
    if stage_unknown(case):
        return ("record_stage",)
    if before_trial_not_met(case):
        return judging(case)
    if no_legal_basis(case):
        return ("record_assurance", "ask", "accept")
    return ("record_decision", "accept")


def judging(case: Any) -> tuple[str, ...]:
    """Return what comes next at the prosecutors’ gate: refusal, or what is not judged yet."""
    found = {criterion: latest_of(case, criterion) for criterion in JUDGING}
    said = {criterion: row.judgement for criterion, row in found.items() if row}
    if Judgement.NOT_MET in said.values():
        return ("refuse", *JUDGING.values())
    unjudged = [step for criterion, step in JUDGING.items() if criterion not in said]
    unknown = [JUDGING[one] for one, judgement in said.items() if judgement == Judgement.UNKNOWN]
    return (*unjudged, *unknown, "ask")
