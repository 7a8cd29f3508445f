"""The load of each officer, and the providers that owe an answer."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import (
    Count,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    Min,
    OuterRef,
    Q,
    Value,
)
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from casework.access.models import Absence, Membership, User
from casework.access.permissions import Role
from casework.cases.case import Case
from casework.cases.items import Outcome
from casework.cases.orders import Order, OrderLine
from casework.clock import now
from casework.clock.followup import AFTER_URGENT
from casework.desk.overview import head
from casework.desk.queue_filter import NOBODY
from casework.directory.models import Provider
from casework.notices.headings import Looking

WEEK = timedelta(days=6)
SHOWN, EACH = 500, 5  # the oldest silent orders that are read, and those named of each provider
BAR = 100  # units of a bar
COUNTS = ("open", "overdue", "week", "suspended", "urgent")  # of the cases of one officer


@dataclass(frozen=True)
class Load:
    """The open cases of one officer, or of nobody; the bars are parts of BAR."""

    name: str
    query: str
    is_away: bool
    open: int
    overdue: int
    week: int
    suspended: int
    urgent: int
    most: int

    @property
    def open_bar(self) -> int:
        """How long the bar of all open cases is."""
        return BAR * self.open // self.most if self.most else 0

    @property
    def overdue_bar(self) -> int:
        """How long its part of overdue ones is."""
        return BAR * self.overdue // self.most if self.most else 0


@dataclass
class Silent:
    """A provider that has not answered: how often, since when, and the oldest cases."""

    provider: Provider
    open: int
    beyond: int
    oldest_at: datetime
    cases: list[Any] = field(default_factory=list)


@require_safe
def load(request: HttpRequest) -> HttpResponse:
    """Show what each officer has, and which providers owe an answer."""
    _person, at = head(request)
    context = {"loads": loads_of(at), "silent": silent_of(at, now()), "day": at.day}
    return render(request, "desk/load.html", context)


def loads_of(at: Looking) -> list[Load]:
    """Return the load of each officer, the greatest first, and of nobody. Four queries."""
    counts = counted(at)
    officers = Membership.objects.in_force(at.day).filter(
        role=Role.OFFICER, authority__in=at.authorities, user__is_active=True
    )
    keys = {*officers.values_list("user_id", flat=True), *counts} - {None}
    people = {user.pk: str(user) for user in User.objects.filter(pk__in=keys)}
    away = set(
        Absence.objects.in_force(at.day).filter(user__in=keys).values_list("user", flat=True)
    )
    most = max((row["open"] for row in counts.values()), default=0)
    empty = dict.fromkeys(COUNTS, 0)
    found = [
        Load(name, str(key), key in away, **counts.get(key, empty), most=most)
        for key, name in people.items()
    ]
    found.sort(key=lambda one: (-one.open, one.name))
    nobody = Load(_("Nobody"), NOBODY, False, **counts.get(None, empty), most=most)
    return [nobody, *found] if nobody.open else found


def counted(at: Looking) -> dict[int | None, dict[str, int]]:
    """Return the counts of open cases by officer. One query.

    Each range by itself, as the queue is read: then the index `case_load` answers it alone.
    """
    parts = [counted_in(authority, kind, at.day) for authority, kind in at.ranges]
    found: dict[int | None, Counter[str]] = defaultdict(Counter)
    for row in parts[0].union(*parts[1:], all=True) if parts else []:
        found[row.pop("officer")].update(row)
    return {officer: {name: counts[name] for name in COUNTS} for officer, counts in found.items()}


def counted_in(authority: int, kind: str, day: date) -> Any:
    """Return the counts of the open cases of one range by officer."""
    is_late = Q(queue_on__lt=day)
    is_near = Q(queue_on__gte=day, queue_on__lte=day + WEEK)
    return (
        Case.objects.filter(authority=authority, kind=kind)
        .open()
        .order_by()
        .values("officer")
        .annotate(
            open=Count("pk"),
            overdue=Count("pk", filter=is_late),
            week=Count("pk", filter=is_near),
            suspended=Count("pk", filter=Q(suspended_since__isnull=False)),
            urgent=Count("pk", filter=Q(is_urgent=True)),
        )
    )


def in_ranges(at: Looking, case: str = "") -> Q:
    """Return the condition on cases of which the person is head; `case` leads to the case."""
    found = Q(pk__in=[])
    for authority, kind in at.ranges:
        found |= Q(**{f"{case}authority": authority, f"{case}kind": kind})
    return found


def silent_of(at: Looking, instant: datetime) -> list[Silent]:
    """Return the providers that owe an answer, the longest beyond its time first. Three queries."""
    orders = unanswered(at)
    late = Q(beyond_time(at, instant))
    rows = (
        orders.order_by()
        .values("provider")
        .annotate(open=Count("pk"), beyond=Count("pk", filter=late), oldest_at=Min("ordered_at"))
    )
    counts = {row.pop("provider"): row for row in rows}
    providers = Provider.objects.in_bulk(counts)
    found = {key: Silent(providers[key], **row) for key, row in counts.items()}
    named = orders.filter(late).select_related("case").order_by("ordered_at", "pk")
    for order in named[:SHOWN]:
        one = found[order.provider_id or 0]
        if len(one.cases) < EACH and order.case not in one.cases:
            one.cases.append(order.case)
    return in_order(found.values())


def in_order(rows: Iterable[Silent]) -> list[Silent]:
    """Return the providers with the most orders beyond their time first."""
    return sorted(rows, key=lambda one: (-one.beyond, one.oldest_at))


def unanswered(at: Looking) -> Any:
    """Return orders of open cases to which the provider said nothing, or not what it promised.

    Counted as by silent_orders() of casework.incoming: any recorded answer is feedback, until
    its own time.
    """
    pending = OrderLine.objects.filter(order=OuterRef("pk"), outcome=Outcome.PENDING)
    broken = Q(Exists(pending), silent_until_on__lt=at.day)
    return Order.objects.filter(
        in_ranges(at, "case__"),
        Q(answered_at=None) | broken,
        case__ended_at=None,
        lifted_at=None,
        provider__isnull=False,
    )


def beyond_time(at: Looking, instant: datetime) -> Q:
    """Return which of them are late (rule K9): urgent after a day, else at half of the time asked.

    Where no time was asked for: once the last day of the case has passed.
    """
    waited = ExpressionWrapper(Value(instant) - F("ordered_at"), output_field=DurationField())
    return (
        Q(case__is_urgent=True, ordered_at__lt=instant - AFTER_URGENT)
        | Q(case__answer_by_at__lt=Value(instant) + waited)
        | Q(case__queue_on__lt=at.day)
    )
