"""What leaves when: the story of one case, swept as the worker sweeps it."""

from casework.notices.models import Notice, Status
from casework.notices.sweep import sweep
from tests.cases.making import a_case

OFFICER, LAWYER = "officer@sss.example", "lawyer@sss.example"


def sweep_at(clock, words):
    clock(words)
    return sweep()


def of_case(relay, address):
    return [subject for subject in relay.to(address) if "Summary" not in subject]


def test_review_reminds_officer_and_lawyer_the_day_before_at_eight(desk, relay, clock):
    a_case(desk.officer)
    sweep_at(clock, "05.02.2026 07:59")
    assert of_case(relay, OFFICER) == []
    sweep_at(clock, "05.02.2026 08:00")
    for person in (OFFICER, LAWYER):
        (subject,) = of_case(relay, person)
        assert "SSS-CP-2026-000001: Legal review, last day Fri 06.02.2026, in 1 day" in subject


def test_a_second_sweep_sends_nothing_twice(desk, relay, clock):
    a_case(desk.officer)
    sweep_at(clock, "05.02.2026 08:00")
    count = len(relay.mails)
    for _time in range(5):
        assert sweep().sent == 0
    assert len(relay.mails) == count
    assert not Notice.objects.waiting().exists()


def test_three_days_without_a_scheduler_give_one_notice_per_date(desk, relay, clock):
    case = a_case(desk.officer)
    case = desk.take(case, "start_review")
    desk.take(case, "accept", **desk.details(case, "accept"))
    sweep_at(clock, "15.02.2026 09:00")
    (subject,) = of_case(relay, OFFICER)
    assert "the last day has passed" in subject
    assert Notice.objects.filter(kind="execution", status=Status.SENT).count() == 3
