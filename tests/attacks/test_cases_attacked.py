"""Attacks on cases: what a form can be made to say, on one's own case and on those of others.

Each was tried with its safeguard taken away, and went red.
"""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from casework.access.models import Absence, User
from casework.access.permissions import Role
from casework.access.scope import set_scope, set_scope_of_all
from casework.audit.chain import parsed
from casework.audit.events import Event, ReadLog
from casework.audit.reading import heads
from casework.audit.verify import verify
from casework.cases.case import Case
from casework.clock import today
from casework.directory.models import Authority, Measure, RecipientPerson
from casework.workflow.door import perform
from casework.workflow.models import Draft, Proposal, StepRule
from casework.workflow.proposals import decide, propose
from casework.workflow.refusals import InvalidDetails, NotAllowed, StepRefused
from tests.cases.making import Desk, a_case, a_document, answers, sent
from tests.cases.reaching import in_execution, in_review, two_authorities

pytestmark = pytest.mark.django_db
NUL, LONG = "\x00", "9" * 5000
PLACES = ["Asia/Baku", "America/New_York"]
ENDS_OF_TIME = ["0001-01-01T00:00", "9999-12-31T23:59"]
CANARY = "Canary-of-PGO"


@pytest.fixture
def desk(officer, lawyer, supervisor, registrar):
    return Desk(officer, lawyer, supervisor, registrar)


@pytest.fixture
def case(desk):
    return a_case(desk.officer)


@pytest.fixture
def foreign(make_user):
    """A case of another authority in execution, with its canary wherever one can stand."""
    two_authorities()
    people = [make_user(role, authority="PGO", full_name=f"{CANARY}-{role}")
              for role in (Role.OFFICER, Role.LAWYER, Role.SUPERVISOR)]  # fmt: skip
    fields = {"summary": CANARY, "requesting_authority": CANARY}
    theirs = Desk(*people)
    case = a_case(people[0], authority="PGO", type="evidence", **fields)
    case = theirs.steps(case, "start_review", "preserve", "confirm_preservation", "accept")
    case = theirs.step(case, "order", provider=None, new_person=CANARY)
    return theirs.step(case, "set_condition", text=CANARY)


def send(client, case, name, **typed):
    """Send the form of a step as a browser does, with the version as it is."""
    version = type(case).objects.values_list("version", flat=True).get(pk=case.pk)
    address = reverse("step", args=[case.public_id, name])
    return client.post(address, {"version": version, **typed})


# Letters that PostgreSQL does not take, numbers that no column holds


def test_a_nul_in_the_reference_of_a_duplicate_is_a_sentence_not_a_failure(client, desk, case):
    client.force_login(desk.officer)
    assert send(client, case, "mark_duplicate", other=f"SSS{NUL}").status_code == 422
    with pytest.raises(InvalidDetails):
        perform(case, "mark_duplicate", by=desk.officer, version=1, other=NUL)


def test_a_nul_in_the_address_of_a_draft_is_a_page_that_is_not_there(client, desk, case):
    client.force_login(desk.officer)
    page = reverse("step", args=[case.public_id, "ask"]).replace("ask", f"a{NUL}k")
    assert client.post(reverse("draft"), {"draft-page": page, "x": "y"}).status_code == 404


@pytest.mark.parametrize(
    "forged",
    [
        {"provider": 10**30}, {"items": [10**30]}, {"items": [NUL]}, {"measure": NUL},
        {"measure": "²"}, {"days": LONG}, {"days": -60}, {"days": f"6{NUL}0"}, {"days": 10**12},
        {"provider": "", "new_person": "x" * 100_000}, {"provider": "", "new_person": NUL},
    ],
    ids=lambda forged: ",".join(forged),
)  # fmt: skip
def test_what_no_column_holds_comes_back_with_a_sentence(client, desk, case, forged):
    client.force_login(desk.officer)
    typed = {**desk.details(case, "preserve"), **forged}
    assert send(client, case, "preserve", **typed).status_code == 422
    assert not case.orders.exists()


def test_an_order_whose_number_is_too_long_breaks_neither_page_nor_form(client, desk):
    case = in_execution(desk)
    client.force_login(desk.officer)
    address = reverse("step", args=[case.public_id, "record_provider_answer"])
    assert client.get(address, {"order": LONG}).status_code == 200
    assert send(client, case, "record_provider_answer", order=LONG).status_code == 422


