"""What a person reads until the answer has left: its hour, what leaves, and which letter waits."""

from datetime import timedelta

import pytest
from django.urls import reverse

from casework.access.scope import set_scope
from casework.cases.case import Case
from casework.clock import now
from casework.desk.case_clocks import clocks_of
from casework.files.documents import Document
from casework.letters import changes
from casework.letters.drafts import texts_of
from casework.workflow.proposals import propose
from casework.workflow.sending import drop
from contact_point.models import ContactRequest
from tests.cases.making import a_case, a_document, answers, left
from tests.desk.test_what_comes_next import page, section

pytestmark = pytest.mark.django_db


def executed_by(desk, officer, **fields):
    """Return a case with data that are given, of which the result has not been sent."""
    case = desk.step(a_case(officer, type="evidence", **fields), "take_on", by=officer)
    case = left(desk.steps(case, "start_review", "accept", "order"), officer)
    case = desk.take(case, "record_provider_answer", **answers(case, "given"))
    return desk.step(case, "report")


@pytest.fixture
def owed(desk, officer):
    hours = now() + timedelta(hours=20)
    return executed_by(desk, officer, is_urgent=True, answer_by_at=hours)


def test_the_hour_of_the_answer_stays_until_the_answer_has_left(client, officer, owed):
    clocks = section(page(client, officer, "case", owed.public_id), "clocks")
    assert "Answer asked for by" in clocks
    assert "The answer has still to leave: Transmittal of the result." in clocks
    left(owed, officer)
    assert "Answer asked for by" not in section(
        page(client, officer, "case", owed.public_id), "clocks"
    )


def test_what_is_asked_for_soonest_is_finished_first(client, desk, officer, owed):
    set_scope(officer)
    closed_only = executed_by(desk, officer)
    left(closed_only, officer)
    set_scope(officer)
    sooner = executed_by(desk, officer, is_urgent=True, answer_by_at=now() + timedelta(hours=3))
    listed = section(page(client, officer), "to-finish")
    places = [listed.index(case.reference) for case in (sooner, owed, closed_only)]
    assert places == sorted(places)
    assert "Urgent" in listed
    assert "in 3 h" in listed or "in 2 h" in listed
    assert sooner.reference in section(page(client, officer), "next")


def test_who_proposes_and_who_decides_read_what_leaves(client, desk, officer, supervisor, case):
    case = desk.steps(desk.step(case, "take_on", by=officer), "start_review", "accept", "order")
    case = left(case, officer)
    case = desk.take(case, "record_provider_answer", **answers(case, "given"))
    type(case).objects.filter(pk=case.pk).update(
        request_type=case.request_type.__class__.objects.get(code="evidence")
    )
    case = type(case).objects.get(pk=case.pk)
    asked = page(client, officer, "step", case.public_id, "report")
    assert "no file of the case is marked as material" in asked
    set_scope(officer)
    row = a_document(case, officer, "log")
    Document.objects.filter(pk=row.pk).update(kind=Document.Kind.MATERIAL)
    propose(case, "report", by=officer, version=case.version)
    shown = section(page(client, supervisor, "case", case.public_id), "proposals")
    assert "Given" in shown
    assert "Material in the case: log.txt" in shown
    assert "no file of the case is marked as material" not in shown


def test_a_measure_waits_for_its_letter_before_it_waits_for_an_answer(client, desk, officer, case):
    case = desk.steps(desk.step(case, "take_on", by=officer), "preserve")
    orders = section(page(client, officer, "case", case.public_id), "orders")
    assert "Letter to be sent" in orders
    assert "Answer awaited" not in orders
    left(case, officer)
    text = page(client, officer, "case", case.public_id)
    assert "Answer awaited" in section(text, "orders")
    assert "Record that data are preserved" in section(text, "next-step")


def test_closing_names_the_confirmation_that_the_requester_asked_for(client, desk, officer):
    case = executed_by(desk, officer, confirmation_requested=True)
    address = reverse("step", args=[case.public_id, "close"])
    left(case, officer)
    client.force_login(officer)
    assert "none has been sent" in client.get(address).content.decode()
    set_scope(officer)
    changes.add(case, "confirmation_of_receipt", by=officer)
    asked = client.get(address).content.decode()
    assert "Confirmation of receipt" in asked
    assert "none has been sent" in asked
    left(case, officer)
    assert "none has been sent" not in client.get(address).content.decode()


