"""The way of our request as a time line: what happened, day by day, until the case was closed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.cases.closing import closed_at
from casework.clock import baku_day
from mla.outgoing.states import S


@dataclass(frozen=True)
class Entry:
    """What happened on a day; what it says, and the document that shows it."""

    day: date
    words: str | Promise
    text: str = ""
    document: Any = None


def course_of(case: Any) -> list[Entry]:
    """Return what happened, in order of time; one query more where the case is closed."""
    return sorted(happened(case), key=lambda entry: entry.day)  # of one day: in order of the steps


def happened(case: Any) -> Iterator[Entry]:
    """Give what is recorded, each kind of it in the order of its steps."""
    yield Entry(baku_day(case.received_at), _("Came from the initiator"), str(case.initiator or ""))
    for row in case.translations.all():
        yield Entry(row.asked_on, _("Sent for translation"), str(row))
        if row.received_on:
            yield Entry(row.received_on, _("Translation received"), str(row))
    if case.checked_on:
        yield Entry(case.checked_on, _("Legal check passed"))
    if case.approved_on:
        yield Entry(case.approved_on, _("Approved"), str(case.approved_by or ""))
    if case.taken_back_on:
        yield Entry(case.taken_back_on, _("Approval taken back"), case.taken_back_why)
    for row in case.keptabroads.all():
        yield Entry(row.effective_on, _("Data preserved abroad"), str(row))
    for row in case.exchanges.all():
        yield Entry(row.on_day, row.get_kind_display(), row.text, row.document)
    if case.ended_at:
        yield from the_end(case)


def the_end(case: Any) -> Iterator[Entry]:
    """Give the day on which the case ended, and the one on which it was closed."""
    closed = closed_at(case)
    if case.state != S.VOID:
        yield Entry(baku_day(case.ended_at), _("The case ended"))
    if closed:
        yield Entry(baku_day(closed), S(case.state).label)
