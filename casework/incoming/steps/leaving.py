"""Steps by which a request leaves the ordinary way: refused, postponed, moved, withdrawn."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from casework.cases.additions import CaseReceipt, Link
from casework.cases.facts import Postponement, Resumption
from casework.cases.moving import move_rows
from casework.directory.models import Authority, Body, RefusalGround
from casework.files.documents import Document
from casework.incoming.guards.keeping import requests_of, undecided
from casework.workflow.continuing import continue_as
from casework.workflow.steps import step


class LeavingSteps:
    """Every other way out of the procedure."""

    @step
    def refuse(
        self: Any, *, ground: RefusalGround, provision: str, consultation: str, reasons: str
    ) -> None:
        """Refuse on a ground that the type of request allows, with reasons (Arts. 25.4, 27.4)."""
        self.end_waits()
        self.keeps(
            refusal_ground=ground,
            refusal_provision=provision,
            refusal_consultation=consultation,
            refusal_reasons=reasons,
        )

    @step
    def postpone(
        self: Any, *, from_on: date, review_on: date, reason: str, consultation: str
    ) -> None:
        """Postpone because our own proceedings would suffer (Art. 27.5)."""
        self.adds(
            Postponement,
            from_on=from_on,
            review_on=review_on,
            reason=reason,
            consultation=consultation,
            postponed_in=self.state,
        )

    @step
    def resume(self: Any) -> str:
        """Go on where the case was postponed."""
        return str(self.end_postponement().postponed_in)

    def end_postponement(self: Any, *, is_idle: bool = False) -> Postponement | None:
        """End the postponement that is still open, if there is one, and return it."""
        row: Postponement | None = self.postponements.standing().filter(resumptions=None).last()
        if row is not None:
            self.adds(Resumption, postponement=row, to_on=self.act.today, is_idle=is_idle)
        return row

    @step
    def hand_over(self: Any, *, to: Authority, reason: str) -> None:
        """Give the case, with its reference and history, to another authority of ours."""
        self.end_waits()
        self.keeps(officer=None)
        move_rows(self, to)

    @step
    def forward(self: Any, *, body: Body, reason: str) -> None:
        """Send the request on to the body that is competent, and tell the requester (27.9.c)."""
        self.end_waits()
        self.keeps(forwarded_to=body)
        self.stop_orders(reason)

    @step
    def reclassify(self: Any, *, kind: str, authority: Authority, reason: str) -> None:
        """End the case and go on from the same receipt, as a request of another kind.

        Preserved data stay with this case: their preservation belongs to the order.
        """
        self.end_waits()
        self.stop_orders(reason, spare_preservation=True)
        self.act.afterwards.append(
            partial(open_anew, kind=kind, authority=authority, reason=reason)
        )

    @step
    def withdraw(self: Any, *, document: Document) -> None:
        """End what the requester no longer wants; recipients are told to stop."""
        self.end_waits()
        self.stop_orders("")

    def stop_orders(self: Any, reason: str, *, spare_preservation: bool = False) -> None:
        """Owe a letter to every recipient that has still to answer.

        spare_preservation  leave recipients alone that were asked to preserve data

        Those are left alone too whose data are kept for a linked request that is undecided.
        """
        orders = [order for order in self.orders.all() if order.is_open]
        keeping = [order for order in orders if hasattr(order, "preservation")]
        if keeping and not spare_preservation:
            linked = requests_of(self)
            keeping = [order for order in keeping if undecided(linked, order.preservation)]
        for order in orders:
            if order not in keeping:
                self.act.owe("stop_letter", order=order, reason=reason)

    @step
    def mark_duplicate(self: Any, *, other: Any) -> None:
        """Close what is the same request as another case; the earliest receipt governs there."""
        if not self.links.filter(other=other, kind=Link.Kind.DUPLICATE).exists():
            self.adds(Link, other=other, kind=Link.Kind.DUPLICATE)
        self.act.join.append((other, self.receipt))

    @step
    def void(self: Any, *, reason: str) -> None:
        """Declare a wrong registration void; its number stays, recipients are told to stop."""
        self.end_waits()
        self.stop_orders(reason)

    @step
    def add_receipt(
        self: Any, *, received_at: Any, channel: str, remark: str, is_copy: bool
    ) -> None:
        """Record that the same request arrived again; the earliest receipt governs."""
        receipt = self.new_receipt(
            received_at=received_at, channel=channel, remark=remark, is_copy=is_copy
        )
        self.join_receipt(receipt)

    def join_receipt(self: Any, receipt: Any) -> None:
        """Add a receipt to the case, unless it is there, and let the earliest one govern.

        The original on paper is the formal confirmation of what came before it (Art. 25.3).
        """
        if not self.casereceipts.filter(receipt=receipt).exists():
            self.adds(CaseReceipt, receipt=receipt)
        if receipt.received_at < self.received_at:
            self.keeps(receipt=receipt, received_at=receipt.received_at)
        if self.formal_required and not self.formal_received_on and receipt.is_original:
            self.keeps(formal_received_on=receipt.received_on)


def open_anew(case: Any, *, kind: str, authority: Authority, reason: str) -> Mapping[str, Any]:
    """Open the case that goes on, owe the letter about it, and return what the event says."""
    other = continue_as(case, kind, authority=authority)
    case.act.owe("continuation_information", other=other, reason=reason)
    return {"continued_as": other.reference}