def test_a_loss_presses_no_more_in_lists_once_all_of_it_is_kept(client, desk, officer, lawyer):
    """Tried: with a first instant that asks nothing of is_kept, the kept case stands first."""
    soon, later = now() + timedelta(hours=8), now() + timedelta(hours=10)
    case = a_case(officer, is_urgent=True, loss_expected_at=soon)
    case = left(desk.steps(desk.step(case, "take_on", by=officer), "preserve"), officer)
    lost = left(desk.steps(a_case(officer, loss_expected_at=later), "preserve"), officer)
    set_scope(officer)
    assert list(Case.objects.pressing(now() + timedelta(hours=24)).order_by("pressing_at")) == [
        case.case_ptr, lost.case_ptr
    ]  # fmt: skip
    assert "Preserved" not in section(page(client, officer), "next")
    set_scope(officer)
    case = desk.step(case, "record_preserved")
    assert case.is_kept
    assert "Preserved Loss of data expected" in section(page(client, officer), "few-mine")
    assert case.reference not in section(page(client, officer, "cases"), "now")
    confirm = section(page(client, lawyer), "few-to-confirm")
    assert confirm.index(lost.reference) < confirm.index(case.reference)
    set_scope(officer)
    case = desk.step(case, "add_item")
    assert not case.is_kept
    assert case.reference in section(page(client, officer, "cases"), "now")


def test_an_answer_that_has_not_left_stands_in_now_with_its_hours(client, officer, owed):
    """Tried: with a first instant of open cases alone, the case stands nowhere in the queue."""
    for query in ("", "?officer=me", "?due=now"):
        client.force_login(officer)
        shown = client.get(reverse("cases") + query).content.decode()
        part = "queue" if "due" in query else "now"
        told = section(shown, part)
        assert owed.reference in told
        assert "in 19 h Answer asked for by" in told
        assert "The answer has still to leave" in told
    assert owed.reference not in section(page(client, officer), "few-mine")
    assert "in 19 h Answer asked for by" in section(page(client, officer), "next")
    left(owed, officer)
    assert owed.reference not in page(client, officer, "cases")


def test_a_letter_drafted_by_hand_or_not_needed_is_the_answer_as_well(officer, owed):
    left(owed, officer)
    set_scope(officer)
    assert not type(owed).objects.get(pk=owed.pk).owes_answer
    again = changes.add(owed, "transmittal", by=officer)
    assert type(owed).objects.get(pk=owed.pk).owes_answer
    drop(again, by=officer, version=again.version, reason="It has left by post.")
    assert not type(owed).objects.get(pk=owed.pk).owes_answer


def test_the_clocks_stand_by_their_instants(client, desk, officer):
    """Tried: with the counted clocks always first, the first case is red."""

    def clocks(**fields):
        return [card.name for card in clocks_of(a_case(officer, is_urgent=True, **fields)).cards]

    soon, late = now() + timedelta(hours=9), now() + timedelta(days=30)
    assert clocks(loss_expected_at=soon) == ["loss", "review", "execution", "ceiling"]
    assert clocks(answer_by_at=late) == ["review", "execution", "answer_by", "ceiling"]
    both = clocks(loss_expected_at=soon, answer_by_at=late)
    assert both == ["loss", "review", "execution", "answer_by", "ceiling"]


def test_a_loss_that_was_averted_stands_behind_every_clock(desk, officer):
    soon = {"loss_expected_at": now() + timedelta(hours=9), "is_urgent": True}
    case = desk.step(desk.step(a_case(officer, **soon), "preserve"), "record_preserved")
    assert [card.name for card in clocks_of(case).cards][-1] == "loss"


def test_a_step_that_drafts_a_letter_says_that_it_has_still_to_leave(client, desk, officer):
    case = a_case(officer)
    details = desk.details(case, "preserve")
    client.force_login(officer)
    address = reverse("step", args=[case.public_id, "preserve"])
    sent = client.post(address, {**details, "version": case.version}, follow=True)
    assert "Its letter is drafted and has still to be sent." in sent.content.decode()


def test_the_transmittal_encloses_nothing_that_the_case_does_not_hold(desk, officer, owed):
    with_nothing = owed.letters.get(kind="transmittal").text_en
    assert "Obtained, and handed over separately:" in with_nothing
    held = a_document(owed, officer)
    type(held).objects.filter(pk=held.pk).update(kind=Document.Kind.MATERIAL)
    anew = texts_of(ContactRequest.objects.get(pk=owed.pk), "transmittal", None)
    assert "Handed over with this letter:" in anew["text_en"]
    assert "Bu məktubla təqdim olunur:" in anew["text_az"]
    assert f"– {held.name}, {held.size} bytes, SHA-256 {held.sha256}" in anew["text_en"]
    assert f"– {held.name}, {held.size} bayt, SHA-256 {held.sha256}" in anew["text_az"]
