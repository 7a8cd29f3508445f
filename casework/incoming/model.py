"""What the model of an incoming request keeps besides the case and the words of the request."""

from typing import Any, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.cases.case import WaitingOn
from casework.cases.content import RequestContent
from casework.cases.rows import CaseRow
from casework.directory.models import Body, RefusalGround
from casework.incoming.guards.review import undecided
from casework.incoming.states import S
from casework.workflow.door import Act

Row = TypeVar("Row", bound=CaseRow)


class Incoming(RequestContent):
    """The columns that the shared steps set; each procedure's own model inherits it."""

    act: Act  # who takes a step, while one is taken

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

    def adds(self: Any, model: type[Row], **fields: Any) -> Row:
        """Return a new row of this case, recorded by whoever takes the step."""
        return model._default_manager.create(
            case_id=self.pk,
            authority_id=self.authority_id,
            made_at=self.act.at,
            made_by=self.act.by,
            **fields,
        )

    def keeps(self, **fields: Any) -> None:
        """Set columns of the case; the door saves them after the step."""
        for name, value in fields.items():
            setattr(self, name, value)

    def waits_on(self: Any) -> WaitingOn:
        """Return who has to act next."""
        if self.state in (S.CLOSED, S.VOID):
            return WaitingOn.NOBODY
        if self.state == S.CLARIFICATION or undecided(self):
            return WaitingOn.REQUESTER
        if self.state == S.EXECUTION:
            if self.court_asked_on:
                return WaitingOn.COURT
            if any(order.is_open for order in self.orders.all()):
                return WaitingOn.PROVIDER
        return WaitingOn.US
