"""Somebody says: I have seen that this case is urgent."""

import pytest
from django.urls import reverse

from casework.access.models import Absence
from casework.access.permissions import Role
from casework.access.scope import set_scope_of_all
from casework.notices.models import Wake
from tests.cases.making import a_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def urgent(registrar):
    """An urgent case that a registrar has entered: nobody who works on it has seen it."""
    case = a_case(registrar, is_urgent=True)
    assert case.acknowledged_at is None
    return case


def press(client, user, case):
    client.force_login(user)
    return client.post(reverse("acknowledge", args=[case.public_id]))


def seen(client, user, address):
    client.force_login(user)
    return client.get(address).content.decode()


def again(case):
    """Return the case as it is now; whoever asked last may not have seen it."""
    set_scope_of_all()
    return type(case).objects.get(pk=case.pk)


@pytest.mark.parametrize("who", ["officer", "lawyer", "supervisor"])
def test_who_works_there_acknowledges(client, who, request, urgent):
    user, turn = request.getfixturevalue(who), Wake.objects.get(case=urgent.pk).turn
    assert "I have seen it" in seen(client, user, urgent.get_absolute_url())
    assert press(client, user, urgent).status_code == 302
    case = again(urgent)
    assert case.acknowledged_at and case.version == urgent.version
    assert urgent.events.get(verb="acknowledge").actor == user
    assert Wake.objects.get(case=urgent.pk).turn == turn + 1  # mails checked before are stale
    text = seen(client, user, urgent.get_absolute_url())
    assert f"{user} has seen that the case is urgent." in text
    assert "I have seen it" not in text


@pytest.mark.parametrize("who", ["registrar", "auditor"])
def test_others_see_that_it_is_open_and_have_no_button(client, who, request, urgent):
    user = request.getfixturevalue(who)
    text = seen(client, user, urgent.get_absolute_url())
    assert "Urgent, and nobody has acknowledged it" in text
    assert "I have seen it" not in text
    assert press(client, user, urgent).status_code == 403
    assert again(urgent).acknowledged_at is None


def test_a_deputy_who_works_there_does_it_on_behalf(client, make_user, registrar, officer, urgent):
    Absence.objects.create(user=officer, deputy=registrar, from_on="2020-01-01")
    assert press(client, registrar, urgent).status_code == 302
    event = urgent.events.get(verb="acknowledge")
    assert (event.actor, event.on_behalf_of) == (registrar, officer)


def test_a_double_click_is_one_event(client, officer, lawyer, urgent):
    press(client, officer, urgent)
    first = again(urgent).acknowledged_at
    for user in (officer, lawyer):
        assert press(client, user, urgent).status_code == 302
    assert urgent.events.filter(verb="acknowledge").count() == 1
    assert again(urgent).acknowledged_at == first


def test_a_case_that_is_not_urgent_has_nothing_to_acknowledge(client, officer):
    case = a_case(officer)
    press(client, officer, case)
    assert again(case).acknowledged_at is None
    assert not case.events.filter(verb="acknowledge").exists()


def test_an_urgent_case_that_has_ended_is_no_longer_asked_about(client, desk, urgent):
    desk.step(urgent, "void", by=desk.supervisor)
    type(urgent).objects.filter(pk=urgent.pk).update(acknowledged_at=None)
    assert "nobody has acknowledged" not in seen(client, desk.officer, urgent.get_absolute_url())
    press(client, desk.officer, urgent)
    assert again(urgent).acknowledged_at is None


def test_a_foreign_case_is_a_missing_one(client, make_user, stranger, urgent):
    for user in (stranger, make_user(Role.OFFICER, authority="PGO")):
        assert press(client, user, urgent).status_code == 404
        assert urgent.reference not in seen(client, user, "/")
    assert again(urgent).acknowledged_at is None


@pytest.mark.parametrize("who", ["officer", "lawyer", "supervisor", "auditor", "registrar"])
def test_the_first_page_lists_it_until_it_is_acknowledged(client, who, request, officer, urgent):
    user = request.getfixturevalue(who)
    assert 'id="unacknowledged"' in seen(client, user, "/")
    press(client, officer, urgent)
    assert 'id="unacknowledged"' not in seen(client, user, "/")


def test_an_officer_who_registers_it_has_seen_it(client, officer):
    case = a_case(officer, is_urgent=True)
    assert case.acknowledged_at
    assert 'id="unacknowledged"' not in seen(client, officer, "/")
