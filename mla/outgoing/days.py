"""The last days of our request: a pure function of what was recorded.

Before it leaves, the end of what is preserved for us abroad: our request has to leave before. After
that, the days on which the authority abroad is to be reminded.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from casework.clock.own import OwnDay, awaited, kept_until
from casework.clock.reasons import because
from mla.outgoing.facts import Exchange, KeptAbroad
from mla.outgoing.states import AWAITED, PREPARED

SENT, REMINDER, OUR_ANSWER = Exchange.Kind.SENT, Exchange.Kind.REMINDER, Exchange.Kind.OUR_ANSWER


def own_days(case: Any, offsets: Mapping[str, Sequence[int]]) -> list[OwnDay]:
    """Return the last day that runs on this open case, none where nothing is counted."""
    if case.state in PREPARED:
        days = [kept_until(row.effective_on, row.days) for row in counting(case.keptabroads.all())]
        return sorted(days, key=lambda day: day.on)[:1]
    if case.state not in AWAITED:
        return []
    found = reminder_of(list(case.exchanges.all()), offsets["awaited"])
    return [found] if found else []


def counting(rows: Iterable[KeptAbroad]) -> list[KeptAbroad]:
    """Return of each reference the row that was recorded last: it corrects or renews the others."""
    latest = {row.reference.casefold(): row for row in sorted(rows, key=lambda row: row.pk)}
    return list(latest.values())


def reminder_of(rows: Sequence[Exchange], offsets: Sequence[int]) -> OwnDay | None:
    """Return when the authority abroad is to be reminded next; None after the last time.

    Counted from the day on which our request left; an answer of ours to their question starts
    anew. In whatever order the rows were entered.
    """
    begun = [row for row in rows if row.kind in (SENT, OUR_ANSWER)]
    if not begun:
        return None
    last = max(begun, key=lambda row: (row.on_day, row.kind == OUR_ANSWER))
    code = "awaited_since_sent" if last.kind == SENT else "awaited_since_answer"
    reminded_on = [row.on_day for row in rows if row.kind == REMINDER]
    return awaited(last.on_day, offsets, reminded_on, because(code, day=last.on_day))
