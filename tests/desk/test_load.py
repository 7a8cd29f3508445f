"""The load of officers, and the providers that owe an answer."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from casework.access.models import Absence
from casework.access.permissions import Role
from casework.clock import now, today
from casework.desk.load import loads_of, silent_of
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
    assert (one.open, one.overdue, one.week, one.urgent, one.is_away) == (2, 1, 1, 1, True)
    assert (one.open_bar, one.overdue_bar) == (100, 50)
    assert (found["Nobody"].open, found["Nobody"].open_bar) == (1, 50)
    assert (found["idle"].open, found["idle"].is_away) == (0, False)
    assert "foreign" not in found


def test_the_page_leads_into_the_queue_of_each(client, desk, clock):
    case = desk.step(a_case(desk.registrar), "take_on")
    client.force_login(desk.supervisor)
    text = client.get(reverse("load")).content.decode()
    way = re.search(rf'href="([^"]+officer={case.officer_id})"', text)
    assert case.reference in client.get(way[1]).content.decode()


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


def test_another_order_is_late_once_the_case_is(desk, clock):
    case = ordered(desk)
    clock.move_to(at(f"{case.due_on}T23:00"))
    assert silent(desk)[0][2] == 0
    clock.shift(3600)
    assert silent(desk)[0][2] == 1
