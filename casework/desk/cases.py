"""The work queue: what waits for no day, then every open case by its next last day."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from casework.access.models import User
from casework.clock import BAKU, now
from casework.desk import subtasks_due
from casework.desk.bulk_people import officers_for
from casework.desk.home import signed_in
from casework.desk.queue_fields import chips_of, fields_of
from casework.desk.queue_filter import NOW, Chosen, chosen_in
from casework.desk.queue_names import names_for
from casework.desk.queue_rows import BAND, PAGE, band, page_after, place_in, place_of
from casework.desk.queue_saved import saved_by
from casework.desk.queue_tiles import tiles_of
from casework.desk.queue_words import lines_of
from casework.workflow.foreign import state_word_for


@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """Show the cases that this person may see, fifty at a time."""
    person, chosen = signed_in(request), chosen_in(request.GET)
    context = {
        **listed(person, chosen, request.GET.get("after", "")),
        "tiles": tiles_of(person, chosen),
        "chosen": chosen,
        "saved": saved_by(person),
        "officers": officers_for(person),
        "state_word": state_word_for(person),
        "now": now().astimezone(BAKU),
    }
    return render(request, "desk/cases.html", context)


def listed(person: User, chosen: Chosen, after: str) -> dict[str, Any]:
    """Return the lines of band and list with what leads further, and the filters above them."""
    place = place_in(after)
    rows = page_after(person, chosen, place, limit=PAGE + 1)
    urgent = [] if place else band(person, chosen, limit=BAND + 1)
    names = names_for(person, [*rows, *urgent], chosen)
    further, shown = "", rows[:PAGE]
    if len(rows) > PAGE:
        further = f"{chosen.query}&" if chosen.is_any else ""
        further += urlencode({"after": place_of(shown[-1], chosen.due)})
    told = [*urgent[:BAND], *shown]
    lines = lines_of(told, names, person, subtasks_due.chips_of(told))
    return {
        "urgent": lines[: len(urgent[:BAND])],
        "lines": lines[len(urgent[:BAND]) :],
        "all_urgent": Chosen(**{**vars(chosen), "due": NOW}).query if urgent[BAND:] else "",
        "most": BAND,
        "further": further,
        "is_later": place is not None,
        "fields": fields_of(person, chosen, names),
        "chips": chips_of(person, chosen, names),
    }
