"""The frozen preservation: data kept at the Security Service for a request at the prosecutors'."""

import re
from datetime import timedelta

import pytest

from casework.access.permissions import Role
from casework.access.scope import acting_as
from casework.cases.kept import preserved_for
from casework.cases.likely import look_of
from casework.clock import zone
from casework.notices.models import Notice, Wake
from casework.notices.sweep import sweep
from casework.workflow.kept import link_preserved
from mla.models import IncomingRequest
from tests.cases.making import Desk, a_case

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "owner"]),
    pytest.mark.usefixtures("seeded"),
]


@pytest.fixture
def day(monkeypatch, settings, tmp_path):
    """Let it be so many days from now, for us and for the server."""
    settings.HOST_FILE = str(tmp_path / "host.json")
    return lambda days: monkeypatch.setattr(zone, "OFFSET", timedelta(days=days))


@pytest.fixture
def preserved(make_user, day):
    """A 24/7 case whose data a provider keeps since 50 days ago; then it is today."""
    roles = (Role.OFFICER, Role.LAWYER, Role.SUPERVISOR)
    desk = Desk(*(make_user(role, full_name=f"SSS {role}") for role in roles))
    day(-50)
    with acting_as(desk.officer):
        case = desk.steps(
            a_case(desk.officer),
            "start_review", "preserve", "confirm_preservation", "record_preserved",
        )  # fmt: skip
    day(0)
    return case


def register(page, assert_good):
    """Register the request on paper that names the preservation, and tick the data found."""
    page.goto("/legal-assistance/register/")
    page.select_option("[name=arrival-channel]", "diplomatic")
    page.select_option("[name=arrival-request_type]", label="Subscriber information")
    page.select_option("[name=arrival-requesting_state]", label="Germany")
    page.select_option("[name=stage]", "pre_trial")
    page.select_option("[name=status]", "after_preservation")
    page.fill("[name=foreign_reference]", "4 Ausl 17/26")
    page.evaluate("document.querySelectorAll('details').forEach((it) => { it.open = true; })")
    page.fill("[name=preservation_reference]", "BKA 2026/4711")
    press(page, "Register", "#register-form")
    assert_good("hits")
    hits = page.locator("#preserved")
    assert "State Security Service" in hits.inner_text()
    assert "Data are held until" in hits.inner_text()
    assert page.locator("[name=preserved]").is_checked()
    press(page, "Register", "#preserved")
    page.wait_for_url(re.compile(r"/cases/[0-9a-f-]{36}/$"))
    assert_good("registered")
    return IncomingRequest.objects.using("owner").latest("pk")


def press(page, name, within):
    with page.expect_navigation(wait_until="load"):
        page.locator(within).get_by_role("button", name=name, exact=True).last.click()


def says(page, case, words, panel="#kept"):
    page.goto(f"/cases/{case.public_id}/")
    assert words in page.locator(panel).inner_text()


def sweep_now():
    Wake.objects.update(at=zone.now())
    sweep()
    rows = Notice.objects.using("owner").exclude(status="superseded")
    return set(rows.values_list("kind", flat=True))


def test_data_are_kept_until_the_request_is_decided_and_then_released_by_a_head(
    page, day, preserved, sit_down, send, take, assert_good, tmp_path
):
    sit_down(Role.OFFICER, "PGO")
    case = register(page, assert_good)
    says(page, case, "they do not expire until this case is decided")
    assert page.locator(f"#kept a[href='/cases/{preserved.public_id}/']").count() == 0

    sit_down(Role.OFFICER)
    says(page, preserved, f"This preservation is kept for {case.reference}")
    says(page, preserved, "Does not expire", "#clocks")
    assert_good("the case that holds the data")

    day(20)  # ten days after the old last day
    assert not sweep_now() & {"preservation", "release"}
    page.goto("/reminders/")
    assert preserved.reference in page.locator("#reminders-frozen").inner_text()
    assert_good("reminders")
    sit_down(Role.SUPERVISOR)
    page.goto("/authority/today/release/")
    assert preserved.reference not in page.inner_text("main")

    sit_down(Role.OFFICER, "PGO")
    paper = tmp_path / "withdrawal.txt"
    paper.write_text("We withdraw the request.")
    take(case, "withdraw", "Record the withdrawal", files=[("document_file", str(paper))])
    assert {"release"} <= sweep_now()

    sit_down(Role.SUPERVISOR)
    page.goto("/authority/today/")
    assert_good("today")
    assert preserved.reference in page.locator("#overview-release").inner_text()
    page.goto(f"/cases/{preserved.public_id}/steps/release_preservation/")
    page.locator("[name=preservation]").select_option(index=1)
    page.fill("[name=reason]", "The request was withdrawn.")
    send("Release preserved data")
    says(page, preserved, "Released", "#clocks")
    assert_good("released")


