"""What stands against a step: for each objection a case where it stands, with its sentence, and one
where it does not; and what the forms of steps demand.

Tried: with every `unless=[…]` of contact_point/procedure.py emptied, each line of the two tables
below goes red.
"""

from datetime import timedelta

import pytest
import time_machine

from casework.access.permissions import Role
from casework.access.scope import set_scope
from casework.cases.law import Finding
from casework.clock import now, today
from casework.directory.models import InstrumentArticle, Measure, Provider, RefusalGround
from casework.workflow.door import perform
from casework.workflow.refusals import InvalidDetails, StepRefused
from contact_point.models import ContactRequest
from contact_point.procedure import PROCEDURE
from tests.cases.making import a_case, a_document, answers, at, sent
from tests.cases.reaching import in_execution, two_authorities

pytestmark = pytest.mark.django_db
PRODUCTION, SEARCH, INTERCEPTION = "art18-production", "art18-search", "art21-content"
COURT = {"court": "Nasimi District Court", "decision_number": "3-17", "decision_on": "2026-02-05"}


@pytest.fixture
def reviewed(desk, case):
    return desk.step(case, "start_review")


@pytest.fixture
def accepted(desk, reviewed):
    return desk.step(reviewed, "accept")


def evidence(desk, **fields):
    """A request for evidence in execution."""
    return desk.steps(a_case(desk.officer, type="evidence", **fields), "start_review", "accept")


def measure(code):
    return Measure.objects.get(code=code).pk


def refusal(desk, case, name, **details):
    """The sentences with which the step is refused; nothing is changed by it."""
    version = ContactRequest.objects.get(pk=case.pk).version
    with pytest.raises(StepRefused) as told:
        desk.take(case, name, **details)
    assert ContactRequest.objects.get(pk=case.pk).version == version
    return " ".join(told.value.sentences)


def errors(desk, case, name, **details):
    """The fields that the form of the step does not accept, with what it says."""
    wanted = {**desk.details(case, name), **details}
    with pytest.raises(InvalidDetails) as told:
        desk.take(case, name, **{key: value for key, value in wanted.items() if value is not None})
    return told.value.form.errors


# Each objection: what makes it stand; what takes it away

BEFORE = {
    ("confirm_preservation", "No provisional preservation"): ([], ["preserve"]),
    ("lift_preservation", "No provisional preservation"): ([], ["preserve"]),
    ("accept", "confirmed or lifted first"): (["preserve"], ["lift_preservation"]),
    ("record_decision", "not asked to decide"): ([], ["ask_to_decide"]),
    ("ask_to_decide", "awaited already"): (["ask_to_decide"], ["record_decision"]),
    ("preserve", "has not decided yet"): (["ask_to_decide"], ["record_decision"]),
    ("accept", "has not decided yet"): (["ask_to_decide"], ["record_decision"]),
    ("record_acceptance", "No condition of use waits"): ([], ["set_condition"]),
    ("record_preserved", "has still to say since when"): ([], ["preserve"]),
    ("renew_preservation", "No preservation is in force"): (["preserve"], ["record_preserved"]),
    ("release_preservation", "No preservation is in force"): (["preserve"], ["record_preserved"]),
    ("correct_question", "No question was put"): ([], ["ask", "record_answer"]),
}
IN_EXECUTION = {
    ("apply_to_court", "asked already"): (["apply_to_court"], None),
    ("record_provider_answer", "Nothing has been ordered"): ([], ["order"]),
    ("cancel_prolongation", "has not been prolonged"): ([], ["prolong"]),
    ("prolong", "ceiling is reached"): (["prolong"], ["cancel_prolongation"]),
    ("report", "No outcome yet: 1. Subscriber"): (["order"], ["record_provider_answer"]),
    ("report", "has not accepted the conditions"): (
        ["order", "record_provider_answer", "set_condition"],
        ["record_acceptance"],
    ),
    ("order", "has not decided yet"): (["ask_to_decide"], ["record_decision"]),
}


