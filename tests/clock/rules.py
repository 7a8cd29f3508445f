"""Rules and a calendar for tests of pure functions: no database."""

from datetime import date, datetime, timedelta
from functools import cache

import holidays

from casework.clock import Calendar, DayOff, Facts, Limit, Policy
from casework.clock.zone import BAKU

YEARS = range(2010, 2036)
POLICY = Policy(
    review=Limit(days=3, source="review"),
    execution=Limit(days=10, rolls=True, source="execution"),
    ceiling=Limit(months=2, source="ceiling"),
    in_force_from=date(2000, 1, 1),
)


@cache
def azerbaijan() -> Calendar:
    """Return the working days of Azerbaijan as the seed would write them."""
    table = holidays.country_holidays("AZ", years=range(2009, 2037))
    first, last = date(YEARS.start, 1, 1), date(YEARS.stop, 1, 1)
    days = (first + timedelta(days=n) for n in range((last - first).days))
    off = {
        day: DayOff(table.get(day) or "", table.get(day) or "")
        for day in days
        if not table.is_working_day(day)
    }
    return Calendar(edition=1, years=frozenset(YEARS), off=off)


def received(text: str, **facts: tuple) -> Facts:
    """Return facts of a request received at this Baku time, as in "2026-02-03 10:15"."""
    return Facts(datetime.fromisoformat(text).replace(tzinfo=BAKU), **facts)


def day(text: str) -> date:
    """Return a date of 2026 from "13.02", or of another year from "28.02.2027"."""
    numbers = [int(part) for part in text.split(".")]
    return date(numbers[2] if len(numbers) == 3 else 2026, numbers[1], numbers[0])
