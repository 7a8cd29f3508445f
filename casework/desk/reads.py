"""The log of reads, for supervisors and auditors of a whole authority."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from casework.access.permissions import Role
from casework.access.supervision import reach_of
from casework.audit.events import ReadLog
from casework.cases.case import Case
from casework.desk.home import signed_in
from casework.desk.reads_rows import page_of

LARGEST = 2**63 - 1  # as the key of a row


@require_safe
def reads(request: HttpRequest) -> HttpResponse:
    """Show who read and searched what, a hundred rows at a time.

    Raises PermissionDenied for who supervises or audits no authority for all its procedures.
    """
    person = signed_in(request)
    authorities = reach_of(person, Role.SUPERVISOR, Role.AUDITOR, whole=True)
    if not authorities:
        labels = f"{Role.SUPERVISOR.label}, {Role.AUDITOR.label}"
        raise PermissionDenied(_("This is for: %(roles)s.") % {"roles": labels})
    case = case_in(request)
    is_search = request.GET.get("what") == ReadLog.What.SEARCH
    who = number_in(request.GET.get("who", ""))
    lines, further = page_of(
        person,
        authorities,
        what=ReadLog.What.SEARCH if is_search else "",
        who=who,
        before=number_in(request.GET.get("before", "")),
        case=case,
    )
    context = {
        "lines": lines,
        "further": further,
        "is_search": is_search,
        "who": who,
        "case": case,
        "name": lines[0].reading.user if who and lines else None,
    }
    return render(request, "desk/reads.html", context)


def case_in(request: HttpRequest) -> Case | None:
    """Return the one case whose readings are wanted, None for all of them.

    Raises Http404 for one that the person does not see.
    """
    wanted = request.GET.get("case", "")
    if not wanted:
        return None
    try:
        return get_object_or_404(Case.objects.visible_to(request.user), public_id=UUID(wanted))
    except ValueError as error:
        raise Http404 from error


def number_in(text: str) -> int | None:
    """Return the key that stands in an address, None if none does."""
    if not (text.isascii() and text.isdecimal() and len(text) < 20):
        return None
    return min(int(text), LARGEST) or None
