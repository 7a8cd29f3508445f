"""Receipts: what came in, when and how. A case is opened from a receipt; it may have several."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.clock import baku_day, now
from casework.directory.models import Authority


class Channel(models.TextChoices):
    """By which way something comes or goes."""

    EMAIL = "email", _("E-mail")
    FAX = "fax", _("Fax")
    MAIL = "mail", _("Mail")
    NETWORK = "network", _("24/7 network")
    POLICE = "police", _("Police to police")
    INTERPOL = "interpol", _("INTERPOL")
    DIPLOMATIC = "diplomatic", _("Diplomatic channel")
    PHONE = "phone", _("Telephone")


ON_PAPER = (Channel.MAIL, Channel.DIPLOMATIC)


class Receipt(models.Model):
    """An arrival at one of our doors. It is never changed: a correction is a row of its own."""

    received_at = models.DateTimeField(_("received"))
    channel = models.CharField(_("channel"), max_length=12, choices=Channel.choices)
    door = models.ForeignKey(
        Authority,
        models.PROTECT,
        related_name="receipts",
        verbose_name=_("received by"),
        help_text=_("The first door: time counts from receipt here, whoever works on it later."),
    )
    remark = models.CharField(
        _("remark"),
        max_length=500,
        blank=True,
        help_text=_("For example the number of the transmission report, or who telephoned."),
    )
    is_copy = models.BooleanField(
        _("a copy; the original follows"),
        default=False,
        help_text=_("Urgent requests may come by fax or e-mail first (Art. 25.3)."),
    )
    corrects = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="corrected_by",
        verbose_name=_("corrects"),
    )
    reason = models.TextField(_("reason of the correction"), blank=True)
    recorded_at = models.DateTimeField(_("recorded"), default=now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        ordering = ["received_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(corrects=None) | ~Q(reason=""),
                name="receipt_correction_has_reason",
                violation_error_message=_("A correction of a receipt needs a reason."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()}, {self.received_on:%d.%m.%Y}"

    @property
    def received_on(self) -> date:
        """The day of receipt in Baku (rule K1)."""
        return baku_day(self.received_at)

    @property
    def is_original(self) -> bool:
        """Whether the signed paper itself came."""
        return self.channel in ON_PAPER and not self.is_copy
