"""Reading figures: what the tallies say of a period, for whom somebody may ask of."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet, Sum

from casework.access.models import User
from casework.figures.counting import COUNTINGS
from casework.figures.model import Tally
from casework.figures.periods import BEGINNING, ONE, any_of, begin, pieces, starts, within

Scope = frozenset[tuple[int, str]]  # (authority, kind): of one procedure of one authority
IN_DAYS, IN_MONTHS = timedelta(days=31), timedelta(days=366 * 3)


def scope_of(person: User) -> Scope:
    """Return whose figures this person may read: those of every role of today, of no grant."""
    return frozenset(
        (authority, kind)
        for authority, _role, procedure in person.current_roles
        for kind in COUNTINGS
        if procedure in ("", kind)
    )


@dataclass(frozen=True)
class Figures:
    """The sums of a period: counts by value, for each (measure, dimension)."""

    sums: Mapping[tuple[str, str], Counter[str]]
    open_before: int
    open_after: int

    def all(self, measure: str) -> int:
        """Return how often something happened."""
        return self.by(measure, "")[""]

    def by(self, measure: str, dimension: str) -> Counter[str]:
        """Return how often it happened, by value, the most frequent first."""
        return Counter(dict(self.sums.get((measure, dimension), Counter()).most_common()))

    def histogram(self, measure: str) -> dict[int, int]:
        """Return how many took how many days, the fewest days first."""
        return {int(days): n for days, n in sorted(self.by(measure, "days").items(), key=in_days)}

    @property
    def is_empty(self) -> bool:
        """Whether nothing happened in the period, and nothing was open."""
        return not self.sums and not self.open_before and not self.open_after


def in_days(item: tuple[str, int]) -> int:
    """Sort lengths as numbers."""
    return int(item[0])


@dataclass(frozen=True)
class Tallied:
    """What was tallied in a period, each procedure apart.

    counts       by (kind, measure, dimension, value)
    open_before  requests that were open when the period began, by kind
    """

    counts: Counter[tuple[str, str, str, str]]
    open_before: Counter[str]

    def of(self, kinds: Collection[str]) -> Figures:
        """Return the sums over these procedures."""
        found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for (kind, measure, dimension, value), count in self.counts.items():
            if kind in kinds:
                found[measure, dimension][value] += count
        before = sum(self.open_before[kind] for kind in kinds)
        moved = found["received", ""][""] - found["ended", ""][""]
        sums = {key: rows for key, rows in found.items() if rows.total()}
        return Figures(sums, before, before + moved)


def tallied(scope: Scope, first: date, last: date) -> Tallied:
    """Return what was tallied in a period, both days included. Two queries."""
    rows = of(scope).filter(within(first, last))
    columns = ("kind", "measure", "dimension", "value")
    counts = Counter({tuple(key): count for *key, count in summed(rows, *columns)})
    return Tallied(counts, open_on(scope, first - ONE))


def figures(scope: Scope, first: date, last: date) -> Figures:
    """Return the sums of a period over every procedure of the scope. Two queries."""
    return tallied(scope, first, last).of({kind for _authority, kind in scope})


def open_on(scope: Scope, day: date) -> Counter[str]:
    """Return how many requests were open at the end of a day, by kind."""
    rows = of(scope).filter(within(BEGINNING, day), dimension="")
    rows = rows.filter(measure__in=("received", "ended"))
    found: Counter[str] = Counter()
    for kind, measure, count in summed(rows, "kind", "measure"):
        found[kind] += count if measure == "received" else -count
    return found


def has_figures(scope: Scope, year: int) -> bool:
    """Whether anything was tallied in a year. One query."""
    return of(scope).filter(span="year", from_on=date(year, 1, 1)).exists()


def course(scope: Scope, first: date, last: date) -> tuple[str, list[tuple[date, int, int]]]:
    """Return the span and (first day, received, ended) of every day, month or year. One query."""
    length = last - first
    span = "day" if length < IN_DAYS else "month" if length < IN_MONTHS else "year"
    rows = of(scope).filter(dimension="", measure__in=("received", "ended"))
    cover = [piece.condition for piece in pieces(first, last)]
    found: Counter[tuple[date, str]] = Counter()
    fine = rows.filter(any_of(cover)) if span == "year" else rows.filter(cut(span, first, last))
    for on, measure, count in summed(fine, "from_on", "measure"):
        found[begin(span, on), measure] += count
    return span, [
        (day, found[day, "received"], found[day, "ended"]) for day in starts(span, first, last)
    ]


def cut(span: str, first: date, last: date) -> Q:
    """Return tallies of at most this span that cover the period."""
    if span == "day":
        return Q(span="day", from_on__gte=first, from_on__lte=last)
    parts = pieces(first, last)
    whole = [piece for piece in parts if piece.span != "year"]
    months = [
        Q(span="month", from_on__gte=piece.first, from_on__lt=piece.before)
        for piece in parts
        if piece.span == "year"
    ]
    return any_of([*(piece.condition for piece in whole), *months])


def of(scope: Collection[tuple[int, str]]) -> QuerySet[Tally]:
    """Return the tallies of these authorities and procedures."""
    return Tally.objects.filter(in_scope(scope))


def in_scope(scope: Collection[tuple[int, str]]) -> Q:
    """Return the condition on tallies, or cases, of these authorities and procedures."""
    return any_of(Q(authority=a, kind=kind) for a, kind in sorted(scope))


def summed(rows: QuerySet[Tally], *columns: str) -> list[tuple[Any, ...]]:
    """Return the columns with the sum of their counts; sums of nothing are left out."""
    found = rows.values_list(*columns).order_by().annotate(sum=Sum("count"))
    return [row for row in found if row[-1]]


def at_share(histogram: Mapping[int, int], share: float) -> int | None:
    """Return the fewest days within which at least this share was done; None of nothing.

    Exact, since the histogram has every whole day: 0.5 gives the median, 0.9 the 90th percentile.
    """
    wanted, reached = share * sum(histogram.values()), 0
    for days, count in sorted(histogram.items()):
        reached += count
        if count and reached >= wanted:
            return days
    return None
