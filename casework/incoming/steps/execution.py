"""Steps of execution: orders, answers of recipients, prolongation, the result."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from casework.cases.clocks import dates_of
from casework.cases.facts import Prolongation
from casework.cases.items import DataItem, Outcome
from casework.cases.orders import Order, OrderLine, Preservation
from casework.directory.models import Measure, RecipientPerson
from casework.files.documents import Document
from casework.incoming.forms.given import ItemAnswer, Recipient
from casework.incoming.states import S
from casework.workflow.steps import step


def deciding(lines: Sequence[Any]) -> Any:
    """Return which of the answers to an item says what came of it; the last answer comes last."""
    given = [line for line in lines if line.outcome == Outcome.GIVEN]
    if given:
        return given[-1]
    if lines and not any(line.is_pending for line in lines):
        return lines[-1]
    return OrderLine(outcome=Outcome.PENDING)


class ExecutionSteps:
    """What happens between acceptance and result."""

    @step
    def order(
        self: Any,
        *,
        measure: Measure,
        recipient: Recipient,
        items: Sequence[DataItem],
        days: int | None,
        foreign_case_number: str,
        **order: Any,
    ) -> None:
        """Order a measure at a provider or a person: a request where the measure is voluntary.

        order  until_on, court, decision_number, decision_on, why_not_less: columns of the order
        """
        self.keeps(foreign_case_number=foreign_case_number or self.foreign_case_number)
        if order["court"]:
            self.keeps(court_asked_on=None)
        self.add_order(measure, recipient, items, days, **order)

    def add_order(
        self: Any,
        measure: Measure,
        recipient: Recipient,
        items: Sequence[DataItem],
        days: int | None,
        **fields: Any,
    ) -> Order:
        """Add an order with a line for each item, its preservation and its letter."""
        made: Order = self.adds(
            Order,
            number=self.orders.count() + 1,
            measure=measure,
            provider=recipient.provider,
            person=recipient.person or self.add_recipient(recipient),
            basis=measure.basis_en[:300],
            ordered_at=self.act.at,
            **fields,
        )
        self.is_secured = True
        self.adds_all(OrderLine, [{"order": made, "item": item} for item in items])
        self.settle(items)
        if days:
            self.adds(Preservation, order=made, days=days)
        self.act.owe("provider_request" if measure.is_voluntary else "provider_order", order=made)
        return made

    def add_recipient(self: Any, recipient: Recipient) -> RecipientPerson | None:
        """Add a person entered with an order; somebody confirms by day that it is the right one."""
        if not recipient.new_person:
            return None
        return RecipientPerson.objects.create(
            authority=self.authority,
            full_name=recipient.new_person,
            address=recipient.new_contact,
            source=self.reference,
        )

    @step
    def apply_to_court(self: Any, *, applied_on: date, court: str) -> None:
        """Wait for the court's decision on a coercive measure."""
        self.keeps(court_asked_on=applied_on)

    @step
    def follow_up(self: Any, *, orders: Sequence[Order]) -> None:
        """Ask recipients again who have not answered (profile, step 5)."""
        for order in orders:
            order.followed_up_at = self.act.at
            order.save(update_fields=["followed_up_at"])
            self.act.owe("provider_reminder", order=order)

    @step
    def record_provider_answer(
        self: Any,
        *,
        order: Order,
        answered_on: date,
        answers: Sequence[ItemAnswer],
        pending_until: date | None,
        effective_on: date | None,
        document: Document | None,
    ) -> None:
        """Record what a recipient answered, item by item; preservation runs from effective_on."""
        for answer in answers:
            line = OrderLine.objects.get(order=order, item=answer.item)
            line.outcome, line.reason, line.note = answer.outcome, answer.reason, answer.note
            line.answered_at = self.act.at if answer.outcome != Outcome.PENDING else None
            line.save(update_fields=["outcome", "reason", "note", "answered_at"])
        self.settle([answer.item for answer in answers])
        order.silent_until_on = pending_until
        order.save(update_fields=["silent_until_on", *order.answered(self.act.at)])
        if effective_on:
            self.put_into_effect(order, effective_on)

    def settle(self: Any, items: Iterable[DataItem]) -> None:
        """Keep on each item what came of it: given by anybody, else what the last one said.

        That data are preserved is an outcome only where preservation is what was asked for.
        """
        items = list(items)
        asked = OrderLine.objects.filter(item__in=items, order__lifted_at=None)
        if not self.request_type.is_preservation:
            asked = asked.exclude(order__measure__power=Measure.Power.PRESERVATION)
        lines = defaultdict(list)
        for line in [*asked.order_by("answered_at", "pk"), *self.answers_besides(items)]:
            lines[line.item_id].append(line)
        changed = [item for item in items if item.settled_by(deciding(lines[item.pk]))]
        DataItem.objects.bulk_update(changed, ["outcome", "reason", "outcome_note"])

    def answers_besides(self: Any, items: Iterable[DataItem]) -> Iterable[Any]:
        """Return what came of these items without an order: nothing, unless the procedure says."""
        return ()

    @step
    def prolong(self: Any, *, until: date, reason: str, ground: str) -> None:
        """Set a new last day of execution (rule K7).

        ground  for statistics; kept where the event keeps what was typed in

        The clock judges it when the case is saved: refused unless it is later than the effective
        last day and not after the ceiling; the form has already said so.
        """
        found = dates_of(self, self.act.today).found
        self.adds(
            Prolongation,
            decided_on=self.act.today,
            until=until,
            previous_on=found.execution.effective,
            ceiling_on=found.ceiling.effective,
            reason=reason,
        )

    @step
    def cancel_prolongation(self: Any, *, prolongation: Prolongation, reason: str) -> None:
        """Leave a prolongation out as if it had never been decided."""
        self.adds(
            Prolongation,
            decided_on=self.act.today,
            until=prolongation.until,
            previous_on=prolongation.previous_on,
            ceiling_on=prolongation.ceiling_on,
            reason=reason,
            cancels=prolongation,
        )

    @step
    def report(self: Any, *, remark: str) -> str:
        """End the execution with what came of each item."""
        self.keeps(outcome_remark=remark)
        return self.result()

    @step
    def report_alone(self: Any, *, remark: str, reason: str) -> str:
        """Release subscriber information alone, because the time asked for is about to pass."""
        self.keeps(outcome_remark=remark, released_alone_at=self.act.at)
        return self.result()

    @step
    def review_release(self: Any, *, remark: str) -> None:
        """Look again, the next day, at what one person released alone."""
        self.keeps(released_alone_at=None)

    def result(self: Any) -> str:
        """Return the state that the outcomes of the items amount to."""
        outcomes = {item.outcome for item in self.dataitems.all()}
        if outcomes <= {Outcome.GIVEN}:
            return str(S.EXECUTED.value)
        return str(S.PARTLY.value if Outcome.GIVEN in outcomes else S.NOT_EXECUTED.value)
