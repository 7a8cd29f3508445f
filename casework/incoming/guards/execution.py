"""What stands against steps of execution: orders, prolongation, conditions, release."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from casework.cases.items import Category, DataItem, Outcome
from casework.cases.orders import Order
from casework.clock import now, today
from casework.incoming.guards.review import no_items
from casework.workflow.models import Second

ALONE_WITHIN = timedelta(hours=4)


def ceiling_reached(case: Any) -> str:
    """The whole of the two months is in use."""
    if case.execution_on and case.ceiling_on and case.execution_on >= case.ceiling_on:
        return _("The ceiling is reached: execution may not be prolonged beyond it.")
    return ""


def no_prolongation(case: Any) -> str:
    """There is no prolongation that could be cancelled."""
    rows = case.prolongations.all()
    cancelled = {row.cancels_id for row in rows}
    if any(row.cancels_id is None and row.pk not in cancelled for row in rows):
        return ""
    return _("Execution has not been prolonged.")


def silent_orders(case: Any) -> list[Order]:
    """Return the orders to which nobody has answered: any recorded answer is feedback."""
    day = today()
    return [
        order
        for order in case.orders.all()
        if order.is_open
        and (
            order.answered_at is None
            or (order.silent_until_on is not None and order.silent_until_on < day)
        )
    ]


def nobody_silent(case: Any) -> str:
    """Follow-up is neither called for nor possible (profile, step 5)."""
    if not case.is_urgent and not case.answer_by_at:
        return _("The request is not urgent and no time was asked for: nothing to follow up.")
    return "" if silent_orders(case) else _("No recipient owes an answer.")


def nothing_ordered(case: Any) -> str:
    """No recipient was asked for anything."""
    if any(order.lifted_at is None for order in case.orders.all()):
        return ""
    return _("Nothing has been ordered yet: nobody can have answered.")


def court_asked_already(case: Any) -> str:
    """A court has been asked and has not decided."""
    return _("The court was asked already and has not decided.") if case.court_asked_on else ""


def items_pending(case: Any) -> str:
    """Some item has no outcome."""
    pending = [item for item in case.dataitems.all() if not item.is_settled]
    if not pending:
        return "" if case.dataitems.all() else no_items(case)
    return _("No outcome yet: %(items)s.") % {"items": ", ".join(str(item) for item in pending)}


def only_subscriber_given(case: Any) -> bool:
    """Whether nothing but subscriber information would leave."""
    given: list[DataItem] = [i for i in case.dataitems.all() if i.outcome == Outcome.GIVEN]
    return bool(given) and all(item.category == Category.SUBSCRIBER for item in given)


def release_second_person(case: Any) -> Second:
    """A supervisor decides on release; for subscriber information alone any second person."""
    return Second.PERSON if only_subscriber_given(case) else Second.SUPERVISOR


def not_releasable_alone(case: Any) -> str:
    """One person alone releases subscriber information only, shortly before the time asked for."""
    if not only_subscriber_given(case):
        return _("Only subscriber information may be released by one person alone.")
    if not case.answer_by_at or case.answer_by_at - now() > ALONE_WITHIN:
        return _("The answer is not due within 4 hours: there is time for a second person.")
    return ""


def nothing_to_review_again(case: Any) -> str:
    """Nothing was released by one person alone."""
    return "" if case.released_alone_at else _("Nothing was released by one person alone.")
