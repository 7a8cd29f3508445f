"""Limits, pauses and calendars at their edges."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from casework.clock import (
    FactError,
    Facts,
    Limit,
    MissingYear,
    Postponement,
    Question,
    Unit,
    baku_day,
    deadlines,
)
from casework.clock.limits import add_months
from casework.clock.preservation import (
    interception_may_last_until,
    order_may_last_until,
    preserved_until,
)
from tests.clock.rules import POLICY, azerbaijan, day, received


def test_not_overdue_on_the_last_day_and_overdue_from_the_next():
    facts = received("2026-02-03 10:15")
    assert not deadlines(facts, POLICY, azerbaijan(), day("13.02")).is_overdue
    assert deadlines(facts, POLICY, azerbaijan(), day("14.02")).is_overdue


def test_a_question_answered_on_the_same_day_moves_nothing():
    facts = received("2026-02-03 10:15", questions=(Question(day("05.02"), day("05.02")),))
    found = deadlines(facts, POLICY, azerbaijan(), day("05.02"))
    assert found.execution.nominal == day("13.02")
    assert found.review.effective == day("08.02")


def test_overlapping_pauses_count_a_shared_day_once_and_say_so():
    facts = received(
        "2026-02-03 10:15",
        questions=(Question(day("05.02"), day("10.02")),),
        postponements=(Postponement(day("08.02"), day("12.02")),),
    )
    found = deadlines(facts, POLICY, azerbaijan(), day("12.02"))
    assert found.execution.nominal == day("20.02")
    assert found.ceiling.effective == day("10.04")
    (once,) = [r for r in found.why["execution"] if r.code == "days_counted_once"]
    assert once.values["days"] == 2


def test_while_a_question_is_open_there_is_no_review_clock_and_the_rest_is_a_projection():
    facts = received("2026-02-03 10:15", questions=(Question(day("05.02")),))
    found = deadlines(facts, POLICY, azerbaijan(), day("09.02"))
    assert found.review is None
    assert found.execution.is_projection and found.execution.nominal == day("17.02")


def test_a_pause_begun_after_expiry_counts_like_any_other():
    facts = received("2026-02-03 10:15", questions=(Question(day("20.02"), day("23.02")),))
    found = deadlines(facts, POLICY, azerbaijan(), day("23.02"))
    assert found.execution.nominal == day("16.02") and found.is_overdue


def test_a_postponement_never_touches_review():
    facts = received("2026-02-03 10:15", postponements=(Postponement(day("04.02")),))
    assert deadlines(facts, POLICY, azerbaijan(), day("10.02")).review.effective == day("06.02")


def test_a_year_without_a_calendar_is_an_error_and_never_a_guess():
    with pytest.raises(MissingYear):
        deadlines(received("2035-12-28 12:00"), POLICY, azerbaijan(), day("28.12.2035"))


def test_an_instant_without_a_zone_has_no_day():
    with pytest.raises(ValueError, match="zone"):
        baku_day(datetime(2026, 2, 3, 10, 15))


def test_working_days_are_counted_by_the_calendar():
    policy = replace(POLICY, execution=Limit(days=5, unit=Unit.WORKING))
    found = deadlines(received("2026-03-18 12:00"), policy, azerbaijan(), day("18.03"))
    assert found.execution.effective == day("03.04")  # 19.03, then 31.03 to 03.04


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (date(2027, 12, 29), date(2028, 2, 29)),
        (date(2027, 12, 30), date(2028, 2, 29)),
        (date(2026, 12, 28), date(2027, 2, 28)),
        (date(2026, 12, 31), date(2027, 2, 28)),
        (date(2026, 6, 30), date(2026, 8, 30)),
        (date(2026, 11, 1), date(2027, 1, 1)),
    ],
)
def test_two_months_end_on_the_same_day_number_or_the_last_of_the_month(start, expected):
    assert add_months(start, 2) == expected


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"questions": (Question(date(2026, 2, 2)),)}, "question_before_receipt"),
        ({"questions": (Question(date(2026, 2, 11)),)}, "question_after_as_of"),
        (
            {"questions": (Question(date(2026, 2, 5), date(2026, 2, 4)),)},
            "question_ends_before_start",
        ),
        (
            {"postponements": (Postponement(date(2026, 2, 5), date(2026, 2, 11)),)},
            "postponement_end_after_as_of",
        ),
    ],
)
def test_facts_that_cannot_be_are_refused(facts, code):
    with pytest.raises(FactError, match=code):
        deadlines(received("2026-02-03 10:15", **facts), POLICY, azerbaijan(), day("10.02"))


def test_received_after_the_day_of_looking_is_refused_by_baku_days():
    late = Facts(datetime.fromisoformat("2026-02-03T23:30:00+00:00"))
    with pytest.raises(FactError, match="receipt_after_as_of"):
        deadlines(late, POLICY, azerbaijan(), day("03.02"))


def test_preservation_orders_and_interception_have_their_lengths():
    assert preserved_until(day("03.03"), 60) == day("02.05")
    with pytest.raises(FactError, match="preservation_too_short"):
        preserved_until(day("03.03"), 59)
    assert order_may_last_until(day("01.01")) == day("01.04")
    assert interception_may_last_until(date(2026, 8, 31)) == date(2027, 2, 28)