@pytest.mark.parametrize(("name", "words"), BEFORE, ids=str)
def test_in_review_a_step_waits_and_then_goes_on(desk, reviewed, name, words):
    standing, gone = BEFORE[name, words]
    case = desk.steps(reviewed, *standing)
    assert words in refusal(desk, case, name)
    case = desk.steps(case, *gone)
    assert PROCEDURE[name].objections(case) == []
    desk.step(case, name)


@pytest.mark.parametrize(("name", "words"), IN_EXECUTION, ids=str)
def test_in_execution_a_step_waits_and_then_goes_on(desk, name, words, make_user):
    desk.second = make_user(Role.SUPERVISOR, full_name="second")
    standing, gone = IN_EXECUTION[name, words]
    case = desk.steps(evidence(desk), *standing)
    assert words in refusal(desk, case, name)
    if gone is None:
        case = order(desk, case, SEARCH, why_not_less="It was refused.", **court_today())
    else:
        case = desk.steps(case, *gone)
    assert PROCEDURE[name].objections(case) == []
    desk.step(case, name)


def court_today():
    """A court decision of today, with the foreign case number."""
    return {**COURT, "decision_on": today().isoformat(), "foreign_case_number": "12 Js 34/26"}


def order(desk, case, code, **more):
    return desk.step(case, "order", measure=measure(code), **more)


def test_what_a_provider_gives_cannot_be_accepted_without_an_item(desk):
    case = desk.step(a_case(desk.officer, items=0), "start_review")
    assert "No data item is recorded" in refusal(desk, case, "accept")
    desk.steps(case, "add_item", "accept")


def test_only_advice_is_answered_directly(desk, reviewed):
    words = refusal(desk, reviewed, "answer_directly", answer="The law.")
    assert "executed by a provider or person" in words
    advice = desk.step(a_case(desk.officer, type="technical-advice", items=0), "start_review")
    assert desk.step(advice, "answer_directly").state == "executed"


def test_a_requester_who_will_not_go_on_is_not_served(desk, reviewed):
    case = desk.step(reviewed, "ask_to_decide")
    case = desk.step(case, "record_decision", choice="withdraw")
    assert "decided not to go on" in refusal(desk, case, "accept")
    assert desk.step(case, "withdraw").state == "withdrawn"


def test_a_formal_confirmation_is_recorded_once_and_where_it_is_required(desk, case):
    assert "No formal confirmation" in refusal(desk, case, "confirm_formally")
    case = a_case(desk.officer, formal_required=True)
    case = desk.step(case, "confirm_formally")
    assert "No formal confirmation" in refusal(desk, case, "confirm_formally")


def test_without_another_authority_nothing_is_handed_over(desk, case):
    assert "No other authority" in refusal(desk, case, "hand_over")
    two_authorities()
    assert desk.step(case, "hand_over").authority.code == "PGO"


# Follow-up (profile, step 5)


@pytest.mark.parametrize("fields", [{"is_urgent": True}, {"answer_by_at": at("2027-01-01 18:00")}])
def test_follow_up_is_for_urgency_or_a_time_asked_for(desk, fields):
    plain = desk.step(evidence(desk), "order")
    assert "not urgent and no time was asked for" in refusal(desk, plain, "follow_up")
    case = evidence(desk, **fields)
    assert "No recipient owes an answer" in refusal(desk, case, "follow_up")
    case = desk.step(desk.step(case, "order"), "follow_up")
    assert case.letters.filter(kind="provider_reminder").count() == 1


def test_any_answer_is_feedback_and_an_announced_day_silences_until_it_has_passed(desk):
    case = desk.step(evidence(desk, is_urgent=True), "order")
    until = today() + timedelta(days=3)
    case = desk.take(
        case, "record_provider_answer", **answers(case, "pending"), pending_until=until.isoformat()
    )
    assert "No recipient owes" in refusal(desk, case, "follow_up")
    with time_machine.travel(now() + timedelta(days=3), tick=False):
        assert "No recipient owes" in refusal(desk, case, "follow_up")
    with time_machine.travel(now() + timedelta(days=4), tick=False):
        desk.step(case, "follow_up")


