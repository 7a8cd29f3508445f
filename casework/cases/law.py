"""What was found in law before a case went on, and on which conditions material leaves."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.cases.rows import CaseRow
from casework.directory.models import Instrument, Measure


class Finding(CaseRow):
    """One of the two findings before acceptance: international, or national law."""

    class Side(models.TextChoices):
        INTERNATIONAL = "international", _("International law")
        NATIONAL = "national", _("National law")

    side = models.CharField(_("law"), max_length=14, choices=Side.choices)
    instrument = models.ForeignKey(
        Instrument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("instrument"),
    )
    article = models.CharField(_("article"), max_length=40, blank=True)
    measure = models.ForeignKey(
        Measure, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("measure")
    )
    court_needed = models.BooleanField(_("a court decision is needed"), default=False)
    checklist: Any = models.JSONField(_("checklist"), default=dict, blank=True)
    reasons = models.TextField(_("reasons"))

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reasons=""),
                name="finding_has_reasons",
                violation_error_message=_("A finding gives its reasons."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_side_display()}: {self.article or self.measure or ''}"


class UseCondition(CaseRow):
    """A condition on the use of what we give (Art. 28); accepted before material leaves."""

    class Kind(models.TextChoices):
        CONFIDENTIAL = "confidential", _("Kept confidential (28.2 a)")
        LIMITED = "limited", _("Used only for the case stated (28.2 b)")
        EXPLAIN = "explain", _("The use is explained on demand (28.4)")
        OTHER = "other", _("Other condition")

    kind = models.CharField(_("kind"), max_length=14, choices=Kind.choices)
    text = models.TextField(_("condition"), blank=True)
    accepted_on = models.DateField(_("accepted by the requester"), null=True, blank=True)
    document = models.ForeignKey(
        "casework.Document",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("acceptance"),
    )

    class Meta:
        verbose_name = _("condition of use")
        verbose_name_plural = _("conditions of use")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text or self.get_kind_display()


class RequesterDecision(CaseRow):
    """A risk of which the requester was told, and who has to decide (Arts. 27.8, 29.6)."""

    class Risk(models.TextChoices):
        NOT_SECURED = "not_secured", _("Preservation would not secure the data (29.6)")
        ENDANGERED = "endangered", _("It would endanger confidentiality or harm the case (29.6)")
        NOT_CONFIDENTIAL = "not_confidential", _("Confidentiality cannot be kept (27.8)")

    class Choice(models.TextChoices):
        GO_ON = "go_on", _("Go on all the same")
        WITHDRAW = "withdraw", _("Do not go on")
        CHANGED = "changed", _("Go on as changed by the requester")

    risk = models.CharField(_("risk"), max_length=16, choices=Risk.choices)
    explanation = models.TextField(_("explanation"))
    asked_on = models.DateField(_("told"))
    choice = models.CharField(_("decision"), max_length=10, choices=Choice.choices, blank=True)
    decided_on = models.DateField(_("decided"), null=True, blank=True)
    document = models.ForeignKey(
        "casework.Document",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decision of the requester"),
    )

    class Meta:
        verbose_name = _("decision left to the requester")
        verbose_name_plural = _("decisions left to the requester")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(choice="", decided_on=None)
                | (~Q(choice="") & Q(decided_on__isnull=False)),
                name="requesterdecision_has_its_day",
            )
        ]

    def __str__(self) -> str:
        return self.get_risk_display()
