"""The steps as the case page arranges them, and which of them comes next as a rule."""

from typing import Any

from casework.directory.models import Stage
from casework.incoming import groups as shared
from casework.incoming.states import S
from mla.gates import before_trial_not_met, form_not_checked, has_basis, stage_unknown
from mla.procedure import PROCEDURE

OWN = {
    "check_formally": "start_review",  # each after the step that it follows on the page
    "record_stage": "check_formally",
    "record_basis": "record_stage",
    "judge_reciprocity": "record_basis",
    "judge_dual_criminality": "judge_reciprocity",
    "record_assurance": "judge_dual_criminality",
    "assign_body": "order",
    "pass_on": "hand_over",
}
GROUPS = shared.groups_of(PROCEDURE, OWN)


def usual_next(case: Any) -> tuple[str, ...]:
    """Return the steps that come next as a rule, the most usual one first."""
    if case.state != S.REVIEW:
        return shared.usual_next(case)
    if form_not_checked(case):
        return ("check_formally",)
    if stage_unknown(case):
        return ("record_stage",)
    if case.stage == Stage.PRE_TRIAL and before_trial_not_met(case):
        return ("judge_reciprocity", "judge_dual_criminality", "refuse")
    if case.stage == Stage.TRIAL and not has_basis(case):
        return ("record_assurance", "ask", "accept")
    return ("record_decision", "accept")
