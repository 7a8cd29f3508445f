"""What the executing body reports: an outcome for each data item, as a provider’s answer has."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.cases.items import DataItem, Outcome
from casework.cases.rows import CaseRow
from casework.directory.models import Body, RefusalGround


class BodyAnswer(CaseRow):
    """What a body reported of one item on one day; the latest report of an item counts."""

    is_fact = True  # added, never changed

    body = models.ForeignKey(
        Body, models.PROTECT, related_name="+", verbose_name=_("executing body")
    )
    item = models.ForeignKey(
        DataItem, models.PROTECT, related_name="bodyanswers", verbose_name=_("data item")
    )
    reported_on = models.DateField(_("reported on"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices)
    reason = models.ForeignKey(
        RefusalGround,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("reason"),
    )
    note = models.TextField(_("note"), blank=True)
    document = models.ForeignKey(
        "casework.Document",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("report"),
    )

    class Meta:
        verbose_name = _("report of an executing body on an item")
        verbose_name_plural = _("reports of executing bodies on items")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=[Outcome.GIVEN, Outcome.PENDING]) | Q(reason__isnull=False),
                name="bodyanswer_says_why_not",
                violation_error_message=_("What was not executed has its reason."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.get_outcome_display()}"

    @property
    def is_pending(self) -> bool:
        """Whether the body has still to say what came of the item."""
        return self.outcome == Outcome.PENDING
