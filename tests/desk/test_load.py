"""The load of officers, and the providers that owe an answer."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.access.models import Absence
from casework.access.permissions import Role
from casework.cases.orders import Order, OrderLine
from casework.clock import now, today
from casework.desk.load import loads_of, silent_of
from casework.figures.due_reading import Open
from casework.figures.keeping import tally
from casework.notices.headings import looking
from tests.cases.making import a_case, at

pytestmark = pytest.mark.django_db
WEDNESDAY = at("2026-02-04T09:00")


@pytest.fixture
def clock():
    with time_machine.travel(WEDNESDAY, tick=False) as found:
        yield found


def loads(desk):
    return {one.name: one for one in loads_of(looking(desk.supervisor, today()))}


def silent(desk):
    found = silent_of(looking(desk.supervisor, today()), now())
    return [(str(one.provider), one.open, one.beyond) for one in found]


def test_each_officer_is_told_with_the_counts_also_without_a_case(desk, clock, make_user):
    make_user(Role.OFFICER, full_name="idle")
    make_user(Role.OFFICER, full_name="foreign", authority="PGO")
    late = a_case(desk.registrar, received_at=now() - timedelta(days=5), is_urgent=True)
    desk.step(late, "take_on")
    desk.step(a_case(desk.registrar), "take_on")
    a_case(desk.registrar)
    Absence.objects.create(user=desk.officer, deputy=desk.lawyer, from_on=today())
    found = loads(desk)
    one = found[desk.officer.full_name]
    assert (one.count, one.is_away) == (Open(open=2, overdue=1, week=1, urgent=1), True)
    assert (one.open_bar, one.overdue_bar) == (100, 50)
    assert (found["Nobody"].count.open, found["Nobody"].open_bar) == (1, 50)
    assert (found["idle"].count.open, found["idle"].is_away) == (0, False)
    assert "foreign" not in found


def test_loads_are_counted_without_reading_a_case(desk, clock):
    desk.step(a_case(desk.registrar), "take_on")
    at_desk = looking(desk.supervisor, today())
    with CaptureQueriesContext(connection) as queries:
        assert loads_of(at_desk)[0].count.open == 1
    assert len(queries) == 4
    assert not [query for query in queries if "casework_case" in query["sql"]]


def test_the_page_leads_into_the_queue_of_each(client, desk, clock):
    case = desk.step(a_case(desk.registrar), "take_on")
    client.force_login(desk.supervisor)
    text = client.get(reverse("load")).content.decode()
    way = re.search(rf'href="([^"]+officer={case.officer_id})"', text)
    assert case.reference in client.get(way[1]).content.decode()


def test_only_the_officers_with_most_cases_are_shown(client, desk, clock, make_user, monkeypatch):
    monkeypatch.setattr("casework.desk.load.OFFICERS", 1)
    make_user(Role.OFFICER, full_name="Idle Officer")
    desk.step(a_case(desk.registrar), "take_on")
    client.force_login(desk.supervisor)
    text = client.get(reverse("load")).content.decode()
    assert desk.officer.full_name in text and "Idle Officer" not in text
    assert "officer with fewer open cases is not shown." in text


def ordered(desk, **fields):
    case = a_case(desk.registrar, **fields)
    return desk.steps(case, "take_on", "start_review", "accept", "order")


def test_an_urgent_order_is_late_after_a_day_and_an_answer_ends_it(desk, clock):
    case = ordered(desk, is_urgent=True)
    assert silent(desk) == [("Azercell Telecom", 1, 0)]
    clock.shift(25 * 3600)
    assert silent(desk) == [("Azercell Telecom", 1, 1)]
    desk.step(case, "record_provider_answer")
    assert silent(desk) == []


def test_an_order_is_late_at_half_of_the_time_that_was_asked_for(desk, clock):
    ordered(desk, answer_by_at=now() + timedelta(hours=48))
    clock.shift(23 * 3600)
    assert silent(desk)[0][2] == 0
    clock.shift(2 * 3600)
    assert silent(desk)[0][2] == 1


def test_the_oldest_orders_that_are_late_are_named_also_a_broken_promise(desk, clock):
    first, second = ordered(desk, is_urgent=True), ordered(desk, is_urgent=True)
    ordered(desk)
    OrderLine.objects.filter(case=second).update(outcome="pending", answered_at=None)
    Order.objects.filter(case=second).update(answered_at=now(), silent_until_on="2026-02-06")
    tally(second)
    clock.shift(25 * 3600)
    found = looking(desk.supervisor, today())
    (one,) = silent_of(found, now())
    named = [{"public_id": str(first.public_id), "reference": first.reference}]
    assert (one.open, one.beyond, one.cases) == (2, 1, named)
    clock.move_to(at("2026-02-07T00:30"))
    (one,) = silent_of(looking(desk.supervisor, today()), now())
    assert (one.open, one.beyond) == (3, 2)
    assert [case["reference"] for case in one.cases] == [first.reference, second.reference]


def test_another_order_is_late_once_the_case_is(desk, clock):
    case = ordered(desk)
    clock.move_to(at(f"{case.due_on}T23:00"))
    assert silent(desk)[0][2] == 0
    clock.shift(3600)
    assert silent(desk)[0][2] == 1
