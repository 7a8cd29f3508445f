"""Preservations that were followed by another kind of request in a period: each with its days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from casework.cases.additions import Link
from casework.cases.case import Case
from casework.clock import baku_day, end_of
from casework.figures.reading import Scope, in_scope

ONE = timedelta(days=1)


@dataclass(frozen=True)
class Followed:
    """A preservation, and after how many days from its receipt another request followed."""

    reference: str
    state: str
    received_on: date
    followed_on: date

    @property
    def days(self) -> int:
        """Calendar days from receipt; a request that was there before follows at once."""
        return max((self.followed_on - self.received_on).days, 0)


def linked_in(first: date, last: date) -> set[int]:
    """Return the keys of cases of which a link was made in the period. One query, by index."""
    made = Link.objects.filter(made_at__gte=end_of(first - ONE), made_at__lt=end_of(last))
    return {key for pair in made.values_list("case", "other") for key in pair}


def followed(scope: Scope, first: date, last: date) -> list[Followed]:
    """Return the preservations that count as followed in the period, the earliest first.

    Two queries, over the links that were made in the period.
    """
    rows = Case.objects.filter(
        in_scope(scope), pk__in=linked_in(first, last), request_type__is_preservation=True
    )
    columns = ("reference", "requesting_state__code", "received_at", "counted__figures")
    found = [
        Followed(reference, state or "", baku_day(received_at), on)
        for reference, state, received_at, figures in rows.values_list(*columns)
        for on in days_of(figures or [])
        if first <= on <= last
    ]
    return sorted(found, key=lambda one: (one.followed_on, one.reference))


def days_of(figures: Iterable[Any]) -> list[date]:
    """Return the day on which a case counts as followed, in a list; none if it does not."""
    return [date.fromisoformat(row[1]) for row in figures if row[2] == "followed"]
