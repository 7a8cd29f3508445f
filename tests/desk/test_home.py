"""The first page, the account and what everybody sees around them."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from casework.access.models import Absence, Membership
from casework.access.permissions import Role

pytestmark = pytest.mark.django_db


def page(client, user, name="home"):
    client.force_login(user)
    response = client.get(reverse(name))
    assert response.status_code == 200
    return response.content.decode()


def test_an_officer_sees_the_role_and_no_administration(client, officer):
    text = page(client, officer)
    assert "State Security Service" in text
    assert "Officer" in text
    assert reverse("calculator") in text
    assert reverse("admin:index") not in text


@pytest.mark.parametrize("who", ["supervisor", "auditor"])
def test_who_may_use_the_administration_finds_it(client, who, request):
    assert reverse("admin:index") in page(client, request.getfixturevalue(who))


def test_somebody_without_a_role_is_told_what_to_do(client, stranger):
    text = page(client, stranger)
    assert "You have no role today." in text
    assert "Ask the supervisor of your authority" in text


def test_a_role_that_has_ended_is_not_shown(client, officer):
    Membership.objects.filter(user=officer).update(until_on=date(2020, 1, 2))
    assert "You have no role today." in page(client, officer)


def test_an_absence_and_its_deputy_are_shown_to_both(client, officer, lawyer):
    Absence.objects.create(user=officer, deputy=lawyer, from_on=date(2020, 1, 1))
    assert f"You are away; {lawyer} stands in for you." in page(client, officer)
    assert f"You stand in for {officer}." in page(client, lawyer)


@pytest.mark.parametrize(
    ("instant", "expected"),
    [
        ("2026-02-03T08:00:00+04:00", "Working day"),
        ("2026-02-07T08:00:00+04:00", "Weekend"),
        ("2025-06-21T08:00:00+04:00", "Working day"),  # a Saturday that was worked
        ("2026-03-20T08:00:00+04:00", "Novruz"),
        ("2050-03-20T08:00:00+04:00", "Not in the calendar"),
    ],
)
def test_the_day_is_judged_by_the_calendar_in_baku(client, officer, instant, expected):
    with time_machine.travel(instant, tick=False):
        assert expected in page(client, officer)


def test_the_day_begins_at_midnight_in_baku(client, officer):
    with time_machine.travel("2026-02-03T20:00:00+00:00", tick=False):
        assert "04.02.2026" in page(client, officer)


def test_a_supervisor_is_warned_of_a_missing_year_and_an_officer_is_not(
    client, supervisor, officer
):
    with time_machine.travel("2035-11-03T08:00:00+04:00", tick=False):
        assert "The calendar has no entries for 2036" in page(client, supervisor)
        assert "The calendar has no entries" not in page(client, officer)


def test_names_are_escaped(client, make_user):
    text = page(client, make_user(Role.OFFICER, full_name="<script>alert(1)</script>"))
    assert "<script>alert" not in text


def test_the_queries_do_not_grow_with_the_roles(
    client, officer, make_user, django_assert_max_num_queries
):
    everything = make_user(*Role, full_name="everything")
    client.force_login(everything)
    with django_assert_max_num_queries(37):
        client.get(reverse("home"))


def test_the_account_shows_what_the_desk_knows(client, officer):
    text = page(client, officer, "account")
    assert officer.email in text
    assert reverse("account_change_password") in text


def test_every_page_names_its_language_and_has_one_main_heading(client, officer):
    for name in ("home", "account", "mfa_index", "account_change_password"):
        text = page(client, officer, name)
        assert '<html lang="en"' in text
        assert text.count("<h1") == text.count("<main") == 1


def test_no_page_carries_inline_code(client, officer):
    for name in ("home", "account", "mfa_index", "account_change_password"):
        text = page(client, officer, name)
        assert " style=" not in text
        assert "<style" not in text
        assert "onclick" not in text
