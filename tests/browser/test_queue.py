"""The work queue in a real browser: accessible in both languages, and used by keyboard alone."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client

from casework.access.models import User
from casework.access.permissions import Role
from casework.access.scope import acting_as
from casework.cases.case import Case
from casework.clock import now
from tests.browser.test_reminders import choose
from tests.cases.making import a_case

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "owner"]),
    pytest.mark.usefixtures("seeded"),
]


@pytest.fixture
def cases(seeded, make_user):
    officer = make_user(Role.OFFICER, full_name="Abdurrahman Məhəmmədhüseynzadə-Şıxəlizadə")
    with acting_as(officer):
        pressing = a_case(officer, is_urgent=True, answer_by_at=now() + timedelta(hours=3))
        return [pressing, *(a_case(officer, foreign_reference="X" * 120) for _n in range(2))]


@pytest.fixture
def head(cases, make_user, page, live_server):
    person = make_user(Role.SUPERVISOR)
    client = Client()
    client.force_login(person)
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies(
        [{"name": name, "value": client.cookies[name].value, "url": live_server.url}]
    )
    return person


def test_the_queue_is_good_in_both_languages(page, assert_good, head):
    page.goto("/cases/")
    for language in ("en", "az"):
        choose(page, language)
        page.goto("/cases/?due=soon&officer=none")
        assert_good("filtered")
        page.locator(".queue-summary").click()
        assert_good("with its filters open")
        page.goto("/cases/?due=ceiling")
        assert_good("empty")
        page.goto("/cases/")
        assert_good("whole")


def test_the_keys_move_open_and_rest_while_typing(page, assert_good, head, cases):
    page.goto("/cases/")
    first, second = (page.get_by_role("link", name=case.reference) for case in cases[:2])
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert first.evaluate("it => it === document.activeElement")
    page.keyboard.press("ArrowDown")
    assert second.evaluate("it => it === document.activeElement")
    page.keyboard.press("x")
    assert page.locator('input[name="row"]:checked').count() == 1
    page.keyboard.press("?")
    assert page.locator("#queue-keys").is_visible()
    assert_good("keys")
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("jk?")
    assert page.locator("#desk-search").input_value() == "jk?"
    assert not page.locator("#queue-keys").is_visible()
    first.focus()
    with page.expect_navigation():
        page.keyboard.press("o")
    assert str(cases[0].public_id) in page.url


def test_two_cases_are_assigned_after_a_look(page, assert_good, send, head, cases):
    officer = User.objects.get(full_name__startswith="Abdurrahman")
    page.goto("/cases/")
    for case in cases[:2]:
        page.get_by_role("checkbox", name=case.reference).check()
    page.get_by_label("Assign the chosen cases to").select_option(str(officer.pk))
    send("See what would change")
    assert_good("before")
    assert page.get_by_role("heading", name="2 cases would change").is_visible()
    send(f"Assign them to {officer}")
    assert_good("after")
    with acting_as(head):
        assert Case.objects.filter(officer=officer).count() == 2
