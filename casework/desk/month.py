"""The page of a month: which last days fall on which day, of my work or of everything I serve."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from casework.access.models import User
from casework.access.permissions import Role
from casework.clock import today
from casework.desk.home import signed_in
from casework.desk.month_days import ONE_DAY, Day, days_of, month_of, moved
from casework.desk.month_drawing import NARROW, WIDE, draw
from casework.desk.month_due import MOST, WHAT, references_of
from casework.explain import day_text

MINE, ALL = "mine", "all"
Link = tuple[str, str, bool]  # label, what follows "?", whether it is shown now


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Show a month: its days, what ends on each, a picture with its table, and one day in full."""
    person = signed_in(request)
    first = month_of(request.GET.get("month", ""))
    whose = whose_of(person, request.GET.get("whose", ""))
    days = days_of(person, first, is_mine=whose == MINE)
    is_known = any(day.note or day.is_off for day in days)  # every month has a weekend
    context = {
        "first": first,
        "title": title_of(first),
        "days": days,
        "weekdays": weekdays(first),
        "whose": whose,
        "choices": choices(whose, first),
        "before": query(moved(first, -1), whose),
        "after": query(moved(first, 1), whose),
        "this": "" if first == today().replace(day=1) else query(today(), whose),
        "before_title": title_of(moved(first, -1)),
        "after_title": title_of(moved(first, 1)),
        "month_query": query(first, whose),
        "is_known": is_known,
        "worked": sum(not day.is_off for day in days),
        "total": sum(day.total for day in days),
        "passed": sum(day.total for day in days if day.is_past),
        "drawings": [draw(days, "wide", WIDE), draw(days, "narrow", NARROW)],
        "chosen": chosen(person, days, request.GET.get("day", ""), whose),
    }
    return render(request, "desk/month.html", context)


def whose_of(person: User, words: str) -> str:
    """Return whose last days: as chosen; officers begin with their own, others with them all."""
    if words in (MINE, ALL):
        return words
    is_head = person.has_role(Role.SUPERVISOR, Role.LAWYER, Role.AUDITOR, Role.REGISTRAR)
    return MINE if person.has_role(Role.OFFICER) and not is_head else ALL


def choices(whose: str, first: date) -> list[Link]:
    """Return the two ways to look at the month."""
    names = {MINE: _("Assigned to me"), ALL: _("All of my desk")}
    return [(name, query(first, key), key == whose) for key, name in names.items()]


def query(day: date, whose: str) -> str:
    """Return what stands in the address for the month of this day."""
    return f"month={day:%Y-%m}&whose={whose}"


def title_of(first: date) -> str:
    """Return the month in words."""
    name = date_format(first, "F Y")
    return name[:1].upper() + name[1:]


def weekdays(first: date) -> list[str]:
    """Return the days of the week from Monday on, in three letters."""
    monday = first - (first.weekday() * ONE_DAY)
    return [date_format(monday + number * ONE_DAY, "D") for number in range(7)]


def chosen(person: User, days: list[Day], words: str, whose: str) -> dict[str, object] | None:
    """Return the day that was chosen with its references; None if it is none of this month."""
    day = next((day for day in days if day.on.isoformat() == words), None)
    if day is None:
        return None
    found = references_of(person, day.on, is_mine=whose == MINE)
    return {
        "day": day,
        "title": day_text(day.on),
        "groups": [(WHAT[what], rows[:MOST], len(rows) > MOST) for what, rows in found.items()],
        "most": MOST,
    }
