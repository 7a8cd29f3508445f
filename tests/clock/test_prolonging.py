"""Prolongations: when one is valid, what moves it, what ends it (rule K7)."""

from dataclasses import replace

import pytest

from casework.clock import Clarification, FactError, Postponement, Prolongation, Question, deadlines
from tests.clock.rules import POLICY, azerbaijan, day, received

RESTART = replace(POLICY, clarification=Clarification.RESTART)


def prolong(decided, until, **more):
    return Prolongation(day(decided), day(until), **more)


def execution(facts, as_of, policy=POLICY):
    return deadlines(facts, policy, azerbaijan(), day(as_of)).execution


def test_it_must_be_later_than_the_effective_last_day_not_only_the_nominal_one():
    # Nominal Sat 14.02, effective Mon 16.02.
    facts = received("2026-02-04 12:00", prolongations=(prolong("10.02", "16.02"),))
    with pytest.raises(FactError, match="prolongation_not_later"):
        execution(facts, "10.02")
    later = replace(facts, prolongations=(prolong("10.02", "17.02"),))
    assert execution(later, "10.02").effective == day("17.02")


def test_its_day_does_not_move_off_a_day_off():
    facts = received("2026-02-03 12:00", prolongations=(prolong("12.02", "28.02"),))
    found = execution(facts, "12.02")
    assert found.nominal == found.effective == day("28.02")


def test_after_expiry_it_is_marked_late_with_the_days_overdue():
    facts = received("2026-02-03 12:00", prolongations=(prolong("20.02", "03.03"),))
    (reason,) = [r for r in execution(facts, "20.02").reasons if r.code == "prolonged_late"]
    assert reason.values["days"] == 7


def test_days_of_a_pause_from_the_decision_on_move_it_and_earlier_ones_do_not():
    pause = Question(day("10.02"), day("16.02"))
    facts = received(
        "2026-02-03 12:00", questions=(pause,), prolongations=(prolong("13.02", "10.03"),)
    )
    assert execution(facts, "20.02").effective == day("13.03")


def test_a_pause_open_on_the_day_of_decision_counts_to_that_day_only():
    # Ceiling of 03.04 had moved by the 3 days from 10.02 to 13.02, to 06.04.
    pause = Question(day("10.02"), day("28.02"))
    within = received(
        "2026-02-03 12:00", questions=(pause,), prolongations=(prolong("13.02", "06.04"),)
    )
    assert execution(within, "01.03").effective == day("21.04")
    beyond = replace(within, prolongations=(prolong("13.02", "07.04"),))
    with pytest.raises(FactError, match="prolongation_after_ceiling"):
        execution(beyond, "01.03")


def test_two_on_one_day_are_judged_by_their_new_last_day_in_any_order():
    one, other = prolong("12.02", "01.03"), prolong("12.02", "10.03")
    for order in ((one, other), (other, one)):
        facts = received("2026-02-03 12:00", prolongations=order)
        assert execution(facts, "12.02").effective == day("10.03")


def test_the_same_last_day_twice_is_refused():
    twice = (prolong("12.02", "01.03"), prolong("13.02", "01.03"))
    with pytest.raises(FactError, match="prolongation_not_later"):
        execution(received("2026-02-03 12:00", prolongations=twice), "13.02")


def test_cancelling_the_second_brings_back_the_first():
    both = (prolong("12.02", "01.03"), prolong("13.02", "10.03", cancelled=True))
    facts = received("2026-02-03 12:00", prolongations=both)
    assert execution(facts, "13.02").effective == day("01.03")


@pytest.mark.parametrize(
    ("answered", "expected"), [("12.02", "20.03"), ("13.02", "23.02")], ids=["same day", "after"]
)
def test_under_restart_only_an_answer_after_the_decision_ends_it(answered, expected):
    facts = received(
        "2026-02-03 12:00",
        questions=(Question(day("05.02"), day(answered)),),
        prolongations=(prolong("12.02", "20.03"),),
    )
    assert execution(facts, "15.02", RESTART).effective == day(expected)


def test_under_restart_beyond_the_ceiling_nothing_can_be_prolonged_and_it_is_said():
    asked = received("2026-02-03 12:00", questions=(Question(day("05.02"), day("30.03")),))
    found = deadlines(asked, RESTART, azerbaijan(), day("30.03"))
    assert found.execution.nominal > found.ceiling.effective == day("03.04")
    assert "beyond_ceiling" in [reason.code for reason in found.why["execution"]]
    with pytest.raises(FactError, match="prolongation_after_ceiling"):
        execution(replace(asked, prolongations=(prolong("30.03", "20.04"),)), "30.03", RESTART)


def test_under_restart_only_days_of_postponement_from_the_answer_on_move_execution():
    facts = received(
        "2026-02-03 12:00",
        questions=(Question(day("05.02"), day("10.02")),),
        postponements=(Postponement(day("08.02"), day("13.02")),),
    )
    found = deadlines(facts, RESTART, azerbaijan(), day("13.02"))
    assert found.execution.nominal == day("23.02")  # 10.02 + 10 days + 3 days
    assert found.ceiling.effective == day("08.04")  # all 5 days


def test_a_question_open_under_restart_changes_nothing_meanwhile():
    facts = received("2026-02-03 12:00", questions=(Question(day("05.02")),))
    assert execution(facts, "12.02", RESTART).effective == day("13.02")
