"""What is no longer so is not said: traps A2, A3, A5 and R9 of the project, each.

Tried: without the last look, and without the version of the date in the key, tests of this file go
red.
"""

from datetime import date, timedelta

import pytest

from casework.cases.case import Case
from casework.clock import now
from casework.directory.models import Measure
from casework.notices.models import Notice, Wake
from casework.notices.planning import plan_due
from casework.notices.sending import send_waiting
from casework.notices.sweep import sweep
from tests.cases.making import a_case, at, sent
from tests.cases.reaching import in_execution
from tests.notices.sweeping import HEAD, OFFICER, about_cases, statuses, sweep_at


@pytest.fixture
def case(desk):
    return a_case(desk.officer)


def in_execution_soon(desk, case):
    """Accepted on the day of receipt: only execution and ceiling run."""
    return desk.steps(case, "start_review", "accept")


def test_a_prolongation_to_a_day_whose_reminder_is_today_too_reminds_today(
    desk, relay, clock, case
):
    case = in_execution_soon(desk, case)
    sweep_at(clock, "10.02.2026 08:00")  # execution ends on Friday the 13th: 3 days
    (before,) = about_cases(relay, OFFICER)
    assert "13.02.2026, in 3 days" in before
    clock("10.02.2026 08:20")
    desk.step(case, "prolong", until="2026-02-14")  # nominal 14: 3 days before is the 11th
    sweep()
    assert len(about_cases(relay, OFFICER)) == 1
    sweep_at(clock, "11.02.2026 08:00")
    assert "14.02.2026, in 3 days" in about_cases(relay, OFFICER)[-1]


def test_a_prolonged_day_is_told_anew_on_the_day_of_prolongation(desk, relay, clock, case):
    case = in_execution_soon(desk, case)
    sweep_at(clock, "13.02.2026 08:00")
    assert "last day today" in about_cases(relay, OFFICER)[-1]
    clock("13.02.2026 09:00")
    case = desk.step(case, "prolong", until="2026-02-16")  # three days before it is today
    sweep()
    assert "16.02.2026, in 3 days" in about_cases(relay, OFFICER)[-1]
    assert len(about_cases(relay, OFFICER)) == 2
    sweep_at(clock, "14.02.2026 08:00")
    assert not any("passed" in subject for subject in about_cases(relay, OFFICER))


def test_what_was_planned_and_then_prolonged_never_leaves(desk, relay, clock, case):
    case = in_execution_soon(desk, case)
    clock("13.02.2026 08:00")
    plan_due(now())
    desk.step(case, "prolong")
    send_waiting()
    assert relay.mails == []
    assert statuses(kind="execution") == {"superseded": 1}


def test_a_cancelled_prolongation_brings_the_old_day_back(desk, relay, clock, case):
    case = in_execution_soon(desk, case)
    case = desk.step(case, "prolong")
    clock("13.02.2026 07:00")
    desk.step(case, "cancel_prolongation")
    sweep_at(clock, "13.02.2026 08:00")
    assert [s for s in about_cases(relay, OFFICER) if "13.02.2026" in s]


ENDS = ["refuse", "withdraw", "forward", "mark_duplicate", "void"]


@pytest.mark.parametrize("name", ENDS)
def test_no_queued_reminder_leaves_after_the_end(desk, relay, clock, case, name):
    other = a_case(desk.officer) if name == "mark_duplicate" else None
    more = {"of": other.reference, "other": other.reference} if other else {}
    case = desk.step(case, "start_review")
    clock("05.02.2026 08:00")
    plan_due(now())
    assert Notice.objects.waiting().filter(case=case.pk).exists()
    desk.step(case, name, **more)
    sweep()
    assert not [subject for _to, subject in relay.told if case.reference in subject]
    assert set(statuses(case=case.pk)) == {"superseded"}


def test_a_case_that_is_reopened_past_due_gives_one_notice(desk, relay, clock, case):
    case = in_execution_soon(desk, case)
    case = desk.step(case, "refuse")
    sweep_at(clock, "30.06.2026 07:30")
    sent(case)
    desk.step(case, "reopen")
    sweep()
    (subject,) = about_cases(relay, OFFICER)
    assert "Reopened, the last day has passed" in subject
    sweep()
    assert len(about_cases(relay, OFFICER)) == 1


def test_a_reopened_case_says_nothing_of_instants_that_passed_meanwhile(desk, relay, clock):
    case = a_case(desk.officer, answer_by_at=now() + timedelta(days=2), sender_zone="UTC")
    case = desk.steps(case, "start_review", "refuse")
    sent(case)
    clock("30.06.2026 07:30")
    desk.step(case, "reopen")
    sweep()
    assert ["Reopened" in subject for subject in about_cases(relay, OFFICER)] == [True]


def test_the_same_date_is_told_once_although_it_was_moved_and_moved_back(desk, relay, clock, case):
    case = in_execution_soon(desk, case)
    sweep_at(clock, "13.02.2026 08:00")
    (first,) = about_cases(relay, OFFICER)
    assert "last day today" in first
    case = desk.step(case, "ask")
    sweep()
    assert desk.step(case, "record_answer").execution_on == date(2026, 2, 13)
    sweep_at(clock, "13.02.2026 12:00")
    assert about_cases(relay, OFFICER) == [first]


