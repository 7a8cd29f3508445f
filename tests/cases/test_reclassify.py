"""A request that continues as another kind: a new case from the same receipt, linked with the old.

Tried: without `no_other_kind` the first two tests go red; without `clean` of the form the one with
a third kind; without `widen_scope` every one that opens a case; without the comparison of versions
in the door the one with two clicks; without `OF_AN_ANSWER` what came of an item goes along; without
`spare_preservation` recipients are told to stop; without `locked_head` the order of the locks.
"""

import re
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.access.models import Membership
from casework.access.permissions import Role
from casework.access.scope import set_scope
from casework.audit import chain
from casework.cases.additions import Link
from casework.cases.case import Case
from casework.cases.kept import kept_of
from casework.cases.numbers import Counter
from casework.cases.people import Contact, Person
from casework.cases.receipts import Receipt
from casework.clock import now
from casework.desk.papers import links_of
from casework.directory.models import Authority
from casework.workflow.door import perform
from casework.workflow.history import history_of
from casework.workflow.proposals import decide, propose
from casework.workflow.refusals import InvalidDetails, NotAllowed, Stale, StepRefused
from contact_point.models import ContactRequest
from tests.cases.making import a_case, sent
from tests.cases.reaching import another_kind, in_execution, received, works_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def rogatory():
    """A second kind of request, on which the prosecutor works."""
    with another_kind():
        yield


@pytest.fixture
def pgo_officer(make_user):
    return make_user(Role.OFFICER, authority="PGO")


@pytest.fixture
def told(desk):
    """A request of which much is known, received two days ago."""
    case = a_case(
        desk.officer, received_at=now() - timedelta(days=2), items=2, is_urgent=True,
        requesting_authority="BKA", sender_zone="CET", summary="Fraud by e-mail.",
        answer_by_at=now() + timedelta(days=3), reply_channel="fax",
    )  # fmt: skip
    case = desk.step(case, "add_person")
    fields = {"case_id": case.pk, "authority_id": case.authority_id}
    Contact.objects.create(part="requesting", organisation="Bundeskriminalamt", **fields)
    return case


def continued(by):
    """The new case, as this person of the prosecutor's office sees it."""
    set_scope(by)
    return ContactRequest.objects.visible_to(by).get(kind="rogatory")


def refusal(desk, case, error, **instead):
    """What the door says against the step; nothing is changed by it."""
    numbers = Case.objects.count(), Link.objects.count()
    details = {**desk.details(case, "reclassify"), **instead}
    with pytest.raises(error) as found:
        perform(case, "reclassify", by=desk.officer, version=case.version, **details)
    assert Case.objects.get(pk=case.pk).version == case.version
    assert (Case.objects.count(), Link.objects.count()) == numbers
    return str(found.value)


def test_without_another_kind_the_step_says_why_it_has_to_wait(desk, case):
    Authority.objects.exclude(code="SSS").update(procedures=[])
    assert "works on no other kind of request" in refusal(desk, case, StepRefused)


def test_a_kind_on_which_no_authority_works_is_no_other_kind(desk, case, rogatory):
    Authority.objects.exclude(code="SSS").update(is_active=False)
    assert "works on no other kind of request" in refusal(desk, case, StepRefused)


def test_the_old_case_is_transferred_and_the_new_one_begins_at_the_other_authority(
    desk, told, pgo_officer, rogatory
):
    done = desk.step(told, "reclassify")
    assert (done.state, done.waiting_on, done.due_on) == ("transferred", "us", None)
    assert (done.reference, done.authority.code) == (told.reference, "SSS")
    other = continued(pgo_officer)
    assert (other.state, other.version, other.authority.code) == ("received", 1, "PGO")
    assert other.reference.startswith("PGO-LR-")
    assert (other.officer, other.ended_at, other.waiting_on) == (None, None, "us")


def test_the_same_receipt_governs_the_new_case_with_the_same_days(
    desk, told, pgo_officer, rogatory
):
    receipts = Receipt.objects.count()
    desk.step(told, "reclassify")
    other = continued(pgo_officer)
    assert Receipt.objects.count() == receipts
    assert (other.receipt_id, other.received_at) == (told.receipt_id, told.received_at)
    assert other.receipt.door.code == "SSS"
    assert other.casereceipts.get().receipt_id == told.receipt_id
    for name in ("review_on", "execution_nominal_on", "execution_on", "ceiling_on", "calendar_id"):
        assert getattr(other, name) == getattr(told, name), name
    assert other.review_on and other.execution_on and other.ceiling_on


