"""Asia/Baku: what day an instant falls on, when a day ends, and what time it is."""

import os
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

BAKU = ZoneInfo("Asia/Baku")

# Tests and demonstrations move the time of all processes at once; a real site refuses to start
# with this variable (config/settings.py).
OFFSET = timedelta(seconds=float(os.environ.get("MLA_CLOCK_OFFSET") or 0))


def now() -> datetime:
    """Return the present instant, in UTC. The only place that asks the machine for the time."""
    return datetime.now(UTC) + OFFSET


def today() -> date:
    """Return the calendar day that it is in Baku."""
    return baku_day(now())


def baku_day(instant: datetime) -> date:
    """Return the calendar day in Baku on which `instant` falls (rule K1).

    Raises ValueError if the instant has no zone: without one nobody knows the day.
    """
    if instant.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return instant.astimezone(BAKU).date()


def end_of(day: date) -> datetime:
    """Return the instant at which a limit with this last day expires: 24:00 in Baku (rule K2)."""
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=BAKU)
