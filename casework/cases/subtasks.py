"""Sub-tasks of a case: a translation, costs, whatever else somebody else does by a day of its own.

They move no legal clock: a case may be closed while one is open, and is then still reminded of it.
"""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.cases.rows import CaseRow


class SubTaskQuerySet(models.QuerySet["SubTask"]):
    """Which sub-tasks."""

    def open(self) -> "SubTaskQuerySet":
        """Those that are neither finished nor dropped."""
        return self.filter(ended_on=None)

    def due_by(self, day: date) -> "SubTaskQuerySet":
        """Open ones of which the day is this one or an earlier one."""
        return self.open().filter(due_on__lte=day)


class SubTask(CaseRow):
    """One sub-task. ended_on: the day it was finished or dropped; drop_reason: only then."""

    class Kind(models.TextChoices):
        TRANSLATION = "translation", _("Translation")
        MATERIALS = "materials", _("Collecting materials")
        COSTS = "costs", _("Costs")
        EXECUTION = "execution", _("Execution by a body")
        OTHER = "other", _("Another sub-task")

    class Currency(models.TextChoices):
        AZN = "AZN", "AZN"
        EUR = "EUR", "EUR"

    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    what = models.CharField(_("what is to be done"), max_length=500)
    asked_of = models.CharField(_("who is asked"), max_length=300)
    asked_on = models.DateField(_("asked on"))
    due_on = models.DateField(_("due on"))
    ended_on = models.DateField(_("done on"), null=True, blank=True)
    result = models.TextField(_("result"), blank=True)
    drop_reason = models.TextField(_("why it was dropped"), blank=True)
    amount = models.DecimalField(
        _("amount"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    currency = models.CharField(_("currency"), max_length=3, choices=Currency.choices, blank=True)

    objects = SubTaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("sub-task")
        verbose_name_plural = _("sub-tasks")
        ordering = ["number"]
        indexes = [
            models.Index(
                fields=["authority", "due_on"], condition=Q(ended_on=None), name="subtask_due"
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="subtask_once"),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("asked_on")),
                name="subtask_is_due_after_it_was_asked",
                violation_error_message=_("It cannot be due before it was asked for."),
            ),
            models.CheckConstraint(
                condition=Q(drop_reason="") | Q(ended_on__isnull=False),
                name="subtask_dropped_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(amount=None, currency="") | (Q(amount__gte=0) & ~Q(currency="")),
                name="subtask_amount_has_its_currency",
                violation_error_message=_("An amount has its currency."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.what}"

    @property
    def is_open(self) -> bool:
        """Whether it is neither finished nor dropped."""
        return self.ended_on is None

    @property
    def is_dropped(self) -> bool:
        """Whether it was dropped, with a reason."""
        return bool(self.drop_reason)

    def is_overdue(self, day: date) -> bool:
        """Whether its day has passed on `day`, and it is still open."""
        return self.is_open and self.due_on < day
