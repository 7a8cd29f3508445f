"""The first page after signing in, and the page about one's own account."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from casework.access.models import Absence, Membership, User
from casework.access.permissions import Role
from casework.clock import BAKU, MissingYear, now, today
from casework.desk import subtasks_due
from casework.desk.at_hand import chosen_reviews, lawyer_at, to_decide, work_of
from casework.desk.duty_now import shifts_of
from casework.desk.overview_rows import Card, counts_of
from casework.directory.calendars import NoCalendar, calendar_warnings, current_calendar
from casework.directory.rows import in_language
from casework.notices.headings import headings, looking
from casework.workflow.people import is_head

NO_CALENDAR = "no_calendar"


@dataclass(frozen=True)
class Day:
    """What the calendar says about one day. kind: working, off, estimated or no_calendar."""

    on: date
    kind: str
    name: str = ""


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show who the person is today, what day it is, and where the work is."""
    person, day = signed_in(request), today()
    context = {
        "now": now().astimezone(BAKU),
        "day": about(day),
        "memberships": memberships_of(person, day),
        "away": Absence.objects.in_force(day).filter(user=person).select_related("deputy"),
        "stands_in": Absence.objects.in_force(day).filter(deputy=person).select_related("user"),
        "warnings": warnings_for(person, day),
        "counts": counts_for(person, day),
        "to_decide": to_decide(person),
        "has_role": bool(person.current_roles),
        "has_cases": person.has_role(Role.OFFICER),
        "is_lawyer": bool(lawyer_at(person)),
        "reviews_way": f"{reverse('cases')}?{chosen_reviews(person).query}",
        "is_only_lawyer": {role for _at, role, _kind in person.current_roles} == {Role.LAWYER},
        "shifts": shifts_of(person),
        "subtasks": subtasks_due.due_of(person),
        "subtasks_way": subtasks_due.way(),
        **work_of(request, person),
    }
    return render(request, "desk/home.html", context)


def counts_for(person: User, day: date) -> list[Card]:
    """Return how much waits for the head of an authority; nothing for anybody else."""
    return counts_of(headings(looking(person, day))) if is_head(person) else []


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Show what the desk knows about the person."""
    person = signed_in(request)
    return render(request, "desk/account.html", {"memberships": memberships_of(person, today())})


def signed_in(request: HttpRequest) -> User:
    """Return the person; LoginRequiredMiddleware lets nobody else come this far."""
    if not isinstance(request.user, User):
        raise TypeError("This page needs a person who is signed in.")
    return request.user


def memberships_of(person: User, day: date) -> list[Membership]:
    """Return what the person is on `day`, by authority."""
    rows = Membership.objects.in_force(day).filter(user=person).select_related("authority")
    return list(rows.order_by("authority__code", "role"))


def about(day: date) -> Day:
    """Return what the calendar says about `day`."""
    try:
        calendar = current_calendar()
        if calendar.is_working(day):
            return Day(day, "working")
    except (NoCalendar, MissingYear):
        return Day(day, NO_CALENDAR)
    off = calendar.off[day]
    kind = "estimated" if off.is_estimated else "off"
    return Day(day, kind, in_language(off.name_en, off.name_az) or _("Weekend"))


def warnings_for(person: User, day: date) -> list[str]:
    """Return what a supervisor has to put right in the directory."""
    if not person.has_role(Role.SUPERVISOR):
        return []
    try:
        return calendar_warnings(day)
    except NoCalendar:
        return [_("There is no calendar yet: the operator has to run manage.py setup.")]
