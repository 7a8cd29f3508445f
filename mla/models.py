"""Incoming requests for mutual legal assistance."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.cases.case import Case
from casework.cases.receipts import Channel
from casework.directory.models import Body, Instrument, Stage
from casework.incoming.model import Incoming
from casework.incoming.steps import SHARED
from casework.workflow.steps import follow
from mla.findings import GateFinding
from mla.procedure import PROCEDURE
from mla.states import Status
from mla.steps import AssistanceSteps

__all__ = ["GateFinding", "IncomingRequest"]


class IncomingRequest(follow(PROCEDURE, AssistanceSteps, *SHARED), Incoming, Case):  # type: ignore[misc]
    """A request from abroad; its own steps stand in mla/steps.py, the others in casework."""

    stage = models.CharField(
        _("stage of the proceedings"), max_length=20, choices=Stage.choices, blank=True
    )
    legal_basis = models.ForeignKey(
        Instrument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("instrument cited"),
    )
    status = models.CharField(
        _("status of the request"), max_length=20, choices=Status.choices, default=Status.NEW
    )
    previous_dated_on = models.DateField(_("date of the previous request"), null=True, blank=True)
    previous_channel = models.CharField(
        _("channel of the previous request"), max_length=12, choices=Channel.choices, blank=True
    )
    preservation_reference = models.CharField(
        _("reference of the preservation request"), max_length=200, blank=True
    )
    preservation_dated_on = models.DateField(
        _("date of the preservation request"), null=True, blank=True
    )
    domestic_basis = models.TextField(_("legal basis in the requesting State"), blank=True)
    use_asked = models.TextField(_("intended use"), blank=True)
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

    class Meta:
        verbose_name = _("incoming request for legal assistance")
        verbose_name_plural = _("incoming requests for legal assistance")
