"""A request of ours over a treaty without direct channel, as it is worked on at the desk."""

import re
from datetime import timedelta

import pytest

from casework.access.permissions import Role
from casework.access.scope import acting_as
from casework.clock import today
from casework.directory.models import Body, Instrument
from mla.models import OutgoingRequest
from mla.outgoing.facts import Defect

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "owner"]),
    pytest.mark.usefixtures("seeded"),
]
AGO = today() - timedelta(days=40)


def register(page, assert_good):
    """Fill in the boxes of the form and return the case."""
    page.goto("/legal-assistance/outgoing/register/")
    assert_good("register")
    page.fill("[name=arrival-received_at]", f"{AGO.isoformat()}T10:15")
    page.select_option("[name=arrival-channel]", "mail")
    page.select_option("[name=arrival-request_type]", label="Subscriber information from abroad")
    page.select_option("[name=arrival-requesting_state]", label="Germany")
    page.fill("[name=requested_authority]", "Bundesamt für Justiz")
    page.select_option("[name=initiator]", str(Body.objects.get(code="pgo").pk))
    page.fill("[name=initiator_reference]", "260112007")
    page.fill("[name=investigating-person]", "A. Mammadov")
    page.select_option("[name=stage]", "pre_trial")
    page.select_option("[name=legal_basis]", str(Instrument.objects.get(code="ets-30").pk))
    page.fill("[name=offence]", "Computer fraud")
    page.fill("[name=summary]", "An account was used to defraud.")
    page.evaluate("document.querySelectorAll('details').forEach((it) => { it.open = true; })")
    page.select_option("[name=items-0-category]", "subscriber")
    page.fill("[name='items-0-value_1']", "203.0.113.7")
    page.locator("#register-form").get_by_role("button", name="Register", exact=True).last.click()
    page.wait_for_url(re.compile(r"/cases/[0-9a-f-]{36}/$"))
    assert_good("registered")
    return OutgoingRequest.objects.using("owner").latest("pk")


@pytest.fixture
def press(page, assert_good):
    """Return a way to take a step of the open case that asks for nothing."""

    def pressed(case, step):
        page.goto(f"/cases/{case.public_id}/")
        with page.expect_navigation(wait_until="load"):
            page.locator(f"form[action$='/steps/{step}/'] button[type=submit]").first.click()
        assert_good(f"after {step}")

    return pressed


def test_the_outgoing_request_over_a_treaty_without_direct_channel(
    page, sit_down, take, press, send, assert_good, faults, tmp_path
):
    paper = tmp_path / "paper.txt"
    paper.write_text("A paper.")
    files = [("document_file", str(paper))]
    sit_down(Role.OFFICER, "PGO")
    case = register(page, assert_good)

    # Collected, translated, submitted
    take(case, "collect", "Record the materials", files=files)
    take(
        case, "translate", "Send for translation",
        into="German", translator="Bureau Alpha", asked_on=AGO.isoformat(),
    )  # fmt: skip
    take(case, "record_translation", "Record a translation", files=files)
    press(case, "submit")

    # Checked, returned with defects, mended, checked again
    press(case, "start_check")
    sit_down(Role.LAWYER, "PGO")
    page.goto(f"/cases/{case.public_id}/steps/return_defects/")
    assert_good("defects")
    page.locator(f"[name=defects][value={Defect.Kind.FACTS}]").check()
    page.fill("[name=remark]", "Describe the facts.")
    send("Return with defects")
    sit_down(Role.OFFICER, "PGO")
    take(
        case, "come_back", "Record that it came back",
        came_on=today().isoformat(), mended="The facts are described.",
    )  # fmt: skip
    press(case, "start_check")
    sit_down(Role.LAWYER, "PGO")
    take(
        case, "pass_check", "Record that the legal check is passed", reasons="It meets the treaty."
    )
    sit_down(Role.OFFICER, "PGO")
    page.goto(f"/cases/{case.public_id}/steps/approve/")
    assert_good("approve")
    send("Propose")
    sit_down(Role.SUPERVISOR, "PGO")
    page.goto(f"/cases/{case.public_id}/")
    assert_good("proposal")
    send("Decide: do it")

    # Sent: the direct way is refused with its sentence
    sit_down(Role.OFFICER, "PGO")
    page.goto(f"/cases/{case.public_id}/")
    assert "permits sending directly is not known" in page.text_content("main")
    page.goto(f"/cases/{case.public_id}/steps/send_directly/")
    assert "send the request through diplomatic channels" in page.inner_text("main")
    faults.clear()  # the browser says that the page came with 409
    back = (today() - timedelta(days=31)).isoformat()
    take(case, "send", "Send through diplomatic channels", sent_on=back, number="12-34")

    # The thirtieth day has passed: a reminder is due
    page.goto(f"/cases/{case.public_id}/")
    assert "Overdue by 1 day" in page.inner_text("#clocks")
    page.goto("/cases/")
    assert "Reminder due" in page.inner_text("main")
    assert_good("queue")
    press(case, "remind_abroad")
    assert "Reminder to the authority abroad" in page.inner_text("#letters")
    assert "Overdue by 1 day" in page.inner_text("#clocks")  # it has not left yet
    page.locator("#letters a[href$='/sent/']", has_text="Reminder").first.click()
    page.wait_for_load_state()
    page.select_option("[name=channel]", "diplomatic")
    page.fill("[name=dispatch_number]", "12-35")
    send("Mark as sent")
    assert "Overdue" not in page.inner_text("#clocks")

    # What came from abroad
    take(
        case, "acknowledge", "Record the acknowledgement",
        acknowledged_on=today().isoformat(), reference="4 AR 17/26",
    )  # fmt: skip
    take(case, "record_partial", "Record a partial reply", files=files)
    take(case, "record_reply", "Record the reply", files=files)
    press(case, "forward_reply")
    page.locator("#letters a[href$='/sent/']", has_text="Forwarding of the reply").first.click()
    page.wait_for_load_state()
    page.select_option("[name=channel]", "mail")
    page.fill("[name=dispatch_number]", "12-35")
    send("Mark as sent")
    take(case, "close", "Close")  # a page first: the letter about the defects was never sent
    with acting_as(OutgoingRequest.objects.using("owner").get(pk=case.pk).officer):
        case = OutgoingRequest.objects.get(pk=case.pk)
    assert case.state == "closed"
