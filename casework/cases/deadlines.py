"""The clocks of a case as they stood: one row a change."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.cases.rows import CaseRow


class Deadline(CaseRow):
    """A version of one clock: written only when a date changes, so that history can be read."""

    clock = models.CharField(_("clock"), max_length=12)
    number = models.PositiveIntegerField(_("version"))
    nominal_on = models.DateField(_("nominal last day"), null=True, blank=True)
    effective_on = models.DateField(_("effective last day"), null=True, blank=True)
    due_at = models.DateTimeField(_("instant"), null=True, blank=True)
    suspended_since = models.DateField(_("suspended since"), null=True, blank=True)
    is_current = models.BooleanField(_("current"), default=True)

    class Meta:
        verbose_name = _("clock")
        verbose_name_plural = _("clocks")
        ordering = ["clock", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "clock", "number"], name="deadline_once"),
            models.UniqueConstraint(
                fields=["case", "clock"],
                condition=Q(is_current=True),
                name="deadline_one_current",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clock}: {self.effective_on or self.due_at or '–'}"