# Refusal: closed lists


def test_preservation_is_refused_on_two_grounds_only(desk, reviewed):
    grounds = RefusalGround.objects.filter(kind="ground")
    assert grounds.count() > 2
    for ground in grounds:
        if ground.code in ("political-offence", "essential-interests"):
            continue
        assert "ground" in errors(desk, reviewed, "refuse", ground=ground.pk), ground.code
    essential = grounds.get(code="essential-interests").pk
    assert desk.step(reviewed, "refuse", ground=essential).state == "refused"


def test_dual_criminality_stands_against_preservation_only_with_the_reservation(desk, reviewed):
    ground = RefusalGround.objects.get(code="dual-criminality").pk
    assert "ground" in errors(desk, reviewed, "refuse", ground=ground)
    InstrumentArticle.objects.filter(code="ets-185-29-4").update(reservation="yes")
    assert desk.step(reviewed, "refuse", ground=ground).state == "refused"


def test_other_requests_are_refused_for_dual_criminality_too(desk):
    case = desk.step(a_case(desk.officer, type="evidence"), "start_review")
    ground = RefusalGround.objects.get(code="dual-criminality").pk
    assert desk.step(case, "refuse", ground=ground).state == "refused"


@pytest.mark.parametrize("missing", ["ground", "consultation", "reasons"])
def test_a_refusal_names_ground_consultation_and_reasons(desk, reviewed, missing):
    assert set(errors(desk, reviewed, "refuse", **{missing: None})) == {missing}


# Acceptance: checklist of Art. 29.2, two findings


@pytest.mark.parametrize("letter", "abcef")
def test_without_a_line_of_the_checklist_preservation_is_not_accepted(desk, reviewed, letter):
    assert f"has_{letter}" in errors(desk, reviewed, "accept", **{f"has_{letter}": None})


def test_information_on_the_custodian_may_be_missing_with_a_note(desk, reviewed):
    assert set(errors(desk, reviewed, "accept", has_d=None)) == {"note_d"}
    case = desk.step(reviewed, "accept", has_d=False, note_d="Not known to the requester.")
    assert case.checklist["d"] == {"there": False, "note": "Not known to the requester."}


def test_evidence_is_accepted_without_a_checklist(desk):
    case = evidence(desk)
    sides = Finding.objects.filter(case=case.pk).values_list("side", flat=True)
    assert sorted(sides) == ["international", "national"]


@pytest.mark.parametrize("missing", ["international_reasons", "national_reasons", "measure"])
def test_both_findings_have_their_reasons(desk, reviewed, missing):
    assert missing in errors(desk, reviewed, "accept", **{missing: None})


def test_a_measure_that_needs_a_court_is_accepted_with_it_only(desk, reviewed):
    found = errors(desk, reviewed, "accept", measure=measure(SEARCH))
    assert set(found) == {"court_needed"}
    case = desk.step(reviewed, "accept", measure=measure(SEARCH), court_needed=True)
    assert case.state == "execution"


def test_a_court_decision_that_the_lawyer_found_necessary_is_asked_for(desk, reviewed):
    case = desk.step(reviewed, "accept", court_needed=True)
    assert set(errors(desk, case, "order")) == {"court", "decision_number", "decision_on"}


# Orders


def test_search_needs_a_court_decision_and_a_reason(desk):
    found = errors(desk, evidence(desk), "order", measure=measure(SEARCH))
    assert set(found) == {
        "court", "decision_number", "decision_on", "foreign_case_number", "why_not_less"
    }  # fmt: skip


def test_after_a_refusal_only_search_is_left_and_needs_no_other_reason(desk):
    case = desk.step(evidence(desk), "order")
    case = desk.take(case, "record_provider_answer", **answers(case, "refused"))
    assert "Search and seizure" in str(errors(desk, case, "order")["measure"])
    other = Provider.objects.exclude(code="azercell").first().pk
    desk.step(case, "order", provider=other)
    case = ContactRequest.objects.get(pk=case.pk)
    case = order(desk, case, SEARCH, **court_today())
    assert case.orders.last().letters.get().kind == "provider_order"


