"""The load of each officer, and the providers that owe an answer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Value,
)
from django.db.models.functions import JSONObject
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from casework.access.models import Absence, Membership, User
from casework.access.permissions import Role
from casework.cases.items import Outcome
from casework.cases.orders import Order, OrderLine
from casework.clock import now
from casework.clock.followup import AFTER_URGENT
from casework.desk.overview import head
from casework.desk.queue_filter import NOBODY
from casework.directory.models import Provider
from casework.figures.due_reading import Open, open_by_officer, owing_by_provider
from casework.notices.headings import Looking

EACH = 5  # of each provider the oldest cases are named, out of twice as many orders
OFFICERS = 100  # those with the most open cases are shown
BAR = 100  # units of a bar


@dataclass(frozen=True)
class Load:
    """The open cases of one officer, or of nobody; the bars are parts of BAR."""

    name: str
    query: str
    is_away: bool
    count: Open
    most: int

    @property
    def open_bar(self) -> int:
        """How long the bar of all open cases is."""
        return BAR * self.count.open // self.most if self.most else 0

    @property
    def overdue_bar(self) -> int:
        """How long its part of overdue ones is."""
        return BAR * self.count.overdue // self.most if self.most else 0


@dataclass(frozen=True)
class Silent:
    """A provider that has not answered: how often, since when, and the oldest cases.

    cases  {"public_id", "reference"} each
    """

    provider: Provider
    open: int
    beyond: int
    oldest_at: datetime
    cases: list[dict[str, str]]


@require_safe
def load(request: HttpRequest) -> HttpResponse:
    """Show what each officer has, and which providers owe an answer."""
    _person, at = head(request)
    loads = loads_of(at)
    context = {
        "loads": loads[:OFFICERS],
        "left_out": max(len(loads) - OFFICERS, 0),
        "silent": silent_of(at, now()),
        "day": at.day,
    }
    return render(request, "desk/load.html", context)


def loads_of(at: Looking) -> list[Load]:
    """Return the load of each officer, the greatest first, and of nobody. Four queries."""
    counts = open_by_officer(at.ranges, at.day)
    officers = Membership.objects.in_force(at.day).filter(
        role=Role.OFFICER, authority__in=at.authorities, user__is_active=True
    )
    keys = {*officers.values_list("user_id", flat=True), *counts} - {None}
    people = {user.pk: str(user) for user in User.objects.filter(pk__in=keys)}
    away = set(
        Absence.objects.in_force(at.day).filter(user__in=keys).values_list("user", flat=True)
    )
    most = max((row.open for row in counts.values()), default=0)
    found = [
        Load(name, str(key), key in away, counts.get(key, Open()), most)
        for key, name in people.items()
    ]
    found.sort(key=lambda one: (-one.count.open, one.name))
    nobody = Load(_("Nobody"), NOBODY, False, counts.get(None, Open()), most)
    return [nobody, *found] if nobody.count.open else found


def in_ranges(at: Looking, case: str = "") -> Q:
    """Return the condition on cases of which the person is head; `case` leads to the case."""
    found = Q(pk__in=[])
    for authority, kind in at.ranges:
        found |= Q(**{f"{case}authority": authority, f"{case}kind": kind})
    return found


def silent_of(at: Looking, instant: datetime) -> list[Silent]:
    """Return the providers that owe an answer, the longest beyond its time first. Three queries.

    As of the last full hour, by which it is counted: orders are read for the oldest cases only.
    """
    instant = full_hour(instant)
    counts = owing_by_provider(at.ranges, instant)
    providers = Provider.objects.in_bulk(counts)
    late = {key: row.ordered_at for key, row in counts.items() if row.beyond}
    cases = oldest(at, instant, late)
    return in_order(
        Silent(providers[key], row.open, row.beyond, row.since, cases.get(key, []))
        for key, row in counts.items()
    )


def full_hour(instant: datetime) -> datetime:
    """Return the full hour before this instant, or this one."""
    return instant.replace(minute=0, second=0, microsecond=0)


def oldest(
    at: Looking, instant: datetime, late: Mapping[int, datetime]
) -> dict[int, list[dict[str, str]]]:
    """Return the cases of the oldest orders beyond their time, by provider. One query.

    late  the providers that have some, and the day before which none of theirs was ordered: what
          was never answered of cases that have ended long ago is not looked through
    """
    if not late:
        return {}
    orders = unanswered(at).filter(beyond_time(at, instant), provider=OuterRef("pk"))
    orders = orders.filter(ordered_at__gte=min(late.values())).order_by("ordered_at", "pk")
    rows = orders.values(row=JSONObject(public_id="case__public_id", reference="case__reference"))
    found = Provider.objects.filter(pk__in=late).annotate(oldest=ArraySubquery(rows[: 2 * EACH]))
    return {
        key: list({case["reference"]: case for case in cases}.values())[:EACH]
        for key, cases in found.values_list("pk", "oldest")
    }


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
