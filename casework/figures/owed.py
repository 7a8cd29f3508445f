"""Which answers of providers a case is owed, and since when each is beyond its time.

A pure function of the facts, kept beside what is due and counted by the hour.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from casework.cases.queries import NO_DAY
from casework.clock import baku_day, begin_of, end_of
from casework.clock.followup import AFTER_URGENT

OWED, LATE, PROMISED = WHATS = "owed", "late", "promised"
HOUR = timedelta(hours=1)
Owed = tuple[int, str, str]  # provider, which of them, hour


def owed_of(facts: Mapping[str, Any]) -> Iterator[Owed]:
    """Yield each order of an open case that is not answered, and the hour since which it is late.

    An answer that was promised by a day is owed from the day after it; PROMISED says on which day
    such an order was made.
    """
    for row in [] if facts["ended_at"] else facts["due_orders"]:
        ordered_at = datetime.fromisoformat(row["ordered_at"])
        since = begin_of(baku_day(ordered_at))
        if row["answered_at"]:
            yield row["provider"], PROMISED, hour_of(since)
            since = end_of(date.fromisoformat(row["until"]))
        yield row["provider"], OWED, hour_of(since)
        late_at = late_from(facts, ordered_at)
        if late_at is not None:
            yield row["provider"], LATE, hour_of(max(late_at, since))


def late_from(facts: Mapping[str, Any], ordered_at: datetime) -> datetime | None:
    """Return when the answer is beyond its time (rule K9); None while no day of the case runs.

    Urgent after a day, else at half of the time asked; at the latest once the last day of the case
    has passed.
    """
    found = []
    if facts["is_urgent"]:
        found.append(ordered_at + AFTER_URGENT)
    if facts["answer_by_at"]:
        found.append(ordered_at + (facts["answer_by_at"] - ordered_at) / 2)
    if facts["queue_on"] != NO_DAY:
        found.append(end_of(facts["queue_on"]))
    return min(found, default=None)


def hour_of(instant: datetime) -> str:
    """Return the full hour that begins with this instant or after it, in UTC."""
    whole = instant.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    return (whole if whole == instant else whole + HOUR).isoformat()
