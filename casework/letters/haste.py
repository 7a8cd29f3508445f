"""When data may be lost, and until when a letter asks who holds them to answer.

Who asked us needs the answer at a minute, and so do the data: a letter that named that very minute
to a provider would leave us none. It asks for half of the time (docs/decisions/028).
"""

from datetime import datetime, timedelta
from typing import Any

from casework.cases.orders import Order
from casework.cases.pressing import is_kept
from casework.clock import BAKU, baku_day, now

SHARE = 2  # a recipient is given one half of the time that is left, we keep the other


def about_haste(case: Any, order: Order | None) -> dict[str, Any]:
    """Return when the data may be lost, and when the answer has to be here.

    order  the order that the letter is about, if it is about one

    Times as texts in Baku, for who is asked here: "23.11.2026 14:19"; "" for what nobody named,
    what has passed, and the loss of what is kept already. `is_hasty`: the answer is needed before
    the last day of execution.
    """
    loss = None if is_kept(case) else ahead(case.loss_expected_at)
    answer = ahead(case.answer_by_at)
    first = min((at for at in (loss, answer) if at), default=None)
    if first and case.execution_on and baku_day(first) >= case.execution_on:
        first = None
    return {
        "loss_baku": minute_text(loss),
        "asked_by_baku": minute_text(asked_by(first, order)),
        "is_hasty": first is not None,
    }


def asked_by(needed_at: datetime | None, order: Order | None) -> datetime | None:
    """Return until when the recipient is asked to answer; None for at once, without a time.

    needed_at  the instant at which the answer, or the data, have to be here

    Half of the time from the order, or from the last reminder, in full hours: so that the letter
    says the same whenever it is drafted anew. None if that is less than an hour, or has passed.
    """
    if needed_at is None or order is None:
        return None
    begins = order.followed_up_at or order.ordered_at
    half = (begins + (needed_at - begins) / SHARE).astimezone(BAKU)
    hour = half.replace(minute=0, second=0, microsecond=0)
    return hour if hour > max(begins + timedelta(hours=1), now()) else None


def ahead(at: datetime | None) -> datetime | None:
    """Return the instant if it has not come yet."""
    return at if at and at > now() else None


def minute_text(at: datetime | None) -> str:
    """Return an instant in Baku to the minute, "" for none."""
    return f"{at.astimezone(BAKU):%d.%m.%Y %H:%M}" if at else ""


def preserved_before(case: Any, order: Order | None) -> Order | None:
    """Return the earlier order by which the same recipient was asked to keep some of the data.

    None if there is none, if it has ended, or if the recipient has neither its letter nor said that
    the data are kept: a letter refers to nothing that who reads it does not have.
    """
    if order is None or hasattr(order, "preservation"):
        return None
    items = {line.item_id for line in order.orderlines.all()}
    found = [row for row in case.orders.all() if is_kept_by(row, order, items)]
    known = {row.order_id for row in case.letters.all() if row.sent_at}
    return next((r for r in found if r.preservation.effective_on or r.pk in known), None)


def is_kept_by(earlier: Order, order: Order, items: set[int]) -> bool:
    """Whether this earlier order asks the recipient of `order` to keep one of these items."""
    same = (earlier.provider_id, earlier.person_id) == (order.provider_id, order.person_id)
    if not same or earlier.number >= order.number or not hasattr(earlier, "preservation"):
        return False
    kept = {line.item_id for line in earlier.orderlines.all()}
    is_over = earlier.lifted_at or earlier.preservation.released_at
    return not is_over and (not kept or not items or bool(kept & items))
