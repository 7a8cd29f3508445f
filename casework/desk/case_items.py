"""The data asked for, each item with where it stands: kept, ordered, or answered."""

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _

from casework.cases.items import DataItem, Outcome
from casework.desk.calculator_cards import Chip


def items_of(case: Any, unsent: Collection[int]) -> list[tuple[DataItem, Chip]]:
    """Return every item of the gathered case with its status in words.

    unsent  keys of the orders of which the letter has still to leave
    """
    return [(item, status_of(item, case, unsent)) for item in case.dataitems.all()]


def status_of(item: DataItem, case: Any, unsent: Collection[int]) -> Chip:
    """Return where the item stands: what came of it, else how far it has come.

    Data may be preserved and still to be handed over: one chip says both.
    """
    if item.outcome == Outcome.GIVEN:
        only_kept = case.request_type.is_preservation
        return Chip("green", _("Preserved") if only_kept else str(Outcome.GIVEN.label))
    if item.is_settled or case.is_ended:
        return Chip("yellow" if item.is_settled else "secondary", item.get_outcome_display())
    orders = [order for order in case.orders.all() if asks_for(order, item)]
    kept = [order for order in orders if hasattr(order, "preservation")]
    given = [order for order in orders if order not in kept and order.is_open]
    is_kept = any(is_in_effect(order) for order in kept)
    if given:
        is_asked = any(order.pk not in unsent for order in given)
        return of_order(is_kept=is_kept, is_asked=is_asked)
    if is_kept:
        return Chip("azure", _("Preserved, not yet obtained"))
    if kept:
        is_asked = any(order.pk not in unsent for order in kept)
        return Chip("azure", _("Preservation asked for")) if is_asked else to_be_sent()
    return Chip("secondary", item.get_outcome_display())


def of_order(*, is_kept: bool, is_asked: bool) -> Chip:
    """Return the status of what was ordered. is_asked: the letter has left."""
    if not is_asked:
        return Chip("yellow", _("Preserved, letter to be sent")) if is_kept else to_be_sent()
    return Chip("azure", _("Preserved, answer awaited") if is_kept else _("Answer awaited"))


def to_be_sent() -> Chip:
    """Return that nobody was asked yet, although it is decided."""
    return Chip("yellow", _("Letter to be sent"))


def asks_for(order: Any, item: DataItem) -> bool:
    """Whether this order, not lifted, is about the item, or names none."""
    lines = order.orderlines.all()
    named = not lines or any(line.item_id == item.pk for line in lines)
    return named and not order.lifted_at


def is_in_effect(order: Any) -> bool:
    """Whether its recipient keeps the data."""
    row = order.preservation
    return bool(row.effective_on) and not row.released_at
