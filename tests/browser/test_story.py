"""A request that came on the Council of Europe's form, from its registration to its closing.

The officer, the lawyer and the supervisor of the contact point sit at one browser each; every page
they come by is looked at by axe, and the console and the Content-Security-Policy must stay quiet.
"""

import re
import time

import pytest
from django.conf import settings
from django.test import Client

from casework.access.permissions import Role
from casework.directory.models import Measure, Provider, RefusalGround
from contact_point.models import ContactRequest

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "owner"]),
    pytest.mark.usefixtures("seeded"),
]
THREE_MINUTES = 180


@pytest.fixture
def sit_down(page, live_server, make_user):
    """Return a way to let another person of the contact point use the browser."""
    cookies = {}
    for role in (Role.OFFICER, Role.LAWYER, Role.SUPERVISOR):
        client = Client()
        client.force_login(make_user(role))
        cookies[role] = client.cookies[settings.SESSION_COOKIE_NAME].value

    def sit(role):
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": cookies[role]}
        page.context.add_cookies([{**cookie, "url": live_server.url}])

    return sit


@pytest.fixture
def take(page, send, assert_good):
    """Return a way to take a step of the open case: its button, its form, its confirmation."""

    def taken(case, step, button, *, files=(), **fields):
        page.goto(f"/cases/{case.public_id}/")
        assert_good(f"before {step}")
        link = page.locator(f"a[href$='/steps/{step}/']").first
        link.click()
        page.wait_for_load_state()
        assert_good(step)
        for name, value in fields.items():
            fill(page, name, value)
        for name, path in files:
            page.set_input_files(f"[name={name}]", path)
        send(button)
        case.refresh_from_db()
        page.wait_for_url(re.compile(rf"/cases/{case.public_id}/$"))

    return taken


def fill(page, name, value):
    """Type or choose a value in the field of this name."""
    field = page.locator(f"[name='{name}']").first
    tag = field.evaluate("it => it.tagName + ':' + (it.type || '')")
    if tag.startswith("SELECT"):
        field.select_option(str(value))
    elif tag.endswith((":checkbox", ":radio")):
        page.locator(f"[name='{name}']").set_checked(bool(value))
    else:
        field.fill(str(value))


def press_step(page, step):
    """Press the button of a step that needs no form."""
    with page.expect_navigation(wait_until="load"):
        page.locator(f"form[action$='/steps/{step}/'] button[type=submit]").first.click()
