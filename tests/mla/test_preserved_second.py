"""A second request about the same data, received while they are kept for the first one.

Tried: with only the last day asked, in `in_time` or in the functions of migration 0029, tests here
go red; without the look at the requests before it (bool_and in the function, `break` in `in_time`)
the one that came when the data had ended is in time.
"""

from datetime import date

import pytest
from django.db import connection

from casework.access.scope import set_scope, set_scope_of_all
from casework.cases.case import Case
from casework.cases.kept import kept_of
from casework.clock.preservation import LinkedRequest, expiry, in_time
from casework.desk.kept_words import kept_lines
from casework.workflow.refusals import InvalidDetails
from tests.cases.making import at
from tests.mla.keeping import a_request, at_sss, ends, linked

pytestmark = pytest.mark.django_db
LAST = date(2026, 5, 2)


def day(number, month=5):
    return date(2026, month, number)


FIRST = LinkedRequest(day(28, 4))
DECIDED = LinkedRequest(day(28, 4), day(20))


@pytest.mark.parametrize(
    ("requests", "came", "end"),
    [
        ([LinkedRequest(day(10)), FIRST], 2, None),  # whichever was linked first
        ([DECIDED, LinkedRequest(day(10))], 2, None),
        ([DECIDED, LinkedRequest(day(20), day(1, 6))], 2, day(1, 6)),
        ([DECIDED, LinkedRequest(day(21))], 1, day(20)),  # nothing was kept any more
        ([DECIDED, LinkedRequest(day(10), day(12)), LinkedRequest(day(20))], 3, None),
        # the third one came when the second one, too late itself, was undecided
        ([DECIDED, LinkedRequest(day(21), day(25)), LinkedRequest(day(22))], 1, day(20)),
        ([LinkedRequest(day(10))], 0, LAST),
    ],
)
def test_a_request_is_in_time_while_one_that_came_in_time_keeps_the_data(requests, came, end):
    assert len(in_time(LAST, requests)) == came
    assert expiry(LAST, requests) == end


@pytest.fixture
def first(preserved, request_case, pgo):
    """The request of 28.04; the data are kept for it."""
    linked(pgo, request_case)
    return request_case


def a_second(pgo, clock, instant, reference="BKA 2026/9"):
    clock(at(instant))
    return a_request(pgo, instant, foreign_reference=reference)


def withdraw(pgo, case):
    set_scope(pgo.officer)
    return pgo.step(type(case).objects.get(pk=case.pk), "withdraw")


def waiting_since(case):
    set_scope_of_all()
    with connection.cursor() as cursor:
        cursor.execute("SELECT day_of_requests(%s, %s, 'waiting')", [case.pk, LAST])
        return cursor.fetchone()[0]


def test_the_second_request_keeps_the_data_when_the_first_one_is_decided(
    preserved, first, pgo, sss, clock
):
    second = a_second(pgo, clock, "2026-05-10T09:00")
    linked(pgo, second)
    clock(at("2026-05-20T09:00"))
    withdraw(pgo, first)
    assert ends(preserved) is None
    assert waiting_since(preserved) == day(10)
    case = at_sss(sss, preserved)
    with pytest.raises(InvalidDetails, match=second.reference):
        sss.step(case, "release_preservation")
    clock(at("2026-06-01T09:00"))
    withdraw(pgo, second)
    assert ends(preserved) == day(1, 6)


def test_both_cases_say_that_the_second_request_keeps_the_data(preserved, first, pgo, sss, clock):
    second = a_second(pgo, clock, "2026-05-10T09:00")
    linked(pgo, second)
    set_scope(pgo.officer)  # of the first request this side is told nothing
    (row,) = kept_of([second.pk])
    assert row.came_in_time and row.freezes
    (line,) = kept_lines(second, pgo.officer)
    assert str(line.chip.words) == "Does not expire"
    set_scope(sss.officer)
    assert [row.came_in_time for row in kept_of([preserved.pk])] == [True, True]


def test_a_second_request_that_came_when_the_first_one_was_decided_keeps_nothing(
    preserved, first, pgo, clock
):
    clock(at("2026-05-20T09:00"))
    withdraw(pgo, first)
    second = a_second(pgo, clock, "2026-05-21T09:00")
    linked(pgo, second)
    third = a_second(pgo, clock, "2026-05-22T09:00", "BKA 2026/10")
    linked(pgo, third)
    assert ends(preserved) == day(20)
    assert waiting_since(preserved) is None
    set_scope(pgo.officer)
    assert [row.came_in_time for row in kept_of([second.pk, third.pk])] == [False, False]


def test_a_first_request_opened_again_lets_the_second_one_be_in_time(preserved, first, pgo, clock):
    clock(at("2026-05-20T09:00"))
    decided = withdraw(pgo, first)
    second = a_second(pgo, clock, "2026-05-22T09:00")
    linked(pgo, second)
    assert ends(preserved) == day(20)
    set_scope(pgo.officer)
    pgo.step(decided, "reopen")
    withdraw(pgo, second)
    assert ends(preserved) is None
    set_scope_of_all()
    assert Case.objects.filter(pk=preserved.pk).exists()
