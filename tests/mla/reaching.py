"""Reaching every state of a request for assistance before trial, only through the door."""

from datetime import timedelta

from casework.clock import now
from casework.directory.models import Instrument, Measure
from tests.cases.making import a_case, answers
from tests.cases.reaching import every_state, given_in_part, left_unanswered

JUDGED = ["check_formally", "judge_reciprocity", "judge_dual_criminality"]


def received(desk, **fields):
    found = {
        "stage": "pre_trial",
        "legal_basis": Instrument.objects.get(code="ets-185"),
        "type": "subscriber",
        "is_urgent": True,
        "formal_required": True,
        "answer_by_at": now() + timedelta(hours=3),
    }
    case = a_case(desk.officer, kind="mla", authority="PGO", **{**found, **fields})
    return desk.step(case, "add_subtask")


def in_review(desk, **fields):
    """Both conditions are judged; a question was asked and answered."""
    steps = ["start_review", *JUDGED, "ask", "record_answer"]
    return desk.steps(received(desk, **fields), *steps)


def awaiting(desk, **fields):
    """A question is open for 61 days; both reminders were sent in time."""
    case = received(desk, received_at=now() - timedelta(days=70), **fields)
    return left_unanswered(desk, case)


def in_execution(desk, outcome="given", **fields):
    """One order with its answer; data are preserved at one recipient, another has not answered."""
    case = desk.steps(in_review(desk, **fields), "accept", "order")
    case = desk.take(case, "record_provider_answer", **answers(case, outcome))
    keep = Measure.objects.get(code="art16-production").pk
    case = desk.step(case, "order", measure=keep, days=60)
    case = desk.step(case, "record_preserved")
    return desk.step(case, "order", measure=keep, days=60)


def partly(desk, *, alone=False):
    """Two items, of which the first is given and the second refused."""
    case = desk.steps(in_review(desk, items=2), "accept", "order")
    return given_in_part(desk, case, alone=alone)


REACH = every_state(received, in_review, awaiting, in_execution, partly)
AT_TRIAL = {"stage": "trial", "legal_basis": None}
# Cases of another shape for steps that need one.
OTHERS = {
    ("review", "record_assurance"): lambda desk: desk.step(
        received(desk, **AT_TRIAL), "start_review"
    ),
    ("clarification", "record_assurance"): lambda desk: awaiting(desk, **AT_TRIAL),
    ("executed", "review_release"): lambda desk: desk.step(
        in_execution(desk), "report_alone", by=desk.officer
    ),
    ("partly", "review_release"): lambda desk: partly(desk, alone=True),
}
