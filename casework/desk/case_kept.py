"""Whether the data of a case are kept already: then their expected loss presses no more."""

from typing import Any

from django.utils.translation import gettext as _

from casework.desk.calculator_cards import Chip


def is_kept(case: Any) -> bool:
    """Whether every recipient that was asked to keep the data has said since when it does."""
    asked = [order for order in case.orders.all() if hasattr(order, "preservation")]
    rows = [order.preservation for order in asked if not order.lifted_at]
    return bool(rows) and all(row.effective_on and not row.released_at for row in rows)


def kept_chip() -> Chip:
    """Return what stands in place of the hours that are left."""
    return Chip("green", _("The data are preserved"))
