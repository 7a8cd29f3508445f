"""Sub-tasks of a request of ours: as those of any other case."""

from datetime import timedelta

import pytest
from django.urls import reverse

from casework.access.scope import set_scope, set_scope_of_all
from casework.cases.case import Case
from casework.clock import now, today
from casework.notices.kinds import Kind
from casework.notices.watching import Watch
from casework.workflow.refusals import InvalidDetails, StepRefused
from tests.outgoing.making import REACH, ours

pytestmark = pytest.mark.django_db


def collecting(desk, days=3):
    due_on = (today() + timedelta(days=days)).isoformat()
    what = {"kind": "materials", "what": "The decision of the court", "due_on": due_on}
    return desk.step(ours(desk), "add_subtask", **what)


def test_collecting_materials_gets_a_day_of_its_own_and_moves_nothing_else(pgo):
    case = ours(pgo)
    before = (case.state, case.due_on, case.due_clock)
    case = collecting(pgo)
    assert str(case.subtasks.get()) == "Collecting materials: The decision of the court"
    assert before == (case.state, case.due_on, case.due_clock)
    set_scope_of_all()
    watched = Watch(now())([Case.objects.get(pk=case.pk)])[case.pk]
    assert [row.last_on for row in watched if row.kind == Kind.SUBTASK] == [
        today() + timedelta(days=3)
    ]


def test_costs_are_settled_after_the_request_was_closed(pgo):
    case = pgo.step(REACH["closed"](pgo), "change_subtask", what="The translator’s bill")
    case = pgo.step(case, "finish_subtask", amount="85.00", currency="EUR")
    row = case.subtasks.get()
    assert (case.state, str(row.amount), row.currency) == ("closed", "85.00", "EUR")
    with pytest.raises(StepRefused, match="No sub-task is open"):
        pgo.take(case, "drop_subtask", subtask=row.pk, reason="Paid.")


def test_a_sub_task_of_another_case_is_not_taken(pgo):
    other = collecting(pgo)
    with pytest.raises(InvalidDetails) as error:
        pgo.step(collecting(pgo), "finish_subtask", subtask=other.subtasks.get().pk)
    assert "subtask" in error.value.form.errors


def test_the_page_of_the_case_shows_it_and_offers_the_steps(client, pgo):
    case = collecting(pgo)
    client.force_login(pgo.officer)
    page = client.get(reverse("case", args=[case.public_id])).content.decode()
    assert "Collecting materials: The decision of the court" in page and "3 days left" in page
    for name in ("add_subtask", "finish_subtask", "change_subtask", "drop_subtask"):
        assert reverse("step", args=[case.public_id, name]) in page


def test_it_goes_along_to_the_other_authority(pgo, moj):
    case = pgo.step(ours(pgo, stage="trial"), "add_subtask")
    case = pgo.step(case, "pass_on")
    set_scope(moj.officer)
    assert case.subtasks.get().authority.code == "MOJ"
