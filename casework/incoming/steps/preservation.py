"""Steps about data that recipients keep: they belong to the order and outlive the case (K8)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from casework.cases.items import DataItem, Outcome
from casework.cases.orders import Order, Preservation
from casework.cases.renewals import Renewal
from casework.clock.preservation import preserved_until
from casework.directory.models import Measure
from casework.incoming.forms.given import Recipient
from casework.incoming.guards.keeping import provisional_orders
from casework.workflow.steps import step


class PreservationSteps:
    """Preserving at night, confirming by day, renewing and releasing."""

    @step
    def preserve(
        self: Any, *, measure: Measure, recipient: Recipient, items: Sequence[DataItem], days: int
    ) -> None:
        """Ask a recipient to keep the data at once, by the officer on duty alone."""
        self.add_order(measure, recipient, items, days, is_provisional=True)

    @step
    def confirm_preservation(self: Any) -> None:
        """Confirm what the officer on duty asked for."""
        for order in provisional_orders(self):
            order.confirmed_at = self.act.at
            order.save(update_fields=["confirmed_at"])

    @step
    def lift_preservation(self: Any, *, reason: str) -> None:
        """Take back what the officer on duty asked for; the recipient is told."""
        for order in provisional_orders(self):
            order.lifted_at = self.act.at
            order.save(update_fields=["lifted_at"])
            self.settle([line.item for line in order.orderlines.select_related("item")])
            self.act.owe("stop_letter", order=order, reason=reason)
        self.is_secured = self.orders.filter(lifted_at=None).exists()

    @step
    def record_preserved(self: Any, *, order: Order, effective_on: date) -> None:
        """Record since when a recipient keeps the data."""
        self.put_into_effect(order, effective_on)
        order.save(update_fields=order.answered(self.act.at))

    def put_into_effect(self: Any, order: Order, effective_on: date) -> None:
        """Let the preservation of this order run from that day (rule K8)."""
        row = order.preservation
        row.effective_on = effective_on
        row.last_on = preserved_until(effective_on, row.days)
        row.save(update_fields=["effective_on", "last_on"])
        waiting = order.orderlines.filter(outcome=Outcome.PENDING)
        lines = list(waiting.select_related("item"))
        waiting.update(outcome=Outcome.GIVEN, answered_at=self.act.at)
        self.settle([line.item for line in lines])

    @step
    def renew_preservation(
        self: Any, *, preservation: Preservation, until_on: date, counts_from: date, reason: str
    ) -> None:
        """Let the data be kept longer, before the preservation ends (Art. 16.2).

        counts_from  its last day, or a later one until which the data were kept for a request
        """
        self.adds(
            Renewal,
            preservation=preservation,
            decided_on=self.act.today,
            previous_on=counts_from,
            last_on=until_on,
            was_kept=preservation.last_on is not None and counts_from > preservation.last_on,
            reason=reason,
        )
        preservation.last_on = until_on
        preservation.save(update_fields=["last_on"])
        self.act.owe("provider_renewal", order=preservation.order, until_on=until_on)

    @step
    def release_preservation(self: Any, *, preservation: Preservation, reason: str) -> None:
        """Tell the recipient that the data need not be kept any longer."""
        preservation.released_at, preservation.released_by = self.act.at, self.act.by
        preservation.release_reason = reason
        preservation.save(update_fields=["released_at", "released_by", "release_reason"])
        self.act.owe("stop_letter", order=preservation.order, reason=reason)
