"""Last days that a procedure counts itself, in place of review, execution and ceiling."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from casework.clock.facts import FactError
from casework.clock.preservation import SHORTEST_DAYS
from casework.clock.reasons import Reason, because

AWAITED, KEPT = "awaited", "kept_abroad"  # names of these clocks; Deadline.clock keeps them


@dataclass(frozen=True)
class OwnDay:
    """A last day: which clock ends on it, and how it was reached."""

    clock: str
    on: date
    why: tuple[Reason, ...] = ()


def awaited(
    begun_on: date, offsets: Sequence[int], reminded_on: Sequence[date], why: Reason
) -> OwnDay | None:
    """Return the day on which whoever owes an answer is to be reminded next; None after the last.

    begun_on     the day from which it is counted; not counted itself
    offsets      so many days after it, by the policy
    reminded_on  the days on which reminders left, each counts for every day that had come, and for
                 one at least
    why          what happened on the day from which it is counted
    """
    left = sorted(set(offsets))
    reasons = [why]
    for day in sorted(day for day in reminded_on if day >= begun_on):
        come = [offset for offset in left if begun_on + timedelta(offset) <= day]
        left = left[max(len(come), 1) :]
        reasons.append(because("reminded", day=day))
    if not left:
        return None
    last = begun_on + timedelta(left[0])
    reasons.append(because("awaited_limit", days=left[0], start=begun_on, day=last))
    return OwnDay(AWAITED, last, tuple(reasons))


def kept_until(effective_on: date, days: int) -> OwnDay:
    """Return the last day on which our request can still reach what is kept for us abroad.

    Raises FactError for a period shorter than the Convention allows (Art. 29(7)).
    """
    if days < SHORTEST_DAYS:
        raise FactError("preservation_too_short", days=days, shortest=SHORTEST_DAYS)
    last = effective_on + timedelta(days)
    why = because("kept_abroad_limit", days=days, start=effective_on, day=last)
    return OwnDay(KEPT, last, (why,))
