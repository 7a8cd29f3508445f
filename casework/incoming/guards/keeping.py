"""What stands against taking a case on, and against steps on preserved data.

Preserved data belong to the order and outlive the case.
"""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from casework.access.models import User
from casework.cases.kept import Kept, kept_of
from casework.cases.orders import Order, Preservation
from casework.clock.preservation import in_time


def yours_already(case: Any, by: User) -> str:
    """The person has the case already."""
    return _("The case is yours already.") if case.officer_id == by.pk else ""


def provisional_orders(case: Any) -> list[Order]:
    """Return the provisional preservations that a lawyer has neither confirmed nor lifted."""
    return [
        order
        for order in case.orders.all()
        if order.is_provisional and not order.confirmed_at and not is_over(order)
    ]


def is_over(order: Order) -> bool:
    """Whether nothing is kept any more under this order."""
    released = hasattr(order, "preservation") and order.preservation.released_at
    return bool(order.lifted_at or released)


def preservations(case: Any) -> list[Preservation]:
    """Return what recipients were asked to keep and may still keep."""
    return [
        order.preservation
        for order in case.orders.all()
        if hasattr(order, "preservation") and not is_over(order)
    ]


def requests_of(case: Any) -> list[Kept]:
    """Return the requests for which data of this case are or were kept. One query."""
    return [one for one in kept_of([case.pk]) if one.holder_id == case.pk]


def undecided(linked: Iterable[Kept], row: Preservation) -> list[Kept]:
    """Return those of the requests of a case that came in time and keep this preservation."""
    came = linked if row.last_on is None else in_time(row.last_on, linked)
    return [one for one in came if one.decided_on is None]


def names_of(rows: Iterable[Kept]) -> str:
    """Return the references of requests, each once."""
    return ", ".join(dict.fromkeys(one.request for one in rows))


def nothing_provisional(case: Any) -> str:
    """No provisional preservation waits for the lawyer."""
    return "" if provisional_orders(case) else _("No provisional preservation is to be confirmed.")


def provisional_undecided(case: Any) -> str:
    """The lawyer has still to confirm or lift a provisional preservation."""
    if not provisional_orders(case):
        return ""
    return _("A provisional preservation has to be confirmed or lifted first.")


def nothing_unconfirmed_by_provider(case: Any) -> str:
    """No recipient has still to say since when it keeps data."""
    if any(row.effective_on is None for row in preservations(case)):
        return ""
    return _("No recipient has still to say since when it keeps data.")


def nothing_preserved(case: Any) -> str:
    """No preservation is in force."""
    if any(row.effective_on is not None for row in preservations(case)):
        return ""
    return _("No preservation is in force.")
