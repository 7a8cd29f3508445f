"""How providers answer: what was ordered of each in a period, and what it owes now."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncDate

from casework.cases.orders import Order, OrderLine
from casework.clock import BAKU, end_of
from casework.directory.models import Provider
from casework.directory.procedures import PROCEDURES
from casework.figures.periods import any_of
from casework.figures.reading import Scope
from casework.letters.models import Letter

ONE = timedelta(days=1)
FOLLOW_UP = "provider_reminder"  # the kind of letter by which a provider is asked again


@dataclass
class Score:
    """One provider.

    items   how many data items by outcome, of orders that were not lifted
    days    how many orders were first answered after how many days
    silent  open orders without an answer now, whenever they were ordered; beyond: of these, late
    """

    provider: Provider
    orders: int = 0
    answered: int = 0
    items: Counter[str] = field(default_factory=Counter)
    days: Counter[int] = field(default_factory=Counter)
    followed_up: int = 0
    silent: int = 0
    beyond: int = 0


def scores(scope: Scope, first: date, last: date, owing: dict[int, tuple[int, int]]) -> list[Score]:
    """Return each provider that was ordered something in the period, or owes an answer now.

    owing  (silent, beyond) by provider

    Five queries, over the orders of the period, by index.
    """
    orders = ordered(scope, first, last)
    rows = orders.order_by().values_list("provider")
    counted = {
        key: (made, answered)
        for key, made, answered in rows.annotate(
            made=Count("pk"), replied=Count("first_answered_at")
        )
    }
    items, days, letters = items_of(scope, first, last), days_of(orders), asked_again(orders)
    known = Provider.objects.in_bulk({*counted, *owing})
    return [
        Score(
            provider,
            *counted.get(key, (0, 0)),
            items[key],
            days[key],
            letters[key],
            *owing.get(key, (0, 0)),
        )
        for key, provider in known.items()
    ]


def ordered(scope: Scope, first: date, last: date) -> QuerySet[Order]:
    """Return the orders to providers of a period, by the day on which they were made."""
    return Order.objects.filter(in_period(scope, first, last), provider__isnull=False)


def in_period(scope: Scope, first: date, last: date, order: str = "") -> Q:
    """Return the condition on orders of a period; `order` leads to the order."""
    begun, over = end_of(first - ONE), end_of(last)
    period = {f"{order}ordered_at__gte": begun, f"{order}ordered_at__lt": over}
    return Q(of_scope(scope, order), **period)


def of_scope(scope: Scope, order: str) -> Q:
    """Return the condition on orders of these authorities; the case is asked only if it must be."""
    kinds: dict[int, set[str]] = defaultdict(set)
    for authority, kind in scope:
        kinds[authority].add(kind)
    return any_of(
        Q(**{f"{order}authority": authority}, **of_kinds(chosen, order))
        for authority, chosen in sorted(kinds.items())
    )


def of_kinds(kinds: Collection[str], order: str) -> dict[str, Any]:
    """Return what restricts orders to these procedures; nothing if they are all there is."""
    return {} if set(PROCEDURES) <= set(kinds) else {f"{order}case__kind__in": sorted(kinds)}


def items_of(scope: Scope, first: date, last: date) -> defaultdict[int, Counter[str]]:
    """Return how many items have which outcome, by provider. One query."""
    lines = OrderLine.objects.filter(
        in_period(scope, first, last, "order__"),
        order__provider__isnull=False,
        order__lifted_at=None,
    )
    found: defaultdict[int, Counter[str]] = defaultdict(Counter)
    rows = lines.order_by().values_list("order__provider", "outcome").annotate(n=Count("pk"))
    for provider, outcome, count in rows:
        found[provider][outcome] = count
    return found


def days_of(orders: QuerySet[Order]) -> defaultdict[int, Counter[int]]:
    """Return after how many calendar days orders were first answered, by provider. One query."""
    answered, made = (TruncDate(n, tzinfo=BAKU) for n in ("first_answered_at", "ordered_at"))
    rows = (
        orders.exclude(first_answered_at=None)
        .order_by()
        .annotate(answered_on=answered, made_on=made)
        .annotate(taken=F("answered_on") - F("made_on"))
        .values_list("provider", "taken")
        .annotate(n=Count("pk"))
    )
    found: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for provider, taken, count in rows:
        found[provider][max(taken.days, 0)] += count
    return found


def asked_again(orders: QuerySet[Order]) -> Counter[int]:
    """Return how many reminders were sent about these orders, by provider. One query."""
    letters = Letter.objects.sent().filter(kind=FOLLOW_UP, order__in=orders)
    rows = letters.order_by().values_list("order__provider").annotate(n=Count("pk"))
    return Counter(dict(rows))
