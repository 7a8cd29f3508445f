"""What is found at the gates before a request for assistance is accepted."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.cases.rows import CaseRow
from casework.directory.models import SubstantiveLaw
from mla.states import Criterion, Judgement


class GateFinding(CaseRow):
    """One finding of a gate; the latest of a criterion counts.

    offence  our own article, by the conduct that the request describes (Art. 25.5)
    """

    is_fact = True  # added, never changed

    criterion = models.CharField(_("criterion"), max_length=20, choices=Criterion.choices)
    judgement = models.CharField(_("finding"), max_length=14, choices=Judgement.choices)
    offence = models.ForeignKey(
        SubstantiveLaw,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("our article"),
    )
    document = models.ForeignKey(
        "casework.Document",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("assurance"),
    )
    reasons = models.TextField(_("reasons"), blank=True)

    class Meta:
        verbose_name = _("finding of a gate")
        verbose_name_plural = _("findings of gates")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reasons="") | Q(criterion=Criterion.ASSURANCE),
                name="gatefinding_has_reasons",
                violation_error_message=_("A finding gives its reasons."),
            ),
            models.CheckConstraint(
                condition=~Q(criterion=Criterion.ASSURANCE) | Q(document__isnull=False),
                name="gatefinding_assurance_is_written",
                violation_error_message=_("An assurance of reciprocity is given in writing."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_criterion_display()}: {self.get_judgement_display()}"
