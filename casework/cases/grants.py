"""Grants: one person, who has no role here, reads one case. Reading only, and until a day."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.access.models import PeriodQuerySet, User
from casework.cases.case import Case
from casework.cases.rows import CaseRow
from casework.clock import today


class GrantQuerySet(PeriodQuerySet):
    """Grants, in the words of the office."""

    def not_ended(self) -> "GrantQuerySet":
        """Grants that count today or later."""
        return self.filter(Q(until_on=None) | Q(until_on__gte=today()))

    def end(self) -> int:
        """Let none of them count from today on, and return how many did until now."""
        return self.not_ended().update(until_on=today() - timedelta(days=1))


class Grant(CaseRow):
    """That a person may read this case from a first to a last day, and why.

    A grant that ends on its first day has its last day before it: it counts on no day any more.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="grants", verbose_name=_("person"))
    reason = models.TextField(_("reason"))
    from_on = models.DateField(_("from"), default=today)
    until_on = models.DateField(_("until"), null=True, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("read access")
        verbose_name_plural = _("read access")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="grant_has_a_reason",
                violation_error_message=_("A reason is needed."),
            ),
            models.UniqueConstraint(
                fields=["case", "user"],
                condition=Q(until_on=None),
                name="grant_open_once",
                violation_error_message=_("This person may read the case already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.case}"


def end_grants(case: Case) -> None:
    """Let nobody read the case by a grant any more: whoever has it next decides anew."""
    Grant.objects.filter(case=case.pk).end()
