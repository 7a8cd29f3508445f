"""How a request for assistance arrives: any channel, copy and original, the wrong door."""

from datetime import timedelta

import pytest
from django.urls import reverse

from casework.cases.receipts import Channel
from casework.clock import now, today
from casework.directory.models import Body
from casework.workflow.refusals import StepRefused
from tests.cases.making import a_case
from tests.mla.conftest import request_at

pytestmark = pytest.mark.django_db
DESKS = [("PGO", "pre_trial"), ("MOJ", "trial")]


@pytest.fixture
def desks(pgo, moj):
    return {"PGO": pgo, "MOJ": moj}


@pytest.mark.parametrize("channel", Channel.values)
def test_a_request_comes_by_any_channel(moj, channel):
    case = request_at(moj, "MOJ", "trial")
    day = now() - timedelta(hours=1)
    case = moj.step(case, "add_receipt", received_at=day.isoformat(), channel=channel)
    assert case.casereceipts.filter(receipt__channel=channel).exists()


@pytest.mark.parametrize(("code", "stage"), DESKS)
def test_an_email_copy_and_the_paper_original_are_one_case_from_the_earliest_receipt(
    desks, code, stage
):
    desk = desks[code]
    early = now() - timedelta(days=4)
    case = request_at(desk, code, stage, received_at=early)
    before = (case.execution_on, case.ceiling_on)
    case = desk.step(case, "add_receipt", channel="mail", is_copy=False)
    assert case.casereceipts.count() == 2
    assert (case.received_at, case.execution_on, case.ceiling_on) == (early, *before)


@pytest.mark.parametrize(("code", "stage"), DESKS)
def test_a_copy_that_came_earlier_than_the_registered_original_governs(desks, code, stage):
    desk = desks[code]
    case = request_at(desk, code, stage, received_at=now() - timedelta(days=1))
    before, early = case.execution_nominal_on, now() - timedelta(days=3)
    case = desk.step(
        case, "add_receipt", received_at=early.isoformat(), channel="email", is_copy=True
    )
    assert case.received_at == early
    assert (before - case.execution_nominal_on).days == 2


@pytest.mark.parametrize(("code", "stage"), DESKS)
def test_the_formal_confirmation_is_asked_for_and_recorded_once(desks, code, stage):
    desk = desks[code]
    case = request_at(desk, code, stage, formal_required=True)
    case = desk.step(case, "confirm_formally")
    assert case.formal_received_on == today()
    with pytest.raises(StepRefused, match="No formal confirmation is awaited"):
        desk.step(case, "confirm_formally")


@pytest.mark.parametrize("channel", ["mail", "diplomatic"])
def test_the_original_on_paper_is_the_formal_confirmation_and_stands_on_the_page(
    client, pgo, channel
):
    case = request_at(
        pgo, "PGO", "pre_trial", formal_required=True, received_at=now() - timedelta(days=2)
    )
    client.force_login(pgo.officer)
    address = reverse("step", args=[case.public_id, "add_receipt"])
    assert "is the formal confirmation" in client.get(address).content.decode()
    case = pgo.step(case, "add_receipt", channel="email", is_copy=True)
    assert case.formal_received_on is None
    case = pgo.step(case, "add_receipt", channel=channel, is_copy=False)
    assert case.formal_received_on == today()
    page = client.get(case.get_absolute_url()).content.decode()
    assert page.count("again ") >= 2 and f"{today():%d.%m.%Y}" in page
    assert [row.is_original for row in case.other_receipts()] == [False, True]


def test_the_original_marked_as_a_duplicate_confirms_the_copy_formally(pgo):
    fields = {"kind": "mla", "authority": "PGO", "type": "subscriber", "stage": "pre_trial"}
    copy = a_case(
        pgo.officer, received_at=now() - timedelta(days=3), formal_required=True, **fields
    )
    original = a_case(pgo.officer, **fields)
    original = pgo.step(original, "correct_receipt", channel="mail")
    pgo.take(original, "mark_duplicate", other=copy.reference)
    copy.refresh_from_db()
    assert copy.formal_received_on == today()


def test_what_only_this_form_of_request_says_may_be_corrected(moj):
    case = request_at(moj, "MOJ", "trial")
    case = moj.step(
        case, "correct_content", status="after_preservation", preservation_reference="SSS 12/26",
        preservation_dated_on="2026-02-03",
    )  # fmt: skip
    assert (case.status, case.preservation_reference) == ("after_preservation", "SSS 12/26")
    assert moj.step(case, "correct_content").status == "after_preservation"


def test_two_registrations_of_one_request_become_one_from_the_earliest_receipt(pgo):
    early = now() - timedelta(days=3)
    fields = {"kind": "mla", "authority": "PGO", "type": "subscriber", "stage": "pre_trial"}
    copy = a_case(pgo.officer, received_at=early, **fields)
    original = a_case(pgo.officer, **fields)
    copy = pgo.take(copy, "mark_duplicate", other=original.reference)
    assert copy.state == "closed"
    original.refresh_from_db()
    assert original.received_at == early and original.casereceipts.count() == 2


@pytest.mark.parametrize(("code", "stage"), DESKS)
def test_a_request_at_the_wrong_door_of_another_body_is_forwarded_and_the_requester_told(
    desks, code, stage
):
    desk = desks[code]
    case = request_at(desk, code, stage)
    case = desk.step(case, "forward", body=Body.objects.first().pk)
    assert case.state == "transferred"
    kinds = set(case.letters.values_list("kind", flat=True))
    assert {"forwarding", "forwarding_information"} <= kinds
    letter = case.letters.get(kind="forwarding")
    assert case.authority.name_en in letter.text_en
    assert "24/7" not in letter.text_en + letter.text_az


def test_at_the_wrong_door_of_ours_receipt_and_clocks_are_kept_and_the_requester_is_told(pgo, moj):
    case = request_at(pgo, "PGO", "trial", received_at=now() - timedelta(days=2))
    before = (case.reference, case.received_at, case.execution_on, case.ceiling_on)
    case = pgo.take(case, "hand_over", to=moj_of(moj), reason="It is at trial.")
    assert case.authority.code == "MOJ"
    assert (case.reference, case.received_at, case.execution_on, case.ceiling_on) == before
    letter = case.letters.get(kind="hand_over_information")
    assert "Ministry of Justice" in letter.text_en


def moj_of(moj):
    return next(iter(moj.officer.authorities))
