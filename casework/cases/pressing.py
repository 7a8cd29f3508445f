"""What presses on a case: the loss still ahead of its data, and the answer that is still owed.

One rule for every list, card and letter. The loss of data presses until they are preserved in
effect, or the case ends; the time asked for presses until the case ends, and after that until the
letter has left that is the answer.
"""

from typing import Any

from django.db import models
from django.db.models import F, Q, When
from django.db.models.functions import Least

LOSS_AHEAD = Q(is_kept=False, ended_at=None)
ANSWER_OWED = Q(ended_at=None) | Q(owes_answer=True)


def first_instant() -> Least:
    """Return the expression of the first instant that presses; NULL if none does."""
    loss = models.Case(When(LOSS_AHEAD, then=F("loss_expected_at")))
    answer = models.Case(When(ANSWER_OWED, then=F("answer_by_at")))
    return Least(loss, answer)


def is_kept(case: Any) -> bool:
    """Whether every recipient that was asked to keep the data has said since when it does.

    And every item of which nothing was answered yet is among what they keep. The case keeps it in
    the column of this name, as of its last step; it is gathered, or its rows are asked for.
    """
    asked = [order for order in case.orders.all() if hasattr(order, "preservation")]
    orders = [order for order in asked if not order.lifted_at]
    rows = [order.preservation for order in orders]
    if not rows or not all(row.effective_on and not row.released_at for row in rows):
        return False
    kept = {line.item_id for order in orders for line in order.orderlines.all()}
    return all(item.pk in kept for item in case.dataitems.all() if not item.is_settled)
