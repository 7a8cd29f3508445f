"""Cases in the order in which the desk lists them, with its filters and its search."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, DateField, F, Q, QuerySet, Value, When
from django.db.models import Case as Choice
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.access.models import User
from casework.cases.case import Case
from casework.cases.keys import reference_key
from casework.clock import today
from casework.desk.calculator_cards import Chip
from casework.desk.case_clocks import day_chip
from casework.explain import day_text
from casework.workflow.registry import registered

NEVER = date(9999, 12, 31)
FILTERS: dict[str, str | Promise] = {
    "": _("Open"),
    "mine": _("Mine"),
    "unassigned": _("Unassigned"),
    "overdue": _("Overdue"),
    "all": _("All, with ended ones"),
}


@dataclass(frozen=True)
class Listed:
    """A case in the list, with the words for its state and its next last day, if one runs."""

    case: Case
    state: str
    chip: Chip | None
    day: str


def filtered(person: User, chosen: str, is_search: bool) -> Any:
    """Return the visible cases of this filter; a search alone looks among ended ones too."""
    rows = Case.objects.visible_to(person)
    if chosen == "mine":
        return rows.open().filter(officer=person)
    if chosen == "unassigned":
        return Case.objects.of_roles(person).unassigned()
    if chosen == "overdue":
        return rows.overdue(today())
    return rows if chosen == "all" or is_search else rows.open()


def searched(rows: Any, wanted: str) -> Any:
    """Return those whose reference, or the requester's, is or begins with what was typed.

    A number alone is the number of our reference: 123 finds SSS-CP-2026-000123.
    """
    if not wanted:
        return rows
    match = Q(reference__istartswith=wanted) | Q(foreign_reference__istartswith=wanted)
    if reference_key(wanted):
        match |= Q(foreign_key__startswith=reference_key(wanted))
    if wanted.isdecimal() and len(wanted) <= 6:
        match |= Q(reference__endswith=f"-{int(wanted):06d}")
    return rows.filter(match)


def in_order(rows: Any) -> QuerySet[Any]:
    """Return open cases by their next last day, then ended ones, the latest first."""
    return (
        rows.select_related("requesting_state", "officer", "authority", "request_type")
        .annotate(
            rank=Choice(When(ended_at=None, then=Value(0)), default=Value(1)),
            day=Choice(
                When(ended_at=None, then=Coalesce("due_on", Value(NEVER))),
                default=Value(NEVER),
                output_field=DateField(),
            ),
            turn=Choice(
                When(ended_at=None, then=F("pk")),
                default=-F("pk"),
                output_field=BigIntegerField(),
            ),
        )
        .order_by("rank", "day", "turn")
    )


def after(rows: QuerySet[Any], place: str) -> QuerySet[Any]:
    """Return the rows that come after a place in the list; all of them if it makes no sense."""
    try:
        rank, day, turn = place.split("_")
        last = int(rank), date.fromisoformat(day), int(turn)
    except ValueError:
        return rows
    if abs(last[2]) >= 2**63 or last[0] not in (0, 1):
        return rows
    return rows.filter(
        Q(rank__gt=last[0])
        | Q(rank=last[0], day__gt=last[1])
        | Q(rank=last[0], day=last[1], turn__gt=last[2])
    )


def place_of(row: Any) -> str:
    """Return where this row stands in the list, for the address of the next page."""
    return f"{row.rank}_{row.day.isoformat()}_{row.turn}"


def listed(rows: list[Any]) -> list[Listed]:
    """Return the rows with their words."""
    return [in_words(row, today()) for row in rows]


def in_words(row: Any, day: date) -> Listed:
    """Return the row with its words, as of `day`."""
    state = str(registered(row.kind).table.states(row.state).label)
    if row.due_on is None or row.ended_at is not None:
        return Listed(row, state, None, "")
    return Listed(row, state, day_chip(row.due_on, day), day_text(row.due_on))
