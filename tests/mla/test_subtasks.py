"""Sub-tasks of a request for assistance: days of their own, told like any other day."""

from datetime import timedelta

import pytest
from django.urls import reverse

from casework.access.scope import set_scope, set_scope_of_all
from casework.cases.case import Case
from casework.clock import now, today
from casework.desk.feed_events import last_days
from casework.desk.month_due import references_of
from casework.notices.expected import expected_notices, morning
from casework.notices.kinds import PASSED, Kind
from casework.notices.models import Wake
from casework.notices.wakes import wake_all
from casework.notices.watching import Watch
from casework.workflow.refusals import InvalidDetails, StepRefused
from tests.cases.making import sent
from tests.mla.conftest import request_at

pytestmark = pytest.mark.django_db


def asked(desk, case, days, **more):
    day = today() + timedelta(days=days)
    return desk.step(case, "add_subtask", asked_on="2026-01-01", due_on=day.isoformat(), **more)


def due(case):
    set_scope_of_all()
    watched = Watch(now())([Case.objects.get(pk=case.pk)])[case.pk]
    points = expected_notices(watched, morning(today() + timedelta(days=1)))
    return [p.moment.offset for p in points if p.watched.kind == Kind.SUBTASK]


def test_a_sub_task_moves_no_limit_of_the_case(pgo):
    case = request_at(pgo, "PGO", "pre_trial")
    before = (case.due_on, case.execution_on, case.ceiling_on)
    case = asked(pgo, case, 0)
    assert (case.due_on, case.execution_on, case.ceiling_on) == before
    assert str(case.subtasks.get()) == "Translation: The request into Azerbaijani"


def test_a_mail_is_due_on_its_day_and_when_it_has_passed(pgo):
    case = asked(pgo, request_at(pgo, "PGO", "pre_trial"), 1)
    assert due(case) == [0]
    set_scope(pgo.officer)
    case = pgo.step(case, "change_subtask", due_on=today().isoformat())
    assert due(case) == [PASSED]
    set_scope(pgo.officer)
    case = pgo.step(case, "finish_subtask")
    assert due(case) == []


def test_costs_are_finished_with_their_amount_alone(pgo):
    case = asked(pgo, request_at(pgo, "PGO", "pre_trial"), 5, kind="costs", what="An expert")
    with pytest.raises(InvalidDetails) as error:
        pgo.step(case, "finish_subtask")
    assert "amount" in error.value.form.errors
    with pytest.raises(InvalidDetails) as error:
        pgo.step(case, "finish_subtask", amount="120.50")
    assert "currency" in error.value.form.errors
    case = pgo.step(case, "finish_subtask", amount="120.50", currency="EUR", result="Paid.")
    row = case.subtasks.get()
    assert (str(row.amount), row.currency, row.ended_on) == ("120.50", "EUR", today())


def test_what_was_expected_to_be_paid_stands_unless_another_amount_is_named(pgo):
    case = request_at(pgo, "PGO", "pre_trial")
    case = asked(pgo, case, 5, kind="costs", amount="80", currency="AZN")
    assert str(pgo.step(case, "finish_subtask").subtasks.get().amount) == "80.00"


def test_dropping_needs_a_reason_and_then_nothing_is_open(pgo):
    case = asked(pgo, request_at(pgo, "PGO", "pre_trial"), 5)
    with pytest.raises(InvalidDetails):
        pgo.step(case, "drop_subtask", reason="")
    case = pgo.step(case, "drop_subtask")
    assert case.subtasks.get().is_dropped
    with pytest.raises(StepRefused, match="No sub-task is open"):
        pgo.take(case, "finish_subtask", subtask=case.subtasks.get().pk, ended_on=str(today()))


def test_a_day_before_it_was_asked_for_is_refused(pgo):
    case = request_at(pgo, "PGO", "pre_trial")
    with pytest.raises(InvalidDetails) as error:
        pgo.step(case, "add_subtask", due_on=(today() - timedelta(days=1)).isoformat())
    assert "due_on" in error.value.form.errors


def test_an_open_sub_task_does_not_block_closing_and_is_still_reminded_of(pgo):
    case = asked(pgo, request_at(pgo, "PGO", "pre_trial"), 1)
    case = pgo.step(case, "refuse")
    sent(case)
    case = pgo.step(case, "close")
    assert case.state == "closed" and due(case) == [0]
    Wake.objects.filter(case=case.pk).update(at=None)
    wake_all()
    set_scope_of_all()
    assert Wake.objects.get(case=case.pk).at is not None


def test_it_stands_on_the_page_of_the_case_in_the_month_and_in_the_calendar(client, pgo):
    case = pgo.take(request_at(pgo, "PGO", "pre_trial"), "take_on", by=pgo.officer)
    case = asked(pgo, case, 3)
    client.force_login(pgo.officer)
    page = client.get(reverse("case", args=[case.public_id])).content.decode()
    assert "Asked: Translators’ bureau." in page and "3 days left" in page
    set_scope(pgo.officer)
    day = today() + timedelta(days=3)
    words = f"{case.reference}: Sub-task due"
    assert (f"{case.public_id}-subtask-1", day, words) in list(last_days(pgo.officer))
    assert references_of(pgo.officer, day, is_mine=True)["subtask"][0].reference == case.reference


def test_another_authority_neither_sees_nor_changes_it(pgo, moj):
    case = asked(pgo, request_at(pgo, "PGO", "pre_trial"), 3)
    set_scope(moj.officer)
    assert not case.subtasks.exists()
    assert case.subtasks.update(result="mine") == 0


def test_it_goes_along_to_another_authority(pgo, moj):
    case = asked(pgo, request_at(pgo, "PGO", "pre_trial"), 3)
    case = pgo.take(case, "pass_on", reason="The indictment was filed.")
    set_scope(moj.officer)
    assert case.subtasks.get().authority.code == "MOJ"


def test_the_case_shows_what_it_costs_in_each_currency_done_and_open(pgo, client):
    case = request_at(pgo, "PGO", "pre_trial")
    for amount, currency in (("100.50", "AZN"), ("20", "AZN"), ("7", "EUR")):
        case = asked(pgo, case, 5, kind="costs", amount=amount, currency=currency)
    first, _second, third = case.subtasks.all()
    case = pgo.step(case, "finish_subtask", subtask=first.pk)
    case = pgo.step(case, "drop_subtask", subtask=third.pk)
    (sums,) = case.costs()  # what was dropped costs nothing
    assert (sums.currency, str(sums.done), str(sums.still_open)) == ("AZN", "100.50", "20.00")
    client.force_login(pgo.officer)
    page = client.get(case.get_absolute_url()).content.decode()
    assert "Costs of the case" in page and "120.50 AZN" in page
