"""New editions of the calendar: what they change, what they refuse, and that the old ones stand."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from casework.directory import calendars
from casework.directory.almanac import published_days
from casework.directory.calendar_changes import (
    CalendarChangeError,
    MoveHoliday,
    SetDay,
    Swap,
    planned,
)
from casework.directory.calendars import calendar_of, current_calendar
from casework.directory.models import CalendarDay, CalendarEdition
from casework.directory.new_editions import add_year, first_edition, new_edition

pytestmark = pytest.mark.django_db

SATURDAY, MONDAY = date(2026, 6, 6), date(2026, 6, 8)
EID, DAY_AFTER = date(2027, 3, 10), date(2027, 3, 11)


def test_a_swap_reaches_the_current_calendar_and_leaves_the_old_edition(supervisor):
    before = current_calendar()
    edition = new_edition([Swap(SATURDAY, MONDAY)], by=supervisor, reason="Cabinet, no. 1")
    after = current_calendar()
    assert (edition.number, edition.based_on_id, edition.made_by) == (2, 1, supervisor)
    assert after.is_working(SATURDAY)
    assert not after.is_working(MONDAY)
    assert calendar_of(1) is before
    assert not before.is_working(SATURDAY)


def test_a_new_edition_differs_in_nothing_but_the_days_named(supervisor):
    new_edition([Swap(SATURDAY, MONDAY)], by=supervisor, reason="Cabinet, no. 1")
    old, new = (dict(CalendarDay.objects.in_edition(n).values_list("day", "kind")) for n in (1, 2))
    assert {day for day in old if old[day] != new.get(day)} == {SATURDAY, MONDAY}
    assert len(old) == len(new)


def test_a_holiday_moves_with_its_names_and_is_estimated_no_more(supervisor):
    new_edition([MoveHoliday(EID, DAY_AFTER)], by=supervisor, reason="Moon seen later")
    moved = CalendarDay.objects.get(edition=2, day=DAY_AFTER)
    assert (moved.name_az, moved.is_estimated) == ("Ramazan bayramı", False)
    assert current_calendar().is_working(EID)


def test_an_estimated_holiday_is_confirmed_by_setting_it(supervisor):
    change = SetDay(EID, False, "Eid al-Fitr", "Ramazan bayramı")
    (found,) = planned([change], 1)
    assert (found.before.is_estimated, found.after.is_estimated) == (True, False)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (Swap(date(2036, 1, 5), MONDAY), "outside the years"),
        (Swap(MONDAY, date(2026, 6, 9)), "working day already"),
        (Swap(SATURDAY, date(2026, 6, 7)), "not worked anyway"),
        (Swap(SATURDAY, SATURDAY), "named twice"),
        (MoveHoliday(MONDAY, date(2026, 6, 9)), "not a holiday"),
        (MoveHoliday(EID, date(2027, 3, 9)), "has an entry already"),
        (MoveHoliday(EID, EID), "named twice"),
        (SetDay(MONDAY, False), "name in both languages"),
        (SetDay(MONDAY, True), "changes nothing"),
    ],
    ids=str,
)
def test_a_change_that_cannot_be_is_refused_with_a_sentence(supervisor, change, sentence):
    with pytest.raises(CalendarChangeError, match=sentence):
        new_edition([change], by=supervisor, reason="Cabinet, no. 1")
    assert CalendarEdition.objects.count() == 1


def test_a_change_without_a_reason_is_refused(supervisor):
    with pytest.raises(CalendarChangeError, match="reason"):
        new_edition([Swap(SATURDAY, MONDAY)], by=supervisor, reason="  ")


def test_a_change_seen_on_an_older_edition_is_refused(supervisor):
    new_edition([Swap(SATURDAY, MONDAY)], by=supervisor, reason="Cabinet, no. 1")
    change = SetDay(date(2026, 6, 9), False, "Mourning", "Matəm günü")
    with pytest.raises(CalendarChangeError, match="edition 2 meanwhile"):
        new_edition([change], by=supervisor, reason="Cabinet, no. 2", on_top_of=1)


def test_a_year_is_added_as_published_and_without_a_gap(supervisor):
    add_year(2036, by=supervisor, reason="Next year")
    added = CalendarDay.objects.in_edition(2).filter(day__year=2036)
    assert added.count() == len(list(published_days([2036]))) == 366
    assert 2036 in current_calendar().years
    with pytest.raises(CalendarChangeError, match="has 2036 already"):
        add_year(2036, by=supervisor, reason="Again")
    with pytest.raises(CalendarChangeError, match="without a gap"):
        add_year(2038, by=supervisor, reason="Too far")


def test_there_is_only_one_first_edition():
    assert first_edition([2026]) is None


def test_an_edition_rolled_back_is_forgotten(supervisor):
    with transaction.atomic():
        new_edition([Swap(SATURDAY, MONDAY)], by=supervisor, reason="Cabinet, no. 1")
        assert calendar_of(2).is_working(SATURDAY)
        transaction.set_rollback(True)
    assert 2 not in calendars._kept
    new_edition([SetDay(MONDAY, False, "A", "B")], by=supervisor, reason="Another")
    assert not calendar_of(2).is_working(SATURDAY)


REFUSED = [
    "UPDATE casework_calendarday SET is_working = NOT is_working WHERE edition_id = 1",
    "DELETE FROM casework_calendarday WHERE edition_id = 1",
    "UPDATE casework_calendaredition SET reason = 'other'",
    "DELETE FROM casework_calendaredition",
]


@pytest.mark.parametrize("statement", REFUSED)
def test_the_database_refuses_to_change_an_edition(statement):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.engines
@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
@pytest.mark.parametrize("statement", REFUSED)
def test_the_trigger_refuses_even_the_owner_of_the_tables(seeded, statement):
    owner = transaction.get_connection("owner")
    with pytest.raises(DatabaseError, match="is final"):
        with transaction.atomic("owner"), owner.cursor() as cursor:
            cursor.execute(statement)


def test_the_web_may_not_truncate_the_calendar():
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege('mla_app', 'casework_calendarday', 'TRUNCATE')")
        assert cursor.fetchone() == (False,)
