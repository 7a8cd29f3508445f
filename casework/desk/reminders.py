"""The page of the reminders: are they alive, what was sent, what a supervisor has to look at."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casework.access.models import User
from casework.access.permissions import Role
from casework.clock import now
from casework.desk.home import signed_in
from casework.desk.kept_words import frozen_for
from casework.desk.reminder_rows import counts_for, lists_for, supervised_by
from casework.notices import host, waking
from casework.notices.again import send_again
from casework.notices.health import health, shared_health
from casework.notices.models import Host, Notice, Wake


@require_safe
def reminders(request: HttpRequest) -> HttpResponse:
    """Show how reminders are, and what was sent to this person; the rest for supervisors."""
    person = signed_in(request)
    is_head = person.has_role(Role.SUPERVISOR)
    context = {
        "health": health(),
        "counts": counts_for(person) if person.current_roles else None,
        "is_head": is_head,
        "machines": list(Host.objects.select_related("released_by")) if is_head else [],
        "frozen": frozen_for(person) if person.current_roles else [],
        **lists_for(person),
    }
    return render(request, "desk/reminders.html", context)


@require_POST
def again(request: HttpRequest, notice: int) -> HttpResponse:
    """Send one refused mail again; one that waits or has left already stays as it is."""
    person = signed_in(request)
    row = get_object_or_404(supervised_by(person), pk=notice)
    return back(request, send_again(Notice.objects.filter(pk=row.pk), person))


@require_POST
def all_again(request: HttpRequest) -> HttpResponse:
    """Send every refused mail again for which this person is supervisor."""
    person = supervisor(request)
    return back(request, send_again(supervised_by(person), person))


def back(request: HttpRequest, count: int) -> HttpResponse:
    """Say how many mails leave again and return the way to the page."""
    if count:
        said = ngettext("%(count)s mail is sent again.", "%(count)s mails are sent again.", count)
        messages.success(request, said % {"count": count})
    else:
        messages.info(request, _("There was nothing to send again."))
    return redirect("reminders")


@require_http_methods(["GET", "POST"])
def release(request: HttpRequest, machine: int) -> HttpResponse:
    """Ask what releasing means, then let the machine send; pressed twice it is released once."""
    person = supervisor(request)
    row = get_object_or_404(Host.objects.select_for_update(), pk=machine)
    if row.held_since is None:
        messages.info(request, _("This machine is not held."))
        return redirect("reminders")
    if request.method == "POST":
        host.release(row, person)
        waking.wake_after_commit()
        shared_health.until = 0.0
        messages.success(request, _("Released: reminders leave from this machine again."))
        return redirect("reminders")
    context = {
        "machine": row,
        "waiting": Notice.objects.waiting().filter(next_try_at__lte=now()).count(),
        "to_plan": Wake.objects.filter(at__lte=now()).count(),
    }
    return render(request, "desk/release.html", context)


def supervisor(request: HttpRequest) -> User:
    """Return the person. Raises PermissionDenied for anybody but a supervisor."""
    person = signed_in(request)
    if not person.has_role(Role.SUPERVISOR):
        raise PermissionDenied(_("This is for: %(roles)s.") % {"roles": Role.SUPERVISOR.label})
    return person
