"""Sub-tasks whose day has passed or is near: on the first page, and as chips of the queue."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Min
from django.urls import reverse
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.cases.case import Case
from casework.cases.queries import desks_of
from casework.cases.subtasks import SubTask
from casework.clock import today
from casework.desk.calculator_cards import Chip
from casework.desk.queue_filter import ME, SOON, SUBTASK, Chosen
from casework.desk.queue_rows import Row
from casework.desk.queue_words import due_chip
from casework.explain import day_text
from casework.subtasks.steps import is_offered

FEW = 5  # on the first page
MINE = Chosen(due=SUBTASK, officer=ME)


@dataclass(frozen=True)
class Due:
    """A sub-task with the way to it, the time that is left, and its day in words."""

    row: SubTask
    url: str
    chip: Chip
    day: str


def due_of(person: User) -> list[Due]:
    """Return the first sub-tasks of the person's cases that are overdue or due soon, by day.

    One query; none where no procedure of the person's desks has sub-tasks.
    """
    if not any(is_offered(kind) for _authority, kind in desks_of(person)):
        return []
    day = today()
    rows = SubTask.objects.due_by(day + SOON).filter(
        authority__in=person.authorities,
        case__in=Case.objects.of_roles(person).filter(officer=person),
    )
    return [
        Due(
            row,
            reverse("case", args=[row.case.public_id]) + "#subtasks",
            due_chip(row.due_on, day),
            day_text(row.due_on),
        )
        for row in rows.select_related("case").order_by("due_on", "pk")[:FEW]
    ]


def way() -> str:
    """Return the address of the queue with every case that has such a sub-task."""
    return f"{reverse('cases')}?{MINE.query}"


def chips_of(rows: Iterable[Row]) -> dict[int, Chip]:
    """Return by key of the case how its next sub-task stands, of those overdue or due soon.

    One query for a page; none where no row of it is of a kind that has sub-tasks.
    """
    keys = [row.id for row in rows if is_offered(row.kind)]
    if not keys:
        return {}
    day = today()
    due = SubTask.objects.due_by(day + SOON).filter(case__in=keys).order_by()
    found = due.values_list("case_id").annotate(next=Min("due_on"))
    return {key: chip_of(due_chip(last, day)) for key, last in found}


def chip_of(chip: Chip) -> Chip:
    """Return the chip with the word for what it is."""
    return Chip(chip.colour, _("Sub-task: %(time)s") % {"time": chip.words})
