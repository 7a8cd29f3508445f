"""What the model of an incoming request keeps besides the case and the words of the request."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.cases.case import WaitingOn
from casework.cases.content import RequestContent
from casework.cases.receipts import Receipt
from casework.directory.models import Body, RefusalGround
from casework.incoming.guards.conditions import awaits_terms
from casework.incoming.guards.review import undecided
from casework.incoming.states import S
from casework.letters.kinds import KINDS
from casework.letters.models import Letter
from casework.workflow.recording import Recording

TERMS = ("use_conditions", "acceptance")  # the letters that ask for acceptance of conditions


class Incoming(Recording, RequestContent):
    """The columns that the shared steps set; each procedure's own model inherits it."""

    has_lapsed = models.BooleanField(_("ended by lapse"), default=False, editable=False)
    court_asked_on = models.DateField(_("court asked"), null=True, blank=True, editable=False)
    released_alone_at = models.DateTimeField(
        _("released by one person alone"), null=True, blank=True, editable=False
    )
    direct_answer = models.TextField(_("direct answer"), blank=True, editable=False)
    outcome_remark = models.TextField(_("remark on the result"), blank=True, editable=False)
    refusal_ground = models.ForeignKey(
        RefusalGround,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("ground of refusal"),
    )
    refusal_provision = models.CharField(_("provision"), max_length=300, blank=True, editable=False)
    refusal_reasons = models.TextField(_("reasons of the refusal"), blank=True, editable=False)
    refusal_consultation = models.TextField(_("consultation"), blank=True, editable=False)
    forwarded_to = models.ForeignKey(
        Body,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("forwarded to"),
    )

    class Meta:
        abstract = True

    def found_articles(self: Any) -> frozenset[str]:
        """Return the articles of the Convention under which the conduct was found to fall."""
        return frozenset()

    @property
    def rests_elsewhere(self: Any) -> bool:
        """Whether the request rests on something else than the Convention on Cybercrime."""
        return False

    def other_receipts(self: Any) -> list[Receipt]:
        """Return by which other ways the same request came, the earliest first."""
        rows = [row.receipt for row in self.casereceipts.all()]
        left = {self.receipt_id, *(row.corrects_id for row in rows)}
        others = [row for row in rows if row.pk not in left]
        return sorted(others, key=lambda row: row.received_at)

    def waits_on(self: Any) -> WaitingOn:
        """Return who has to act next: us, for as long as anything is left for us to do.

        Before execution that is the review, whatever a recipient was asked to keep meanwhile: the
        page of the case names that recipient beside us. In execution it is us until everything is
        ordered, and the letters have left.
        """
        if self.state in (S.CLOSED, S.VOID):
            return WaitingOn.NOBODY
        if self.state == S.CLARIFICATION or undecided(self):
            return WaitingOn.REQUESTER
        if self.state == S.EXECUTION:
            if self.court_asked_on:
                return WaitingOn.COURT
            asked = {order.pk for order in self.orders.all() if order.is_open}
            if asked and not asked & self.unsent_orders() and not self.is_to_be_ordered():
                return WaitingOn.PROVIDER
            if awaits_terms(self) and not self.unsent(*TERMS):
                return WaitingOn.REQUESTER
        return WaitingOn.US

    def unsent(self: Any, *names: str) -> bool:
        """Whether a letter of one of these kinds has still to leave, or to be drafted by now."""
        act = getattr(self, "act", None)
        owed = {name for name, _order, _about in (act.letters if act else ())}
        owed |= {row.kind for row in self.letters.all() if row.is_draft}
        return bool(owed & set(names))

    def is_to_be_ordered(self: Any) -> bool:
        """Whether data were asked for of which nobody was asked for more than to keep them."""
        if self.request_type.is_preservation:
            return False
        orders = [row for row in self.orders.all() if not row.lifted_at]
        asked = [row.orderlines.all() for row in orders if not hasattr(row, "preservation")]
        if not all(asked):  # an order that names no item asks for all of them
            return False
        items = {line.item_id for lines in asked for line in lines}
        return any(not item.is_settled and item.pk not in items for item in self.dataitems.all())

    def unsent_orders(self: Any) -> set[int]:
        """Return the keys of the orders of which a letter to the recipient has still to leave.

        Those too of which the step that is being taken has still to draft it.
        """
        to_recipients = Letter.Addressee.RECIPIENT
        act, kinds = getattr(self, "act", None), KINDS[self.kind]
        owed = {
            order.pk
            for name, order, _about in (act.letters if act else ())
            if order is not None and kinds[name].addressee == to_recipients
        }
        drafts = [row for row in self.letters.all() if row.is_draft and row.order_id]
        return owed | {row.order_id for row in drafts if row.addressee == to_recipients}