def test_a_wrong_link_is_made_by_our_reference_and_taken_back(
    page, preserved, sit_down, send, assert_good, faults, make_user
):
    pgo = make_user(Role.OFFICER, authority="PGO", full_name="PGO first")
    with acting_as(pgo):
        case = a_case(
            pgo, kind="mla", authority="PGO", type="subscriber", stage="pre_trial",
            foreign_reference="4 Ausl 18/26", items=0,
        )  # fmt: skip
    sit_down(Role.OFFICER, "PGO")
    says(page, case, "No preserved data are linked.")
    send("Link preserved data", role="link")
    assert_good("link preserved data")
    page.fill("[name=reference]", "SSS-CP-2026-999999")
    press(page, "Link", "#kept-typed")
    assert "No preserved data are known under this reference" in page.inner_text("main")
    faults.clear()  # the browser says that the page came with 422
    page.fill("[name=reference]", preserved.reference)
    press(page, "Link", "#kept-typed")
    says(page, case, "they do not expire until this case is decided")
    page.locator("#kept a", has_text="Take the link back").click()
    assert_good("take the link back")
    page.fill("[name=reason]", "Another account.")
    send("Take back")
    says(page, case, "was taken back")
    sit_down(Role.OFFICER)
    says(page, preserved, "was taken back")
    assert_good("taken back")


@pytest.fixture
def left(make_user, preserved):
    """A request at the prosecutors, linked with the data, that was forwarded to a body outside."""
    roles = (Role.OFFICER, Role.LAWYER, Role.SUPERVISOR)
    desk = Desk(*(make_user(role, authority="PGO", full_name=f"PGO {role}") for role in roles))
    with acting_as(desk.officer):
        case = a_case(
            desk.officer, kind="mla", authority="PGO", type="subscriber", stage="pre_trial",
        )  # fmt: skip
        (held,) = preserved_for(look_of("BKA 2026/4711", None, []))
        link_preserved(case, held, by=desk.officer)
        return desk.step(case, "forward")


def test_data_kept_for_a_request_that_left_are_let_go_by_a_head_and_renewed(
    page, day, preserved, left, sit_down, send, assert_good
):
    day(20)  # ten days after the old last day
    sit_down(Role.SUPERVISOR)
    page.goto("/authority/today/")
    assert left.reference not in page.inner_text("main")  # it is a case of the prosecutors
    page.locator("#overview-left").get_by_role("link", name=preserved.reference).click()
    page.wait_for_url(re.compile("#kept$"))
    assert "was forwarded to a body outside" in page.locator("#kept").inner_text()
    assert "Request left us" in page.locator("#clocks").inner_text()
    assert_good("the request left us")
    send(f"Keep no longer for it {left.reference}", role="link")
    assert_good("keep no longer")
    page.fill("[name=reason]", "The court that has the request decided it on Monday.")
    send("Keep no longer")
    says(page, preserved, "are no longer kept for it")
    assert_good("let go")
    page.goto(f"/cases/{preserved.public_id}/steps/renew_preservation/")
    assert "A renewal counts from" in page.inner_text("main")
    assert_good("renew what was kept")
    page.locator("[name=preservation]").select_option(index=1)
    page.fill("[name=until_on]", (zone.now() + timedelta(days=60)).date().isoformat())
    page.fill("[name=reason]", "A second request is announced.")
    send("Renew preservation")
    page.goto(f"/cases/{preserved.public_id}/history/")
    send("Who read this case", role="link")
    assert f"Only {preserved.reference}" in page.inner_text("main")
    assert "learned by the reference" not in page.inner_text("main")  # nobody looked on a page
    assert_good("the log of one case")