def test_an_interception_ends_within_six_months(desk):
    case = evidence(desk)
    with time_machine.travel(at("2027-08-31 12:00"), tick=False):
        more = {**court_today(), "measure": measure(INTERCEPTION), "why_not_less": "Nothing else."}
        assert set(errors(desk, case, "order", **more)) == {"until_on"}
        assert "29.02.2028" in str(errors(desk, case, "order", **more, until_on="2028-03-01"))
        case = desk.step(case, "order", **more, until_on="2028-02-29")
    assert str(case.orders.last().until_on) == "2028-02-29"


@pytest.mark.parametrize(("days", "accepted"), [(59, False), (60, True), (90, True), (91, False)])
def test_data_are_preserved_for_sixty_to_ninety_days(desk, case, days, accepted):
    if accepted:
        assert desk.step(case, "preserve", days=days).preservations.get().days == days
    else:
        assert "days" in errors(desk, case, "preserve", days=days)


def test_an_order_goes_to_exactly_one_recipient(desk, accepted):
    assert "provider" in errors(desk, accepted, "order", provider=None)
    assert "provider" in errors(desk, accepted, "order", new_person="Somebody")
    details = {**desk.details(accepted, "order"), "new_person": "Somebody", "new_contact": "Baku"}
    details.pop("provider")
    case = desk.take(accepted, "order", **details)
    assert case.orders.last().person.full_name == "Somebody"


# Preservation (K8)


def test_an_officer_preserves_alone_before_review_has_begun(desk, case):
    case = perform(case, "preserve", by=desk.officer, version=1, **desk.details(case, "preserve"))
    assert {letter.kind for letter in case.letters.all()} == {
        "preservation_notice", "provider_request"
    }  # fmt: skip
    assert case.orders.get().is_provisional


def test_what_was_lifted_counts_for_nothing(desk, case):
    case = desk.steps(case, "preserve", "record_preserved")
    assert case.dataitems.get().outcome == "given"
    case = desk.step(case, "lift_preservation")
    assert case.dataitems.get().outcome == "pending"
    assert case.letters.filter(kind="stop_letter").count() == 1


def test_a_preservation_without_items_waits_for_its_answer_too(desk, case):
    case = desk.step(case, "preserve", items=[])
    assert case.orders.get().is_open
    case = desk.step(case, "withdraw")
    assert case.letters.filter(kind="stop_letter").count() == 1


def test_the_day_of_effect_is_recorded_once(desk):
    case = evidence(desk)
    case = order(desk, case, "art16-production", days=60)
    case = desk.step(case, "record_preserved")
    case = desk.step(case, "renew_preservation")
    until = case.preservations.get().last_on
    found = errors(desk, case, "record_provider_answer", effective_on=today().isoformat())
    assert "effective_on" in found
    assert case.preservations.get().last_on == until


def test_preservation_is_renewed_before_its_end_and_for_ninety_days_at_most(desk, case):
    case = desk.steps(case, "preserve", "record_preserved")
    last_on = case.preservations.get().last_on
    beyond = (last_on + timedelta(days=91)).isoformat()
    assert "until_on" in errors(desk, case, "renew_preservation", until_on=beyond)
    assert "until_on" in errors(desk, case, "renew_preservation", until_on=last_on.isoformat())
    with time_machine.travel(now() + timedelta(days=61), tick=False):
        assert "It has ended" in str(errors(desk, case, "renew_preservation"))
    with time_machine.travel(now() + timedelta(days=60), tick=False):
        case = desk.step(case, "renew_preservation")
    assert case.preservations.get().last_on == last_on + timedelta(days=90)


def test_ending_a_case_leaves_its_preservation(desk, case):
    case = desk.steps(case, "start_review", "preserve", "record_preserved", "refuse")
    sent(case)
    case = desk.step(case, "close")
    row = case.preservations.get()
    assert row.is_in_force(today())
    assert row.released_at is None
    case = desk.step(case, "release_preservation")
    assert case.state == "closed"
    assert case.preservations.get().released_by == desk.supervisor


