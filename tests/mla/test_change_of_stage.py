"""The proceedings abroad go to court while we execute: the competent authority decides and orders.

Until it has the case, what cannot wait and what only records stays possible here.
"""

import pytest

from casework.directory.models import Measure
from casework.workflow.refusals import InvalidDetails, StepRefused
from mla.groups import usual_next
from mla.procedure import PROCEDURE
from tests.cases.making import answers
from tests.mla.conftest import people
from tests.mla.reaching import in_execution, in_review

pytestmark = pytest.mark.django_db
ELSEWHERE = "Ministry of Justice is competent at this stage: hand the case over."
DECIDED = (
    "assign_body", "apply_to_court", "set_condition", "prolong", "report", "report_alone",
    "refuse", "postpone",
)  # fmt: skip


@pytest.fixture
def desk(make_user):
    return people(make_user, "PGO")


def at_trial(desk, case):
    return desk.take(case, "record_stage", stage="trial")


@pytest.mark.parametrize("name", DECIDED)
def test_what_only_the_competent_authority_decides_waits_for_it(desk, name):
    case = at_trial(desk, in_execution(desk))
    with pytest.raises(StepRefused, match=ELSEWHERE):
        desk.step(case, name)


@pytest.mark.parametrize("name", DECIDED)
def test_at_the_stage_of_this_authority_nothing_of_it_waits(desk, name):
    case = at_trial(desk, in_execution(desk))
    case = desk.take(case, "record_stage", stage="pre_trial")
    assert ELSEWHERE not in PROCEDURE[name].objections(case)


def test_what_came_in_is_recorded_all_the_same(desk):
    case = at_trial(desk, desk.steps(in_review(desk), "accept", "order"))
    assert desk.take(case, "record_provider_answer", **answers(case, "given")).state == "execution"


def test_no_measure_is_ordered_but_preservation(client, desk):
    case = at_trial(desk, desk.step(in_review(desk), "accept"))
    with pytest.raises(InvalidDetails) as error:
        desk.step(case, "order")
    assert "measure" in error.value.form.errors
    keep = Measure.objects.get(code="art16-production").pk
    assert desk.step(case, "order", measure=keep, days=60).preservations.count() == 1
    client.force_login(desk.officer)
    page = client.get(f"{case.get_absolute_url()}steps/order/").content.decode()
    assert ELSEWHERE in page and "only preservation can be ordered here" in page


def test_the_page_leads_to_the_hand_over_and_then_the_other_authority_goes_on(client, desk, moj):
    case = at_trial(desk, in_execution(desk))
    assert usual_next(case)[0] == "hand_over"
    client.force_login(desk.officer)
    page = client.get(case.get_absolute_url()).content.decode()
    needed = page[page.index('id="still-needed"') :]
    assert ELSEWHERE in needed[:900] and "steps/hand_over/" in needed[:1500]
    refused = client.get(f"{case.get_absolute_url()}steps/assign_body/")
    assert refused.status_code == 409 and ELSEWHERE in refused.content.decode()
    case = desk.take(case, "hand_over", to=moj.officer.memberships.get().authority_id, reason="x")
    assert (case.authority.code, case.belongs_elsewhere()) == ("MOJ", False)
