"""Who executes: service providers, and persons who hold data."""

from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from casework.directory.authorities import Authority
from casework.directory.rows import DatedQuerySet, DatedRow, NamedRow, Reachable, constraints_of


class Provider(NamedRow, Reachable):
    """A service provider, with its addresses for orders by day and by night."""

    class Service(models.TextChoices):
        MOBILE = "mobile", _("Mobile communications")
        INTERNET = "internet", _("Internet access")
        BACKBONE = "backbone", _("Backbone and transit")
        HOSTING = "hosting", _("Hosting")
        OTHER = "other", _("Other service")

    service = models.CharField(
        _("main service"), max_length=20, choices=Service.choices, default=Service.OTHER
    )
    legal_email = models.EmailField(_("e-mail for legal requests"), max_length=254, blank=True)
    orders_contact = models.CharField(_("contact for orders"), max_length=300, blank=True)
    night_contact = models.CharField(_("contact at night"), max_length=300, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta(NamedRow.Meta):
        verbose_name = _("provider")
        verbose_name_plural = _("providers")
        constraints = constraints_of()


class ProviderAlias(models.Model):
    """Another name of a provider: its brand, or a former name."""

    provider = models.ForeignKey(
        Provider, models.PROTECT, related_name="aliases", verbose_name=_("provider")
    )
    name = models.CharField(_("name"), max_length=300)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        ordering = ["provider", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "name"],
                name="provideralias_once",
                violation_error_message=_("This provider has this other name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name


OF_A_CASE = r"^[A-Z]+-[A-Z]+-[0-9]{4}-[0-9]{6,}$"  # a reference of ours as the source of a row


class RecipientQuerySet(DatedQuerySet):
    """Persons who receive requests and orders."""

    def kept_by(self, authority_ids: Collection[int]) -> "RecipientQuerySet":
        """Persons recorded by one of these authorities: the others must not learn of them."""
        return self.filter(authority__in=authority_ids)

    def for_case(self, case: Any) -> "RecipientQuerySet":
        """Persons whom a measure of this case can go to.

        Whoever was entered with a step of another case holds data of that one alone; what a
        supervisor entered in the directory is offered everywhere.
        """
        ordered = case.orders.order_by().values("person")
        of_another = Q(source__regex=OF_A_CASE) & ~Q(source=case.reference)
        return self.filter(~of_another | Q(pk__in=ordered))

    def unconfirmed(self) -> "RecipientQuerySet":
        """Persons entered at night whom nobody has confirmed by day."""
        return self.filter(confirmed_on=None)


class RecipientPerson(DatedRow, Reachable):
    """A person who holds data and receives a request or an order; belongs to one authority."""

    authority = models.ForeignKey(
        Authority, models.PROTECT, related_name="recipients", verbose_name=_("authority")
    )
    full_name = models.CharField(_("name"), max_length=200)
    holds = models.CharField(
        _("what the person holds"),
        max_length=300,
        blank=True,
        help_text=_("For example: administrator of a forum, owner of a server."),
    )
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("confirmed by"),
    )

    objects = RecipientQuerySet.as_manager()

    class Meta(DatedRow.Meta):
        verbose_name = _("person as recipient")
        verbose_name_plural = _("persons as recipients")
        ordering = ["full_name"]
        constraints = constraints_of(
            models.CheckConstraint(
                condition=Q(confirmed_on=None, confirmed_by=None)
                | Q(confirmed_on__isnull=False, confirmed_by__isnull=False),
                name="recipientperson_confirmed_by_somebody",
                violation_error_message=_(
                    "A confirmation has both a day and the person who confirmed."
                ),
            )
        )

    def __str__(self) -> str:
        return self.full_name

    @property
    def is_confirmed(self) -> bool:
        """Whether somebody confirmed by day that this is the right recipient."""
        return self.confirmed_on is not None
