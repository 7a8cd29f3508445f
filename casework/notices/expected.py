"""What should have been said by now, as a pure function of the dates of a case.

Level-triggered: the question is never "what became due since the last run" but "what is due now".
Of several times of one date only the latest is expected, so that an outage of days ends with one
good mail and not with all those that were missed. It knows nothing of Django.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from casework.clock import BAKU
from casework.notices.kinds import PASSED

MORNING = time(8)  # in Baku: notices by the day leave then


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """A time at which something is said. offset: days or hours before; PASSED afterwards."""

    at: datetime
    offset: int


@dataclass(frozen=True, slots=True)
class Watched:
    """A date of a case of which people are told.

    subject  which of several of this kind: the number of an order, of a question
    version  the date itself as a number: a new date is told anew, the same one never
    moments  when it is told, in order
    until    from this instant on only PASSED is expected; None if it holds for ever
    last_on, last_at  the date itself, as the mail names it: a day in Baku, or an instant
    """

    kind: str
    subject: str
    version: int
    moments: tuple[Moment, ...]
    until: datetime | None = None
    last_on: date | None = None
    last_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """One notice that is due, whoever it goes to."""

    watched: Watched
    moment: Moment

    @property
    def key(self) -> tuple[str, str, int, int]:
        """What makes it the same notice: kind, subject, version, offset."""
        return (self.watched.kind, self.watched.subject, self.watched.version, self.moment.offset)


def expected_notices(
    watched: Iterable[Watched], now: datetime, since: datetime | None = None
) -> list[Point]:
    """Return what is due to be said at `now`: of each date the latest time that has come.

    since  nothing from before is ever said: a register was brought along, or reminders began then
    """
    found = []
    for row in watched:
        come = [m for m in row.moments if m.at <= now and is_live(row, m, now)]
        if come and (since is None or max(come).at >= since):
            found.append(Point(row, max(come)))
    return found


def next_moment(watched: Iterable[Watched], now: datetime) -> datetime | None:
    """Return when something is due next, after `now`; None if nothing more will be."""
    return min((m.at for row in watched for m in row.moments if m.at > now), default=None)


def is_live(row: Watched, moment: Moment, now: datetime) -> bool:
    """Whether this may still be said: nobody is warned of a day that is over."""
    return moment.offset == PASSED or row.until is None or now < row.until


def by_the_day(
    last_on: date, offsets: Sequence[int], *, nominal_on: date | None = None
) -> tuple[Moment, ...]:
    """Return the moments of a last day: warnings count from the nominal day, at 08:00 in Baku.

    Offset 0 is the effective last day itself; PASSED comes the morning after it (DESIGN of the
    reminders: docs/developers/reminders.md).
    """
    warned = nominal_on or last_on
    days = {offset: (warned if offset else last_on) - timedelta(offset) for offset in offsets}
    return in_order({**days, PASSED: last_on + timedelta(1)})


def in_order(days: dict[int, date]) -> tuple[Moment, ...]:
    """Return the mornings of these days, by offset, as moments in order."""
    return tuple(sorted(Moment(morning(day), offset) for offset, day in days.items()))


def by_the_hour(last_at: datetime, offsets: Sequence[int]) -> tuple[Moment, ...]:
    """Return the moments of an instant: so many hours before it, and when it passes."""
    hours = [Moment(last_at - timedelta(hours=offset), offset) for offset in offsets if offset]
    return tuple(sorted([*hours, Moment(last_at, PASSED)]))


def after_days(begun_on: date, offsets: Sequence[int]) -> tuple[Moment, ...]:
    """Return the moments of something that waits since a day: so many days after it."""
    return in_order({offset: begun_on + timedelta(offset) for offset in offsets})


def every_day(instants: Sequence[datetime], now: datetime) -> tuple[Moment, ...]:
    """Return moments at these instants, then daily after the last one, up to the next to come."""
    if not instants:
        return ()
    found = [Moment(at, number) for number, at in enumerate(instants)]
    last = instants[-1]
    days = max((now - last).days, 0)
    for day in {days, days + 1} - {0}:
        found.append(Moment(last + timedelta(days=day), len(instants) - 1 + day))
    return tuple(sorted(found))


def morning(day: date) -> datetime:
    """Return 08:00 in Baku of this day."""
    return datetime.combine(day, MORNING, tzinfo=BAKU)
