"""Checking the tallies, and what is due, against the facts, which are read again.

Facts and tallies come from one snapshot, so that steps taken meanwhile make no difference.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

import structlog
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from casework.access.scope import set_scope_of_all
from casework.cases.additions import Link
from casework.cases.case import Case
from casework.clock import end_of, today
from casework.directory.models import Authority
from casework.figures.adding import Figure
from casework.figures.counting import COUNTINGS
from casework.figures.due_checking import differing
from casework.figures.facts import facts_of
from casework.figures.figures import figures_of
from casework.figures.model import Tally, TallyCheck
from casework.figures.periods import MONTH, ONE, SPANS, begin, next_first, next_january

Key = tuple[str, str, Figure]  # kind, span, figure
BATCH, LISTED = 500, 50
DUE, WHOSE = "due", "of"  # span and dimension of a difference of what is due
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Period:
    """Both days included."""

    first: date
    last: date

    def first_of(self, span: str) -> date:
        """Return the first day of the first day, month or year that lies wholly in the period."""
        if span == "day":
            return self.first
        return next_first(self.first) if span == MONTH else next_january(self.first)

    def has(self, span: str, day: date) -> bool:
        """Whether the day, month or year that begins on `day` lies wholly in the period."""
        return self.first_of(span) <= day and day < begin(span, self.last + ONE)


@dataclass(frozen=True)
class Difference:
    """A tally that says otherwise than the facts; the figure's day is the first one of its span."""

    kind: str
    span: str
    figure: Figure
    tallied: int
    facts: int

    @property
    def what(self) -> str:
        """The tally in one line, for the log and the page."""
        _authority, day, measure, dimension, value = self.figure
        by = f" {dimension}={value}" if dimension else ""
        return f"{self.kind} {self.span} {day} {measure}{by}"


def differences(period: Period | None) -> list[Difference]:
    """Return every tally that says otherwise than the facts, of a period or of everything.

    In the transaction of the caller, which sees every authority.
    """
    expected = by_span(facts_by_day(period), period)
    tallied: Counter[Key] = Counter()
    for row in tallies_of(period).iterator():
        day = row.from_on.isoformat()
        figure = (row.authority_id, day, row.measure, row.dimension, row.value)
        tallied[row.kind, row.span, figure] = row.count
    found = [
        Difference(*key, tallied[key], expected[key])
        for key in sorted({*expected, *tallied})
        if tallied[key] != expected[key]
    ]
    return found + due_differences()


def due_differences() -> list[Difference]:
    """Return where the summary of what is due says otherwise; it knows no period but now."""
    return [
        Difference(
            kind,
            DUE,
            (authority, day.isoformat(), what, WHOSE if whose else "", str(whose or "")),
            kept,
            facts,
        )
        for authority, kind, whose, what, day, kept, facts in differing()
    ]


def facts_by_day(period: Period | None) -> Counter[tuple[str, Figure]]:
    """Return what every case counts as, by kind, on the days of the period."""
    found: Counter[tuple[str, Figure]] = Counter()
    first, last = (period.first.isoformat(), period.last.isoformat()) if period else ("", "9999")
    for kind in sorted(COUNTINGS):
        for keys in batches(cases_of(kind, period)):
            for facts in facts_of(keys, kind):
                for figure, count in figures_of(facts).items():
                    if first <= figure[1] <= last:
                        found[kind, figure] += count
    return found


def by_span(days: Counter[tuple[str, Figure]], period: Period | None) -> Counter[Key]:
    """Return the same by day, month and year, as far as these lie wholly in the period."""
    found: Counter[Key] = Counter()
    for (kind, (authority, day, *rest)), count in days.items():
        for span in SPANS:
            first = begin(span, date.fromisoformat(day))
            if period is None or period.has(span, first):
                measure, dimension, value = rest
                figure = (authority, first.isoformat(), measure, dimension, value)
                found[kind, span, figure] += count
    return found


def cases_of(kind: str, period: Period | None) -> QuerySet[Case]:
    """Return the cases of this kind that may count for something in the period."""
    rows = Case.objects.filter(kind=kind)
    if period is None:
        return rows
    begun, over = end_of(period.first - ONE), end_of(period.last)
    links = Link.objects.filter(made_at__gte=begun)
    is_linked = Exists(links.filter(other=OuterRef("pk"))) | Exists(
        links.filter(case=OuterRef("pk"))
    )
    return rows.filter(
        Q(ended_at=None) | Q(ended_at__gte=begun) | Q(is_linked), received_at__lt=over
    )


def tallies_of(period: Period | None) -> QuerySet[Tally]:
    """Return the tallies of the days, months and years that lie in the period."""
    if period is None:
        return Tally.objects.all()
    inside = Q(pk__in=[])
    for span in SPANS:
        before = begin(span, period.last + ONE)
        inside |= Q(span=span, from_on__gte=period.first_of(span), from_on__lt=before)
    return Tally.objects.filter(inside)


def batches(rows: QuerySet[Case]) -> Iterator[list[int]]:
    """Yield the keys of these cases, a few hundred at a time."""
    last = 0
    while keys := list(
        rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]
    ):
        yield keys
        last = keys[-1]


@contextmanager
def snapshot() -> Iterator[None]:
    """Run the block in a transaction that sees every authority, all of it at one instant."""
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        set_scope_of_all()
        yield


def check(period: Period | None = None) -> list[Difference]:
    """Compare, keep what was found for each authority, log it, and return it."""
    with snapshot():
        return check_kept(period)


def check_kept(period: Period | None = None) -> list[Difference]:
    """Do the same in the transaction of the caller."""
    found = differences(period)
    keep(found, period)
    for one in found[:LISTED]:
        log.error("tally_differs", what=one.what, tallied=one.tallied, facts=one.facts)
    return found


def keep(found: Sequence[Difference], period: Period | None) -> None:
    """Keep what a check found, for the supervisors of each authority."""
    theirs: dict[int, list[Difference]] = {}
    for one in found:
        theirs.setdefault(one.figure[0], []).append(one)
    TallyCheck.objects.bulk_create(
        TallyCheck(
            authority_id=authority,
            from_on=period.first if period else None,
            to_on=period.last if period else None,
            differences=len(theirs.get(authority, [])),
            found=[vars_of(one) for one in theirs.get(authority, [])[:LISTED]],
        )
        for authority in Authority.objects.values_list("pk", flat=True)
    )


def vars_of(one: Difference) -> dict[str, str | int]:
    """Return a difference as it is kept."""
    return {"what": one.what, "tallied": one.tallied, "facts": one.facts}


def nightly() -> list[Difference]:
    """Check this month and the one before."""
    last = today()
    first = begin(MONTH, begin(MONTH, last) - ONE)
    return check(Period(first, last))
