"""The first page after signing in, and the page about one's own account."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from casework.access.models import Absence, Membership, User
from casework.access.permissions import Role
from casework.cases.case import Case
from casework.clock import BAKU, MissingYear, now, today
from casework.desk.duty_now import shifts_of
from casework.desk.queue_filter import ME, NOBODY, Chosen
from casework.desk.queue_names import names_for
from casework.desk.queue_rows import first_of, most_pressing
from casework.desk.queue_words import Line, lines_of
from casework.directory.calendars import NoCalendar, calendar_warnings, current_calendar
from casework.directory.rows import in_language
from casework.workflow.models import Proposal
from casework.workflow.people import roles_of
from casework.workflow.registry import registered

NO_CALENDAR = "no_calendar"
FEW = 5  # cases of each kind on the first page
MANY = 20  # proposals and urgent cases there, the oldest first: each of them waits for a person


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
        "to_decide": to_decide(person),
        "has_role": bool(person.current_roles),
        "shifts": shifts_of(person),
        **work_of(person),
    }
    return render(request, "desk/home.html", context)


def work_of(person: User) -> dict[str, list[Line]]:
    """Return the most pressing cases of the person and of nobody, and what waits to be seen.

    Urgent cases that nobody has acknowledged: those that wait longest first.
    """
    unseen = Case.objects.of_roles(person).unacknowledged()
    rows = {
        "mine": most_pressing(person, Chosen(officer=ME), limit=FEW),
        "unassigned": most_pressing(person, Chosen(officer=NOBODY), limit=FEW),
        "unacknowledged": first_of([unseen], ("urgent_at", "id"), MANY),
    }
    names = names_for(person, [row for found in rows.values() for row in found])
    return {what: lines_of(found, names, person) for what, found in rows.items()}


def to_decide(person: User) -> list[tuple[Proposal, str]]:
    """Return (proposal, its step in words) of colleagues that wait for this supervisor.

    A desk where colleagues decide for one another finds its proposals on the case alone.
    """
    rows = Proposal.objects.filter(
        status=Proposal.Status.OPEN, case__in=Case.objects.visible_to(person)
    )
    rows = rows.exclude(made_by=person).exclude(on_behalf_of=person)
    found = rows.select_related("case", "made_by").order_by("made_at", "pk")
    return [
        (row, str(registered(row.case.kind).table[row.step].label))
        for row in found[:MANY]
        if any(role == Role.SUPERVISOR for role, _behalf in roles_of(person, row.case))
    ]


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
