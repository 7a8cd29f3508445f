"""The calendar that clocks count by: loaded once per edition and process, since editions stand.

The number of the latest edition is asked for each time: a new edition reaches every process.
"""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from casework.clock import Calendar, DayOff
from casework.directory.editions import CalendarDay, CalendarEdition

_kept: dict[int, Calendar] = {}
_being_made: dict[int, datetime] = {}


class NoCalendar(LookupError):  # noqa: N818 - a calendar is missing, not an error made
    """There is no edition of the calendar, or none with this number."""


def current_number() -> int:
    """Return the number of the latest edition. Raises NoCalendar before `manage.py setup`."""
    number = CalendarEdition.objects.aggregate(latest=Max("number"))["latest"]
    if number is None:
        raise NoCalendar("There is no calendar yet: run manage.py setup.")
    return number


def current_calendar() -> Calendar:
    """Return the latest edition. Raises NoCalendar before `manage.py setup`."""
    return calendar_of(current_number())


def calendar_of(number: int) -> Calendar:
    """Return the edition with this number. Raises NoCalendar if there is none."""
    if number in _kept:
        return _kept[number]
    made_at = CalendarEdition.objects.filter(number=number).values_list("made_at").first()
    if made_at is None:
        raise NoCalendar(f"There is no edition {number} of the calendar.")
    calendar = _load(number)
    # What an open transaction has written may be rolled back, and the number used again.
    if _being_made.get(number) != made_at[0]:
        _kept[number] = calendar
    return calendar


def _load(number: int) -> Calendar:
    rows = CalendarDay.objects.in_edition(number).off().order_by()
    off = {
        day: DayOff(name_en, name_az, is_estimated)
        for day, name_en, name_az, is_estimated in rows.values_list(
            "day", "name_en", "name_az", "is_estimated"
        )
    }
    # Every year has weekends, so every year of the edition shows up among its days off.
    return Calendar(edition=number, years=frozenset(day.year for day in off), off=off)


def not_kept_until_committed(edition: CalendarEdition) -> None:
    """Keep this new edition out of the memory of this process until it is really there."""
    number, made_at = edition.number, edition.made_at
    _kept.pop(number, None)
    _being_made[number] = made_at

    def settle() -> None:
        if _being_made.get(number) == made_at:
            del _being_made[number]

    transaction.on_commit(settle)


def calendar_warnings(day: date) -> list[str]:
    """Return a sentence for each thing that the calendar lacks as seen from `day`."""
    number = current_number()
    next_year = day.year + 1
    warnings = []
    if next_year not in calendar_of(number).years:
        warnings.append(
            gettext("The calendar has no entries for %(year)s: add the year.") % {"year": next_year}
        )
    days = CalendarDay.objects.in_edition(number).estimated(day, date(next_year, 12, 31))
    estimated = list(days.order_by("day").values_list("day", flat=True))
    if estimated:
        warnings.append(
            ngettext(
                "%(count)s day off is only estimated and must be confirmed: %(days)s.",
                "%(count)s days off are only estimated and must be confirmed: %(days)s.",
                len(estimated),
            )
            % {
                "count": len(estimated),
                "days": ", ".join(date_format(day, "d.m.Y") for day in estimated),
            }
        )
    return warnings
