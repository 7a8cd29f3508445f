"""Two supervisors change the calendar at the same moment."""

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from casework.directory.calendar_changes import CalendarChangeError, SetDay
from casework.directory.models import CalendarDay, CalendarEdition
from casework.directory.new_editions import new_edition

pytestmark = [
    pytest.mark.engines,
    pytest.mark.django_db(transaction=True, databases=["default", "owner"]),
]
MONDAY = date(2026, 6, 8)


def at_once(count, work):
    """Run `work(n)` in threads that start together; return what each returned or raised."""
    barrier, results = Barrier(count), [None] * count

    def run(n):
        try:
            barrier.wait()
            results[n] = work(n)
        except CalendarChangeError as refusal:
            results[n] = refusal
        finally:
            connection.close()

    threads = [Thread(target=run, args=[n]) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results


def test_each_gets_a_number_of_its_own_and_no_change_is_lost(seeded):
    def work(n):
        change = SetDay(MONDAY + timedelta(days=n), False, "Free", "İstirahət")
        return new_edition([change], by=None, reason=f"Number {n}").number

    assert sorted(at_once(4, work)) == [2, 3, 4, 5]
    free = CalendarDay.objects.in_edition(5).filter(name_en="Free")
    assert free.count() == 4


def test_of_two_who_saw_the_same_edition_one_is_asked_to_look_again(seeded):
    def work(n):
        change = SetDay(MONDAY + timedelta(days=n), False, "Free", "İstirahət")
        return new_edition([change], by=None, reason=f"Number {n}", on_top_of=1).number

    results = at_once(2, work)
    assert sorted(type(result).__name__ for result in results) == ["CalendarChangeError", "int"]
    assert CalendarEdition.objects.count() == 2
