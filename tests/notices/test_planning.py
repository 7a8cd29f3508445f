"""Planning: what is written is written once, in a number of queries that does not grow.

Tried: with the turn of the case taken out of `ledger.claim`, a mail leaves after the step.
"""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from casework.clock import baku_day, now
from casework.notices import ledger
from casework.notices.checking import ready_of
from casework.notices.models import Notice, Wake
from casework.notices.planning import plan_batch, plan_due
from casework.notices.staff import Staff
from casework.notices.sweep import sweep
from casework.notices.watching import Watch
from tests.cases.making import a_case
from tests.notices.sweeping import sweep_at


def queries(act, *words):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        act(*words)
    return len(captured)


def planning_queries(desk, clock, count):
    for _number in range(count):
        desk.step(a_case(desk.officer), "preserve")
    clock("05.02.2026 08:00")
    return queries(plan_batch, now(), Staff(baku_day(now())), Watch(now()))


def test_planning_fifty_cases_takes_as_many_queries_as_planning_one(desk, clock):
    planning_queries(desk, clock, 1)  # calendars are read once
    clock("03.02.2026 10:30")
    alone = planning_queries(desk, clock, 1)
    clock("03.02.2026 10:45")
    count = Notice.objects.count()
    assert planning_queries(desk, clock, 50) == alone <= 20
    assert Notice.objects.count() >= count + 100


def checking_queries(size):
    keys = ledger.lock_batch(now(), size)
    found = queries(ready_of, keys, now(), Staff(baku_day(now())))
    ledger.unlock(keys)
    return len(keys), found


def test_the_last_look_at_fifty_takes_as_many_queries_as_at_one(desk, clock):
    for _number in range(25):
        desk.step(a_case(desk.officer), "preserve")
    clock("05.02.2026 08:00")
    plan_due(now())
    ready_of(ledger.lock_batch(now(), 1), now(), Staff(baku_day(now())))  # calendars are read once
    one, alone = checking_queries(1)
    fifty, found = checking_queries(50)
    assert (one, fifty) == (1, 50)
    assert found == alone <= 16


def test_a_case_is_looked_at_when_something_is_due_and_not_before(desk, clock, relay):
    case = a_case(desk.officer)
    assert sweep().planned == 1
    assert sweep().planned == 0
    wake = Wake.objects.get(case=case.pk)
    assert wake.at.isoformat() == "2026-02-05T04:00:00+00:00"  # 08:00 in Baku
    assert sweep_at(clock, "05.02.2026 07:59").planned == 0
    assert sweep_at(clock, "05.02.2026 08:00").planned == 1


def test_an_ended_case_is_never_looked_at_again(desk, clock, relay):
    case = a_case(desk.officer)
    desk.step(case, "void")
    sweep()
    assert Wake.objects.get(case=case.pk).at is None


def test_the_database_refuses_the_same_notice_twice(desk, clock):
    a_case(desk.officer)
    clock("05.02.2026 08:00")
    plan_due(now())
    for row in Notice.objects.all():
        row.pk = None
        with pytest.raises(IntegrityError, match="notice_once"), transaction.atomic():
            row.save(force_insert=True)


def test_the_duty_address_is_told_once_too(desk, clock):
    case = a_case(desk.officer)
    row = Notice(case=case, authority=case.authority, kind="review", user=None, due_at=now())
    row.save()
    row.pk = None
    with pytest.raises(IntegrityError, match="notice_once"), transaction.atomic():
        row.save(force_insert=True)


def test_planning_again_without_a_sender_writes_nothing_twice(desk, clock):
    a_case(desk.officer)
    clock("05.02.2026 08:00")
    for _time in range(3):
        Wake.objects.update(at=now())
        plan_due(now())
    assert Notice.objects.filter(kind="review").count() == 2


def test_a_step_lets_every_mail_that_was_checked_before_be_checked_again(desk, clock):
    case = a_case(desk.officer)
    turn = Wake.objects.get(case=case.pk).turn
    desk.step(case, "start_review")
    assert Wake.objects.get(case=case.pk).turn == turn + 1


def test_a_step_between_the_check_and_the_attempt_stops_the_mail(desk, clock):
    case = a_case(desk.officer)
    clock("05.02.2026 08:00")
    plan_due(now())
    keys = ledger.lock_batch(now(), 100)
    ready = ready_of(keys, now(), Staff(baku_day(now())))
    desk.step(case, "start_review")
    assert [ledger.claim(one.notice, one.turn, now()) for one in ready] == [None] * len(ready)