def test_preservation_goes_on_reminding_when_the_case_is_closed(desk, relay, clock):
    clock("03.03.2026 10:00")
    case = a_case(desk.officer)
    case = desk.steps(case, "preserve", "record_preserved", "start_review", "refuse")
    sent(case)
    desk.step(case, "close")
    # DOMAIN example 9; the officer's mornings: 17.04, 24.04, 29.04, 01.05
    days = ["16.04", "17.04", "23.04", "24.04", "28.04", "29.04", "30.04", "01.05", "03.05"]
    told = {}
    for day in days:
        count = len(about_cases(relay, OFFICER))
        sweep_at(clock, f"{day}.2026 08:00")
        told[day] = len(about_cases(relay, OFFICER)) - count
    of_the_case = [s for s in about_cases(relay, OFFICER) if case.reference in s]
    assert [day for day in days if told[day]] == ["17.04", "24.04", "29.04", "01.05", "03.05"]
    assert all("preservation" in subject for subject in of_the_case)
    assert about_cases(relay, HEAD)[0] in about_cases(relay, OFFICER)


def test_data_that_are_released_are_reminded_of_no_more(desk, relay, clock, case):
    case = desk.steps(case, "preserve", "record_preserved", "confirm_preservation")
    clock("01.04.2026 07:00")
    plan_due(now())
    clock("01.04.2026 08:00")
    plan_due(now())
    assert Notice.objects.waiting().filter(kind="preservation").exists()
    desk.step(case, "release_preservation")
    sweep()
    assert not [s for _to, s in relay.told if "preservation" in s.lower()]


def test_an_open_question_stops_review_and_execution_until_the_answer(desk, relay, clock, case):
    case = desk.steps(case, "start_review", "ask")
    for day in ("05.02", "06.02", "07.02", "10.02", "13.02", "14.02"):
        sweep_at(clock, f"{day}.2026 08:00")
    assert about_cases(relay, OFFICER) == []
    clock("16.02.2026 10:00")
    desk.step(case, "record_answer")
    sweep_at(clock, "18.02.2026 08:00")  # a new review: three days from the answer
    (subject,) = about_cases(relay, OFFICER)
    assert "Legal review, last day Thu 19.02.2026, in 1 day" in subject


def test_a_question_is_recalled_and_the_head_is_told_when_it_may_lapse(desk, relay, clock, case):
    desk.steps(case, "start_review", "ask")
    sweep_at(clock, "17.02.2026 08:00")
    (subject,) = about_cases(relay, OFFICER)
    assert "asked 14 days ago, on Tue 03.02.2026" in subject
    assert about_cases(relay, HEAD) == []
    sweep_at(clock, "04.04.2026 08:00")
    assert "asked 60 days ago" in about_cases(relay, HEAD)[0]
    assert len(about_cases(relay, OFFICER)) == 2  # the 30th day lies in the outage


def test_a_postponed_case_is_recalled_on_its_day_of_review(desk, relay, clock, case):
    case = desk.steps(case, "start_review", "postpone")
    for day in ("05.02", "13.02", "14.02", "04.03"):
        sweep_at(clock, f"{day}.2026 08:00")
    assert about_cases(relay, OFFICER) == []
    sweep_at(clock, "05.03.2026 08:00")
    assert "Postponement to be looked at again" in about_cases(relay, OFFICER)[0]


def test_a_case_that_was_brought_along_mails_nothing_of_before(desk, relay, clock, case):
    Case.objects.filter(pk=case.pk).update(notices_from=at("2026-02-20T12:00"))
    sweep_at(clock, "20.02.2026 12:30")
    assert about_cases(relay, OFFICER) == []
    sweep_at(clock, "20.03.2026 08:00")  # but the ceiling is still to come
    assert len(about_cases(relay, OFFICER)) == 1


def test_interception_that_ends_is_told_while_the_case_is_open(desk, relay, clock, case):
    case = in_execution_soon(desk, case)
    case = desk.step(case, "order")
    measure = Measure.objects.get(power="interception")
    case.orders.update(until_on=at("2026-03-05").date(), measure=measure)
    Wake.objects.update(at=now())
    sweep_at(clock, "19.02.2026 08:00")
    told = [s for s in about_cases(relay, HEAD) if "End of interception" in s]
    assert told and "05.03.2026, in 14 days" in told[0]
    sweep_at(clock, "06.03.2026 08:00")
    assert [s for s in about_cases(relay, HEAD) if "interception" in s and "has passed" in s]


def test_an_executed_case_reminds_of_nothing(desk, relay, clock, case):
    case = in_execution(desk)
    clock.forward(minutes=1)
    desk.step(case, "report")
    Case.objects.exclude(pk=case.pk).update(ended_at=now())
    Wake.objects.update(at=now())
    sweep()
    before = [s for s in about_cases(relay, OFFICER) if "preservation" not in s]
    sweep_at(clock, "20.06.2026 08:00")
    after = [s for s in about_cases(relay, OFFICER) if "preservation" not in s]
    assert after == before


def test_a_moved_receipt_counts_from_its_new_day(desk, relay, clock, case):
    clock("05.02.2026 08:00")
    plan_due(now())
    earlier = (at("2026-02-03T10:10") - timedelta(days=1)).isoformat()
    desk.step(case, "correct_receipt", received_at=earlier)
    sweep()
    assert all("05.02.2026" in s for s in about_cases(relay, OFFICER))
