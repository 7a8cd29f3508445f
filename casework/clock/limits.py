"""A limit is a period fixed by law; a policy is the set of limits in force on a day."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from casework.clock.calendars import Calendar


class Unit(StrEnum):
    CALENDAR = "calendar"
    WORKING = "working"


class Clarification(StrEnum):
    """What a question to the requester does to the time for execution (rule K6)."""

    PAUSE = "pause"
    CONTINUE = "continue"
    RESTART = "restart"


class CeilingRule(StrEnum):
    """From where the two months are counted (rule K5)."""

    RECEIPT = "receipt"
    EXECUTION = "execution"


@dataclass(frozen=True)
class Limit:
    """A number of days or of months; `rolls` moves a last day off to the next working day."""

    days: int = 0
    months: int = 0
    unit: Unit = Unit.CALENDAR
    rolls: bool = False
    source: str = ""

    def last_day(self, start: date, calendar: Calendar) -> date:
        """Return the nominal last day; `start` is day 0 and not counted (rules K2, K3)."""
        if self.months:
            return add_months(start, self.months)
        if self.unit is Unit.WORKING:
            return calendar.after_working_days(start, self.days)
        return start + timedelta(days=self.days)


BEGINNING = date(2000, 1, 1)  # of the first policy of each procedure; no case reaches further back


@dataclass(frozen=True)
class Policy:
    """The limits of one procedure, as in force on the day of receipt."""

    review: Limit
    execution: Limit
    ceiling: Limit
    in_force_from: date
    clarification: Clarification = Clarification.PAUSE
    ceiling_rule: CeilingRule = CeilingRule.RECEIPT


def add_months(day: date, months: int) -> date:
    """Return the same day number `months` later, or the last day of that month (rule K3)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
