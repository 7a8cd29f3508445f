"""Spontaneous information at the desk, with a sub-task, from its letter to what came of it."""

import re
from datetime import timedelta

import pytest

from casework.access.permissions import Role
from casework.clock import today
from casework.directory.models import Body
from mla.models import SpontaneousInformation

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "owner"]),
    pytest.mark.usefixtures("seeded"),
]


def registered(page, assert_good):
    """Fill in the boxes and return the record."""
    page.goto("/legal-assistance/information/")
    assert_good("register")
    page.select_option("[name=arrival-channel]", "email")
    page.select_option("[name=arrival-request_type]", label="Spontaneous information")
    page.select_option("[name=arrival-requesting_state]", label="Germany")
    page.fill("[name=subject]", "A server in Baku")
    page.fill("[name=summary]", "It spreads malware.")
    page.fill("[name=terms]", "Only for the case Alpha")
    page.locator("#register-form").get_by_role("button", name="Register", exact=True).last.click()
    page.wait_for_url(re.compile(r"/cases/[0-9a-f-]{36}/$"))
    assert_good("registered")
    return SpontaneousInformation.objects.using("owner").latest("pk")


def test_information_is_used_only_once_its_conditions_are_accepted(
    page, sit_down, take, assert_good, faults
):
    sit_down(Role.OFFICER, "PGO")
    case = registered(page, assert_good)
    page.goto(f"/cases/{case.public_id}/steps/pass_to_body/")
    assert "have not been accepted" in page.inner_text("main")
    faults.clear()  # the browser says that the page came with 409
    sit_down(Role.LAWYER, "PGO")
    take(case, "accept_terms", "Accept the conditions")
    sit_down(Role.OFFICER, "PGO")
    due_on = (today() + timedelta(days=3)).isoformat()
    take(
        case, "add_subtask", "Add a sub-task",
        kind="costs", what="A translator", asked_of="Translators’ bureau", due_on=due_on,
    )  # fmt: skip
    assert "3 days left" in page.inner_text("#clocks")
    take(case, "finish_subtask", "Finish a sub-task", amount="120.50", currency="EUR")
    assert "120" in page.inner_text("#subtasks") and "EUR" in page.inner_text("#subtasks")
    take(case, "pass_to_body", "Pass on to the competent body", body=Body.objects.first().pk)
    assert case.state == "passed"
    with page.expect_navigation(wait_until="load"):
        page.locator("form[action$='/steps/acknowledge_information/'] button").first.click()
    take(case, "close", "Close", result="An inquiry was opened.")
    assert_good("closed")
    assert "An inquiry was opened." in page.inner_text("#information")
