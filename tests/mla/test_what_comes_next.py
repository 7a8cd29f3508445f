"""What the page of a request for assistance offers first: what its gates still need."""

import pytest

from casework.workflow.registry import registered
from mla.groups import usual_next
from tests.cases.making import FORMALLY, a_case
from tests.mla.conftest import request_at
from tests.mla.test_gates import judged, offence

pytestmark = pytest.mark.django_db


def test_at_the_wrong_door_the_case_is_handed_over_to_who_is_competent(pgo):
    case = a_case(
        pgo.officer, kind="mla", authority="PGO", type="subscriber", stage="trial"
    )  # fmt: skip
    assert usual_next(case) == ("hand_over", "start_review")
    form = registered("mla").forms["hand_over"](case=case, by=pgo.officer)
    assert form.fields["to"].initial.code == "MOJ"


def test_what_is_missing_in_the_form_is_asked_for_and_then_checked_again(pgo):
    case = request_at(pgo, "PGO", "pre_trial")
    missing = {**FORMALLY, "line_signed": "missing", "note_signed": "No stamp."}
    case = pgo.take(case, "check_formally", by=pgo.officer, **missing)
    assert usual_next(case)[0] == "ask"
    case = pgo.steps(case, "ask", "record_answer")
    assert usual_next(case)[0] == "check_formally"


def test_what_is_not_judged_comes_first_and_refusal_where_something_is_not_met(pgo):
    case = request_at(pgo, "PGO", "pre_trial")
    assert usual_next(case)[0] == "judge_reciprocity"
    case = judged(pgo, case, "judge_reciprocity", "met")
    assert usual_next(case)[0] == "judge_dual_criminality"
    case = judged(pgo, case, "judge_dual_criminality", "unknown")
    assert usual_next(case) == ("judge_dual_criminality", "ask")
    case = judged(pgo, case, "judge_dual_criminality", "not_met")
    assert usual_next(case)[0] == "refuse"
    case = judged(pgo, case, "judge_dual_criminality", "met", offence=offence())
    assert "accept" in usual_next(case)


def test_the_assurance_comes_before_acceptance_and_is_not_asked_for_twice(moj):
    case = request_at(moj, "MOJ", "trial", basis=None)
    assert usual_next(case)[0] == "record_assurance"
    case = moj.step(case, "record_assurance")
    assert usual_next(case) == ("record_decision", "accept")
