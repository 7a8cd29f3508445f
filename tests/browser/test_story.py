"""A request that came on the Council of Europe's form, from its registration to its closing.

The officer, the lawyer and the supervisor of the contact point sit at one browser each; every page
they come by is looked at by axe, and the console and the Content-Security-Policy must stay quiet.
"""

import re
import time

import pytest

from casework.access.permissions import Role
from casework.directory.models import Measure, Provider, RefusalGround
from contact_point.models import ContactRequest
from tests.browser.conftest import fill

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "owner"]),
    pytest.mark.usefixtures("seeded"),
]
THREE_MINUTES = 180


def press_step(page, step):
    """Press the button of a step that needs no form."""
    with page.expect_navigation(wait_until="load"):
        page.locator(f"form[action$='/steps/{step}/'] button[type=submit]").first.click()


def send_letter(page, send, assert_good, case, kind):
    """Open the newest letter of this kind, add a sentence, and mark it as sent."""
    letter = case.letters.filter(kind=kind).first()
    page.goto(f"/cases/{case.public_id}/letters/{letter.public_id}/")
    assert_good(kind)
    text = page.locator("[name=text_en]")
    text.fill(text.input_value() + "\n\nWith kind regards")
    send("Save and mark as sent …")
    assert_good(f"{kind} sent")
    fill(page, "channel", "email")
    fill(page, "dispatch_number", "12/345")
    send("Mark as sent")
    letter.refresh_from_db()
    assert letter.sent_on and letter.text_en.endswith("With kind regards")


def register(page, send, assert_good):
    """Fill in the boxes of form T-CY(2018)11 and return the case."""
    page.goto("/contact-point/register/")
    assert_good("register")
    page.select_option("[name=arrival-channel]", "network")
    page.select_option(
        "[name=arrival-request_type]", label="Expedited preservation of stored computer data"
    )
    page.select_option("[name=arrival-requesting_state]", label="Germany")
    page.evaluate("document.querySelectorAll('details').forEach((it) => { it.open = true; })")
    for name, value in {
        "foreign_reference": "BKA 2026/4711",
        "requesting-organisation": "Bundeskriminalamt",
        "requesting-person": "Erika Muster",
        "requesting-email": "point@bka.example",
        "requesting-time_zone": "Europe/Berlin",
        "offence": "Illegal access",
        "summary": "An account was taken over from the address below.",
        "necessity": "The logs are overwritten after a week.",
        "relation": "The address was used for the act.",
        "items-0-value_1": "203.0.113.7",
        "items-0-seen_at_1": "2026-11-01T10:00",
        "items-0-zone_1": "UTC",
        "items-1-value_1": "+994 50 123 45 67",
        "answer_by_at": "2027-01-15T18:00",
    }.items():
        page.fill(f"[name='{name}']", value)
    page.select_option("[name=items-0-category]", "subscriber")
    page.select_option("[name=items-1-category]", "traffic")
    for name in ("is_urgent", "confirmation_requested", "mla_intended"):
        page.check(f"[name={name}]")
    page.locator("#register-form").get_by_role("button", name="Register", exact=True).last.click()
    page.wait_for_url(re.compile(r"/cases/[0-9a-f-]{36}/$"))
    assert_good("registered")
    return ContactRequest.objects.using("owner").get()


def test_a_request_from_its_receipt_to_its_closing(
    page, send, assert_good, sit_down, take, tmp_path
):
    begun = time.monotonic()
    sit_down(Role.OFFICER)
    case = register(page, send, assert_good)
    take(
        case,
        "preserve",
        "Preserve provisionally",
        provider=Provider.objects.get(code="azercell").pk,
        measure=Measure.objects.get(code="art16-production").pk,
        days=60,
        keep=0,
    )
    assert time.monotonic() - begun < THREE_MINUTES
    send_letter(page, send, assert_good, case, "provider_request")
    take(case, "record_preserved", "Record that data are preserved")
    press_step_of(page, case, "start_review")

    sit_down(Role.LAWYER)
    page.goto(f"/cases/{case.public_id}/")
    assert "A provisional preservation has to be confirmed or lifted first." in page.content()
    take(case, "confirm_preservation", "Confirm provisional preservation")
    take(case, "ask", "Ask for clarification", gaps="The period of the traffic data.")
    assert "suspended since" in page.inner_text("#clocks").lower()

    sit_down(Role.OFFICER)
    answer = tmp_path / "answer.txt"
    answer.write_text("From 1 to 3 November 2026.")
    take(case, "record_answer", "Record the answer", files=[("document_file", answer)])

    sit_down(Role.LAWYER)
    checked = {f"has_{letter}": True for letter in "abcdef"}
    take(
        case,
        "accept",
        "Accept",
        article="29",
        international_reasons="The six items of Art. 29.2 are there.",
        measure=Measure.objects.get(code="art16-production").pk,
        national_reasons="CPC 143.2.",
        **checked,
    )

    sit_down(Role.OFFICER)
    order_at(take, case, "azercell", keep=0)
    order_at(take, case, "bakcell", keep=1)
    record(take, case, 2, 0, "given")
    record(take, case, 3, 1, "refused", RefusalGround.objects.get(code="provider-refused"))
    take(
        case,
        "prolong",
        "Propose",
        until=(case.ceiling_on).isoformat(),
        ground="late",
        reason="Bakcell may still change its mind.",
    )
    assert "Another person decides" in page.content()

    sit_down(Role.SUPERVISOR)
    decide(page, send, case)
    assert case.execution_on == case.ceiling_on

    sit_down(Role.OFFICER)
    take(case, "report", "Propose", remark="The rest may follow.")
    sit_down(Role.SUPERVISOR)
    decide(page, send, case)
    assert case.state == "partly"

    sit_down(Role.OFFICER)
    page.goto(f"/cases/{case.public_id}/")
    assert "The letter that tells the outcome has not been sent." in page.content()
    send_letter(page, send, assert_good, case, "transmittal")
    letter = case.letters.get(kind="transmittal")
    assert "refused voluntary production" in letter.text_en
    take(case, "close", "Close")  # a page first: the confirmation of receipt was never sent
    assert case.state == "closed"
    assert_good("closed")


def press_step_of(page, case, step):
    """Open the case and press the button of a step that needs no form."""
    page.goto(f"/cases/{case.public_id}/")
    press_step(page, step)
    case.refresh_from_db()


def order_at(take, case, provider, *, keep):
    """Order preservation of one item at this provider."""
    measure = Measure.objects.get(code="art16-production").pk
    recipient = Provider.objects.get(code=provider).pk
    take(case, "order", "Order a measure", measure=measure, provider=recipient, days=60, keep=keep)


def record(take, case, number, place, outcome, reason=None):
    """Record what the recipient of an order answered to one item."""
    item = list(case.dataitems.all())[place]
    fields = {"order": case.orders.get(number=number).pk, f"outcome_{item.pk}": outcome}
    if reason:
        fields[f"reason_{item.pk}"] = reason.pk
    take(case, "record_provider_answer", "Record a provider’s answer", **fields)


def decide(page, send, case):
    """Let the second person do what was proposed."""
    page.goto(f"/cases/{case.public_id}/")
    send("Decide: do it")
    case.refresh_from_db()
