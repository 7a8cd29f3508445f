"""What a later edition of the calendar would move, and that only what was confirmed moves."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from casework.access.models import Absence
from casework.access.scope import set_scope
from casework.audit.chain import parsed
from casework.audit.events import Event
from casework.cases.case import Case
from casework.clock import today
from casework.directory.calendar_changes import Swap
from casework.directory.calendars import current_number
from casework.directory.new_editions import new_edition
from casework.workflow.editions import move_to_edition
from casework.workflow.refusals import NotAllowed, Stale, StepRefused
from tests.cases.making import a_case, at

pytestmark = pytest.mark.django_db
WEDNESDAY = at("2026-02-04T09:00")


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(WEDNESDAY, tick=False) as found:
        yield found


@pytest.fixture
def case(desk):
    return desk.steps(a_case(desk.registrar), "take_on", "start_review", "accept")


@pytest.fixture
def edition(case, supervisor):
    """A later edition: the last day of execution is free, the Saturday after it is worked."""
    day = case.execution_on
    saturday = day + timedelta(days=5 - day.weekday())
    return new_edition([Swap(saturday, day)], by=supervisor, reason="Cabinet, no. 1").number


def page(client, user, **typed):
    client.force_login(user)
    address = reverse("moves")
    response = client.post(address, typed, follow=True) if typed else client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def mark(case):
    return f"{case.public_id}:{case.version}"


def test_nothing_moves_until_it_is_confirmed_and_then_it_is_on_record(client, desk, case, edition):
    before = case.execution_on
    text = page(client, desk.supervisor)
    assert mark(case) in text and "1 open case of an earlier edition was looked at." in text
    assert f"{before:%d.%m.%Y}" in text
    text = page(client, desk.supervisor, case=mark(case))
    assert "Move 1 case" in text
    case.refresh_from_db()
    assert (case.execution_on, case.calendar_id) == (before, edition - 1)
    text = page(client, desk.supervisor, case=mark(case), confirmed=edition)
    assert "1 case is counted by the new edition." in text
    version = case.version
    case.refresh_from_db()
    assert case.calendar_id == edition and case.version == version + 1
    assert case.execution_on > before
    event = Event.objects.filter(case=case).latest("number")
    assert event.verb == "move_calendar" and event.actor == desk.supervisor
    assert parsed(event.details)["changes"]["execution_on"][0] == before.isoformat()
    assert mark(case) not in page(client, desk.supervisor)


def test_only_what_was_chosen_moves(client, desk, case, edition):
    other = a_case(desk.registrar)
    Case.objects.filter(pk=other.pk).update(calendar=edition - 1)
    page(client, desk.supervisor, case=mark(case), confirmed=edition)
    other.refresh_from_db()
    assert other.calendar_id == edition - 1


def test_a_stale_version_or_edition_changes_nothing(client, desk, case, edition):
    seen = mark(case)
    moved_on = desk.step(case, "set_condition")
    text = page(client, desk.supervisor, case=seen, confirmed=edition)
    assert "was changed meanwhile" in text
    text = page(client, desk.supervisor, case=mark(moved_on), confirmed=edition - 1)
    assert "Move 1 case" in text  # asked again, by the edition of now
    case.refresh_from_db()
    assert case.calendar_id == edition - 1
    set_scope(desk.supervisor)
    with pytest.raises(Stale):
        move_to_edition(case, edition, by=desk.supervisor, version=case.version - 1)
    with pytest.raises(StepRefused):
        move_to_edition(case, edition - 1, by=desk.supervisor, version=case.version)


def test_it_is_a_supervisors_or_the_deputys(client, desk, case, edition):
    set_scope(desk.officer)
    with pytest.raises(NotAllowed):
        move_to_edition(case, edition, by=desk.officer, version=case.version)
    Absence.objects.create(user=desk.supervisor, deputy=desk.officer, from_on=today())
    del desk.officer._stands_in_for, desk.officer._roles_of
    move_to_edition(case, edition, by=desk.officer, version=case.version)
    assert Event.objects.latest("number").on_behalf_of == desk.supervisor


def test_an_ended_case_stays(client, desk, case, edition):
    ended = desk.step(case, "refuse")
    assert mark(ended) not in page(client, desk.supervisor)
    set_scope(desk.supervisor)
    with pytest.raises(StepRefused):
        move_to_edition(ended, current_number(), by=desk.supervisor, version=ended.version)


def test_a_case_that_the_edition_leaves_alone_is_not_listed(client, desk, supervisor):
    case = a_case(desk.registrar)
    far = case.ceiling_on + timedelta(days=100)
    monday = far - timedelta(days=far.weekday())
    new_edition([Swap(monday + timedelta(days=5), monday)], by=supervisor, reason="Later")
    text = page(client, desk.supervisor)
    assert case.reference not in text
    assert "1 open case of an earlier edition was looked at." in text
