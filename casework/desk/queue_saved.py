"""Filters of the queue under a name: saved, chosen, deleted; only their own person sees them."""

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from casework.access.models import User
from casework.access.own import SavedFilter
from casework.desk.home import signed_in
from casework.desk.queue_filter import chosen_in

MOST = 20  # so many names are still read at a glance
LONGEST = 60  # as the column


def saved_by(person: User) -> list[SavedFilter]:
    """Return the filters that this person has saved, by name."""
    return list(SavedFilter.objects.filter(user=person))


def queue_at(query: str) -> HttpResponse:
    """Return the way back to the queue with this filter; what makes no sense in it is left out."""
    query = chosen_in(QueryDict(query)).query
    return redirect(f"{reverse('cases')}?{query}" if query else reverse("cases"))


@require_POST
def saved(request: HttpRequest) -> HttpResponse:
    """Save the filter under a name, and return to it."""
    person, query = signed_in(request), request.POST.get("query", "")
    name = " ".join(request.POST.get("name", "").replace("\x00", "").split())[:LONGEST]
    chosen = chosen_in(QueryDict(query))
    if not chosen.is_any:
        messages.error(request, _("Choose a filter first, then save it."))
    elif not name:
        messages.error(request, _("Give the filter a name."))
    elif person.filters.count() >= MOST:
        sentence = ngettext(
            "You have %(most)s saved filter already: delete one first.",
            "You have %(most)s saved filters already: delete one first.",
            MOST,
        )
        messages.error(request, sentence % {"most": MOST})
    else:
        try:
            with transaction.atomic():
                SavedFilter.objects.create(user=person, name=name, query=chosen.query)
            messages.success(request, _("Saved: “%(name)s”.") % {"name": name})
        except IntegrityError:  # of the same name, perhaps of a second click
            messages.error(request, _("You have a filter of this name already."))
    return queue_at(query)


@require_POST
def dropped(request: HttpRequest, key: int) -> HttpResponse:
    """Delete one of the person's own filters; 404 for anybody else's."""
    row = get_object_or_404(SavedFilter, user=signed_in(request), pk=key)
    row.delete()
    messages.success(request, _("Deleted: “%(name)s”.") % {"name": row.name})
    return queue_at(request.POST.get("query", ""))
