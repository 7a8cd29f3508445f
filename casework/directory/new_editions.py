"""New editions of the calendar: the latest one, copied, with changes. One at a time."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext

from casework import clock
from casework.directory.almanac import DayEntry, published_days
from casework.directory.calendar_changes import FIELDS, CalendarChangeError, Change, planned
from casework.directory.calendars import not_kept_until_committed
from casework.directory.editions import CalendarDay, CalendarEdition

LOCK = 0x4D4C4143  # one number for "a new edition of the calendar is being made"


def new_edition(
    changes: Sequence[Change],
    *,
    by: Any,
    reason: str,
    on_top_of: int | None = None,
) -> CalendarEdition:
    """Make and return the next edition: the latest one with these changes.

    on_top_of  the edition that the supervisor saw; refused if there is a later one by now

    Raises CalendarChangeError, with a sentence.
    """
    with transaction.atomic():
        latest = _lock_latest()
        if on_top_of is not None and on_top_of != latest:
            raise CalendarChangeError(
                gettext("Somebody made edition %(number)s meanwhile; look at the change again.")
                % {"number": latest}
            )
        if not latest:
            raise CalendarChangeError(gettext("There is no calendar yet."))
        entries = [change.after for change in planned(changes, latest)]
        return _make(entries, latest, by, reason)


def add_year(year: int, *, by: Any, reason: str) -> CalendarEdition:
    """Make and return the next edition, with the published days of one more year.

    Raises CalendarChangeError, with a sentence, unless the year follows or precedes the others.
    """
    with transaction.atomic():
        latest = _lock_latest()
        days = CalendarDay.objects.in_edition(latest)
        years = {day.year for day in days.dates("day", "year")}
        if year in years:
            raise CalendarChangeError(
                gettext("The calendar has %(year)s already.") % {"year": year}
            )
        if years and year not in (min(years) - 1, max(years) + 1):
            raise CalendarChangeError(
                gettext("Years are added without a gap: %(first)s to %(last)s are there.")
                % {"first": min(years), "last": max(years)}
            )
        return _make(list(published_days([year])), latest, by, reason)


def first_edition(years: Iterable[int]) -> CalendarEdition | None:
    """Make edition 1 out of the published days, or return None if there is an edition."""
    with transaction.atomic():
        latest = _lock_latest()
        if latest:
            return None
        reason = "First edition, from the published calendar of Azerbaijan."
        return _make(list(published_days(years)), 0, None, reason)


def _lock_latest() -> int:
    """Keep others from making an edition until this transaction ends; return the latest number."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    return CalendarEdition.objects.aggregate(latest=Max("number"))["latest"] or 0


def _make(entries: list[DayEntry], latest: int, by: Any, reason: str) -> CalendarEdition:
    if not reason.strip():
        raise CalendarChangeError(gettext("An edition of the calendar needs a reason."))
    edition = CalendarEdition.objects.create(
        number=latest + 1,
        made_at=clock.now(),
        made_by=by,
        reason=reason.strip(),
        based_on_id=latest or None,
    )
    not_kept_until_committed(edition)
    _copy_days(latest, edition.number, without=[entry.day for entry in entries])
    CalendarDay.objects.bulk_create(
        [
            CalendarDay(edition=edition, **{name: getattr(entry, name) for name in FIELDS})
            for entry in entries
        ],
        batch_size=2000,
    )
    return edition


def _copy_days(source: int, target: int, without: list[date]) -> None:
    columns = ", ".join(FIELDS)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO casework_calendarday (edition_id, {columns})"  # noqa: S608 - our names
            f" SELECT %s, {columns} FROM casework_calendarday"
            " WHERE edition_id = %s AND day <> ALL(%s)",
            [target, source, without],
        )
