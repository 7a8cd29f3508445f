"""A requester declines a condition of use (Art. 28.2): nothing leaves, until it is decided.

Tried: with `declined` left out of `conditions_not_accepted`, with `withheld_for` not asked in
`settled_by`, or with conditions that stand no more in letters, tests here go red.
"""

import pytest
from django.db import IntegrityError, transaction

from casework.access.scope import set_scope
from casework.cases.case import WaitingOn
from casework.cases.law import UseCondition
from casework.incoming.groups import usual_next
from casework.workflow.proposals import decide, propose
from casework.workflow.refusals import InvalidDetails, StepRefused
from tests.cases.making import answers, left
from tests.letters.test_texts import assert_whole
from tests.mla.test_execution import in_execution

pytestmark = pytest.mark.django_db
TERM = "Only for the case Alpha."


@pytest.fixture
def given(pgo):
    """An item is given and its condition was sent to the requester."""
    case = pgo.step(in_execution(pgo, "PGO", "pre_trial"), "order")
    case = pgo.take(case, "record_provider_answer", **answers(case, "given"))
    return left(pgo.step(case, "set_condition", kind="limited", text=TERM), pgo.officer)


@pytest.fixture
def declined(pgo, given):
    set_scope(pgo.officer)
    return pgo.step(given, "record_decline", objection="Our law demands disclosure.")


def decided(pgo, case, decision, **more):
    set_scope(pgo.officer)
    return pgo.step(case, "decide_condition", decision=decision, **more)


def assert_letter(case, *words):
    letter = case.letters.get(kind="condition_decision")
    for subject, text in (
        (letter.subject_en, letter.text_en), (letter.subject_az, letter.text_az),
    ):  # fmt: skip
        assert_whole(subject, text, case)
        assert TERM in text
    assert all(word in letter.text_en for word in words)


def test_the_case_waits_for_the_requester_until_it_accepts_or_declines(pgo, given):
    assert given.waiting_on == WaitingOn.REQUESTER
    assert "record_decline" in usual_next(given)
    set_scope(pgo.officer)
    case = pgo.step(given, "record_decline")
    assert case.waiting_on == WaitingOn.US
    assert usual_next(case)[1] == "decide_condition"


def test_declined_nothing_leaves_and_the_sentence_says_who_decides(pgo, declined):
    with pytest.raises(StepRefused, match="a supervisor decides first"):
        pgo.step(declined, "report")
    (row,) = declined.useconditions.all()
    assert row.declined_in and row.objection == "Our law demands disclosure."


def test_a_decline_needs_its_letter_and_its_day(pgo, given):
    set_scope(pgo.officer)
    for name in ("document", "declined_on", "conditions"):
        with pytest.raises(InvalidDetails) as refused:
            pgo.step(given, "record_decline", **{name: None if name == "document" else ""})
        assert name in refused.value.form.errors


def test_one_proposes_what_follows_and_another_one_decides(pgo, declined):
    details = pgo.details(declined, "decide_condition")
    version = declined.version
    proposal = propose(declined, "decide_condition", by=pgo.officer, version=version, **details)
    with pytest.raises(StepRefused, match="a supervisor decides first"):
        pgo.step(declined, "report")
    decide(proposal, by=pgo.supervisor, accept=True)
    (row,) = declined.useconditions.all()
    assert row.decision == "released"


def test_given_all_the_same_the_material_leaves_without_the_condition(pgo, declined):
    case = decided(pgo, declined, "released")
    assert_letter(case, "given all the same", "Article 28, paragraph 2", "public there too")
    case = pgo.step(left(case, pgo.officer), "report")
    assert case.state == "executed"
    assert TERM not in case.letters.get(kind="transmittal").text_en


def test_another_condition_takes_its_place_and_is_to_be_accepted(pgo, declined):
    case = decided(pgo, declined, "replaced", text="Not before a court in public.")
    letter = case.letters.filter(kind="use_conditions").latest("pk")
    assert "Not before a court in public." in letter.text_en and TERM not in letter.text_en
    with pytest.raises(StepRefused, match="has not accepted the conditions"):
        pgo.step(case, "report")
    case = left(case, pgo.officer)
    assert case.waiting_on == WaitingOn.REQUESTER
    case = pgo.step(pgo.step(case, "record_acceptance"), "report")
    text = case.letters.get(kind="transmittal").text_en
    assert "Not before a court in public." in text and TERM not in text


