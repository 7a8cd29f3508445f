"""Requests for legal assistance at both central authorities, as they are worked on at the desk."""

import re

import pytest

from casework.access.permissions import Role
from casework.directory.models import Instrument, Measure, SubstantiveLaw
from mla.models import IncomingRequest
from tests.cases.making import FORMALLY

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "owner"]),
    pytest.mark.usefixtures("seeded"),
]


def register(page, assert_good, *, stage, basis=""):
    """Fill in the boxes of form T-CY(2018)10 and return the case."""
    page.goto("/legal-assistance/register/")
    assert_good("register")
    page.select_option("[name=arrival-channel]", "diplomatic")
    page.select_option("[name=arrival-request_type]", label="Subscriber information")
    page.select_option("[name=arrival-requesting_state]", label="Germany")
    page.select_option("[name=stage]", stage)
    if basis:
        page.select_option("[name=legal_basis]", str(Instrument.objects.get(code=basis).pk))
    page.fill("[name=foreign_reference]", "4 Ausl 17/26")
    page.fill("[name=offence]", "Computer fraud")
    page.fill("[name=summary]", "An account was used to defraud.")
    page.evaluate("document.querySelectorAll('details').forEach((it) => { it.open = true; })")
    page.select_option("[name=items-0-category]", "subscriber")
    page.fill("[name='items-0-value_1']", "203.0.113.7")
    page.locator("#register-form").get_by_role("button", name="Register", exact=True).last.click()
    page.wait_for_url(re.compile(r"/cases/[0-9a-f-]{36}/$"))
    assert_good("registered")
    return IncomingRequest.objects.using("owner").latest("pk")


def under_review(page, take, assert_good, **told):
    """Return a case whose review has begun and whose form was checked."""
    case = register(page, assert_good, **told)
    with page.expect_navigation(wait_until="load"):
        page.locator("form[action$='/steps/start_review/'] button[type=submit]").first.click()
    take(case, "check_formally", "Check the form", **FORMALLY)
    return case


def stands_against(page, case, step):
    """Return the words of the page that stands where this step would be."""
    page.goto(f"/cases/{case.public_id}/steps/{step}/")
    return page.inner_text("main")


def test_at_trial_without_a_treaty_the_assurance_has_to_be_attached_first(
    page, sit_down, take, assert_good, faults, tmp_path
):
    sit_down(Role.OFFICER, "MOJ")
    case = under_review(page, take, assert_good, stage="trial")
    sit_down(Role.LAWYER, "MOJ")
    assert "the written assurance of reciprocity has to be attached" in stands_against(
        page, case, "accept"
    )
    faults.clear()  # the browser says that the page came with 409
    paper = tmp_path / "assurance.txt"
    paper.write_text("We would assist alike.")
    take(
        case, "record_assurance", "Record the assurance of reciprocity",
        files=[("document_file", str(paper))],
    )  # fmt: skip
    take(
        case, "accept", "Accept",
        international_reasons="The assurance is there.",  # no treaty: reciprocity is chosen
        measure=Measure.objects.get(code="art18-production").pk,
        national_reasons="CPC 143.2 applies.",
    )  # fmt: skip
    assert case.state == "execution"
    assert "Reciprocity" in page.inner_text("#facts")


def test_before_trial_dual_criminality_not_met_leaves_refusal(
    page, sit_down, take, assert_good, faults
):
    sit_down(Role.OFFICER, "PGO")
    case = under_review(page, take, assert_good, stage="pre_trial", basis="ets-185")
    missing = {"line_persons": "missing", "note_persons": "No address of the suspect."}
    take(case, "check_formally", "Check the form", **missing)
    assert "No address of the suspect." in page.inner_text("#gates")
    take(case, "check_formally", "Check the form", line_persons="present", note_persons="")
    sit_down(Role.LAWYER, "PGO")
    take(case, "judge_reciprocity", "Judge reciprocity", judgement="met", reasons="By the treaty.")
    take(
        case, "judge_dual_criminality", "Judge dual criminality",
        judgement="not_met",
        reasons="The conduct is no offence here.",
    )  # fmt: skip
    assert "Dual criminality is not met" in stands_against(page, case, "accept")
    faults.clear()
    page.goto(f"/cases/{case.public_id}/")
    assert "Dual criminality is not met" in page.inner_text("#still-needed")
    assert page.locator("a[href$='/steps/refuse/']").count()
    take(
        case, "judge_dual_criminality", "Judge dual criminality",
        judgement="met",
        offence=SubstantiveLaw.objects.first().pk,
        reasons="Read again: it is fraud.",
    )  # fmt: skip
    assert "Dual criminality is not met" not in stands_against(page, case, "accept")


def test_a_case_that_goes_to_court_is_the_ministrys_from_then_on(page, send, sit_down, assert_good):
    sit_down(Role.OFFICER, "PGO")
    case = register(page, assert_good, stage="pre_trial", basis="ets-185")
    page.goto(f"/cases/{case.public_id}/steps/pass_on/")
    assert_good("pass on")
    assert "The case goes to: Ministry of Justice (At trial)." in page.inner_text("#step-form")
    page.fill("[name=reason]", "The indictment was filed.")
    send("Pass on to the other stage")
    assert_good("gone")
    sit_down(Role.OFFICER, "MOJ")
    page.goto(f"/cases/{case.public_id}/")
    assert_good("at the Ministry")
    assert case.reference.startswith("PGO-MLA") and case.reference in page.inner_text("main")
