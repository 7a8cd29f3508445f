"""Measures ordered from providers and persons, their answers, and the data they preserve."""

from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.cases.items import DataItem, Outcome
from casework.cases.rows import CaseRow
from casework.directory.models import Measure, Provider, RecipientPerson, RefusalGround

BASIS_LENGTH = 300


class Order(CaseRow):
    """A measure at a provider or a person: a request where it is voluntary, else an order."""

    number = models.PositiveSmallIntegerField(_("number"))
    measure = models.ForeignKey(
        Measure, models.PROTECT, related_name="orders", verbose_name=_("measure")
    )
    basis = models.CharField(_("basis"), max_length=BASIS_LENGTH, blank=True)
    provider = models.ForeignKey(
        Provider,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="orders",
        verbose_name=_("provider"),
    )
    person = models.ForeignKey(
        RecipientPerson,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="orders",
        verbose_name=_("person"),
    )
    ordered_at = models.DateTimeField(_("ordered"))
    is_provisional = models.BooleanField(_("provisional preservation"), default=False)
    confirmed_at = models.DateTimeField(_("confirmed by a lawyer"), null=True, blank=True)
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)
    until_on = models.DateField(_("in force until"), null=True, blank=True)
    court = models.CharField(_("court"), max_length=300, blank=True)
    decision_number = models.CharField(
        _("number of the court decision"), max_length=100, blank=True
    )
    decision_on = models.DateField(_("date of the court decision"), null=True, blank=True)
    why_not_less = models.TextField(_("why less intrusive means fail"), blank=True)
    followed_up_at = models.DateTimeField(_("last followed up"), null=True, blank=True)
    silent_until_on = models.DateField(_("pending until"), null=True, blank=True)
    answered_at = models.DateTimeField(_("last answer"), null=True, blank=True)
    first_answered_at = models.DateTimeField(_("first answer"), null=True, blank=True)

    class Meta:
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        ordering = ["number"]
        indexes = [
            models.Index(fields=["authority", "ordered_at", "provider"], name="order_in_period"),
            models.Index(
                fields=["authority", "id"],
                condition=Q(is_provisional=True, confirmed_at=None, lifted_at=None),
                name="order_to_be_confirmed",
            ),
            models.Index(  # which may owe an answer, the oldest of a provider first
                fields=["provider", "ordered_at", "id"],
                condition=Q(
                    Q(answered_at=None) | Q(silent_until_on__isnull=False),
                    lifted_at=None,
                    provider__isnull=False,
                ),
                name="order_owed",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="order_number_once"),
            models.CheckConstraint(
                condition=Q(provider=None, person__isnull=False)
                | Q(provider__isnull=False, person=None),
                name="order_has_one_recipient",
                violation_error_message=_("An order goes to one provider or to one person."),
            ),
            models.CheckConstraint(
                condition=Q(court="", decision_number="", decision_on=None)
                | (~Q(court="") & ~Q(decision_number="") & Q(decision_on__isnull=False)),
                name="order_court_decision_is_whole",
                violation_error_message=_("A court decision has a court, a number and a date."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.measure}, {self.recipient}"

    @property
    def recipient(self) -> Provider | RecipientPerson:
        """The provider or person who receives it."""
        found = self.provider or self.person
        if found is None:
            raise ValueError("an order without recipient")
        return found

    @property
    def basis_said(self) -> str:
        """The basis in the language of the page, as long as the measure still has the same."""
        is_same = self.basis == self.measure.basis_en[:BASIS_LENGTH]
        return self.measure.basis if is_same else self.basis

    @property
    def is_open(self) -> bool:
        """Whether an answer is still awaited: to an item, or to an order that names none."""
        lines = self.orderlines.all()
        waits = any(line.is_pending for line in lines) if lines else self.answered_at is None
        return self.lifted_at is None and waits

    def answered(self, at: datetime) -> list[str]:
        """Set when it was answered, and the first time too; return which columns to save."""
        self.answered_at = at
        self.first_answered_at = self.first_answered_at or at
        return ["answered_at", "first_answered_at"]


class OrderLine(CaseRow):
    """One item of an order, and what this recipient answered to it."""

    order = models.ForeignKey(
        Order, models.PROTECT, related_name="orderlines", verbose_name=_("order")
    )
    item = models.ForeignKey(
        DataItem, models.PROTECT, related_name="orderlines", verbose_name=_("data item")
    )
    outcome = models.CharField(
        _("outcome"), max_length=10, choices=Outcome.choices, default=Outcome.PENDING
    )
    reason = models.ForeignKey(
        RefusalGround,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("reason"),
    )
    note = models.TextField(_("note"), blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        verbose_name = _("item of an order")
        verbose_name_plural = _("items of orders")
        ordering = ["order", "item"]
        constraints = [
            models.UniqueConstraint(fields=["order", "item"], name="orderline_once"),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.PENDING) | Q(answered_at__isnull=False),
                name="orderline_outcome_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.get_outcome_display()}"

    @property
    def is_pending(self) -> bool:
        """Whether this recipient has still to answer to this item."""
        return self.outcome == Outcome.PENDING


class Preservation(CaseRow):
    """Data that a recipient keeps. It belongs to the order and outlives the case (rule K8)."""

    order = models.OneToOneField(
        Order, models.PROTECT, related_name="preservation", verbose_name=_("order")
    )
    days = models.PositiveSmallIntegerField(_("days asked for"))
    effective_on = models.DateField(_("in effect since"), null=True, blank=True)
    last_on = models.DateField(_("preserved until"), null=True, blank=True)
    released_at = models.DateTimeField(_("released"), null=True, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("released by"),
    )
    release_reason = models.TextField(_("reason of the release"), blank=True)

    class Meta:
        verbose_name = _("preservation")
        verbose_name_plural = _("preservations")
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["authority", "last_on"],
                condition=Q(released_at=None),
                name="preservation_in_force",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(days__gte=60),
                name="preservation_sixty_days_asked",
                violation_error_message=_("Data are preserved for at least 60 days (Art. 29(7))."),
            ),
            models.CheckConstraint(
                condition=Q(effective_on=None, last_on=None)
                | Q(  # a last day that is missing would pass a comparison
                    effective_on__isnull=False,
                    last_on__isnull=False,
                    last_on__gte=F("effective_on") + 60,
                ),
                name="preservation_lasts_sixty_days",
                violation_error_message=_("Data are preserved for at least 60 days (Art. 29(7))."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.order)

    def is_in_force(self, day: date) -> bool:
        """Whether the recipient must hold the data on `day`."""
        return self.released_at is None and self.last_on is not None and day <= self.last_on
