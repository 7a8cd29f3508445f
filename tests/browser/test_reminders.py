"""The pages of the reminders in a real browser: accessible in each state, in both languages."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client

from casework.access.permissions import Role
from casework.access.scope import acting_as
from casework.clock import now
from casework.notices.health import shared_health
from casework.notices.models import Host, Status
from tests.cases.making import a_case
from tests.desk.reminding import a_notice, a_problem, an_attempt, swept

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "owner"]),
    pytest.mark.usefixtures("seeded"),
]


@pytest.fixture
def people(seeded, make_user):
    return {role: make_user(role) for role in (Role.SUPERVISOR, Role.OFFICER, Role.REGISTRAR)}


@pytest.fixture
def head(people, page, live_server):
    client = Client()
    client.force_login(people[Role.SUPERVISOR])
    name = settings.SESSION_COOKIE_NAME
    value = client.cookies[name].value
    page.context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
    return people[Role.SUPERVISOR]


@pytest.fixture
def urgent(people):
    """An urgent case that nobody has seen, whose mails were refused, wait and are uncertain."""
    with acting_as(people[Role.REGISTRAR]):
        case = a_case(people[Role.REGISTRAR], is_urgent=True)
        officer = people[Role.OFFICER]
        a_notice(case, officer, status=Status.FAILED, failure="550 5.1.1 <a@b.example>: unknown")
        a_notice(None, officer, status=Status.FAILED, kind="digest", authority="SSS")
        an_attempt(a_notice(case, None, kind="urgent", tries=2, failure="451 later"))
        a_notice(case, people[Role.SUPERVISOR], status=Status.SENT)
        a_problem(case)
    return case


def choose(page, language):
    with page.expect_navigation(wait_until="load"):
        page.locator(f"#languages button[value={language}]").evaluate("it => it.click()")


@pytest.mark.parametrize("language", ["en", "az"])
def test_the_page_is_good_while_they_leave_and_when_they_stop(
    page, assert_good, head, urgent, language
):
    machine = swept()
    shared_health.until = 0.0
    page.goto("/reminders/")
    choose(page, language)
    assert page.locator("#reminders-bar").count() == 0
    assert_good("well")
    Host.objects.update(completed_at=now() - timedelta(minutes=6))
    shared_health.until = 0.0
    for path in ("/reminders/", "/", urgent.get_absolute_url(), "/administration/"):
        page.goto(path)
        assert page.locator("#reminders-bar").is_visible()
        if path != "/administration/":
            assert_good(f"silent {path}")
    Host.objects.update(held_since=now(), held_why="older")
    for path in ("/reminders/", f"/reminders/machines/{machine.pk}/release/"):
        page.goto(path)
        assert_good("held")


def test_a_mail_goes_again_and_a_case_is_acknowledged_by_one_press(page, send, head, urgent):
    swept()
    page.goto("/reminders/")
    with page.expect_navigation(wait_until="load"):
        page.locator(".reminders-refused", has_text=urgent.reference).get_by_role("button").click()
    assert "1 mail is sent again." in page.inner_text("#messages")
    page.goto(urgent.get_absolute_url())
    send("I have seen it")
    assert page.locator("#acknowledge").count() == 0
    assert f"{head} has seen that the case is urgent." in page.inner_text("#history")
