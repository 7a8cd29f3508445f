"""The two forms of registration in a real browser: one screen, one more line, duplicates."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from casework.access.permissions import Role
from contact_point.models import ContactRequest
from tests.browser.conftest import SIZES

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "owner"]),
]
TALLER = "document.documentElement.scrollHeight > document.documentElement.clientHeight"


@pytest.fixture(autouse=True)
def officer_signed_in(seeded, page, live_server, make_user):
    client = Client()
    client.force_login(make_user(Role.OFFICER))
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": value, "url": live_server.url}])


def test_the_urgent_form_is_one_screen_and_preserves_in_one_submit(page, send, assert_good, size):
    page.goto(reverse("contact_point:urgent"))
    assert_good("urgent")
    if SIZES[size]["width"] > 1000:
        assert not page.evaluate(TALLER)
    page.select_option("[name=channel]", "phone")
    page.fill("[name=identifiers]", "203.0.113.9")
    page.select_option("[name=provider]", index=1)
    send("Register and preserve")
    assert_good("registered")
    assert "is drafted: send it now." in page.inner_text("#messages")


def test_the_whole_form_takes_one_more_line_and_shows_duplicates(page, send, assert_good):
    page.goto(reverse("contact_point:register"))
    assert_good("empty")
    page.select_option("[name=arrival-channel]", "email")
    page.select_option("[name=arrival-request_type]", index=1)
    page.fill("[name=foreign_reference]", "BKA 2026/4711")
    page.get_by_role("button", name="One more data item").click()
    page.select_option("[name=items-3-category]", "traffic")
    page.fill("[name=items-3-value_1]", "203.0.113.9")
    page.locator("#register-form").get_by_role("button", name="Register", exact=True).last.click()
    page.wait_for_url("**/cases/**")
    page.goto(reverse("contact_point:register"))
    page.select_option("[name=arrival-channel]", "fax")
    page.select_option("[name=arrival-request_type]", index=1)
    page.fill("[name=foreign_reference]", "bka 2026 4711")
    page.locator("#register-form").get_by_role("button", name="Register", exact=True).last.click()
    page.wait_for_load_state()
    page.get_by_text("This may be registered already").wait_for()
    assert_good("likely")
    send("Register all the same")
    assert ContactRequest.objects.using("owner").count() == 2
