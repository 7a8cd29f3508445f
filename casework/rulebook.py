"""The rules as they stand in the directory, read once for any number of calculations."""

from collections import defaultdict

from casework import clock
from casework.calculation import Rulebook
from casework.directory.calendars import current_calendar
from casework.directory.models import Policy
from casework.directory.procedures import timed_choices


def current_rulebook() -> Rulebook:
    """Return every policy and the newest edition of the calendar. Two queries at most."""
    policies: dict[str, list[clock.Policy]] = defaultdict(list)
    timed = [kind for kind, _label in timed_choices()]
    for row in Policy.objects.filter(procedure__in=timed).order_by("-in_force_from"):
        policies[row.procedure].append(row.as_clock_policy())
    return Rulebook(policies, current_calendar())
