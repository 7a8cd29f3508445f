"""The page of a case: where it stands, its clocks, what may be done, what is recorded."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.access.permissions import Role
from casework.access.scope import set_scope
from casework.audit.events import ReadLog
from casework.clock import now
from casework.workflow.proposals import propose
from casework.workflow.registry import registered
from tests.cases.making import Desk, a_case, answers, at, left, sent

pytestmark = pytest.mark.django_db
ROLES = ["officer", "lawyer", "supervisor", "registrar", "auditor"]


def opened(client, user, case, name="case", status=200):
    client.force_login(user)
    response = client.get(reverse(name, args=[case.public_id]))
    assert response.status_code == status
    return response.content.decode()


def actions(text):
    """Return the parts of the page that say what may be done, the next step first."""
    parts = re.findall(r'<section id="(?:next-step|actions)".*?</section>', text, re.S)
    assert parts
    return "".join(parts)


def button(text, name):
    return f"/steps/{name}/" in actions(text)


def test_the_heading_says_whose_request_it_is_and_how_it_stands(client, desk, officer):
    case = a_case(officer, is_urgent=True)
    text = opened(client, officer, case)
    assert case.reference in text
    for words in ("Germany", "BKA 2026/4711", "Urgent", "Received", "Waiting on"):
        assert words in text


@pytest.mark.parametrize("who", ROLES)
def test_everybody_with_a_role_in_the_authority_reads_the_page(client, case, who, request):
    user = request.getfixturevalue(who)
    assert case.reference in opened(client, user, case)


@pytest.mark.parametrize("name", ["case", "history"])
def test_the_page_of_a_foreign_case_is_the_same_404_as_a_missing_one(
    client, case, make_user, stranger, name
):
    foreign = opened(client, make_user(Role.OFFICER, authority="PGO"), case, name, 404)
    assert case.reference not in foreign
    assert opened(client, stranger, case, name, 404).count("404")
    missing = client.get(reverse(name, args=["00000000-0000-4000-8000-000000000000"]))
    assert missing.status_code == 404


@pytest.mark.parametrize("name", ["case", "history"])
def test_the_page_takes_no_post(client, case, officer, name):
    client.force_login(officer)
    assert client.post(reverse(name, args=[case.public_id])).status_code == 405


def test_each_reading_is_logged(client, case, officer):
    opened(client, officer, case)
    opened(client, officer, case, "history")
    read = ReadLog.objects.filter(case=case.pk, user=officer)
    assert list(read.values_list("what", flat=True)) == ["case", "history"]


def test_the_course_marks_where_the_case_stands(client, case, desk, officer):
    desk.steps(case, "start_review", "accept")
    text = opened(client, officer, case)
    course = re.search(r'<ol class="course">.*?</ol>', text, re.S)[0]
    stops = re.findall(r'course-stop course-(\w+)"( aria-current="step")?', course)
    assert [mark for mark, _current in stops] == ["done", "done", "current", "ahead", "ahead"]
    assert [bool(current) for _mark, current in stops] == [False, False, True, False, False]


def test_the_course_names_the_outcome_and_what_was_left_out(client, case, desk, officer):
    desk.steps(case, "start_review", "refuse")
    text = opened(client, officer, case)
    course = re.search(r'<ol class="course">.*?</ol>', text, re.S)[0]
    marks = re.findall(r'course-stop course-(\w+)"', course)
    assert marks == ["done", "done", "skipped", "current", "ahead"]
    assert "Refused" in course


def test_a_wait_for_clarification_is_marked_beside_the_way(client, case, desk, officer):
    desk.steps(case, "start_review", "ask")
    text = opened(client, officer, case)
    aside = re.search(r'<ul class="course-aside".*?</ul>', text, re.S)[0]
    assert re.search(r'aria-current="step">Clarification awaited', aside)


def test_the_ways_on_are_those_of_the_rows(client, case, officer):
    text = opened(client, officer, case)
    ways = re.search(r'<details class="course-ways">.*?</details>', text, re.S)[0]
    assert "Start legal review" in ways and "In legal review" in ways
    assert "Accept" not in ways


def test_both_last_days_of_execution_are_shown(client, officer, desk):
    case = a_case(officer, received_at=at("2026-02-04T00:30:00"))
    text = opened(client, officer, case)
    assert "Mon 16.02.2026" in text
    assert "Nominal last day: Sat 14.02.2026." in text
    assert "is not a working day" in text
    assert "Overdue by" in text


def test_an_open_question_suspends_execution_and_marks_the_projection(client, case, desk, officer):
    desk.steps(case, "start_review", "ask")
    text = opened(client, officer, case)
    assert "Stopped: question open" in text
    assert "Suspended since" in text
    assert "Projection: the day if the pause ended today." in text


def test_instants_are_shown_in_baku_and_at_the_requester(client, officer, desk):
    case = a_case(
        officer,
        answer_by_at=datetime(2026, 2, 6, 17, 0, tzinfo=UTC),
        loss_expected_at=now() + timedelta(hours=3, minutes=20, seconds=30),
        sender_zone="Europe/Berlin",
    )
    text = opened(client, officer, case)
    assert "Fri 06.02.2026, 21:00 in Baku" in text
    assert "Fri 06.02.2026, 18:00 at the requester (Europe/Berlin)" in text
    assert re.search(r"Passed \d+ d \d+ h ago", text)
    assert "3 h 20 min left" in text


def test_the_heading_of_an_overdue_case_says_so_until_it_ends(client, officer, desk):
    case = desk.step(a_case(officer, received_at=now() - timedelta(days=9)), "start_review")
    heading = re.compile(r'class="case-heading".*?</h1>', re.S)
    assert "Overdue by 6 days" in heading.search(opened(client, officer, case)).group()
    desk.step(case, "withdraw")
    assert "Overdue" not in heading.search(opened(client, officer, case)).group()


def test_a_time_of_baku_is_not_said_twice(client, officer, desk):
    case = a_case(officer, answer_by_at=datetime(2026, 2, 6, 17, 0, tzinfo=UTC))
    text = opened(client, officer, case)
    assert "Fri 06.02.2026, 21:00 in Baku" in text
    assert "at the requester" not in text


def test_letters_that_wait_stand_beside_the_next_step_of_who_sends_them(
    client, case, desk, officer, auditor
):
    desk.steps(case, "start_review", "preserve")
    assert 'href="#letters"' in actions(opened(client, officer, case))
    assert "2 letters are to be sent" in actions(opened(client, officer, case))
    assert "are to be sent" not in opened(client, auditor, case)
    sent(case)
    assert "are to be sent" not in opened(client, officer, case)


def test_an_ended_case_has_no_legal_clock_but_still_its_preservation(client, case, desk, officer):
    desk.steps(case, "start_review", "preserve", "record_preserved", "withdraw")
    text = opened(client, officer, case)
    assert "The legal clocks stopped on" in text
    assert 'data-clock="execution"' not in text
    assert 'data-clock="kept"' in text
    assert "60 days left" in text


def test_the_first_button_is_the_usual_next_step(client, case, desk, officer, lawyer):
    first = re.compile(r'class="btn btn-primary"[^>]*>\s*([^<]+?)\s*<')
    assert first.search(actions(opened(client, officer, case)))[1] == "Start legal review"
    case = desk.step(case, "start_review")
    assert first.search(actions(opened(client, lawyer, case)))[1] == "Accept"
    case = desk.steps(case, "accept", "order")
    assert "Open the letter" in actions(opened(client, officer, case))
    text = opened(client, officer, left(case, officer))
    assert first.search(actions(text))[1] == "Record a provider’s answer"
    order = case.orders.get()
    assert f"/steps/record_provider_answer/?order={order.pk}" in text


def test_a_step_of_somebody_else_says_for_whom_it_is(client, case, desk, officer):
    desk.step(case, "start_review")
    text = opened(client, officer, case)
    assert not button(text, "accept")
    assert re.search(r'action-off">Accept</span><span[^>]*>For: Lawyer\.', actions(text))


def test_an_objection_stands_beside_its_step(client, desk, officer, lawyer):
    case = desk.step(a_case(officer, items=0), "start_review")
    text = opened(client, lawyer, case)
    assert not button(text, "accept")
    assert "No data item is recorded: add what is asked for." in actions(text)


def test_a_step_for_two_persons_is_proposed(client, case, desk, officer):
    desk.step(case, "start_review")
    text = opened(client, officer, case)
    assert "Propose: Refuse" in actions(text)


def test_steps_of_other_states_say_when_they_are_possible(client, case, officer):
    text = actions(opened(client, officer, case))
    folded = text.partition("Steps of other states")[2]
    assert "Order a measure" in folded
    assert "Possible while the case is: In execution" in folded


def test_an_auditor_sees_no_button(client, case, desk, auditor):
    desk.step(case, "start_review")
    text = opened(client, auditor, case)
    assert "/steps/" not in text
    assert "You read this case." in text


def test_every_step_stands_in_one_group():
    procedure = registered("contact_point")
    grouped = [name for _label, names in procedure.groups for name in names]
    assert sorted(grouped) == sorted(row.name for row in procedure.table)


def test_what_was_asked_and_answered_is_shown(client, officer, desk):
    case = a_case(officer, items=2)
    desk.steps(case, "start_review", "accept", "order")
    case.refresh_from_db()
    desk.take(case, "record_provider_answer", **answers(case, "refused"))
    text = opened(client, officer, case)
    for words in ("203.0.113.1", "203.0.113.2", "Azercell", "Refused", "CPC"):
        assert words in text


def test_an_unconfirmed_recipient_and_a_court_decision_are_shown(client, case, desk, officer):
    desk.step(case, "start_review")
    case.refresh_from_db()
    desk.step(case, "preserve", provider="", new_person="Elçin Əliyev", new_contact="forum")
    text = opened(client, officer, case)
    assert "Elçin Əliyev" in text
    assert "Recipient not confirmed" in text


def test_facts_are_shown_with_their_days(client, case, desk, officer):
    desk.steps(case, "start_review", "ask", "record_answer", "accept", "prolong", "set_condition")
    text = opened(client, officer, case)
    for words in ("The period is missing.", "Answered on", "The provider needs longer.",
                  "Kept confidential", "Not accepted yet", "CPC 143.2 applies."):  # fmt: skip
        assert words in text


def test_the_history_tells_who_did_what(client, case, desk, officer, lawyer):
    desk.steps(case, "start_review", "ask")
    for name in ("case", "history"):
        text = opened(client, officer, case, name)
        assert "officer started the legal review." in text
        assert "lawyer asked the requester for clarification." in text


def test_the_page_shows_thirty_events_and_the_history_all(client, case, desk, officer, supervisor):
    case = desk.step(case, "start_review")
    for _again in range(16):
        case = desk.steps(case, "ask", "record_answer")
    lines = re.compile(r'class="case-line"')
    assert len(lines.findall(opened(client, officer, case))) == 30
    assert len(lines.findall(opened(client, officer, case, "history"))) == case.events.count()
    assert case.events.count() > 30


def test_text_of_the_request_is_escaped(client, officer, desk):
    case = a_case(officer, foreign_reference="<script>alert(1)</script>")
    assert "<script>alert" not in opened(client, officer, case)


def test_the_page_carries_no_inline_code(client, case, desk, supervisor):
    case = desk.step(case, "start_review")
    set_scope(desk.lawyer)
    propose(case, "refuse", by=desk.lawyer, version=case.version, **desk.details(case, "refuse"))
    text = opened(client, supervisor, case)
    assert " style=" not in text and "<style" not in text and "onclick" not in text
    assert text.count("<h1") == 1


def filled(desk, items, orders):
    case = desk.steps(a_case(desk.officer, items=items), "start_review", "accept")
    for _number in range(orders):
        case = desk.step(case, "order")
        case = desk.step(case, "record_provider_answer")
    return case


def test_the_queries_do_not_grow_with_items_orders_events_and_letters(client, desk, supervisor):
    few, many = filled(desk, 1, 1), filled(desk, 15, 15)
    client.force_login(supervisor)
    counts = []
    for case in (few, many):
        client.get(case.get_absolute_url())
        with CaptureQueriesContext(connection) as queries:
            assert client.get(case.get_absolute_url()).status_code == 200
        counts.append(len(queries))
    assert counts[1] <= counts[0] + 1 < 30  # the states of a long history are one query more


def test_a_desk_without_people_for_a_step_still_shows_the_page(client, officer):
    case = a_case(officer)
    Desk(officer, None, None).step(case, "start_review")
    assert "For: Lawyer." in opened(client, officer, case)


def test_what_was_overdue_before_the_pause_stays_overdue(client, desk, officer):
    case = a_case(officer, received_at=now() - timedelta(days=40))
    desk.steps(case, "start_review", "ask")
    text = opened(client, officer, case)
    execution = re.search(r'data-clock="execution".*?</li>', text, re.S)[0]
    assert "Overdue by" in execution and "Suspended since" in execution


def test_an_identifier_is_seen_at_the_time_of_the_zone_in_which_it_was_stated(
    client, desk, officer
):
    case = a_case(officer, items=0)
    seen = {"seen_at": datetime(2026, 11, 20, 21, 39, 18, tzinfo=UTC), "zone": "Europe/Warsaw"}
    case.new_items(
        [
            {
                "category": "traffic",
                "description": "",
                "zone": "America/New_York",
                "period_from": datetime(2026, 11, 1, 3, 0, tzinfo=UTC),
                "identifiers": [{"kind": "ip", "value": "203.0.113.9", **seen}],
            }
        ]
    )
    text = opened(client, officer, case)
    assert "20.11.2026 22:39:18 (Europe/Warsaw, UTC+01:00)" in text
    assert "= 21.11.2026 01:39:18 (Asia/Baku, UTC+04:00)" in text
    assert "31.10.2026 23:00:00 (America/New_York, UTC-04:00) – …" in text
