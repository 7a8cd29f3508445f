"""What a policy that has not begun will change: days of new requests, and none of an open case.

Which policy counts is a matter of the day of receipt alone (rule K10, decision 019).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.cases.case import Case
from casework.clock import BAKU, Calendar, Facts, MissingYear, deadlines, today
from casework.desk.moves_rows import Day
from casework.directory.calendars import current_calendar
from casework.directory.models import NoPolicy, Policy
from casework.directory.procedures import is_timed
from casework.notices.headings import Looking, told

MOST = 1_001  # open cases that are counted
NOON = time(12)
CLOCKS: dict[str, str | Promise] = {
    "review": gettext_lazy("Legal review"),
    "execution": gettext_lazy("Execution"),
    "ceiling": gettext_lazy("Ceiling"),
    "preservation": gettext_lazy("Preservation"),
}
RULES = ("clarification", "ceiling_rule", "day_zero", "reminders")


@dataclass(frozen=True)
class Coming:
    """A policy that begins later.

    kept     how many open cases of the person keep the policy by which they count
    days     (clock, last day by the policy before and by this one) of a request received on its
             first day
    others   what else it says otherwise, by name
    problem  why the days cannot be counted
    """

    policy: Any
    kept: str
    days: Sequence[tuple[str | Promise, Day]] = ()
    others: Sequence[str] = ()
    problem: str = ""

    @property
    def changes_nothing(self) -> bool:
        """Whether it says the same as the one before."""
        return not (self.problem or self.others or any(day.differs for _label, day in self.days))


def coming(at: Looking) -> list[Coming]:
    """Return the policies to come of the procedures of which the person is head, in order."""
    kinds = sorted({kind for _authority, kind in at.ranges})
    rows = Policy.objects.filter(procedure__in=kinds, in_force_from__gt=today())
    return [compared(row, at) for row in rows.order_by("in_force_from", "procedure")]


def compared(policy: Policy, at: Looking) -> Coming:
    """Return what this policy changes, beside the one in force on the day before."""
    kept, start = kept_by(policy, at), policy.in_force_from
    try:
        before = Policy.objects.in_force(policy.procedure, start - timedelta(days=1))
        calendar = current_calendar()
        old, new = (last_days(row, start, calendar) for row in (before, policy))
    except NoPolicy:
        return Coming(policy, kept, problem=_("It is the first policy of this procedure."))
    except MissingYear as error:
        return Coming(policy, kept, problem=str(error))
    others = [name for name in RULES if getattr(before, name) != getattr(policy, name)]
    return Coming(
        policy,
        kept,
        [(label, Day(old[name], new[name])) for name, label in CLOCKS.items() if name in new],
        [name_of(name) for name in others],
    )


def name_of(column: str) -> str:
    """Return what a column of policies is called."""
    field: Any = Policy._meta.get_field(column)
    return str(capfirst(field.verbose_name))


def kept_by(policy: Policy, at: Looking) -> str:
    """Return how many open cases keep the policy of their day of receipt; counting ends early."""
    count = 0
    for authority, kind in at.ranges:
        if kind == policy.procedure:
            rows = Case.objects.filter(authority=authority, kind=kind).open().order_by()
            count += len(rows.values_list("pk")[: MOST - count])
    return told(count, MOST)


def last_days(policy: Policy, day: date, calendar: Calendar) -> dict[str, date]:
    """Return the last days of a request received on this day. Raises MissingYear."""
    kept = {"preservation": policy.limit("preservation").last_day(day, calendar)}
    if not is_timed(policy.procedure):
        return kept
    facts = Facts(datetime.combine(day, NOON, BAKU))
    found = deadlines(facts, policy.as_clock_policy(), calendar, day)
    if found.review is None:
        raise AssertionError("Nothing was asked: the review runs.")
    return {
        "review": found.review.effective,
        "execution": found.execution.effective,
        "ceiling": found.ceiling.effective,
        **kept,
    }
