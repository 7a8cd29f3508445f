"""The examples of the rules K1 to K11 on real cases: each date comes out of steps taken through the
door on the days of the example. The pure function has its own table in tests/clock.
"""

from datetime import date

import pytest
import time_machine

from casework.access.scope import set_scope
from casework.cases.clocks import dates_of
from casework.clock import today
from casework.directory.models import Measure, Policy
from casework.workflow.door import perform
from casework.workflow.proposals import propose
from casework.workflow.refusals import InvalidDetails, NotAllowed, StepRefused
from contact_point.models import ContactRequest
from tests.cases.making import a_case, answers, at

pytestmark = pytest.mark.django_db
NUMBER_1 = "2026-02-03 10:15"


@pytest.fixture
def clock():
    """The day of example 1; `clock.move_to(at(…))` goes on."""
    with time_machine.travel(at(NUMBER_1), tick=False) as traveller:
        yield traveller


def dates(case):
    """Review, execution and ceiling, as kept on the case."""
    kept = (case.review_on, case.execution_on, case.ceiling_on)
    return [str(day) if day else None for day in kept]


def request_of(desk, clock, received, **fields):
    clock.move_to(at(received))
    return a_case(desk.officer, received_at=at(received), type="evidence", **fields)


def accepted(desk, clock, received=NUMBER_1, **fields):
    return desk.steps(request_of(desk, clock, received, **fields), "start_review", "accept")


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        ("2026-02-03 10:15", ["2026-02-06", "2026-02-13", "2026-04-03"]),  # 1
        ("2026-02-04 00:30", ["2026-02-07", "2026-02-16", "2026-04-04"]),  # 2: 20:30 UTC
        ("2026-02-03 23:59:59", ["2026-02-06", "2026-02-13", "2026-04-03"]),  # 3
        ("2026-02-04 00:00", ["2026-02-07", "2026-02-16", "2026-04-04"]),  # 3
        ("2026-12-31 15:00", ["2027-01-03", "2027-01-11", "2027-02-28"]),  # 4
        ("2026-03-13 11:00", ["2026-03-16", "2026-03-31", "2026-05-13"]),  # 6
        ("2026-05-09 02:10", ["2026-05-12", "2026-05-19", "2026-07-09"]),  # 13, urgent or not
    ],
)
def test_1_to_6_and_13_the_first_dates(desk, clock, received, expected):
    for is_urgent in (False, True):
        assert dates(request_of(desk, clock, received, is_urgent=is_urgent)) == expected


def test_1_overdue_from_midnight_and_not_before(desk, clock):
    case = accepted(desk, clock)
    cases = ContactRequest.objects.filter(pk=case.pk)
    clock.move_to(at("2026-02-13 23:59:59"))
    assert not cases.overdue(today())
    clock.move_to(at("2026-02-14 00:00"))
    assert cases.overdue(today())


def test_1_acceptance_meets_the_review_clock(desk, clock):
    assert dates(accepted(desk, clock)) == [None, "2026-02-13", "2026-04-03"]


# 11: prolongation


def test_11_a_supervisor_prolongs_up_to_the_ceiling(desk, clock):
    case = accepted(desk, clock)
    clock.move_to(at("2026-02-12 12:00"))
    case = desk.step(case, "prolong", until="2026-04-03")
    assert dates(case) == [None, "2026-04-03", "2026-04-03"]
    assert case.letters.filter(kind="delay_notice").count() == 1
    row = case.prolongations.get()
    assert (row.previous_on, row.ceiling_on) == (date(2026, 2, 13), date(2026, 4, 3))


@pytest.mark.parametrize(
    ("until", "reason", "field"),
    [
        ("2026-04-04", "Longer.", "until"),
        ("2026-02-13", "Longer.", "until"),
        ("2026-04-03", "", "reason"),
    ],
)
def test_11_beyond_the_ceiling_not_later_or_without_reason_is_refused(
    desk, clock, until, reason, field
):
    case = accepted(desk, clock)
    clock.move_to(at("2026-02-12 12:00"))
    with pytest.raises(InvalidDetails) as told:
        desk.step(case, "prolong", until=until, reason=reason)
    assert set(told.value.form.errors) == {field}


