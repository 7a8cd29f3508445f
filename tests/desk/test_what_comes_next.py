"""What comes next: on the page of a case, on the first page, and among what is to be closed."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from casework.access.scope import set_scope
from casework.audit import chain
from casework.clock import now
from casework.letters import changes
from casework.workflow.door import perform
from casework.workflow.proposals import propose
from casework.workflow.refusals import StepRefused
from tests.cases.making import a_case, answers, left

pytestmark = pytest.mark.django_db


def page(client, user, name="home", *args, query=""):
    client.force_login(user)
    response = client.get(reverse(name, args=args) + query)
    assert response.status_code == 200
    return response.content.decode()


def section(text, name):
    """Return the section of this id, without its tags, "" if it is not there."""
    found = re.search(rf'<section id="{name}".*?</section>', text, re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split()) if found else ""


def next_step(client, user, case):
    return section(page(client, user, "case", case.public_id), "next-step")


def post(client, user, case, name):
    client.force_login(user)
    fresh = type(case).objects.get(pk=case.pk)
    address = reverse("step", args=[case.public_id, name])
    return client.post(address, {"version": fresh.version}, follow=True)


@pytest.fixture
def ordered(desk, officer, case):
    """A case of the officer with an order of which the letter has not left."""
    return desk.steps(desk.step(case, "take_on", by=officer), "start_review", "accept", "order")


@pytest.fixture
def answered(desk, officer, ordered):
    case = left(ordered, officer)
    return desk.take(case, "record_provider_answer", **answers(case, "given"))


@pytest.fixture
def executed(desk, answered):
    """An executed case of which the result has not been sent."""
    return desk.step(answered, "report")


def test_an_ended_case_stands_on_the_first_page_until_it_is_closed(client, officer, executed):
    found = section(page(client, officer), "to-finish")
    assert executed.reference in found
    assert "To be sent: Transmittal of the result." in found
    left(executed, officer)
    assert "Nothing is left to be sent: close it." in section(page(client, officer), "to-finish")
    post(client, officer, executed, "close")
    assert section(page(client, officer), "to-finish") == ""


def test_it_is_next_for_who_has_nothing_else_to_do(client, officer, executed):
    found = section(page(client, officer), "next")
    assert executed.reference in found
    assert "Transmittal of the result" in found


def test_the_queue_shows_what_is_to_be_closed_at_one_click(client, desk, officer, executed):
    other = a_case(officer)
    for user in (officer, desk.supervisor):
        assert 'href="?due=finish"' in page(client, user, "cases")
        text = page(client, user, "cases", query="?due=finish")
        assert executed.reference in text
        assert other.reference not in text
    set_scope(officer)
    desk.step(left(executed, officer), "close")
    assert executed.reference not in page(client, officer, "cases", query="?due=finish")


def test_a_proposed_step_is_not_offered_again(client, desk, officer, supervisor, answered):
    propose(answered, "report", by=officer, version=answered.version)
    found = next_step(client, officer, answered)
    assert "“Report the result” was proposed by officer." in found
    assert "It waits for: Officer or Lawyer or Supervisor." in found
    assert "Propose: Report the result" not in page(client, officer, "case", answered.public_id)
    assert "Decide: Report the result" in next_step(client, supervisor, answered)


def test_the_first_page_prefers_a_case_of_which_nothing_is_proposed(
    client, desk, officer, answered
):
    second = desk.steps(desk.step(a_case(officer), "take_on", by=officer), "start_review", "accept")
    propose(answered, "report", by=officer, version=answered.version)
    found = section(page(client, officer), "next")
    assert second.reference in found
    assert answered.reference not in found


def test_what_nobody_has_may_be_taken_on_at_the_top(client, officer, case):
    assert "Take it on" in next_step(client, officer, case)


def test_who_has_the_case_does_not_take_it_on_again(client, desk, officer, make_user, case):
    mine = desk.step(case, "take_on", by=officer)
    assert "Take it on" not in next_step(client, officer, mine)
    with pytest.raises(StepRefused, match="The case is yours already"):
        perform(mine, "take_on", by=officer, version=mine.version)
    assert mine.events.filter(verb="take_on").count() == 1
    colleague = make_user("officer", email="colleague@sss.example")
    set_scope(colleague)
    assert perform(mine, "take_on", by=colleague, version=mine.version).officer == colleague


def test_taking_on_an_urgent_case_says_that_it_is_acknowledged(client, officer, desk):
    case = a_case(officer, is_urgent=True)
    type(case).objects.filter(pk=case.pk).update(acknowledged_at=None)
    text = post(client, officer, case, "take_on").content.decode()
    assert "The urgent case is acknowledged with it." in text


def test_an_order_waits_for_us_until_its_letter_has_left(client, officer, ordered):
    due = (ordered.due_on, ordered.execution_on, ordered.version)
    assert ordered.waiting_on == "us"
    found = next_step(client, officer, ordered)
    assert "First a letter has to leave:" in found
    assert "1. " in found
    assert "Record a provider" not in found
    case = left(ordered, officer)
    assert case.waiting_on == "provider"
    assert (case.due_on, case.execution_on, case.version) == due
    assert "We wait for the provider." in next_step(client, officer, case)
    event = case.events.filter(verb="send_letter").exclude(after="").get()
    assert chain.parsed(event.details)["changes"] == {"waiting_on": ["us", "provider"]}


def test_others_read_whose_turn_it_is(client, desk, officer, lawyer, case):
    case = desk.step(case, "start_review")
    assert "Next comes “Accept”. It waits for: Lawyer." in next_step(client, officer, case)
    assert "It waits for" not in next_step(client, lawyer, case)


def test_closing_asks_first_if_letters_would_never_leave(client, officer, executed):
    left(executed, officer)
    changes.add(executed, "delay_notice", by=officer)
    text = page(client, officer, "case", executed.public_id)
    address = reverse("step", args=[executed.public_id, "close"])
    assert f'href="{address}"' in text
    assert f'action="{address}"' not in text
    asked = page(client, officer, "step", executed.public_id, "close")
    assert "These letters have not been sent." in asked
    assert "Notice of delay" in asked
    left(executed, officer)
    assert f'action="{address}"' in page(client, officer, "case", executed.public_id)


def test_a_lawyer_reads_what_is_confirmed(client, desk, lawyer, case):
    case = desk.step(case, "preserve")
    text = page(client, lawyer, "step", case.public_id, "confirm_preservation")
    assert "You confirm what was asked for provisionally:" in text
    assert "60 days asked for" in text
    address = reverse("step", args=[case.public_id, "confirm_preservation"])
    assert f'action="{address}"' not in page(client, lawyer, "case", case.public_id)


def test_what_is_overdue_is_decided_first_then_today_then_the_rest(
    client, desk, officer, supervisor
):
    wanted = []
    for days, fields in ((40, {}), (20, {}), (1, {"is_urgent": True}), (0, {})):
        made = a_case(officer, received_at=now() - timedelta(days=days, minutes=5), **fields)
        wanted.append(made)
    for made in reversed(wanted):
        case = desk.steps(made, "start_review")
        details = desk.details(case, "refuse")
        propose(case, "refuse", by=officer, version=case.version, **details)
    found = section(page(client, supervisor), "to-decide")
    order = re.findall(r"SSS-CP-[\d-]+", found)
    assert order == [case.reference for case in wanted]