# Lapse and late answers


def test_a_question_lapses_after_two_reminders_and_sixty_days(desk):
    with time_machine.travel(at("2026-02-03 10:15"), tick=False) as clock:
        case = desk.steps(a_case(desk.officer), "start_review", "ask", "remind_requester")
        sent(case)
        assert "reminder of day 14" in refusal(desk, case, "let_lapse")
        clock.move_to(at("2026-03-06 10:00"))
        case = desk.step(case, "remind_requester")
        sent(case)
        assert "reminder of day 30" in refusal(desk, case, "let_lapse")  # one is not two
        case = desk.step(case, "remind_requester")
        sent(case)
        assert "reminder" not in refusal(desk, case, "let_lapse")
        clock.move_to(at("2026-04-03 23:59"))
        assert "1 day is left" in refusal(desk, case, "let_lapse")
        clock.move_to(at("2026-04-04 00:00"))
        case = desk.step(case, "let_lapse")
        assert (case.state, case.has_lapsed, case.due_on) == ("lapsed", True, None)
        assert case.letters.filter(kind="closing_notice").count() == 1


@pytest.mark.parametrize("closed", [False, True])
def test_a_late_answer_reopens_with_one_pause_from_question_to_answer(desk, closed):
    with time_machine.travel(at("2026-04-06 12:00"), tick=False) as clock:
        case = desk.step(a_case(desk.officer, received_at=now()), "start_review")
        clock.move_to(at("2026-04-08 12:00"))
        case = desk.step(case, "ask")
        clock.move_to(at("2026-06-08 12:00"))
        for days in (15, 31):
            case = desk.step(case, "remind_requester")
            sent(case, "question_reminder", on=case.questions.get().sent_on + timedelta(days=days))
        case = desk.step(case, "let_lapse")
        sent(case)
        case = desk.step(case, "close") if closed else case
        clock.move_to(at("2026-06-10 12:00"))
        case = desk.step(case, "record_late_answer")
    assert case.state == "review"
    assert str(case.execution_nominal_on) == "2026-06-18"  # 16.04 and the 63 days of the pause
    assert str(case.ceiling_on) == "2026-08-08"
    assert str(case.review_on) == "2026-06-13"


def test_an_answer_after_another_closing_is_no_late_answer(desk, reviewed):
    case = desk.step(reviewed, "refuse")
    sent(case)
    case = desk.step(case, "close")
    document = a_document(case, desk.officer).pk
    words = refusal(
        desk, case, "record_late_answer", answered_on=today().isoformat(), document=document
    )
    assert "not closed after a lapse" in words


# Duplicates


def duplicate(desk, case, other):
    set_scope(desk.officer)
    return desk.take(case, "mark_duplicate", other=other.reference)


def test_the_earliest_receipt_governs_the_case_that_goes_on(desk):
    with time_machine.travel(at("2026-03-02 10:00"), tick=False):
        early = a_case(desk.officer, received_at=at("2026-02-03 10:15"))
        late = a_case(desk.officer, received_at=now())
        case = duplicate(desk, early, late)
        late = ContactRequest.objects.get(pk=late.pk)
    assert (case.state, case.due_on) == ("closed", None)
    assert late.received_at == at("2026-02-03 10:15")
    assert str(late.ceiling_on) == "2026-04-03"
    assert (late.version, late.casereceipts.count()) == (2, 2)
    assert late.events.last().verb == "receipt_joined"


def test_a_duplicate_that_was_reopened_is_marked_again(desk, case):
    other = a_case(desk.officer)
    done = duplicate(desk, case, other)
    done = desk.step(done, "reopen")
    done = duplicate(desk, done, ContactRequest.objects.get(pk=other.pk))
    assert done.state == "closed"
    assert (done.links.count(), other.casereceipts.count()) == (1, 2)


