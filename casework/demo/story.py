"""A story: one case of the demonstration as data, with its course told in days ago.

    12d 09:14 register network     twelve days ago at 09:14 in Baku
    20h order azercell             twenty hours ago; also 40m

Acts are divided by line ends or semicolons; words after the step say what it needs, see
casework/demo/details.py. Days and hours stand in one story only if the day is the second
last or an earlier one: whatever the time of the day is, the order stays.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from casework.clock import BAKU

ACT = re.compile(r"(?:(\d+)d (\d\d:\d\d)|(\d+)([hm])) (\w+)((?: \S+)*)")


@dataclass(frozen=True)
class Act:
    """One step of a story; words are what stands behind its name."""

    at: datetime
    name: str
    words: tuple[str, ...] = ()

    def word(self, *known: str) -> str:
        """Return which of these words was said, "" if none."""
        return next((word for word in self.words if word in known), "")

    def number(self, otherwise: int) -> int:
        """Return the first number among the words."""
        return next((int(word) for word in self.words if word.isdigit()), otherwise)


@dataclass(frozen=True)
class Story:
    """A request from abroad and what became of it.

    by      an office of its scenery
    kind    the type of request
    about   an offence there
    asked   data items: category and identifiers, as in "traffic 192.0.2.7"
    course  what happened, see above
    says    in our own words what a step tells, by its name
    more    columns of the case; instants as "+20h" from now on, or "6h" ago
    key     by which another story names this one
    at      the authority at which it begins, "" for the usual one
    seen    when the addresses were used, as "15h" ago; "" for some days before the request
    """

    by: str
    kind: str
    about: str
    asked: tuple[str, ...]
    course: str
    officer: str = "officer"
    lawyer: str = "lawyer"
    supervisor: str = "supervisor"
    persons: tuple[tuple[str, str], ...] = ()
    says: Mapping[str, str] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)
    key: str = ""
    at: str = ""
    seen: str = ""

    def acts(self, present: datetime) -> list[Act]:
        """Return the acts with their instants. Raises ValueError if they are not in order."""
        found = [act_of(line, present) for line in re.split(r"[;\n]", self.course) if line.strip()]
        if found != sorted(found, key=lambda act: act.at) or found[-1].at > present:
            raise ValueError(f"not in order: {self.course}")
        return found


def act_of(line: str, present: datetime) -> Act:
    """Return one act. Raises ValueError for a line that says none."""
    found = ACT.fullmatch(line.strip())
    if found is None:
        raise ValueError(f"no act: {line}")
    days, clock, count, unit, name, words = found.groups()
    if days:
        at = on_day(present, int(days), clock)
    else:
        at = present - timedelta(**{"hours" if unit == "h" else "minutes": int(count)})
    return Act(at, name, tuple(words.split()))


def on_day(present: datetime, days: int, clock: str) -> datetime:
    """Return the instant so many days ago at this time of the day in Baku."""
    day = present.astimezone(BAKU).date() - timedelta(days=days)
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=BAKU)


def instant_of(words: str, present: datetime) -> datetime:
    """Return the instant that "+20h" or "6h" names, from the present on or before it."""
    hours = timedelta(hours=int(words.strip("+h")))
    return present + hours if words.startswith("+") else present - hours
