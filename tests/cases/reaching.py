"""Reaching every state of the 24/7 procedure, only through the door, with as much on the case as
most steps need: preserved data, a question, an order with its answer.
"""

from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

from casework.clock import now, today
from casework.directory.models import Authority
from casework.directory.procedures import PROCEDURES
from casework.directory.seeds.sowing import first_policy
from casework.incoming.paper import PAPERS
from casework.letters.kinds import KINDS
from casework.workflow.registry import REGISTERED
from tests.cases.making import a_case, answers, sent

FIELDS = {"type": "evidence", "is_urgent": True, "formal_required": True}


def two_authorities():
    """Let a second authority of the installation work on such requests."""
    works_on("PGO", "contact_point")


def works_on(code, kind):
    """Let this authority work on requests of this kind too."""
    authority = Authority.objects.get(code=code)
    authority.procedures = sorted({*authority.procedures, kind})
    authority.save()


@contextmanager
def another_kind(kind="rogatory", *, has_policy=True):
    """Let the prosecutor work on a second kind of request, which follows the same rows."""
    PROCEDURES[kind] = replace(PROCEDURES["contact_point"], kind=kind, label="Letter rogatory")
    KINDS[kind] = KINDS["contact_point"]
    PAPERS[kind] = replace(PAPERS["contact_point"], kind=kind)
    REGISTERED[kind] = replace(REGISTERED["contact_point"], kind=kind, short="LR")
    works_on("PGO", kind)
    if has_policy:
        first_policy(PROCEDURES[kind]).save()
    try:
        yield
    finally:
        for known in (PROCEDURES, KINDS, PAPERS, REGISTERED):
            known.pop(kind)


def received(desk, **fields):
    """One preservation in effect, one confirmed and unanswered, one provisional and undecided."""
    found = {**FIELDS, "answer_by_at": now() + timedelta(hours=3), **fields}
    case = a_case(desk.officer, **found)
    steps = ["preserve", "preserve", "confirm_preservation", "record_preserved", "preserve"]
    return desk.steps(case, *steps)


def in_review(desk, **fields):
    return desk.steps(received(desk, **fields), "start_review", "ask", "record_answer")


def awaiting(desk):
    """A question is open for 61 days; both reminders were sent in time."""
    return left_unanswered(desk, received(desk, received_at=now() - timedelta(days=70)))


def left_unanswered(desk, case):
    """Ask 61 days ago and send both reminders in time."""
    asked = today() - timedelta(days=61)
    case = desk.step(desk.step(case, "start_review"), "ask", sent_on=asked.isoformat())
    for days in (14, 30):
        case = desk.step(case, "remind_requester")
        sent(case, "question_reminder", on=asked + timedelta(days=days))
    return case


def in_execution(desk, outcome="given", **fields):
    """One order with its answer; nothing provisional is left."""
    case = desk.steps(in_review(desk, **fields), "confirm_preservation", "accept", "order")
    return desk.take(case, "record_provider_answer", **answers(case, outcome))


def partly(desk, *, alone=False):
    """Two items, of which the first is given and the second refused."""
    case = desk.steps(in_review(desk, items=2), "confirm_preservation", "accept", "order")
    return given_in_part(desk, case, alone=alone)


def given_in_part(desk, case, *, alone):
    """Record that the first item is given and the others are refused, and report it."""
    item = case.dataitems.first()
    refused = answers(case, "refused")
    given = {**refused, f"outcome_{item.pk}": "given"}
    given.pop(f"reason_{item.pk}")
    case = desk.take(case, "record_provider_answer", **given)
    return desk.step(case, "report_alone" if alone else "report")


def ended(desk, case, name):
    """Take the step that ends the case, and send every letter."""
    return told(desk.step(case, name))


def told(case):
    """Send every letter of the case."""
    sent(case)
    return case


def every_state(received, in_review, awaiting, in_execution, partly):
    """Return by state how a case reaches it, given how a procedure reaches these five shapes."""
    return {
        "received": received,
        "review": in_review,
        "clarification": awaiting,
        "execution": in_execution,
        "postponed": lambda desk: desk.steps(in_execution(desk), "prolong", "postpone"),
        "executed": lambda desk: ended(desk, in_execution(desk), "report"),
        "partly": lambda desk: told(partly(desk)),
        "not_executed": lambda desk: ended(desk, in_execution(desk, "not_held"), "report"),
        "refused": lambda desk: ended(desk, in_review(desk), "refuse"),
        "withdrawn": lambda desk: ended(desk, in_review(desk), "withdraw"),
        "transferred": lambda desk: ended(desk, in_review(desk), "forward"),
        "lapsed": lambda desk: ended(desk, awaiting(desk), "let_lapse"),
        "closed": lambda desk: desk.step(ended(desk, awaiting(desk), "let_lapse"), "close"),
        "void": lambda desk: desk.step(in_review(desk), "void"),
    }


REACH = every_state(received, in_review, awaiting, in_execution, partly)
# What has to be done first, so that nothing stands against a step where its row allows it.
READY = {
    "accept": ["confirm_preservation"],
    "record_decision": ["ask_to_decide"],
    "record_acceptance": ["set_condition"],
    "record_decline": ["set_condition"],
    "decide_condition": ["set_condition", "record_decline"],
    "cancel_prolongation": ["prolong"],
}
# Cases of another shape for steps that need one.
OTHERS = {
    ("review", "answer_directly"): lambda desk: desk.step(
        a_case(desk.officer, type="technical-advice", items=0), "start_review"
    ),
    ("executed", "review_release"): lambda desk: desk.step(
        in_execution(desk), "report_alone", by=desk.officer
    ),
    ("partly", "review_release"): lambda desk: partly(desk, alone=True),
}
