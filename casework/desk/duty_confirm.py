"""Confirming by day whom the desk entered at night: offices, recipients, addresses of providers.

Who confirmed and when stands in the row (of a provider: in its history) and in the chain.
"""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from casework.access.supervision import reach_of
from casework.audit import chain
from casework.audit.apart import record_apart
from casework.cases.case import Case
from casework.cases.people import Contact
from casework.cases.urgency import WORKING
from casework.clock import today
from casework.desk.home import signed_in
from casework.desk.papers import acting
from casework.directory.models import Provider, RecipientPerson
from casework.letters.changes import lock_case
from casework.workflow.people import words_for


@require_POST
def confirmed(request: HttpRequest, what: str, key: int) -> HttpResponse:
    """Record that somebody has checked this row by day, once, and lead back to the list."""
    confirm = CONFIRMING.get(what)
    if confirm is None:
        raise Http404
    if confirm(request, key):
        messages.success(request, _("It is recorded that you have confirmed it today."))
    else:
        messages.info(request, _("It was confirmed before."))
    return redirect(f"{reverse('duty')}#by_day")


def contact(request: HttpRequest, key: int) -> bool:
    """Confirm an office behind a request; return whether this was the first time.

    Raises Http404 for one that the person does not see, PermissionDenied without a role for it.
    """
    person = signed_in(request)
    seen = Contact.objects.filter(case__in=Case.objects.visible_to(person))
    row = get_object_or_404(seen.select_related("case"), pk=key)
    user, on_behalf_of = acting(request, row.case, WORKING)
    with transaction.atomic():
        case = lock_case(row.case_id, user)
        fresh = {"confirmed_on": today(), "confirmed_by": user}
        is_first = bool(Contact.objects.filter(pk=key, confirmed_on=None).update(**fresh))
        if is_first:
            about = {"contact": key, "part": row.part}
            chain.record(case, "confirm_contact", by=user, on_behalf_of=on_behalf_of, details=about)
    return is_first


def recipient(request: HttpRequest, key: int) -> bool:
    """Confirm a person as the right recipient; return whether this was the first time.

    Raises Http404 for a person of another authority, PermissionDenied without a role there.
    """
    user = signed_in(request)
    row = get_object_or_404(RecipientPerson.objects.kept_by(user.authorities), pk=key)
    demand(row.authority_id in reach_of(user, *WORKING))
    with transaction.atomic():
        held = RecipientPerson.objects.select_for_update(no_key=True).get(pk=key)
        if held.is_confirmed:
            return False
        held.confirmed_on, held.confirmed_by = today(), user
        held.save(update_fields=["confirmed_on", "confirmed_by"])
        record_apart(held.authority_id, "confirm_recipient", by=user, details={"person": key})
    return True


def provider(request: HttpRequest, key: int) -> bool:
    """Record that the entry of a provider was checked; return whether this was the first time.

    Raises Http404 for a provider that is not there or somebody without any role, PermissionDenied
    for who may only read.
    """
    user = signed_in(request)
    if not user.authorities:
        raise Http404
    get_object_or_404(Provider, pk=key)
    working = reach_of(user, *WORKING)
    demand(bool(working))
    with transaction.atomic():
        held = Provider.objects.select_for_update(no_key=True).get(pk=key)
        if held.is_verified:
            return False
        held.verified_on = today()
        held.save(update_fields=["verified_on"])
        about = {"provider": key, "verified_on": held.verified_on}
        record_apart(min(working), "verify_provider", by=user, details=about)
    return True


def demand(may: bool) -> None:
    """Raise PermissionDenied, with whose button it is, unless the person may."""
    if not may:
        raise PermissionDenied(_("This is for: %(roles)s.") % {"roles": words_for(WORKING)})


CONFIRMING: dict[str, Callable[[HttpRequest, int], bool]] = {
    "contact": contact,
    "recipient": recipient,
    "provider": provider,
}
