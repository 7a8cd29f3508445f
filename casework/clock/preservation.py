"""Data that a provider keeps: how long, when to remind; the longest orders (K8, K11)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol, TypeVar

from casework.clock.calendars import Calendar
from casework.clock.facts import FactError
from casework.clock.limits import add_months

SHORTEST_DAYS = 60  # Convention on Cybercrime, Art. 29(7): "not less than sixty days"
LONGEST_ORDER_DAYS = 90  # Convention on Cybercrime, Art. 16(2): "up to a maximum of ninety days"
INTERCEPTION_MONTHS = 6  # Law on Operative-Detective Activity: six months at most


@dataclass(frozen=True)
class LinkedRequest:
    """A request for assistance about the preserved data: received, and decided if it was.

    was_wrong  the link was taken back on `decided_on`: until then the data were kept for it
    """

    received_on: date
    decided_on: date | None = None
    was_wrong: bool = False


class Linked(Protocol):
    """Anything that is received, and decided once."""

    @property
    def received_on(self) -> date:
        """The day of receipt."""

    @property
    def decided_on(self) -> date | None:
        """The day of the decision, None before it."""


Request = TypeVar("Request", bound=Linked)


def preserved_until(effective_on: date, days: int) -> date:
    """Return the last day on which the provider must still hold the data.

    effective_on  day on which the provider put preservation into effect; not counted itself
    days          calendar days asked for

    Raises FactError if the period is shorter than the Convention allows.
    Source: Convention on Cybercrime, Art. 29(7): "not less than sixty days".
    """
    if days < SHORTEST_DAYS:
        raise FactError("preservation_too_short", days=days, shortest=SHORTEST_DAYS)
    return effective_on + timedelta(days=days)


def in_time(last_day: date, linked: Iterable[Request]) -> list[Request]:
    """Return the requests that came while the data were held, the earliest first.

    They are held to their last day, and beyond it as long as a request that came in time is
    undecided: a second request that arrives meanwhile came in time too.
    Source: Convention on Cybercrime, Art. 29(7), second sentence.
    """
    came: list[Request] = []
    held_until: date | None = last_day
    for request in sorted(linked, key=lambda one: one.received_on):
        if held_until is not None:
            if request.received_on > held_until:
                break
            decided = request.decided_on
            held_until = None if decided is None else max(held_until, decided)
        came.append(request)
    return came


def expiry(last_day: date, linked: Iterable[LinkedRequest]) -> date | None:
    """Return the day after which the data may go, or None while a linked request is undecided.

    A request that came while the data were held keeps them until its decision.
    Source: Convention on Cybercrime, Art. 29(7), second sentence.
    """
    came = in_time(last_day, linked)
    if any(request.decided_on is None for request in came):
        return None
    return max([last_day, *(r.decided_on for r in came if r.decided_on)])


def renews_from(last_day: date, linked: Iterable[LinkedRequest], today: date) -> date | None:
    """Return the day from which a renewal decided today counts; None if there is none.

    It is the day on which the preservation ends. When that is past it has ended, but for data that
    were kept beyond their last day for a request which is decided: they are held until somebody
    releases them, which never happens by itself. Beyond the last day nothing is renewed while a
    request is undecided: the data do not end.
    Source: Convention on Cybercrime, Art. 16(2), "renewed"; Art. 29(7), second sentence.
    """
    linked = list(linked)
    end = expiry(last_day, linked)
    if end is None:
        return last_day if today <= last_day else None
    kept = [r.decided_on for r in in_time(last_day, linked) if not r.was_wrong]
    was_kept = any(day is not None and day > last_day for day in kept)
    return end if today <= end or was_kept else None


def reminder_days(last_day: date, offsets: Sequence[int], calendar: Calendar) -> list[date]:
    """Return the days on which to remind of the expiry: never later than asked (rule K4)."""
    return [calendar.preceding_working(last_day - timedelta(days=offset)) for offset in offsets]


def order_may_last_until(start: date) -> date:
    """Return the latest last day of a domestic preservation order (Art. 16(2)): 90 days."""
    return start + timedelta(days=LONGEST_ORDER_DAYS)


def interception_may_last_until(start: date) -> date:
    """Return the latest last day of an interception that starts on `start` (rule K11)."""
    return add_months(start, INTERCEPTION_MONTHS)
