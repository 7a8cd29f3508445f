"""The rows of the queue: so many index entries are read as the page shows, however many cases.

Rows are tuples of plain columns of the case, without model instances and without joins; names of
people, States and types are read for the whole page at once in queue_names.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F

from casework.access.models import User
from casework.cases.case import Case
from casework.desk.queue_filter import (
    FINISH,
    NOBODY,
    NOW,
    SUBTASK,
    Chosen,
    applied,
    day_and_instant,
)

PAGE = 50  # rows of the list
BAND = 50  # rows of the band above it
IN_ORDER = ("queue_on", "-is_urgent", "id")
LATEST, BY_ENDING, BY_INSTANT = ("-id",), ("ended_at", "id"), ("instant", "id")
EPOCH, MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)


class Row(NamedTuple):
    """The columns of a case that a line of the queue tells."""

    id: int
    public_id: UUID
    reference: str
    kind: str
    state: str
    version: int
    authority_id: int
    officer_id: int | None
    requesting_state_id: int | None
    request_type_id: int
    foreign_reference: str
    waiting_on: str
    is_urgent: bool
    is_secured: bool
    is_kept: bool
    owes_answer: bool
    urgent_at: datetime | None
    loss_expected_at: datetime | None
    answer_by_at: datetime | None
    pressing_at: datetime | None
    queue_on: date
    due_on: date | None
    due_clock: str
    review_on: date | None
    execution_nominal_on: date | None
    execution_on: date | None
    ceiling_on: date | None
    suspended_since: date | None
    ended_at: datetime | None


class Place(NamedTuple):
    """Where a page ends: the next one begins behind this row.

    at  the instant by which it stands among others that press, or have ended; else None
    """

    queue_on: date
    is_urgent: bool
    id: int
    at: datetime | None = None


def page_after(person: User, chosen: Chosen, place: Place | None, *, limit: int) -> list[Row]:
    """Return the next rows of the list; those of the band stand in the band alone."""
    ranges = ranges_of(person, chosen)
    if chosen.ended:
        if place:
            ranges = [rows.filter(pk__lt=place.id) for rows in ranges]
        return first_of(ranges, LATEST, limit)
    if chosen.due == FINISH:
        if place:
            ranges = [part for rows in ranges for part in at_behind(rows, place, "ended_at")]
        return first_of(ranges, BY_ENDING, limit)
    if chosen.due == NOW:
        parts = parts_of_now(ranges)
        if place:
            parts = [part for rows in parts for part in at_behind(rows, place, "instant")]
        return first_of(parts, BY_INSTANT, limit, "instant")
    if has_band(chosen):
        until = day_and_instant()[1]
        ranges = [rows.not_for_now(until) for rows in ranges]
    if place:
        ranges = [part for rows in ranges for part in behind(rows, place)]
    return first_of(ranges, IN_ORDER, limit)


def band(person: User, chosen: Chosen, *, limit: int, only_open: bool = False) -> list[Row]:
    """Return what waits for no day, by its instant: the loss, the answer, or since it is urgent.

    only_open  without cases that have ended and owe their answer
    """
    if not has_band(chosen):
        return []
    if not (chosen.due or only_open):
        chosen = replace(chosen, due=NOW)
    return first_of(parts_of_now(ranges_of(person, chosen)), BY_INSTANT, limit, "instant")


def parts_of_now(ranges: Iterable[Any]) -> list[Any]:
    """Return what waits for no day, in parts that are few entries of an index each.

    Annotated with the instant by which they stand: what presses first, or since when it is urgent.
    """
    until, parts = day_and_instant()[1], []
    for rows in ranges:
        parts.append(rows.pressing(until).annotate(instant=F("pressing_at")))
        unsecured = rows.unsecured().not_pressing(until)
        parts.append(unsecured.annotate(instant=F("urgent_at")))
    return parts


def has_band(chosen: Chosen) -> bool:
    """Whether the urgent ones stand above: not in their own list, nor where ended ones are."""
    return not chosen.ended and chosen.due not in (NOW, FINISH, SUBTASK)


def ranges_of(person: User, chosen: Chosen) -> list[Any]:
    """Return what the person may see and chose: a range for each desk, then what is granted.

    A case that is only granted waits for no officer of this person's.
    """
    ranges: list[Any] = list(Case.objects.ranges_of(person))
    if person.granted_cases and chosen.officer != NOBODY:
        ranges.append(Case.objects.granted_to(person))
    return [applied(chosen, rows, person) for rows in ranges]


def behind(rows: Any, place: Place) -> Iterable[Any]:
    """Return the rows behind a place, in parts that each begin at their place of the index."""
    same_day = rows.filter(queue_on=place.queue_on)
    yield same_day.filter(is_urgent=place.is_urgent, pk__gt=place.id)
    if place.is_urgent:
        yield same_day.filter(is_urgent=False)
    yield rows.filter(queue_on__gt=place.queue_on)


def at_behind(rows: Any, place: Place, column: str) -> Iterable[Any]:
    """Return the rows behind a place by this instant, in parts; all if the place names none."""
    if place.at is None:
        yield rows
        return
    yield rows.filter(**{column: place.at, "pk__gt": place.id})
    yield rows.filter(**{f"{column}__gt": place.at})


def first_of(ranges: list[Any], order: tuple[str, ...], limit: int, *also: str) -> list[Row]:
    """Return the first rows of several ranges, each read no further than needed. One query."""
    columns = (*Row._fields, *also)
    parts = [part.order_by(*order).values_list(*columns)[:limit] for part in ranges]
    if not parts:
        return []
    found = parts[0]
    if parts[1:]:
        found = found.union(*parts[1:], all=True).order_by(*order)[:limit]
    return [Row._make(row[: len(Row._fields)]) for row in found]


def place_of(row: Row, due: str = "") -> str:
    """Return where the page ends, for the address of the next one. due: what was chosen of it."""
    at = row.ended_at
    if due == NOW:
        is_pressing = row.pressing_at and row.pressing_at <= day_and_instant()[1]
        at = row.pressing_at if is_pressing else row.urgent_at
    instant = f"_{(at - EPOCH) // MICROSECOND}" if at else ""
    return f"{row.queue_on.isoformat()}_{int(row.is_urgent)}_{row.id}{instant}"


def place_in(words: str) -> Place | None:
    """Return the place that an address names; None if it makes no sense: the beginning."""
    try:
        day, urgent, key, *instant = words.split("_")
        at = EPOCH + MICROSECOND * int(instant[0]) if instant else None
        place = Place(date.fromisoformat(day), urgent == "1", int(key), at)
    except (ValueError, OverflowError):
        return None
    return place if 0 <= place.id < 2**63 else None