def test_11_an_officer_never_prolongs(desk, clock, registrar):
    case = accepted(desk, clock)
    details = desk.details(case, "prolong")
    with pytest.raises(StepRefused):
        perform(case, "prolong", by=desk.officer, version=case.version, **details)
    with pytest.raises(NotAllowed):
        perform(case, "prolong", by=registrar, version=case.version, **details)
    set_scope(desk.officer)
    assert propose(case, "prolong", by=desk.officer, version=case.version, **details)
    assert dates(ContactRequest.objects.get(pk=case.pk)) == dates(case)


def test_11_a_prolongation_after_expiry_is_possible_and_called_late(desk, clock):
    case = accepted(desk, clock)
    clock.move_to(at("2026-02-20 12:00"))
    case = desk.step(case, "prolong", until="2026-03-20")
    assert dates(case)[1] == "2026-03-20"
    why = dates_of(case, today()).found.why["execution"]
    assert [(r.code, r.values["days"]) for r in why if r.code == "prolonged_late"] == [
        ("prolonged_late", 7)
    ]


def test_20_a_cancelled_prolongation_is_as_if_never_decided(desk, clock):
    case = request_of(desk, clock, NUMBER_1)
    case = desk.step(case, "start_review")
    clock.move_to(at("2026-02-05 12:00"))
    case = desk.step(case, "ask")
    clock.move_to(at("2026-02-09 12:00"))
    case = desk.steps(case, "record_answer", "accept")
    plain = dates(case)
    assert plain == [None, "2026-02-17", "2026-04-07"]
    clock.move_to(at("2026-02-12 12:00"))
    case = desk.step(case, "prolong", until="2026-03-20")
    assert dates(case)[1] == "2026-03-20"
    case = desk.step(case, "cancel_prolongation")
    assert dates(case) == plain


# 12: a question by each rule (K6)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("pause", ["2026-05-07", "2026-05-12", "2026-07-02"]),
        ("continue", ["2026-05-07", "2026-04-16", "2026-06-06"]),
        ("restart", ["2026-05-07", "2026-05-14", "2026-06-06"]),
    ],
)
def test_12_a_question_by_each_rule(desk, clock, rule, expected):
    case = answered(desk, clock, rule)
    assert dates(case) == expected


def answered(desk, clock, rule):
    Policy.objects.create(
        **{
            **{
                field.name: getattr(Policy.objects.get(procedure="contact_point"), field.name)
                for field in Policy._meta.concrete_fields
                if field.name != "id"
            },
            "clarification": rule,
            "in_force_from": date(2026, 4, 1),
        }
    )
    case = desk.step(request_of(desk, clock, "2026-04-06 12:00"), "start_review")
    clock.move_to(at("2026-04-08 12:00"))
    case = desk.step(case, "ask")
    open_dates = {
        "pause": [None, None, None],
        "continue": [None, "2026-04-16", "2026-06-06"],
        "restart": [None, "2026-04-16", "2026-06-06"],
    }
    assert dates(case) == open_dates[rule]
    assert str(case.suspended_since) == ("2026-04-08" if rule == "pause" else "None")
    clock.move_to(at("2026-05-04 12:00"))
    return desk.step(case, "record_answer")


def test_a_question_from_execution_starts_no_new_review(desk, clock):
    case = accepted(desk, clock)
    clock.move_to(at("2026-02-05 12:00"))
    case = desk.step(case, "ask")
    clock.move_to(at("2026-02-09 12:00"))
    case = desk.step(case, "record_answer")
    assert case.state == "execution"
    assert dates(case) == [None, "2026-02-17", "2026-04-07"]


def test_a_case_postponed_out_of_review_has_three_new_days(desk, clock):
    case = desk.step(request_of(desk, clock, NUMBER_1), "start_review")
    clock.move_to(at("2026-02-05 12:00"))
    case = desk.step(case, "postpone")
    assert dates(case) == [None, None, None]
    clock.move_to(at("2026-02-10 12:00"))
    case = desk.step(case, "resume")
    assert dates(case) == ["2026-02-13", "2026-02-18", "2026-04-08"]


def test_reopening_starts_no_clock_anew(desk, clock):
    case = desk.steps(request_of(desk, clock, NUMBER_1), "start_review", "refuse")
    clock.move_to(at("2026-03-10 12:00"))
    case = desk.step(case, "reopen")
    assert dates(case) == ["2026-02-06", "2026-02-13", "2026-04-03"]