def test_what_came_later_of_the_same_request_goes_along(desk, told, pgo_officer, rogatory):
    case = desk.step(told, "add_receipt")
    desk.step(case, "reclassify")
    keys = set(continued(pgo_officer).casereceipts.values_list("receipt", flat=True))
    assert len(keys) == 2
    set_scope(desk.officer)
    assert keys == set(told.casereceipts.values_list("receipt", flat=True))


def test_what_the_request_says_goes_along_and_the_old_case_keeps_its_own(
    desk, told, pgo_officer, rogatory
):
    desk.step(told, "reclassify")
    other = continued(pgo_officer)
    for name in (
        "foreign_reference", "foreign_key", "requesting_state_id", "requesting_authority",
        "request_type_id", "is_urgent", "answer_by_at", "loss_expected_at", "sender_zone",
        "reply_channel", "summary", "checklist",
    ):  # fmt: skip
        assert getattr(other, name) == getattr(told, name), name
    assert other.persons.get().full_name == "Max Muster"
    assert other.contacts.get().organisation == "Bundeskriminalamt"
    assert [(item.number, item.category, item.outcome) for item in other.dataitems.all()] == [
        (1, "subscriber", "pending"), (2, "traffic", "pending"),
    ]  # fmt: skip
    named = [(one.item.case_id, one.value, one.key) for one in other.identifiers.all()]
    assert named == [(other.pk, f"203.0.113.{n}", f"203.0.113.{n}") for n in (1, 2)]
    for name in ("dataitems", "identifiers", "persons", "contacts", "casereceipts", "links"):
        rows = getattr(other, name).all()
        assert {row.authority_id for row in rows} == {other.authority_id}, name
    set_scope(desk.officer)
    assert (told.dataitems.count(), told.persons.count(), told.contacts.count()) == (2, 1, 1)
    assert Person.objects.filter(case=told.pk).get().authority_id == told.authority_id


def test_what_came_of_an_item_stays_with_the_old_case(desk, pgo_officer, rogatory):
    case = in_execution(desk)
    assert case.dataitems.get().outcome == "given"
    desk.step(case, "reclassify")
    assert continued(pgo_officer).dataitems.get().outcome == "pending"
    set_scope(desk.officer)
    assert case.dataitems.get().outcome == "given"


def test_the_link_is_seen_from_both_sides_by_who_sees_both(desk, told, make_user, rogatory):
    both = make_user(Role.OFFICER, authority="PGO", full_name="both")
    Membership.objects.create(user=both, authority=told.authority, role=Role.OFFICER)
    desk.step(told, "reclassify")
    other = continued(both)
    link = links_of(other, both)[0]
    assert (link.kind, link.case_id, link.other_id) == ("continues", other.pk, told.pk)
    assert links_of(Case.objects.get(pk=told.pk), both) == [link]


def test_who_does_not_see_the_other_authority_sees_no_link_but_its_reference(
    desk, told, pgo_officer, rogatory
):
    done = desk.step(told, "reclassify")
    other = continued(pgo_officer)
    assert links_of(other, pgo_officer) == []
    assert ("Continues", "", told.reference) in history_of(other)[0].rows
    set_scope(desk.officer)
    assert links_of(done, desk.officer) == []
    line = history_of(done)[0]
    assert ("Continued as", "", other.reference) in line.rows
    assert ("Kind of request", "", "Letter rogatory") in line.rows
    assert line.sentence.endswith("continued the request as another kind.")


def test_each_chain_has_its_event(desk, told, pgo_officer, rogatory):
    done = desk.step(told, "reclassify")
    event = done.events.order_by("pk").last()
    assert (event.verb, event.before, event.after) == ("reclassify", "received", "transferred")
    assert (event.authority.code, event.actor) == ("SSS", desk.officer)
    other = continued(pgo_officer)
    first = other.events.get()
    assert (first.verb, first.after, first.authority.code) == ("register", "received", "PGO")
    assert (first.actor, first.at) == (desk.officer, event.at)
    assert chain.parsed(first.details)["details"] == {"continues": told.reference}


