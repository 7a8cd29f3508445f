"""Asia/Baku: what day an instant falls on, when a day ends, and what time it is."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

BAKU = ZoneInfo("Asia/Baku")

# Tests and demonstrations move the time of all processes at once; a real site refuses to start
# with these variables (config/profile.py).
OFFSET = timedelta(seconds=float(os.environ.get("MLA_CLOCK_OFFSET") or 0))
MOVED = os.environ.get("MLA_CLOCK_FILE")  # seconds to add, in a file that may change at any time
_replayed: list[datetime] = []  # the instant that this process lives through again, if it does


def now() -> datetime:
    """Return the present instant, in UTC. The only place that asks the machine for the time."""
    if _replayed:
        return _replayed[-1]
    return datetime.now(UTC) + (OFFSET + moved_by() if MOVED else OFFSET)


def moved_by() -> timedelta:
    """Return by how much the demonstration's clock was moved; a file not written yet is nothing."""
    try:
        return timedelta(seconds=float(Path(str(MOVED)).read_text()))
    except (OSError, ValueError):
        return timedelta(0)


def move(by: timedelta) -> None:
    """Move the demonstration's clock of all processes forward, never back.

    Raises RuntimeError where no file says so, as on every real site, and ValueError for a step
    back: what has been recorded must not lie in the future.
    """
    if not MOVED:
        raise RuntimeError("The clock of this installation cannot be moved.")
    if by < timedelta(0):
        raise ValueError("the clock moves forward only")
    unfinished = Path(f"{MOVED}.new")
    unfinished.write_text(str((moved_by() + by).total_seconds()))
    unfinished.replace(MOVED)


@contextmanager
def replaying() -> Iterator[Callable[[datetime], None]]:
    """Let this process live through the past of a demonstration; afterwards it is the present.

    Yields what sets the instant. It raises ValueError for one in the future: nobody records today
    what happens tomorrow.
    """
    present = now()

    def show(instant: datetime) -> None:
        if instant > present:
            raise ValueError(f"{instant} has not come yet")
        _replayed[:] = [instant.astimezone(UTC)]

    try:
        yield show
    finally:
        _replayed.clear()


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


def on_the_wall(instant: datetime | None, zone: str) -> str:
    """Return an instant as clocks show it in that zone, with its name and distance from UTC.

    "20.11.2026 22:39:18 (Europe/Warsaw, UTC+01:00)"; in Baku where no zone was stated; "" for None.
    Templates get it as a text: the date filter would turn the instant into Baku time first.
    """
    if instant is None:
        return ""
    there = instant.astimezone(ZoneInfo(zone) if zone else BAKU)
    distance = there.strftime("%z")
    return f"{there:%d.%m.%Y %H:%M:%S} ({zone or BAKU.key}, UTC{distance[:3]}:{distance[3:5]})"


def on_our_wall(instant: datetime | None, zone: str) -> str:
    """Return an instant as clocks in Baku show it; "" where those of that zone show the same.

    Who holds the data is asked in Baku: a sum that is left to the reader names the wrong person.
    """
    if instant is None or not zone:
        return ""
    here = instant.astimezone(BAKU)
    same = instant.astimezone(ZoneInfo(zone)).utcoffset() == here.utcoffset()
    return "" if same else on_the_wall(instant, BAKU.key)


def begin_of(day: date) -> datetime:
    """Return the instant at which this day begins in Baku."""
    return datetime.combine(day, time.min, tzinfo=BAKU)


def end_of(day: date) -> datetime:
    """Return the instant at which a limit with this last day expires: 24:00 in Baku (rule K2)."""
    return begin_of(day + timedelta(days=1))
