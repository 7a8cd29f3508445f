"""Requests for mutual legal assistance: from abroad, and ours."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.cases.case import Case, WaitingOn
from casework.directory.instruments import CONVENTION
from casework.directory.models import Body
from casework.incoming.model import Incoming
from casework.incoming.states import S
from casework.incoming.steps import SHARED
from casework.workflow.steps import follow
from mla.content import AssistanceContent
from mla.executed import BodyAnswer
from mla.executing import ExecutingSteps
from mla.findings import GateFinding
from mla.gates import latest_of
from mla.outgoing.facts import Defect, Exchange, KeptAbroad, Translation
from mla.outgoing.model import OutgoingRequest
from mla.procedure import PROCEDURE
from mla.shown import ShownGates
from mla.spontaneous.model import SpontaneousInformation
from mla.states import Criterion
from mla.steps import AssistanceSteps

__all__ = [
    "BodyAnswer", "Defect", "Exchange", "GateFinding", "IncomingRequest", "KeptAbroad",
    "OutgoingRequest", "SpontaneousInformation", "Translation",
]  # fmt: skip


class IncomingRequest(
    follow(PROCEDURE, AssistanceSteps, ExecutingSteps, *SHARED),  # type: ignore[misc]
    ShownGates,
    AssistanceContent,
    Incoming,
    Case,
):
    """A request from abroad; its own steps stand in mla/steps.py, the others in casework."""

    formal_check: Any = models.JSONField(
        _("formal check"), default=dict, blank=True, editable=False
    )
    executing_body = models.ForeignKey(
        Body,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("executing body"),
    )

    def waits_on(self: Any) -> WaitingOn:
        """Return who has to act next; the executing body, where nobody else has."""
        found: WaitingOn = super().waits_on()
        is_ours = found == WaitingOn.US and self.state == S.EXECUTION
        may_wait = is_ours and not self.unsent_orders() and self.is_with_body()
        return WaitingOn.BODY if may_wait else found

    def found_articles(self: Any) -> frozenset[str]:
        """Return our article of the Convention, where dual criminality was found to be met."""
        found = latest_of(self, Criterion.DUAL_CRIMINALITY)
        return frozenset({found.offence.article} if found and found.offence else ())

    @property
    def rests_elsewhere(self: Any) -> bool:
        """Whether letters must not speak of the articles of the Convention on Cybercrime."""
        return self.legal_basis is None or self.legal_basis.code != CONVENTION

    class Meta:
        verbose_name = _("incoming request for legal assistance")
        verbose_name_plural = _("incoming requests for legal assistance")
