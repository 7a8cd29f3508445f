"""Mutations of the clock that the other tests did not notice: each has a test of its own here."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from casework.clock import (
    BAKU,
    CeilingRule,
    Clarification,
    FactError,
    Limit,
    Postponement,
    Prolongation,
    Question,
    deadlines,
    now,
    zone,
)
from casework.clock.followup import follow_up_at
from casework.clock.preservation import LinkedRequest, expiry
from tests.clock.rules import POLICY, azerbaijan, day, received

RESTART = replace(POLICY, clarification=Clarification.RESTART)
ROLLING_CEILING = replace(POLICY, ceiling=Limit(months=2, rolls=True))


def look(as_of, text="2026-02-03 10:15", policy=POLICY, **facts):
    return deadlines(received(text, **facts), policy, azerbaijan(), day(as_of))


def codes(reasons):
    return [reason.code for reason in reasons]


def decided(on, until, **more):
    return (Prolongation(day(on), day(until), **more),)


def asked(sent, answered=None):
    return Question(day(sent), day(answered) if answered else None)


def postponed(start, end=None):
    return Postponement(day(start), day(end) if end else None)


def test_the_clock_of_every_process_is_moved_by_the_offset(monkeypatch):
    monkeypatch.setattr(zone, "OFFSET", timedelta(days=3))
    assert abs(now() - datetime.now(UTC) - timedelta(days=3)) < timedelta(minutes=1)


def test_the_latest_of_several_answers_counts():
    found = look(
        "20.02", policy=RESTART, questions=(asked("05.02", "06.02"), asked("10.02", "17.02"))
    )
    assert found.review.effective == day("20.02")
    assert found.execution.nominal == day("27.02")


@pytest.mark.parametrize("sent", ["10.02", "12.02"])
def test_an_answer_of_the_day_of_decision_was_known_to_the_supervisor(sent):
    with pytest.raises(FactError, match="prolongation_not_later"):
        look("12.02", policy=RESTART, questions=(asked(sent, "12.02"),),
             prolongations=decided("12.02", "20.02"))  # fmt: skip


def test_a_postponement_begun_on_the_day_of_decision_is_named_and_a_later_one_is_not():
    began = look(
        "20.02", postponements=(postponed("12.02"),), prolongations=decided("12.02", "01.03")
    )
    before_it = codes(began.why["execution"])
    assert "postponement_open" in before_it[: before_it.index("prolonged")]
    later = look(
        "20.02", postponements=(postponed("13.02"),), prolongations=decided("12.02", "01.03")
    )
    before_it = codes(later.why["execution"])
    assert "postponement_open" not in before_it[: before_it.index("prolonged")]


def test_the_end_of_a_postponement_was_not_known_before_it_came():
    with pytest.raises(FactError, match="prolongation_after_ceiling"):
        look("01.03", postponements=(postponed("10.02", "28.02"),),
             prolongations=decided("13.02", "07.04"))  # fmt: skip


@pytest.mark.parametrize(
    ("on", "code"),
    [("02.02", "prolongation_before_receipt"), ("15.02", "prolongation_after_as_of")],
)
def test_a_decision_before_receipt_or_in_the_future_is_refused_unless_cancelled(on, code):
    with pytest.raises(FactError, match=code):
        look("14.02", prolongations=decided(on, "01.03"))
    found = look("14.02", prolongations=decided(on, "01.03", cancelled=True))
    assert found.execution.effective == day("13.02")


def test_a_pause_that_went_on_after_the_decision_does_not_make_it_too_early():
    found = look("28.02", questions=(asked("10.02"),), prolongations=decided("13.02", "20.02"))
    assert found.execution.effective == day("07.03")  # 20.02 and the 15 days since 13.02


def test_a_prolongation_may_reach_the_effective_ceiling_where_the_ceiling_rolls():
    facts = {"text": "2026-02-04 12:00", "policy": ROLLING_CEILING}  # nominal Sat 04.04
    found = look("12.02", prolongations=decided("12.02", "06.04"), **facts)
    assert (found.ceiling.nominal, found.ceiling.effective) == (day("04.04"), day("06.04"))
    assert found.execution.effective == day("06.04")
    with pytest.raises(FactError, match="prolongation_after_ceiling"):
        look("12.02", prolongations=decided("12.02", "07.04"), **facts)


def test_prolonged_on_the_last_day_is_not_late_and_the_time_before_is_explained():
    found = look("13.02", prolongations=decided("13.02", "01.03"))
    assert codes(found.why["execution"])[:2] == ["execution_limit", "prolonged"]


@pytest.mark.parametrize(("as_of", "late"), [("15.02", False), ("16.02", False), ("17.02", True)])
def test_overdue_goes_by_the_effective_day(as_of, late):
    assert look(as_of, "2026-02-04 12:00").is_overdue is late


def test_a_pause_before_the_restart_is_not_named_and_one_across_it_counts_from_the_answer():
    answer = (asked("05.02", "10.02"),)
    before = look("20.02", policy=RESTART, questions=answer,
                  postponements=(postponed("06.02", "08.02"),))  # fmt: skip
    assert "postponement_pause" not in codes(before.why["execution"])
    across = look("20.02", policy=RESTART, questions=answer,
                  postponements=(postponed("06.02", "13.02"),))  # fmt: skip
    (named,) = [r for r in across.why["execution"] if r.code == "postponement_pause"]
    assert (named.values["begin"], named.values["days"]) == (day("10.02"), 3)


def test_execution_stays_on_a_day_off_where_the_policy_does_not_roll():
    fixed = replace(POLICY, execution=Limit(days=10))
    assert look("04.02", "2026-02-04 12:00", fixed).execution.effective == day("14.02")


def test_a_day_moved_by_a_pause_onto_a_day_off_rolls():
    found = look("09.02", questions=(asked("05.02", "06.02"),))
    assert (found.execution.nominal, found.execution.effective) == (day("14.02"), day("16.02"))


def test_an_open_pause_makes_every_moved_date_a_projection_also_beside_one_that_ended():
    found = look("14.02", questions=(asked("05.02", "06.02"), asked("13.02")),
                 prolongations=decided("12.02", "01.03"))  # fmt: skip
    assert found.execution.is_projection and found.ceiling.is_projection
    assert "projection" in codes(found.why["execution"])
    rolling = look("14.02", policy=ROLLING_CEILING, questions=(asked("13.02"),))
    assert rolling.ceiling.is_projection
    ended = look("14.02", questions=(asked("05.02", "06.02"),))
    assert not ended.execution.is_projection and not ended.ceiling.is_projection


def test_the_lenient_ceiling_counts_from_the_nominal_last_day_of_execution():
    lenient = replace(POLICY, ceiling_rule=CeilingRule.EXECUTION)
    assert look("04.02", "2026-02-04 12:00", lenient).ceiling.effective == day("14.04")


def test_a_shorter_month_is_named_only_where_it_is_shorter():
    assert "month_is_shorter" not in codes(look("03.02").why["ceiling"])
    long = look("31.12", "2026-12-31 15:00")
    assert "month_is_shorter" in codes(long.why["ceiling"])


def test_a_working_saturday_is_named():
    found = look("11.06.2025", "2025-06-11 12:00")
    assert "weekend_is_worked" in codes(found.why["execution"])


def test_review_has_been_stopped_since_the_first_open_question():
    (reason,) = look("10.02", questions=(asked("09.02"), asked("05.02"))).why["review"]
    assert reason.values["day"] == day("05.02")


def test_review_rolls_where_the_policy_says_so():
    rolling = replace(POLICY, review=Limit(days=3, rolls=True))
    found = look("04.02", "2026-02-04 12:00", rolling).review
    assert (found.nominal, found.effective) == (day("07.02"), day("09.02"))


def test_a_nominal_day_on_the_ceiling_is_not_beyond_it_though_it_rolls():
    found = look("25.03", "2026-02-04 12:00", RESTART, questions=(asked("05.02", "25.03"),))
    assert found.execution.nominal == found.ceiling.effective == day("04.04")
    assert found.execution.effective > found.ceiling.effective
    assert "beyond_ceiling" not in codes(found.why["execution"])


def test_a_linked_request_of_the_last_day_comes_in_time():
    last = day("02.05")
    assert expiry(last, [LinkedRequest(last)]) is None
    assert expiry(last, [LinkedRequest(last, day("01.06"))]) == day("01.06")
    assert expiry(last, [LinkedRequest(last + timedelta(days=1))]) == last


def test_follow_up_never_lies_before_the_order_and_comes_in_order():
    ordered = datetime(2026, 2, 3, 12, tzinfo=BAKU)
    hour = timedelta(hours=1)

    def after(hours, is_urgent=False):
        answer_by = ordered + hours * hour
        return [
            (at - ordered) / hour
            for at in follow_up_at(ordered, is_urgent=is_urgent, answer_by=answer_by)
        ]

    assert after(-30) == []
    assert after(10) == [5]
    assert after(100, is_urgent=True) == [24, 50, 76]
    assert after(30, is_urgent=True) == [6, 15, 24]