def test_not_given_it_is_answered_in_part_on_the_ground_of_the_conditions(pgo, given):
    set_scope(pgo.officer)
    case = pgo.step(given, "add_item")
    first, second = case.dataitems.all()
    case = pgo.step(case, "order", items=[second.pk])
    case = pgo.take(case, "record_provider_answer", **answers(case, "given"))
    case = pgo.step(case, "record_decline")
    case = decided(pgo, case, "withheld", items=[first.pk])
    assert_letter(case, "the following is not given", "1. Subscriber")
    first, second = case.dataitems.all()
    assert (first.outcome, second.outcome) == ("refused", "given")
    assert first.reason.code == "conditions-refused"
    case = pgo.step(case, "report")
    text = case.letters.get(kind="transmittal").text_en
    assert case.state == "partly" and TERM not in text
    assert "does not accept the conditions (Article 28.2–3)" in text


def test_what_is_withheld_stays_so_when_a_provider_gives_it_later(pgo):
    case = pgo.steps(in_execution(pgo, "PGO", "pre_trial"), "order", "set_condition")
    case = pgo.step(case, "record_decline")
    (item,) = case.dataitems.all()
    case = decided(pgo, case, "withheld", items=[item.pk])
    case = pgo.take(case, "record_provider_answer", **answers(case, "given"))
    assert case.dataitems.get().outcome == "refused"
    assert pgo.step(case, "report").state == "not_executed"


@pytest.mark.parametrize(
    ("details", "wrong"),
    [
        ({"decision": "replaced"}, "text"),
        ({"decision": "withheld"}, "items"),
        ({"decision": "released", "text": "Another one."}, "text"),
        ({"decision": "released", "items": "every"}, "items"),
        ({"decision": "released", "reasons": ""}, "reasons"),
        ({"decision": ""}, "decision"),
    ],
)
def test_a_decision_says_what_it_needs_and_nothing_else(pgo, declined, details, wrong):
    if details.get("items"):
        details = {**details, "items": [declined.dataitems.get().pk]}
    with pytest.raises(InvalidDetails) as refused:
        pgo.step(declined, "decide_condition", **details)
    assert wrong in refused.value.form.errors


def test_a_requester_that_thinks_again_accepts_what_it_declined(pgo, declined):
    case = pgo.step(declined, "record_acceptance")
    (row,) = case.useconditions.all()
    assert row.accepted_on and row.declined_on and not row.is_declined
    assert pgo.step(case, "report").state == "executed"


def test_an_acceptance_leaves_alone_what_was_declined(pgo, given):
    set_scope(pgo.officer)
    case = pgo.step(given, "set_condition", kind="explain")
    first, _second = case.useconditions.all()
    case = pgo.step(case, "record_decline", conditions=[first.pk])
    case = pgo.step(case, "record_acceptance")
    assert [bool(row.accepted_on) for row in case.useconditions.all()] == [False, True]
    with pytest.raises(StepRefused, match="a supervisor decides first"):
        pgo.step(case, "report")


def test_the_case_page_says_what_was_declined_and_decided(pgo, declined, client):
    client.force_login(pgo.officer)
    page = client.get(declined.get_absolute_url()).content.decode()
    assert "Declined by the requester on" in page
    assert "Nothing leaves until a supervisor decides." in page
    assert "Our law demands disclosure." in page
    set_scope(pgo.officer)
    decided(pgo, declined, "released")
    page = client.get(declined.get_absolute_url()).content.decode()
    assert "the condition is dropped" in page and "The data are public there too." in page


@pytest.mark.parametrize(
    "change",
    [
        {"decision": "released"},
        {"decision": "released", "decision_reasons": "x"},
        {"declined_on": None, "declined_in": None, "decision": "released",
         "decision_reasons": "x", "decided_on": "2026-11-23"},
        {"declined_in": None},
    ],
)  # fmt: skip
def test_the_database_refuses_half_a_decline_and_half_a_decision(pgo, declined, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        UseCondition.objects.filter(case=declined.pk).update(**change)
