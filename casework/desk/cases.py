"""The list of cases: open ones first by their next last day, with a few filters and a search."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from casework.desk.case_list import FILTERS, after, filtered, in_order, listed, place_of, searched
from casework.desk.context import register_ways
from casework.desk.home import signed_in

PAGE = 25


@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """Show the cases that this person may see, 25 at a time."""
    person = signed_in(request)
    chosen, wanted = request.GET.get("show", ""), request.GET.get("q", "")
    chosen = chosen if chosen in FILTERS else ""
    wanted = wanted.replace("\x00", "").strip()[:200]
    rows = searched(filtered(person, chosen, bool(wanted)), wanted)
    found = list(after(in_order(rows), request.GET.get("after", ""))[: PAGE + 1])
    shown = found[:PAGE]
    further = ""
    if len(found) > PAGE:
        further = urlencode({"show": chosen, "q": wanted, "after": place_of(shown[-1])})
    context = {
        "listed": listed(shown),
        "filters": FILTERS.items(),
        "chosen": chosen,
        "wanted": wanted,
        "further": further,
        "is_later": "after" in request.GET,
        "register_ways": register_ways(person),
    }
    return render(request, "desk/cases.html", context)
