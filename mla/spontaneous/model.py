"""Spontaneous information from another State."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.cases.case import Case, WaitingOn
from casework.cases.content import RequestContent
from casework.directory.models import Body
from casework.incoming.steps.keeping import KeepingSteps
from casework.subtasks.steps import SubTaskSteps
from casework.workflow.recording import Recording
from casework.workflow.steps import follow
from mla.spontaneous.procedure import PROCEDURE
from mla.spontaneous.states import S
from mla.spontaneous.steps import InformationSteps


class SpontaneousInformation(
    follow(PROCEDURE, InformationSteps, KeepingSteps, SubTaskSteps),  # type: ignore[misc]
    Recording,
    RequestContent,
    Case,
):
    """What another State told us unasked (Art. 26); the State of the case is the one that told."""

    subject = models.CharField(_("subject"), max_length=300, blank=True)
    terms = models.TextField(_("conditions of use (Art. 26.2)"), blank=True)
    terms_accepted_on = models.DateField(_("conditions accepted"), null=True, editable=False)
    passed_to = models.ForeignKey(
        Body,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("passed on to"),
    )
    passed_on = models.DateField(_("passed on"), null=True, editable=False)
    acknowledged_on = models.DateField(_("receipt acknowledged"), null=True, editable=False)
    outcome = models.TextField(_("what came of it"), blank=True, editable=False)

    class Meta:
        verbose_name = _("spontaneous information")
        verbose_name_plural = _("spontaneous information")

    def waits_on(self: Any) -> WaitingOn:
        """Return who has to act next."""
        if self.state in (S.CLOSED, S.VOID):
            return WaitingOn.NOBODY
        return WaitingOn.REQUESTER if self.state == S.SENDER else WaitingOn.US
