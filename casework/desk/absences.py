"""Absences: who is away and who stands in; supervisors enter those of their people.

Anybody enters one's own. Each change is an event of every authority in which the person works.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from casework.access.absences import AbsenceForm, colleagues_of, wholly_of
from casework.access.models import Absence, User
from casework.access.supervision import managed_by
from casework.audit.apart import record_apart
from casework.audit.chain import locked_head
from casework.clock import today
from casework.desk.home import signed_in
from casework.workflow.fields import DayInput


class EntryForm(AbsenceForm):
    """An absence, of whom this person may enter one."""

    def __init__(self, *args: Any, by: User, **options: Any) -> None:
        super().__init__(*args, **options)
        here = by.authorities
        people = User.objects.filter(Q(pk=by.pk) | Q(pk__in=wholly_of(managed_by(by)).values("pk")))
        chosen: Any = self.fields
        chosen["user"].queryset = people
        chosen["deputy"].queryset = colleagues_of(here)
        chosen["user"].label = _("Who is away")
        chosen["from_on"].label, chosen["until_on"].label = _("First day"), _("Last day")
        chosen["until_on"].help_text = _("Leave empty if no day is known yet.")
        for name in ("from_on", "until_on"):
            chosen[name].widget = DayInput()
        chosen["user"].empty_label = chosen["deputy"].empty_label = _("Choose a person")
        if not managed_by(by):
            chosen["user"].empty_label = None
            chosen["user"].initial = by.pk


@require_http_methods(["GET", "POST"])
def absences(request: HttpRequest) -> HttpResponse:
    """Show who is away, now and later; enter an absence, or ask again with what was typed."""
    person = signed_in(request)
    if not person.current_roles:
        raise PermissionDenied(_("This page is for people who have a role in an authority."))
    form = EntryForm(by=person)
    if request.method == "POST":
        form = EntryForm(request.POST, by=person)
        if form.is_valid():
            row = entered(form, person)
            said = _("%(person)s is entered as away; %(deputy)s stands in.")
            messages.success(request, said % {"person": row.user, "deputy": row.deputy})
            return redirect("absences")
    rows = list(seen_by(person).select_related("user", "deputy").order_by("from_on", "pk"))
    day, theirs = today(), may_end(person).in_bulk([row.pk for row in rows])
    context = {
        "form": form,
        "is_head": bool(managed_by(person)),
        "now_away": [(row, row.pk in theirs) for row in rows if row.from_on <= day],
        "later": [(row, row.pk in theirs) for row in rows if row.from_on > day],
    }
    return render(request, "desk/absences_page.html", context, status=422 if form.errors else 200)


@require_POST
def absence_end(request: HttpRequest, absence: int) -> HttpResponse:
    """End an absence: whoever is back works again; one that has not begun is taken back."""
    person = signed_in(request)
    row = get_object_or_404(may_end(person).select_related("user"), pk=absence)
    until = ended(row, person)
    if until == today():
        said = _("%(person)s is back; the absence counts until the end of today.")
    else:
        said = _("%(person)s is not away any more.")
    messages.success(request, said % {"person": row.user})
    return redirect("absences")


def standing() -> Any:
    """Return the absences that go on or are to come."""
    return Absence.objects.filter(Q(until_on=None) | Q(until_on__gte=today()))


def seen_by(person: User) -> Any:
    """Return those that concern the person: the own ones, as deputy, and of the people headed."""
    theirs = colleagues_of(managed_by(person)).values("pk")
    return standing().filter(Q(user=person) | Q(deputy=person) | Q(user__in=theirs))


def may_end(person: User) -> Any:
    """Return those that the person may end: the own ones, and of the people headed alone."""
    theirs = wholly_of(managed_by(person)).values("pk")
    return standing().filter(Q(user=person) | Q(user__in=theirs))


def entered(form: EntryForm, by: User) -> Absence:
    """Return the absence that the form asks for."""
    with transaction.atomic():
        row: Absence = form.save(commit=False)
        heads = locked(row.user)
        row.save()
        about = {"absence": row.pk, "user": row.user_id, "deputy": row.deputy_id}
        record(heads, "begin_absence", by, {**about, "from": row.from_on, "until": row.until_on})
    return row


def ended(row: Absence, by: User) -> Any:
    """End the absence and return its last day; None if it had not begun and is taken back."""
    day, about = today(), {"absence": row.pk, "user": row.user_id, "deputy": row.deputy_id}
    with transaction.atomic():
        heads = locked(row.user)
        if row.from_on > day:
            row.delete()
            record(heads, "end_absence", by, {**about, "from": row.from_on, "until": None})
            return None
        row.until_on = max(row.from_on, day - timedelta(days=1))
        row.save(update_fields=["until_on"])
        record(heads, "end_absence", by, {**about, "from": row.from_on, "until": row.until_on})
    return row.until_on


def locked(person: User) -> list[int]:
    """Return the authorities in which the person works, their chains locked in one order."""
    found = sorted(person.authorities)
    for authority in found:
        locked_head(authority)
    return found


def record(authorities: list[int], verb: str, by: User, about: Mapping[str, Any]) -> None:
    """Add the event to the chain of each authority."""
    for authority in authorities:
        record_apart(authority, verb, by=by, details=about)