# 14, 15, 16


def test_14_a_time_asked_for_is_shown_in_both_zones(desk, clock):
    case = request_of(desk, clock, NUMBER_1, sender_zone="CET", answer_by_at=at("2026-02-06 21:00"))
    assert case.answer_by_there.strftime("%H:%M %Z") == "18:00 CET"
    row = case.deadlines.get(clock="answer_by", is_current=True)
    assert row.due_at == at("2026-02-06 21:00")
    plain = request_of(desk, clock, NUMBER_1)
    assert dates(plain) == dates(case)


def test_15_after_a_refusal_only_the_coercive_measure_is_left(desk, clock):
    case = desk.step(accepted(desk, clock), "order")
    clock.move_to(at("2026-02-10 12:00"))
    case = desk.take(case, "record_provider_answer", **answers(case, "refused"))
    with pytest.raises(InvalidDetails) as told:
        desk.step(case, "order")
    assert set(told.value.form.errors) == {"measure"}
    search = Measure.objects.get(code="art18-search").pk
    with pytest.raises(InvalidDetails) as told:
        desk.step(case, "order", measure=search, foreign_case_number="12 Js 34/26")
    assert set(told.value.form.errors) == {"court", "decision_number", "decision_on"}
    decision = {"court": "Court", "decision_number": "3-17", "decision_on": "2026-02-10"}
    case = desk.step(case, "order", measure=search, foreign_case_number="12 Js 34/26", **decision)
    assert dates(case)[1] == "2026-02-13"


def test_16_a_part_is_given_and_the_letter_lists_both_with_the_reason(desk, clock):
    case = desk.step(accepted(desk, clock, items=2), "order")
    clock.move_to(at("2026-02-11 12:00"))
    first, second = case.dataitems.all()
    found = answers(case, "refused")
    found[f"outcome_{first.pk}"] = "given"
    del found[f"reason_{first.pk}"]
    case = desk.take(case, "record_provider_answer", **found)
    case = desk.step(case, "report")
    assert (case.state, case.due_on) == ("partly", None)
    letter = case.letters.get(kind="transmittal")
    assert "Subscriber information" in letter.text_en
    assert "Traffic data" in letter.text_en
    assert "The provider refused voluntary production" in letter.text_en
    with pytest.raises(StepRefused, match="tells the outcome"):
        desk.step(case, "close")
    assert second.orderlines.get().outcome == "refused"


# 17: the paper after the e-mail


def test_17_the_paper_original_starts_no_second_clock(desk, clock):
    case = accepted(desk, clock)
    clock.move_to(at("2026-03-02 12:00"))
    case = desk.step(case, "add_receipt", channel="mail")
    assert dates(case) == [None, "2026-02-13", "2026-04-03"]
    assert case.casereceipts.count() == 2
    assert case.receipt.channel == "email"


def test_17_an_earlier_receipt_found_later_governs(desk, clock):
    case = accepted(desk, clock)
    clock.move_to(at("2026-02-05 12:00"))
    case = desk.step(case, "add_receipt", received_at=at("2026-02-02 09:00").isoformat())
    assert dates(case) == [None, "2026-02-12", "2026-04-02"]


def test_a_corrected_receipt_counts_every_clock_anew(desk, clock):
    case = accepted(desk, clock)
    case = desk.step(case, "correct_receipt", received_at=at("2026-02-02 09:00").isoformat())
    assert dates(case) == [None, "2026-02-12", "2026-04-02"]
    assert case.receipt.corrects.received_at == at(NUMBER_1)
    assert case.receipt.door == case.authority


# 9 and K8: preservation


def test_9_preservation_runs_from_the_day_it_took_effect(desk, clock):
    case = a_case(desk.officer)
    case = desk.step(case, "preserve", days=60)
    clock.move_to(at("2026-03-03 12:00"))
    case = desk.step(case, "record_preserved")
    row = case.preservations.get()
    assert row.last_on == date(2026, 5, 2)
    clock.move_to(at("2026-05-02 23:59:59"))
    assert row.is_in_force(today())
    clock.move_to(at("2026-05-03 00:00"))
    assert not row.is_in_force(today())
