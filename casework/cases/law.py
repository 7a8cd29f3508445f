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
    """A condition on the use of what we give (Art. 28); accepted before material leaves.

    A requester that cannot comply says so, and we determine whether the material is given
    nevertheless (28.2): decision, decided_on and decision_reasons. What is decided stands no more.
    """

    class Decision(models.TextChoices):
        RELEASED = "released", _("The material is given all the same: the condition is dropped")
        REPLACED = "replaced", _("Another condition takes its place, to be accepted")
        WITHHELD = "withheld", _("The material is not given (28.2)")

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
    declined_on = models.DateField(_("declined by the requester"), null=True, blank=True)
    declined_in = models.ForeignKey(
        "casework.Document",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("letter that declines"),
    )
    objection = models.TextField(_("why it is declined"), blank=True)
    decision = models.CharField(_("decision"), max_length=10, choices=Decision.choices, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    decision_reasons = models.TextField(_("reasons of the decision"), blank=True)

    class Meta:
        verbose_name = _("condition of use")
        verbose_name_plural = _("conditions of use")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(declined_on=None, declined_in=None)
                | Q(declined_on__isnull=False, declined_in__isnull=False),
                name="usecondition_declined_by_letter",
                violation_error_message=_("A condition is declined by a letter, on a day."),
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_on=None, decision_reasons="")
                | (
                    ~Q(decision="")
                    & ~Q(decision_reasons="")
                    & Q(decided_on__isnull=False, declined_on__isnull=False, accepted_on=None)
                ),
                name="usecondition_decided_when_declined",
                violation_error_message=_(
                    "What is decided is a condition that was declined, with reasons (Art. 28.2)."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.text or self.get_kind_display()

    @property
    def stands(self) -> bool:
        """Whether it binds whoever gets the material: nobody dropped or replaced it."""
        return not self.decision

    @property
    def is_awaited(self) -> bool:
        """Whether the requester has still to say anything to it."""
        return self.stands and self.accepted_on is None and self.declined_on is None

    @property
    def is_declined(self) -> bool:
        """Whether it was declined, not accepted later, and nobody has decided about it."""
        return self.stands and self.accepted_on is None and self.declined_on is not None


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
