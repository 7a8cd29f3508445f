"""The calendar: which days the first edition works, and how it is remembered."""

from datetime import date, timedelta

import pytest

from casework.clock import MissingYear
from casework.directory import calendars
from casework.directory.almanac import days_worked_instead, published_days
from casework.directory.calendars import (
    NoCalendar,
    calendar_of,
    calendar_warnings,
    current_calendar,
)
from casework.directory.models import CalendarDay
from casework.directory.seeds import CALENDAR_YEARS

pytestmark = pytest.mark.django_db

WORKED = [
    date(2025, 6, 21),  # a Saturday
    date(2024, 12, 29),  # a Sunday
    date(2025, 3, 10),  # would have been the day off for 8 March, but was transferred
    date(2026, 3, 19),
    date(2026, 3, 31),
    date(2026, 11, 11),
    date(2027, 1, 5),
]
NOT_WORKED = [
    date(2025, 6, 27),  # free in place of Saturday 21 June
    date(2025, 1, 3),  # free in place of a Sunday of the year before
    *(date(2026, 3, 20) + timedelta(days=n) for n in range(11)),  # Novruz, Eid and a weekend
    date(2026, 5, 9),
    date(2026, 5, 11),
    date(2026, 11, 8),
    date(2026, 11, 9),
    date(2026, 11, 10),
    date(2027, 1, 4),  # 2 January 2027 is a Saturday
]


@pytest.mark.parametrize("day", WORKED, ids=str)
def test_a_day_that_the_sources_say_is_worked(day):
    assert current_calendar().is_working(day)


@pytest.mark.parametrize("day", NOT_WORKED, ids=str)
def test_a_day_that_the_sources_say_is_off(day):
    assert not current_calendar().is_working(day)


def test_every_day_of_every_year_has_one_row():
    days = list(CalendarDay.objects.in_edition(1).order_by("day").values_list("day", flat=True))
    first, last = date(CALENDAR_YEARS[0], 1, 1), date(CALENDAR_YEARS[-1], 12, 31)
    assert days == [first + timedelta(days=n) for n in range((last - first).days + 1)]
    assert current_calendar().years == frozenset(CALENDAR_YEARS)


def test_a_year_outside_the_calendar_is_said_to_be_missing():
    with pytest.raises(MissingYear):
        current_calendar().is_working(date(2036, 1, 1))


def test_estimated_days_are_marked_and_their_names_do_not_say_it():
    estimated = CalendarDay.objects.in_edition(1).filter(is_estimated=True)
    assert date(2027, 3, 9) in {row.day for row in estimated}
    assert not estimated.filter(day__lt=date(2027, 1, 1)).exists()
    assert not CalendarDay.objects.filter(name_en__icontains="estimated").exists()
    assert not CalendarDay.objects.filter(name_az__icontains="təxmini").exists()


def test_both_days_of_a_transfer_name_each_other_in_both_languages():
    worked = CalendarDay.objects.get(edition=1, day=date(2025, 6, 21))
    free = CalendarDay.objects.get(edition=1, day=date(2025, 6, 27))
    assert (worked.kind, free.kind) == ("worked", "day_off")
    assert worked.name_az == "27.06.2025 əvəzinə iş günü"
    assert free.name_az == "21.06.2025 əvəzinə istirahət günü"
    assert free.name_en == "Day off in place of 21.06.2025"


def test_plain_weekends_have_no_name():
    assert CalendarDay.objects.get(edition=1, day=date(2026, 2, 14)).kind == "weekend"
    assert not CalendarDay.objects.filter(kind="weekend").exclude(name_en="").exists()


def test_every_holiday_of_fifty_years_has_names_of_ours():
    """`published_days` raises KeyError for one without: sowing would stop, loudly."""
    assert len(list(published_days(range(1995, 2045)))) == 18263


def test_a_transfer_is_read_as_month_then_day():
    worked = days_worked_instead({date(2025, 3, 27): "Day off (substituted from 03/10/2025)"})
    assert worked == {date(2025, 3, 10): date(2025, 3, 27)}


def test_an_edition_is_loaded_once_and_only_its_number_asked_for_again(
    django_assert_num_queries, monkeypatch
):
    monkeypatch.setattr(calendars, "_kept", {})
    with django_assert_num_queries(3):
        first = current_calendar()
    with django_assert_num_queries(1):
        assert current_calendar() is first
    with django_assert_num_queries(0):
        assert calendar_of(1) is first


def test_an_edition_that_does_not_exist_is_refused():
    with pytest.raises(NoCalendar):
        calendar_of(999)


def test_it_warns_of_estimated_days_of_this_and_the_next_year():
    (warning,) = calendar_warnings(date(2026, 6, 1))
    assert "09.03.2027" in warning
    assert "5 days" in warning


def test_it_warns_of_a_missing_year():
    assert any("2036" in warning for warning in calendar_warnings(date(2035, 2, 1)))