def test_the_requester_is_told_where_the_request_goes_on(desk, told, pgo_officer, rogatory):
    done = desk.step(told, "reclassify")
    letter = done.letters.get(kind="continuation_information")
    other = continued(pgo_officer)
    assert letter.authority.code == "SSS"
    for text, name in ((letter.text_en, other.authority.name_en),
                       (letter.text_az, other.authority.name_az)):  # fmt: skip
        assert other.reference in text and told.reference in text and name in text
        assert "Formal assistance is needed." in text
        assert f"{told.receipt.received_on:%d.%m.%Y}" in text


def test_preserved_data_stay_with_the_old_case_and_go_on(desk, pgo_officer, rogatory):
    case = received(desk)
    kept = [(row.pk, row.effective_on, row.last_on) for row in case.preservations.all()]
    done = desk.step(case, "reclassify")
    assert [(p.pk, p.effective_on, p.last_on) for p in done.preservations.all()] == kept
    assert not done.preservations.exclude(released_at=None).exists()
    assert not done.letters.filter(kind="stop_letter").exists()
    assert continued(pgo_officer).preservations.count() == 0
    set_scope(desk.officer)
    done = desk.steps(done, "confirm_preservation", "renew_preservation")
    with pytest.raises(InvalidDetails, match=continued_as(done)):  # kept for the new case
        desk.step(done, "release_preservation")
    assert done.state == "transferred"


def continued_as(case):
    """The reference of the request for which the data of this case are kept."""
    return kept_of([case.pk])[0].request


def test_a_recipient_that_has_still_to_give_something_is_told_to_stop(desk, case, rogatory):
    case = desk.steps(case, "start_review", "accept", "order")
    done = desk.step(case, "reclassify")
    assert done.letters.get(kind="stop_letter").order_id == case.orders.get().pk


def test_an_open_question_is_ended(desk, case, rogatory):
    case = desk.steps(case, "start_review", "ask")
    done = desk.step(case, "reclassify")
    assert done.questions.get().answers.get().is_idle


def test_it_is_closed_only_once_the_requester_has_been_told(desk, case, rogatory):
    done = desk.step(case, "reclassify")
    with pytest.raises(StepRefused):
        desk.take(done, "close")
    sent(done, "continuation_information")
    assert desk.take(done, "close").state == "closed"


def test_the_other_authority_is_told_that_it_has_arrived(desk, told, pgo_officer, rogatory):
    desk.step(told, "reclassify")
    rows = continued(pgo_officer).notices.values_list("kind", "authority__code", "user")
    assert list(rows) == [("arrived", "PGO", pgo_officer.pk)]


def test_the_same_authority_may_go_on_itself(desk, case, rogatory):
    works_on("SSS", "rogatory")
    desk.step(case, "reclassify", authority=case.authority_id)
    other = Case.objects.visible_to(desk.officer).get(kind="rogatory")
    assert (other.authority.code, other.reference[:7]) == ("SSS", "SSS-LR-")
    assert {link.pk for link in links_of(case, desk.officer)} == {other.links.get().pk}


def test_no_role_at_the_other_authority_is_needed_and_none_is_won(desk, told, rogatory):
    desk.step(told, "reclassify")
    set_scope(desk.officer)
    assert not Case.objects.filter(kind="rogatory")
    assert not Case.objects.visible_to(desk.officer).filter(kind="rogatory")


@pytest.mark.parametrize("code", ["SSS", "MOJ"])
def test_an_authority_that_does_not_work_on_this_kind_is_refused(desk, case, rogatory, code):
    foreign = Authority.objects.get(code=code).pk
    assert "authority" in refusal(desk, case, InvalidDetails, authority=foreign)


def test_an_authority_of_a_third_kind_is_refused_with_a_sentence(desk, case, rogatory):
    with another_kind("tender"):
        Authority.objects.filter(code="PGO").update(procedures=["tender"])
        Authority.objects.filter(code="MOJ").update(procedures=["rogatory"])
        assert "does not work on requests of this kind" in refusal(desk, case, InvalidDetails)