def test_addresses_with_endless_numbers_are_not_there_or_say_nothing(client, desk, case):
    client.force_login(desk.officer)
    note = reverse("note_confirmed", args=[case.public_id, 10**30])
    assert client.get(note).status_code == 404
    for place in (f"/cases/?after=0_0001-01-01_{LONG}", f"/cases/?q={LONG}",
                  f"{reverse('history', args=[case.public_id])}?page={LONG}"):  # fmt: skip
        assert client.get(place).status_code == 200


# Instants that leave the calendar: written by PostgreSQL, read by nobody


@pytest.mark.parametrize("zone", PLACES)
@pytest.mark.parametrize("typed", ENDS_OF_TIME)
def test_an_instant_outside_the_calendar_never_shuts_the_list_of_cases(
    client, desk, case, typed, zone
):
    client.force_login(desk.officer)
    said = {"request_type": case.request_type_id, "sender_zone": zone, "reason": "x"}
    assert send(client, case, "correct_content", answer_by_at=typed, **said).status_code == 422
    assert client.get("/cases/").status_code == 200


@pytest.mark.parametrize("zone", PLACES)
@pytest.mark.parametrize("typed", ENDS_OF_TIME)
def test_an_instant_outside_the_calendar_never_shuts_the_page_of_a_case(
    client, desk, case, typed, zone
):
    client.force_login(desk.officer)
    item = {"category": "traffic", "identifier_kind": "ip", "identifier": "1", "zone": zone}
    for name in ("seen_at", "period_from", "period_to"):
        assert send(client, case, "add_item", **item, **{name: typed}).status_code == 422
    call = {"kind": "call", "spoke_with": "x", "text": "x", "called_at": "0001-01-01T00:00"}
    assert client.post(reverse("note_add", args=[case.public_id]), call).status_code == 422
    assert client.get(case.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("typed", [*ENDS_OF_TIME, "1999-12-31T23:59"])
def test_a_receipt_of_another_age_is_refused(client, desk, case, typed):
    client.force_login(desk.officer)
    again = {"channel": "fax", "received_at": typed}
    assert send(client, case, "add_receipt", **again).status_code == 422


@pytest.mark.parametrize(("instant", "day"), [("2026-11-22T19:59:59Z", 22),
                                              ("2026-11-22T20:00:00Z", 23)])  # fmt: skip
def test_a_step_at_midnight_in_baku_belongs_to_the_day_there(desk, instant, day):
    with time_machine.travel("2026-11-20T08:00:00Z"):
        case = desk.step(a_case(desk.officer), "start_review")
    with time_machine.travel(instant, tick=False):
        case = desk.step(case, "ask", sent_on=today().isoformat())
        assert (case.questions.get().sent_on.day, case.suspended_since.day) == (day, day)


# What is recorded of a correction, and of a reading


def test_a_corrected_reference_is_what_duplicates_are_found_by(client, desk, case):
    client.force_login(desk.officer)
    typed = {"request_type": case.request_type_id, "sender_zone": "CET", "reason": "x"}
    send(client, case, "correct_content", foreign_reference="LKA 12/34", **typed)
    case.refresh_from_db()
    assert case.foreign_key == "lka1234"
    assert case.reference in client.get("/cases/?q=lka-12.34").content.decode()


def test_a_correction_keeps_the_old_words_in_its_event(desk):
    case = a_case(desk.officer, summary="As it came", offence="Fraud", reply_channel="fax")
    desk.step(case, "correct_content", summary="As it is")
    changes = parsed(Event.objects.get(verb="correct_content").details)["changes"]
    assert changes["summary"] == ["As it came", "As it is"]
    assert changes["offence"] == ["Fraud", ""]
    assert changes["reply_channel"] == ["fax", ""]


def test_who_reads_a_case_in_the_administration_is_logged_too(client, desk, case):
    client.force_login(desk.supervisor)
    client.get(reverse("admin:casework_case_change", args=[case.pk]))
    proposal = propose(
        desk.step(case, "start_review"), "refuse", by=desk.officer, version=2,
        **desk.details(case, "refuse"),
    )  # fmt: skip
    client.get(reverse("admin:casework_proposal_change", args=[proposal.pk]))
    logged = ReadLog.objects.values_list("user", "case", "what")
    assert list(logged) == [(desk.supervisor.pk, case.pk, "case")] * 2


def test_a_file_sent_with_the_step_of_a_deputy_says_on_whose_behalf(
    client, desk, make_user, settings, tmp_path
):
    settings.DOCUMENTS_DIR = str(tmp_path / "documents")
    case = desk.steps(a_case(desk.officer), "start_review", "ask")
    deputy = make_user(Role.AUDITOR, full_name="deputy")
    Absence.objects.create(user=desk.officer, deputy=deputy, from_on=today())
    client.force_login(deputy)
    file = SimpleUploadedFile("answer.txt", b"an answer")
    assert send(client, case, "withdraw", document_file=file).status_code == 302
    added = Event.objects.get(verb="add_document")
    assert (added.actor, added.on_behalf_of) == (deputy, desk.officer)


# Keys of other cases and of other authorities


def test_a_draft_is_kept_of_no_page_that_the_person_does_not_see(client, desk, foreign):
    set_scope(desk.officer)
    client.force_login(desk.officer)
    gone = "11111111-2222-4333-8444-555555555555"
    for name in ("note_add", "letter_add", "document_add", "case"):
        for key in (foreign.public_id, gone):
            typed = {"draft-page": reverse(name, args=[key]), "text": "x"}
            assert client.post(reverse("draft"), typed).status_code == 404
    assert not Draft.objects.exists()


def test_rows_of_another_case_are_no_choice_in_any_form(client, desk):
    case, other = in_execution(desk), in_execution(desk)
    document = a_document(other, desk.officer, "theirs")
    client.force_login(desk.officer)
    item, order = other.dataitems.first().pk, other.orders.last().pk
    forged = [
        ("withdraw", {"document": document.pk}),
        ("order", {**desk.details(case, "order"), "items": [item]}),
        ("record_provider_answer", answers(other, "given")),
        ("record_preserved", {"order": order, "effective_on": today().isoformat()}),
        ("follow_up", {"orders": [order]}),
    ]
    for name, typed in forged:
        status = send(client, case, name, **typed).status_code
        assert status in (409, 422), name
    client.force_login(desk.supervisor)
    row = other.preservations.exclude(effective_on=None).last().pk
    for name in ("renew_preservation", "release_preservation"):
        typed = {"preservation": row, "reason": "x", "until_on": today() + timedelta(days=90)}
        assert send(client, case, name, **typed).status_code == 422


def test_people_and_recipients_of_another_authority_are_no_choice(client, desk, foreign):
    set_scope(desk.officer)
    case = in_execution(desk)
    theirs = RecipientPerson.objects.get(full_name=CANARY)
    client.force_login(desk.officer)
    typed = {**desk.details(case, "order"), "provider": "", "person": theirs.pk}
    assert send(client, case, "order", **typed).status_code == 422
    refused = {**desk.details(case, "order"), "measure": Measure.objects.get(
        code="art19-connected").pk}  # fmt: skip
    assert send(client, case, "order", **refused).status_code == 422
    client.force_login(desk.supervisor)
    stranger = User.objects.get(full_name=f"{CANARY}-officer")
    assert send(client, case, "assign", officer=stranger.pk).status_code == 422
    typed = {"_confirm": "1", "officer": stranger.pk, "row": f"{foreign.pk}:{foreign.version}"}
    answer = client.post(reverse("admin:casework_case_reassign"), typed)
    assert answer.status_code == 200
    assert Case.objects.get(pk=case.pk).officer_id != stranger.pk


def test_no_word_of_another_authority_stands_on_any_page(client, desk, foreign, auditor):
    set_scope(desk.officer)
    case = in_execution(desk)
    pages = [
        "/",
        "/cases/?ended=1",
        "/cases/?q=BKA",
        case.get_absolute_url(),
        reverse("history", args=[case.public_id]),
        *(
            reverse("step", args=[case.public_id, name])
            for name in ("order", "hand_over", "assign", "report", "prolong")
        ),
        "/administration/casework/case/",
        "/administration/casework/proposal/?status=all",
        reverse("admin:casework_case_change", args=[case.pk]),
    ]
    asked = [f"/cases/?q={foreign.reference}", f"/administration/casework/case/?q={CANARY}"]
    for person in (desk.officer, desk.lawyer, desk.supervisor, auditor):
        client.force_login(person)
        for page in pages:
            text = client.get(page).content.decode()
            assert CANARY not in text and foreign.reference not in text, page
        for page in asked:  # it repeats what was typed, and finds nothing
            text = client.get(page).content.decode()
            assert str(foreign.public_id) not in text and f"/case/{foreign.pk}/" not in text


def test_a_conflict_tells_nothing_of_the_duplicate_that_one_does_not_see(client, desk, foreign):
    set_scope(desk.officer)
    case = a_case(desk.officer)
    client.force_login(desk.officer)
    seen = send(client, case, "mark_duplicate", other=foreign.reference)
    gone = send(client, case, "mark_duplicate", other="PGO-CP-2026-999999")
    assert (seen.status_code, gone.status_code) == (422, 422)
    text = seen.content.decode().replace(foreign.reference, "PGO-CP-2026-999999")
    assert CANARY not in text


# Two persons


def test_a_rule_of_another_authority_frees_nobody_here(desk, case):
    case = desk.step(case, "start_review")
    StepRule.objects.create(
        authority=Authority.objects.get(code="PGO"), procedure="contact_point", step="refuse",
        second="none", roles=["officer"],
    )  # fmt: skip
    with pytest.raises(StepRefused):
        perform(case, "refuse", by=desk.supervisor, version=2, **desk.details(case, "refuse"))


def test_a_proposal_is_decided_once_and_never_after_the_case_has_left(desk, case):
    two_authorities()
    case = desk.step(case, "start_review")
    refusal = desk.details(case, "refuse")
    proposal = propose(case, "refuse", by=desk.officer, version=2, **refusal)
    stale = Proposal.objects.get(pk=proposal.pk)
    desk.step(case, "hand_over")
    with pytest.raises((StepRefused, NotAllowed, Case.DoesNotExist)):
        decide(stale, by=desk.supervisor, accept=True)
    other = desk.step(a_case(desk.officer), "start_review")
    twice = propose(other, "refuse", by=desk.officer, version=2, **desk.details(other, "refuse"))
    decide(twice, by=desk.supervisor, accept=True)
    with pytest.raises(StepRefused):
        decide(twice, by=desk.supervisor, accept=True)
    assert Event.objects.filter(case=other, verb="refuse").count() == 1


# The law


def test_a_refused_case_is_not_closed_by_another_letter_than_the_refusal(desk):
    case = desk.step(in_review(desk), "refuse")
    sent(case, "refusal")
    assert desk.step(case, "close").state == "closed"
    other = desk.step(in_review(desk), "refuse")
    other.letters.filter(kind="refusal").update(kind="closing_notice")
    sent(other, "closing_notice")
    with pytest.raises(StepRefused):
        perform(other, "close", by=desk.officer, version=other.version)


def test_an_order_to_preserve_never_ends_before_the_days_it_asks_for(client, desk):
    case = in_execution(desk)
    client.force_login(desk.officer)
    typed = desk.details(case, "preserve")
    early = today() + timedelta(days=59)
    answer = send(client, case, "order", **typed, until_on=early.isoformat())
    assert answer.status_code == 422
    in_time = today() + timedelta(days=60)
    assert send(client, case, "order", **typed, until_on=in_time.isoformat()).status_code == 302


# The record


def test_after_a_mixed_run_every_chain_holds_and_a_refused_step_left_nothing(client, desk, foreign):
    set_scope(desk.officer)
    case = in_execution(desk)
    before, version = Event.objects.count(), case.version
    client.force_login(desk.officer)
    for name in ("accept", "reopen", "close", "prolong", "record_answer", "nothing"):
        assert send(client, case, name).status_code in (403, 404, 409, 422)
    case.refresh_from_db()
    assert (Event.objects.count(), case.version) == (before, version)
    versions = Event.objects.filter(case=case).exclude(version=None)
    assert [e.version for e in versions.order_by("version")] == list(range(1, version + 1))
    assert not versions.filter(actor=None).exists()
    set_scope_of_all()
    found = [verify(head, "default") for head in heads("default")]
    assert [(one.damage, one.read > 0) for one in found] == [(None, True)] * 2
