"""What the body that executes a request reports: an outcome for each item, and by when.

Tried: with `answers_besides` giving nothing, with the sub-task not ended by the report, or without
the policy of migration 0010, tests here or in tests/access go red.
"""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from casework.access.scope import set_scope
from casework.cases.case import WaitingOn
from casework.clock import today
from casework.directory.models import Body, RefusalGround
from casework.workflow.refusals import InvalidDetails, StepRefused
from mla.executed import BodyAnswer
from mla.groups import usual_next
from tests.cases.making import a_document, answers, left
from tests.mla.test_execution import in_execution

pytestmark = pytest.mark.django_db


@pytest.fixture
def assigned(pgo):
    """The case is with the body, which has the letter."""
    case = pgo.step(in_execution(pgo, "PGO", "pre_trial"), "add_item")
    return left(pgo.step(case, "assign_body", due_on=later(5)), pgo.officer)


def later(days):
    return (today() + timedelta(days=days)).isoformat()


def said(case, *outcomes, **more):
    """The details of a report: an outcome for each item in turn; "" says nothing of it."""
    found = {"reported_on": today().isoformat(), **more}
    for item, outcome in zip(case.dataitems.all(), outcomes, strict=True):
        found[f"outcome_{item.pk}"] = outcome
        if outcome in ("refused", "not_held"):
            found[f"reason_{item.pk}"] = RefusalGround.objects.get(code="impossible").pk
            found[f"note_{item.pk}"] = "The device was destroyed."
    return found


def reported(pgo, case, *outcomes, **more):
    set_scope(pgo.officer)
    return pgo.take(case, "record_body_report", **said(case, *outcomes, **more))


def test_the_case_waits_for_the_body_once_the_letter_has_left(pgo):
    case = pgo.step(in_execution(pgo, "PGO", "pre_trial"), "assign_body")
    assert case.waiting_on == WaitingOn.US
    case = left(case, pgo.officer)
    assert case.waiting_on == WaitingOn.BODY
    assert usual_next(case)[0] == "record_body_report"
    set_scope(pgo.officer)
    assert pgo.step(case, "order").waiting_on != WaitingOn.BODY  # its letter is to be sent


def test_an_outcome_of_each_item_is_what_the_requester_is_told(pgo, assigned):
    paper = a_document(assigned, pgo.officer, "report").pk
    case = reported(pgo, assigned, "given", "not_held", document=paper)
    assert [item.outcome for item in case.dataitems.all()] == ["given", "not_held"]
    assert case.waiting_on == WaitingOn.US
    case = pgo.step(case, "report")
    text = case.letters.get(kind="transmittal").text_en
    assert case.state == "partly"
    assert "Impossible for another reason" in text and "The device was destroyed." in text


def test_the_sub_task_is_done_when_the_body_has_reported(pgo, assigned):
    case = reported(pgo, assigned, "given", "given", remark="Two witnesses were heard.")
    task = case.subtasks.get(kind="execution")
    assert (task.ended_on, task.result) == (today(), "Two witnesses were heard.")
    assert task.asked_of == str(case.executing_body)


def test_what_the_body_announces_keeps_its_sub_task_open_until_that_day(pgo, assigned):
    case = reported(pgo, assigned, "given", "", pending_until=later(9))
    task = case.subtasks.get(kind="execution")
    assert task.is_open and task.due_on == today() + timedelta(days=9)
    assert case.waiting_on == WaitingOn.BODY
    with pytest.raises(StepRefused, match="No outcome yet: 2"):
        pgo.step(case, "report")
    case = reported(pgo, case, "", "given")
    assert pgo.step(case, "report").state == "executed"


def test_a_later_report_takes_the_place_of_an_earlier_one_and_both_stand(pgo, assigned):
    case = reported(pgo, assigned, "not_held", "given", pending_until=later(3))
    case = reported(pgo, case, "given", "")
    assert [item.outcome for item in case.dataitems.all()] == ["given", "given"]
    assert [is_past for _row, is_past in case.body_reports()] == [True, False, False]


def test_what_a_provider_gave_stays_given_whatever_the_body_could_not_do(pgo, assigned):
    set_scope(pgo.officer)
    case = pgo.step(assigned, "order")
    case = pgo.take(case, "record_provider_answer", **answers(case, "given"))
    case = reported(pgo, case, "not_held", "not_held")
    assert {item.outcome for item in case.dataitems.all()} == {"given"}


def test_while_a_provider_has_still_to_answer_an_item_is_pending(pgo, assigned):
    set_scope(pgo.officer)
    case = reported(pgo, pgo.step(assigned, "order"), "refused", "refused")
    assert {item.outcome for item in case.dataitems.all()} == {"pending"}


def test_another_body_ends_the_wait_for_the_first_one(pgo, assigned):
    set_scope(pgo.officer)
    other = Body.objects.exclude(pk=assigned.executing_body_id).first()
    case = pgo.step(assigned, "assign_body", body=other.pk)
    first, second = case.subtasks.filter(kind="execution")
    assert first.is_dropped and str(other) in first.drop_reason
    assert second.is_open and second.asked_of == str(other)


def test_a_late_body_is_seen_on_the_case_and_among_the_sub_tasks(pgo, assigned, client):
    assigned.subtasks.filter(kind="execution").update(
        asked_on=today() - timedelta(days=9), due_on=today() - timedelta(days=2)
    )
    client.force_login(pgo.officer)
    page = client.get(assigned.get_absolute_url()).content.decode()
    assert "Report was due on" in page
    assert str(assigned.executing_body) in page


def test_the_case_page_shows_what_was_reported(pgo, assigned, client):
    case = reported(pgo, assigned, "given", "not_held")
    client.force_login(pgo.officer)
    page = client.get(case.get_absolute_url()).content.decode()
    assert "The device was destroyed." in page and "Report awaited by" not in page


@pytest.mark.parametrize(
    ("outcomes", "more", "wrong"),
    [
        (("", ""), {}, "__all__"),
        (("given", ""), {"reported_on": later(1)}, "reported_on"),
        (("given", ""), {"reported_on": "2000-01-01"}, "reported_on"),
        (("given", ""), {"pending_until": later(-1)}, "pending_until"),
    ],
)
def test_a_report_says_what_was_reported_and_when(pgo, assigned, outcomes, more, wrong):
    with pytest.raises(InvalidDetails) as refused:
        reported(pgo, assigned, *outcomes, **more)
    assert wrong in refused.value.form.errors


def test_what_was_not_executed_needs_its_reason(pgo, assigned):
    details = said(assigned, "refused", "given")
    item = assigned.dataitems.first()
    with pytest.raises(InvalidDetails) as refused:
        pgo.take(assigned, "record_body_report", **{**details, f"reason_{item.pk}": ""})
    assert f"reason_{item.pk}" in refused.value.form.errors


def test_nothing_is_reported_before_a_body_is_assigned(pgo):
    case = in_execution(pgo, "PGO", "pre_trial")
    with pytest.raises(StepRefused, match="No executing body"):
        pgo.step(case, "record_body_report")


def test_what_was_reported_is_never_changed(pgo, assigned):
    case = reported(pgo, assigned, "given", "given")
    with pytest.raises(DatabaseError), transaction.atomic():
        BodyAnswer.objects.filter(case=case.pk).update(outcome="pending")


def test_the_letter_names_the_day_of_the_report(pgo, assigned):
    letter = assigned.letters.get(kind="execution_assignment")
    day = f"{today() + timedelta(days=5):%d.%m.%Y}"
    assert day in letter.text_en and day in letter.text_az