@pytest.mark.parametrize(
    "instead", [{"kind": "contact_point"}, {"kind": "tender"}, {"kind": ""}, {"reason": " "}]
)
def test_a_kind_that_is_not_offered_and_a_missing_reason_are_refused(desk, case, rogatory, instead):
    assert next(iter(instead)) in refusal(desk, case, InvalidDetails, **instead)


def test_only_officers_continue_a_request_as_another_kind(desk, case, rogatory):
    details = desk.details(case, "reclassify")
    for person in (desk.lawyer, desk.supervisor, desk.registrar):
        with pytest.raises(NotAllowed):
            perform(case, "reclassify", by=person, version=1, **details)


def test_after_review_has_begun_a_supervisor_decides(desk, case, pgo_officer, rogatory):
    case = desk.step(case, "start_review")
    assert "needs two persons" in refusal(desk, case, StepRefused)
    details = desk.details(case, "reclassify")
    proposal = propose(case, "reclassify", by=desk.officer, version=2, **details)
    set_scope(pgo_officer)
    assert not Case.objects.filter(kind="rogatory")
    set_scope(desk.supervisor)
    assert decide(proposal, by=desk.supervisor, accept=True).state == "transferred"
    assert continued(pgo_officer).events.get().actor == desk.supervisor


def test_two_clicks_open_one_case(desk, case, pgo_officer, rogatory):
    details = desk.details(case, "reclassify")
    perform(case, "reclassify", by=desk.officer, version=1, **details)
    set_scope(desk.officer)
    with pytest.raises(Stale):
        perform(case, "reclassify", by=desk.officer, version=1, **details)
    assert continued(pgo_officer)


def test_without_a_policy_of_the_other_kind_nothing_is_changed(desk, case):
    with another_kind(has_policy=False), transaction.atomic():
        assert "No policy" in refusal_rolled_back(desk, case)
    assert not case.letters.exists()


def refusal_rolled_back(desk, case):
    """What the door says, and that the new case and its number went with the transaction."""
    words = refusal(desk, case, StepRefused)
    assert not Counter.objects.filter(kind="rogatory").exists()
    return words


def test_the_case_is_locked_first_then_the_counter_then_both_chains_in_order(desk, told, rogatory):
    with CaptureQueriesContext(connection) as seen:
        desk.step(told, "reclassify")
    locks = [
        query["sql"]
        for query in seen
        if "FOR UPDATE" in query["sql"] or "FOR NO KEY" in query["sql"]
    ]
    tables = [re.search(r'FROM "(?:casework|contact_point)_(\w+)"', sql)[1] for sql in locks]
    assert 'OF "contact_point_contactrequest", "casework_case"' in locks[0]
    assert tables[:4] == ["contactrequest", "counter", "chainhead", "chainhead"]
    heads = [int(re.search(r'"authority_id" = (\d+)', sql)[1]) for sql in locks[2:4]]
    assert heads == sorted(heads) and len(set(heads)) == 2


def test_on_the_desk_the_form_offers_the_other_kinds_and_who_works_on_them(
    client, desk, case, pgo_officer, rogatory
):
    client.force_login(desk.officer)
    address = reverse("step", args=[case.public_id, "reclassify"])
    authorities = {row.code: row for row in Authority.objects.all()}
    page = client.get(address).content.decode()
    assert 'value="rogatory"' in page and 'value="mla"' in page
    assert 'value="contact_point"' not in page
    offered = [code for code, row in authorities.items() if f'<option value="{row.pk}"' in page]
    assert sorted(offered) == ["MOJ", "PGO"]
    typed = {"version": 1, **desk.details(case, "reclassify")}
    forged = client.post(address, {**typed, "authority": authorities["MOJ"].pk})
    assert forged.status_code == 422
    assert client.post(address, typed)["Location"] == case.get_absolute_url()
    again = client.post(address, typed)
    assert again.status_code == 409
    page = client.get(case.get_absolute_url(), follow=True).content.decode()
    other = continued(pgo_officer)
    assert other.reference in page
    client.force_login(pgo_officer)
    page = client.get(other.get_absolute_url()).content.decode()
    assert other.reference in page and case.reference in page
    assert f"/cases/{case.public_id}/" not in page
