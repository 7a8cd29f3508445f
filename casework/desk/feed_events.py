"""A person's own last days as iCalendar: references and kinds of deadline, no content of a case.

Each is an event of a whole day in Baku, under a UID that stays: when a date moves, the calendar
program moves the event and makes no second one.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from casework.access.models import User
from casework.cases.case import Case
from casework.cases.kept import expiring
from casework.cases.orders import Preservation
from casework.cases.subtasks import SubTask
from casework.clock import BAKU, baku_day, now, today
from casework.clock.own import AWAITED, KEPT
from casework.desk.month_due import DAYS, INSTANTS, WHAT

MOST = 1000  # cases; nobody works on so many
OWN, OF_OWN = (AWAITED, KEPT), ("public_id", "reference", "due_clock", "due_on")
DUE = ("case__public_id", "number", "case__reference", "due_on")
ONE_DAY, RECENT = timedelta(days=1), timedelta(days=30)  # what ended long ago is history


def written(person: User) -> bytes:
    """Return the calendar of the cases assigned to this person, in the active language."""
    calendar, stamp = Calendar(), now()
    calendar.add("prodid", "-//MLA Desk//Last days//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Last days · MLA Desk"))
    calendar.add("x-wr-timezone", "Asia/Baku")
    calendar.add("x-published-ttl", "PT1H")
    for uid, day, words in last_days(person):
        event = Event()
        event.add("uid", f"{uid}@mla-desk")
        event.add("dtstamp", stamp)
        event.add("dtstart", day)
        event.add("dtend", day + ONE_DAY)
        event.add("summary", words)
        event.add("class", "PRIVATE")
        event.add("transp", "TRANSPARENT")  # a last day keeps nobody from a meeting
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def last_days(person: User) -> Iterator[tuple[str, date, str]]:
    """Yield (UID, day, words) of every last day of the person's own cases. Four queries."""
    labels = {what: str(label) for what, label in WHAT.items()}
    mine = Case.objects.of_roles(person).filter(officer=person)
    fields = [*DAYS.values(), *INSTANTS.values()]
    rows = mine.open().order_by("queue_on", "-is_urgent", "id")
    for key, reference, *ends in rows.values_list("public_id", "reference", *fields)[:MOST]:
        for what, end in zip((*DAYS, *INSTANTS), ends, strict=True):
            if isinstance(end, datetime):
                at = f"{end.astimezone(BAKU):%H:%M}"
                yield f"{key}-{what}", baku_day(end), f"{reference}: {labels[what]}, {at}"
            elif end:
                yield f"{key}-{what}", end, f"{reference}: {labels[what]}"
    counted = rows.filter(due_clock__in=OWN).values_list(*OF_OWN)
    for key, reference, what, end in counted[:MOST]:
        yield f"{key}-{what}", end, f"{reference}: {labels[what]}"
    held = Preservation.objects.filter(released_at=None, case__in=mine)
    held = held.filter(last_on__gte=today() - RECENT).order_by("last_on", "pk")
    ends_of = ("case__public_id", "order__number", "case__reference", "last_on")
    for key, number, reference, end in expiring(held).values_list(*ends_of)[:MOST]:
        yield f"{key}-preservation-{number}", end, f"{reference}: {labels['preservation']}"
    asked = SubTask.objects.filter(ended_on=None, case__in=mine).order_by("due_on", "pk")
    for key, number, reference, end in asked.values_list(*DUE)[:MOST]:
        yield f"{key}-subtask-{number}", end, f"{reference}: {labels['subtask']}"
