"""Renewals of preservations."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.cases.orders import Preservation
from casework.cases.rows import CaseRow


class Renewal(CaseRow):
    """A renewal of a preservation: at most 90 days each time (Art. 16.2).

    previous_on  the day from which it counts: the last day, or a later one until which the data
                 were kept for a request
    was_kept     whether it is that later one; the data are held until somebody releases them
    """

    preservation = models.ForeignKey(
        Preservation, models.PROTECT, related_name="renewals", verbose_name=_("preservation")
    )
    decided_on = models.DateField(_("decided"))
    previous_on = models.DateField(_("previous last day"))
    last_on = models.DateField(_("preserved until"))
    was_kept = models.BooleanField(
        _("kept beyond its last day for a request"), default=False, db_default=False
    )
    reason = models.TextField(_("reason"))

    class Meta:
        verbose_name = _("renewal of a preservation")
        verbose_name_plural = _("renewals of preservations")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_on__lte=F("previous_on")) | Q(was_kept=True),
                name="renewal_before_the_end",
                violation_error_message=_("A preservation is renewed before it ends."),
            ),
            models.CheckConstraint(
                condition=Q(last_on__gt=F("previous_on"), last_on__lte=F("previous_on") + 90),
                name="renewal_at_most_ninety_days",
                violation_error_message=_("A renewal lasts at most 90 days (Art. 16(2))."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.preservation}: {self.last_on:%d.%m.%Y}"
