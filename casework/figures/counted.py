"""Which cases were counted in a period, and what each counted as."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from casework.cases.case import Case
from casework.clock import end_of
from casework.figures.following import linked_in

ONE, BATCH = timedelta(days=1), 500
Entry = list[Any]  # day, measure, dimension, value, count


def counted_in(
    authority: int, kinds: list[str], first: date, last: date
) -> Iterator[tuple[str, str, list[Entry]]]:
    """Yield reference, kind and figures of each case that counts in the period, by reference.

    What a case counts as elsewhere, where it was before, is not said here. Figures are read for a
    batch of cases at a time, when they are asked for: a year may have a hundred thousand.
    """
    columns = ("reference", "kind", "counted__figures")
    for keys in batches(by_reference(keys_of(authority, kinds, first, last))):
        for reference, kind, figures in sorted(rows_of(keys).values_list(*columns)):
            entries = [row[1:] for row in figures or [] if counts(row, authority, first, last)]
            if entries:
                yield reference, kind, sorted(entries)


def by_reference(keys: set[int]) -> list[int]:
    """Return the keys of these cases in the order of their references."""
    named = (
        row
        for part in batches(sorted(keys))
        for row in rows_of(part).values_list("reference", "pk")
    )
    return [key for _reference, key in sorted(named)]


def batches(keys: list[int]) -> Iterator[list[int]]:
    """Yield the keys, so many at a time as one query reads."""
    for at in range(0, len(keys), BATCH):
        yield keys[at : at + BATCH]


def rows_of(keys: list[int]) -> QuerySet[Case]:
    """Return the cases with these keys."""
    rows: QuerySet[Case] = Case.objects.filter(pk__in=keys)
    return rows


def counts(row: list[Any], authority: int, first: date, last: date) -> bool:
    """Whether this figure is one of the authority's, and of the period."""
    return row[0] == authority and first.isoformat() <= row[1] <= last.isoformat()


def keys_of(authority: int, kinds: list[str], first: date, last: date) -> set[int]:
    """Return the keys of the cases that may count: whatever was not over before the period.

    Three ranges of indexes: open ones, those that ended since its first day, and linked ones.
    """
    begun, over = end_of(first - ONE), end_of(last)
    rows = Case.objects.filter(authority=authority, kind__in=kinds)
    known = rows.filter(received_at__lt=over).values_list("pk", flat=True)
    found = {*known.filter(ended_at=None), *known.filter(ended_at__gte=begun)}
    return found | set(rows.filter(pk__in=linked_in(first, last)).values_list("pk", flat=True))
