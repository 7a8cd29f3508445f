"""Whether the data of a case are kept already: then their expected loss presses no more."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from casework.cases.items import DataItem, Outcome
from casework.cases.orders import Order, OrderLine
from casework.desk.calculator_cards import Chip

IN_FORCE = Q(preservation__effective_on__isnull=False, preservation__released_at=None)


def is_kept(case: Any) -> bool:
    """Whether every recipient that was asked to keep the data has said since when it does.

    And every item of which nothing was answered yet is among what they keep.
    """
    asked = [order for order in case.orders.all() if hasattr(order, "preservation")]
    orders = [order for order in asked if not order.lifted_at]
    rows = [order.preservation for order in orders]
    if not rows or not all(row.effective_on and not row.released_at for row in rows):
        return False
    kept = {line.item_id for order in orders for line in order.orderlines.all()}
    items = case.dataitems.all()
    return all(item.pk in kept for item in items if item.outcome == Outcome.PENDING)


def all_is_kept() -> Q:
    """Return what is_kept() says as a condition on the rows of cases."""
    asked = Order.objects.filter(
        case=OuterRef("pk"), lifted_at=None, preservation__isnull=False
    ).order_by()
    kept = OrderLine.objects.filter(
        item=OuterRef("pk"), order__lifted_at=None, order__preservation__isnull=False
    )
    items = DataItem.objects.filter(case=OuterRef("pk"), outcome=Outcome.PENDING)
    return (
        Q(Exists(asked))
        & ~Q(Exists(asked.exclude(IN_FORCE)))
        & ~Q(Exists(items.exclude(Exists(kept))))
    )


def kept_chip() -> Chip:
    """Return what stands in place of the hours that are left."""
    return Chip("green", _("The data are preserved"))


def calm_chip() -> Chip:
    """Return the same for a list, where nothing is to catch the eye."""
    return Chip("secondary", _("Preserved"))
