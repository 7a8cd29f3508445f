"""Days on which a limit stands still: questions under the rule PAUSE, and postponements."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from casework.clock.facts import Facts
from casework.clock.limits import Clarification


@dataclass(frozen=True)
class Pause:
    """From the day it began up to, not including, the day it ended; or still open."""

    kind: str
    begin: date
    end: date | None

    def end_by(self, as_of: date) -> date:
        """Return the day up to which this pause counts: an open one counts to `as_of`."""
        return self.end or as_of

    def days(self, as_of: date) -> int:
        """Return its calendar days; begun and ended on the same day it has none (rule K6)."""
        return (self.end_by(as_of) - self.begin).days


def pauses_of(facts: Facts, rule: Clarification) -> list[Pause]:
    """Return what pauses execution and ceiling under this rule, earliest first."""
    pauses = [Pause("postponement", p.from_on, p.to_on) for p in facts.postponements]
    if rule is Clarification.PAUSE:
        pauses += [Pause("question", q.sent_on, q.answered_on) for q in facts.questions]
    return sorted(pauses, key=lambda pause: (pause.begin, pause.end or date.max, pause.kind))


def paused_days(pauses: Iterable[Pause], as_of: date, since: date = date.min) -> int:
    """Return how many calendar days from `since` on lie in at least one pause.

    A day that lies in two pauses counts once; `pauses` come earliest first (rule K6).
    """
    total, counted_to = 0, since
    for pause in pauses:
        begin, end = max(pause.begin, counted_to), pause.end_by(as_of)
        if end > begin:
            total += (end - begin).days
            counted_to = end
    return total
