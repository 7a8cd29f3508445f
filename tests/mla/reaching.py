"""Reaching every state of a request for assistance before trial, only through the door."""

from datetime import timedelta

from casework.clock import now, today
from casework.directory.models import Instrument, Measure
from tests.cases.making import a_case, answers, sent
from tests.cases.reaching import ended

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
    return a_case(desk.officer, kind="mla", authority="PGO", **{**found, **fields})


def in_review(desk, **fields):
    """Both conditions are judged; a question was asked and answered."""
    steps = ["start_review", *JUDGED, "ask", "record_answer"]
    return desk.steps(received(desk, **fields), *steps)


def awaiting(desk, **fields):
    """A question is open for 61 days; both reminders were sent in time."""
    case = received(desk, received_at=now() - timedelta(days=70), **fields)
    asked = today() - timedelta(days=61)
    case = desk.step(desk.step(case, "start_review"), "ask", sent_on=asked.isoformat())
    for days in (14, 30):
        case = desk.step(case, "remind_requester")
        sent(case, "question_reminder", on=asked + timedelta(days=days))
    return case


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
    item = case.dataitems.first()
    refused = answers(case, "refused")
    given = {**refused, f"outcome_{item.pk}": "given"}
    given.pop(f"reason_{item.pk}")
    case = desk.take(case, "record_provider_answer", **given)
    return desk.step(case, "report_alone" if alone else "report")


REACH = {
    "received": received,
    "review": in_review,
    "clarification": awaiting,
    "execution": in_execution,
    "postponed": lambda desk: desk.steps(in_execution(desk), "prolong", "postpone"),
    "executed": lambda desk: ended(desk, in_execution(desk), "report"),
    "partly": lambda desk: ended(desk, partly(desk), "take_on"),
    "not_executed": lambda desk: ended(desk, in_execution(desk, "not_held"), "report"),
    "refused": lambda desk: ended(desk, in_review(desk), "refuse"),
    "withdrawn": lambda desk: ended(desk, in_review(desk), "withdraw"),
    "transferred": lambda desk: ended(desk, in_review(desk), "forward"),
    "lapsed": lambda desk: ended(desk, awaiting(desk), "let_lapse"),
    "closed": lambda desk: desk.step(ended(desk, awaiting(desk), "let_lapse"), "close"),
    "void": lambda desk: desk.step(in_review(desk), "void"),
}
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
