"""The table of facts that lawyers agreed on: each row as it stands there."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from casework.clock import (
    CeilingRule,
    Clarification,
    FactError,
    Facts,
    Prolongation,
    Question,
    deadlines,
    end_of,
)
from casework.clock.followup import follow_up_at
from casework.clock.preservation import LinkedRequest, expiry, preserved_until, reminder_days
from casework.clock.zone import BAKU
from tests.clock.rules import POLICY, azerbaijan, day, received

LENIENT = replace(POLICY, ceiling_rule=CeilingRule.EXECUTION)

# received (Baku), review, execution nominal, execution effective, ceiling
RECEIPTS = [
    ("2026-02-03 10:15", "06.02", "13.02", "13.02", "03.04"),
    ("2026-02-04 00:30", "07.02", "14.02", "16.02", "04.04"),
    ("2026-12-31 15:00", "03.01.2027", "10.01.2027", "11.01.2027", "28.02.2027"),
    ("2026-12-29 12:00", "01.01.2027", "08.01.2027", "08.01.2027", "28.02.2027"),
    ("2026-12-30 12:00", "02.01.2027", "09.01.2027", "11.01.2027", "28.02.2027"),
    ("2026-03-13 11:00", "16.03", "23.03", "31.03", "13.05"),
    ("2025-06-11 12:00", "14.06.2025", "21.06.2025", "21.06.2025", "11.08.2025"),
    ("2026-10-30 12:00", "02.11", "09.11", "11.11", "30.12"),
    ("2026-05-09 02:10", "12.05", "19.05", "19.05", "09.07"),
]


@pytest.mark.parametrize(("at", "review", "nominal", "effective", "ceiling"), RECEIPTS)
def test_a_receipt_gives_these_days(at, review, nominal, effective, ceiling):
    facts = received(at)
    found = deadlines(facts, POLICY, azerbaijan(), facts.day_zero)
    assert found.review.effective == day(review)
    assert (found.execution.nominal, found.execution.effective) == (day(nominal), day(effective))
    assert found.ceiling.effective == day(ceiling)


def test_row_1_ends_at_20_00_utc_and_its_lenient_ceiling_is_later():
    facts = received("2026-02-03 10:15")
    found = deadlines(facts, LENIENT, azerbaijan(), facts.day_zero)
    assert end_of(found.execution.effective) == datetime(2026, 2, 13, 20, tzinfo=UTC)
    assert found.ceiling.effective == day("13.04")


@pytest.mark.parametrize(("clock", "expected"), [("19:59:59", "03.02"), ("20:00:00", "04.02")])
def test_day_zero_changes_at_20_00_utc(clock, expected):
    facts = Facts(datetime.fromisoformat(f"2026-02-03T{clock}+00:00"))
    assert facts.day_zero == day(expected)


def test_day_zero_in_the_summer_of_2015_changes_at_19_00_utc():
    assert Facts(datetime(2015, 7, 1, 19, tzinfo=UTC)).day_zero == day("02.07.2015")


def test_row_9_preservation_and_its_reminders():
    last = preserved_until(day("03.03"), 60)
    assert last == day("02.05")
    reminders = reminder_days(last, [14, 7, 3, 1], azerbaijan())
    assert reminders == [day("17.04"), day("24.04"), day("29.04"), day("01.05")]


def test_row_10_a_linked_request_freezes_the_expiry_until_it_is_decided():
    last = day("02.05")
    assert expiry(last, [LinkedRequest(day("28.04"))]) is None
    assert expiry(last, [LinkedRequest(day("28.04"), day("20.05"))]) == day("20.05")
    assert expiry(last, [LinkedRequest(day("28.04"), day("30.04"))]) == last
    assert expiry(last, [LinkedRequest(day("03.05"))]) == last


def test_row_11_prolonged_to_the_ceiling_and_not_a_day_further():
    facts = received("2026-02-03 10:15", prolongations=(Prolongation(day("12.02"), day("03.04")),))
    found = deadlines(facts, POLICY, azerbaijan(), day("12.02"))
    assert found.execution.effective == found.ceiling.effective == day("03.04")
    beyond = replace(facts, prolongations=(Prolongation(day("12.02"), day("04.04")),))
    with pytest.raises(FactError, match="prolongation_after_ceiling"):
        deadlines(beyond, POLICY, azerbaijan(), day("12.02"))


ROW_12 = [
    (Clarification.PAUSE, "12.05", "02.07"),
    (Clarification.CONTINUE, "16.04", "06.06"),
    (Clarification.RESTART, "14.05", "06.06"),
]


@pytest.mark.parametrize(("rule", "execution", "ceiling"), ROW_12)
def test_row_12_a_question_by_each_rule(rule, execution, ceiling):
    facts = received("2026-04-06 12:00", questions=(Question(day("08.04"), day("04.05")),))
    policy = replace(POLICY, clarification=rule)
    found = deadlines(facts, policy, azerbaijan(), day("04.05"))
    assert found.execution.effective == day(execution)
    assert found.ceiling.effective == day(ceiling)
    assert found.review.effective == day("07.05")


def test_row_12_continue_is_overdue_from_17_04():
    facts = received("2026-04-06 12:00", questions=(Question(day("08.04")),))
    policy = replace(POLICY, clarification=Clarification.CONTINUE)
    assert not deadlines(facts, policy, azerbaijan(), day("16.04")).is_overdue
    assert deadlines(facts, policy, azerbaijan(), day("17.04")).is_overdue


def test_row_14_a_time_asked_for_starts_follow_up_in_the_zone_of_the_requester():
    answer_by = datetime(2026, 2, 6, 18, tzinfo=ZoneInfo("Europe/Berlin"))
    assert answer_by.astimezone(BAKU).strftime("%H:%M") == "21:00"
    ordered_at = datetime(2026, 2, 4, 17, tzinfo=UTC)
    assert follow_up_at(ordered_at, is_urgent=False, answer_by=answer_by) == [
        datetime(2026, 2, 5, 17, tzinfo=UTC)
    ]
    assert follow_up_at(ordered_at, is_urgent=False, answer_by=None) == []
    assert follow_up_at(ordered_at, is_urgent=True, answer_by=None) == [
        ordered_at + timedelta(hours=24)
    ]


def test_row_20_a_cancelled_prolongation_after_a_pause_is_as_if_never_decided():
    paused = received("2026-02-03 10:15", questions=(Question(day("05.02"), day("09.02")),))
    cancelled = Prolongation(day("12.02"), day("20.03"), cancelled=True)
    with_it = replace(paused, prolongations=(cancelled,))
    assert deadlines(with_it, POLICY, azerbaijan(), day("12.02")) == deadlines(
        paused, POLICY, azerbaijan(), day("12.02")
    )