def test_a_receipt_that_would_make_a_prolongation_invalid_is_refused(desk):
    with time_machine.travel(at("2026-03-02 10:00"), tick=False):
        early = a_case(desk.officer, received_at=at("2026-01-10 10:15"))
        late = evidence(desk, received_at=at("2026-02-25 10:00"))
        late = desk.step(late, "prolong", until="2026-04-25")
        assert "10.03.2026" in refusal(desk, early, "mark_duplicate", other=late.reference)
    assert ContactRequest.objects.get(pk=late.pk).version == late.version


def test_a_case_to_which_a_confirmation_is_owed_is_no_duplicate_yet(desk, case):
    owing = a_case(desk.officer, confirmation_requested=True)
    assert "confirmation of receipt" in refusal(desk, owing, "mark_duplicate", other=case.reference)


# Release


def given(desk, **fields):
    case = desk.step(evidence(desk, **fields), "order")
    return desk.take(case, "record_provider_answer", **answers(case, "given"))


@pytest.mark.parametrize(("hours", "alone"), [(3.9, True), (4.1, False)])
def test_one_person_releases_within_four_hours_of_the_time_asked_for(desk, hours, alone):
    case = given(desk, answer_by_at=now() + timedelta(hours=hours))
    if not alone:
        assert "not due within 4 hours" in refusal(desk, case, "report_alone")
        return
    case = desk.step(case, "report_alone", by=desk.officer)
    sent(case)
    assert "reviewed by a supervisor" in refusal(desk, case, "close")
    case = desk.step(case, "review_release")
    assert "Nothing was released" in refusal(desk, case, "review_release")
    assert desk.step(case, "close").state == "closed"


def test_one_person_releases_nothing_but_subscriber_information(desk):
    case = given(desk, answer_by_at=now() + timedelta(hours=1), items=2)
    assert "Only subscriber information" in refusal(desk, case, "report_alone")


def test_nobody_reviews_the_own_release(desk, make_user):
    both = make_user(Role.OFFICER, Role.SUPERVISOR, full_name="both")
    case = given(desk, answer_by_at=now() + timedelta(hours=1))
    case = desk.step(case, "report_alone", by=both)
    with pytest.raises(InvalidDetails, match="released it yourself"):
        perform(case, "review_release", by=both, version=case.version)
    perform(case, "review_release", by=desk.supervisor, version=case.version)


# Closing


def test_no_case_is_closed_before_the_outcome_was_told(desk, reviewed):
    case = desk.step(reviewed, "refuse")
    assert "letter that tells the outcome" in refusal(desk, case, "close")
    sent(case, "refusal")
    assert desk.step(case, "close").state == "closed"


def test_a_letter_of_an_earlier_ending_tells_nothing_of_this_one(desk, reviewed):
    case = desk.step(reviewed, "refuse")
    sent(case)
    case = desk.steps(case, "reopen", "refuse")
    assert "letter that tells the outcome" in refusal(desk, case, "close")


def test_a_void_registration_tells_recipients_to_stop(desk, case):
    case = desk.steps(case, "preserve", "void")
    assert case.letters.filter(kind="stop_letter").count() == 1


def test_conditions_of_use_hold_back_material_only(desk):
    case = in_execution(desk, "not_held")
    case = desk.step(case, "set_condition")
    assert desk.step(case, "report").state == "not_executed"


def test_a_special_procedure_is_followed_or_its_incompatibility_named(desk, officer):
    asked = desk.step(a_case(officer, special_procedure="Seal every copy."), "start_review")
    with pytest.raises(InvalidDetails, match="Say whether it is followed"):
        desk.step(asked, "accept")
    with pytest.raises(InvalidDetails, match="Name the law"):
        desk.step(asked, "accept", special="no")
    case = desk.step(asked, "accept", special="no", special_reason="CPC 51.")
    found = case.findings.get(side=Finding.Side.INTERNATIONAL)
    assert found.checklist["special_procedure"] == {"there": False, "note": "CPC 51."}
    assert "special_procedure" not in case.checklist
