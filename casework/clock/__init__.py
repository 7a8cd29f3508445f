"""Limits and clocks: which date applies, and why. Pure Python, it knows nothing of Django.

Everything here is a pure function of recorded facts (docs/developers/clocks.md): the same facts
give the same dates in whatever order they were entered, and nothing is counted up by a job.

    zone          Asia/Baku, what day and what time it is
    calendars     which days are worked
    limits        a period fixed by law, and how its last day is found
    facts         what was recorded: receipt, questions, postponements, prolongations
    pauses        days on which a limit stands still
    prolonging    may execution be prolonged to that day, and which prolongation is in force
    deadlines     all of it put together
    preservation  data kept by a provider; orders; interception
    followup      when a silent provider is asked again
"""

from casework.clock.calendars import Calendar, DayOff, MissingYear
from casework.clock.deadlines import Clock, Deadlines, deadlines
from casework.clock.facts import FactError, Facts, Postponement, Prolongation, Question
from casework.clock.limits import CeilingRule, Clarification, Limit, Policy, Unit
from casework.clock.reasons import Reason
from casework.clock.zone import (
    BAKU,
    baku_day,
    begin_of,
    end_of,
    now,
    on_our_wall,
    on_the_wall,
    today,
)

__all__ = [
    "BAKU",
    "Calendar",
    "CeilingRule",
    "Clarification",
    "Clock",
    "DayOff",
    "Deadlines",
    "FactError",
    "Facts",
    "Limit",
    "MissingYear",
    "Policy",
    "Postponement",
    "Prolongation",
    "Question",
    "Reason",
    "Unit",
    "baku_day",
    "begin_of",
    "deadlines",
    "end_of",
    "now",
    "on_our_wall",
    "on_the_wall",
    "today",
]
