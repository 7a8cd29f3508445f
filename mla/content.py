"""What form T-CY(2018)10 says besides what every request says: of incoming and of our requests."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.cases.receipts import Channel
from casework.directory.models import Instrument, Stage
from mla.states import Status


class AssistanceContent(models.Model):
    """The columns of the form; both models inherit it."""

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

    class Meta:
        abstract = True
