"""Domestic law: offences for dual criminality, measures that execute a request, related laws."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.directory.grounds import RefusalGround
from casework.directory.rows import DatedQuerySet, NamedRow, constraints_of, in_language, only_for

LONGEST_PRESERVATION_DAYS = 90  # Convention on Cybercrime, Art. 16(2)
LONGEST_INTERCEPTION_MONTHS = 6  # Country profile: six months at most (rule K11)


class SubstantiveLaw(NamedRow):
    """How an offence of the Convention stands in domestic law."""

    class Implementation(models.TextChoices):
        FULL = "full", _("implemented in full")
        YES = "yes", _("implemented")
        GENERAL = "general", _("general provisions only")
        LACKING = "lacking", _("definitions lacking")

    article = models.CharField(_("article of the Convention"), max_length=20)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    implementation = models.CharField(
        _("implementation"), max_length=10, choices=Implementation.choices
    )
    domestic_article = models.CharField(_("domestic provision"), max_length=200, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta(NamedRow.Meta):
        verbose_name = _("offence in domestic law")
        verbose_name_plural = _("offences in domestic law")
        ordering = ["position"]
        constraints = constraints_of()


class RelatedLaw(NamedRow):
    """A law, decree or order that the profile names."""

    adopted_on = models.DateField(_("date"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta(NamedRow.Meta):
        verbose_name = _("related law")
        verbose_name_plural = _("related laws")
        ordering = ["adopted_on", "code"]
        constraints = constraints_of()


class Measure(NamedRow):
    """A domestic way to execute what the Convention provides for, while it is in force."""

    class Power(models.TextChoices):
        PRESERVATION = "preservation", _("Preservation")
        DISCLOSURE = "disclosure", _("Partial disclosure of traffic data")
        PRODUCTION = "production", _("Production")
        SEARCH = "search", _("Search and seizure")
        SPECIALIST = "specialist", _("Assistance of specialists")
        TRAFFIC = "traffic", _("Real-time collection of traffic data")
        INTERCEPTION = "interception", _("Interception of content")

    class Court(models.TextChoices):
        YES = "yes", _("needed")
        NO = "no", _("not needed")
        NONE = "-", _("the sources do not say")

    article = models.CharField(_("article of the Convention"), max_length=40)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    power = models.CharField(_("power"), max_length=20, choices=Power.choices)
    basis_en = models.CharField(_("basis in English"), max_length=300, blank=True)
    basis_az = models.CharField(_("basis in Azerbaijani"), max_length=300, blank=True)
    has_basis = models.BooleanField(_("has a domestic basis"), default=True)
    court = models.CharField(_("court decision"), max_length=3, choices=Court.choices)
    is_voluntary = models.BooleanField(
        _("voluntary"),
        default=False,
        help_text=_("The letter then asks for production; it is not an order."),
    )
    is_last_resort = models.BooleanField(
        _("only where less intrusive means fail"),
        default=False,
        help_text=_("The order then says why they fail."),
    )
    is_secret = models.BooleanField(
        _("secrecy"), default=True, help_text=_("Asked for in a request, imposed in an order.")
    )
    longest_days = models.PositiveSmallIntegerField(_("at most, days"), null=True, blank=True)
    longest_months = models.PositiveSmallIntegerField(_("at most, months"), null=True, blank=True)
    if_refused = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("what is left if the provider refuses"),
    )
    ready_reason = models.ForeignKey(
        RefusalGround,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ready reason"),
        help_text=_("Offered where the measure brings nothing or is not there."),
    )

    objects = DatedQuerySet.as_manager()

    class Meta(NamedRow.Meta):
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        ordering = ["position"]
        constraints = constraints_of(
            models.CheckConstraint(
                condition=only_for(
                    Q(power__in=["traffic", "interception"]),
                    Q(
                        longest_months__isnull=False,
                        longest_months__lte=LONGEST_INTERCEPTION_MONTHS,
                        longest_days=None,
                    ),
                ),
                name="measure_interception_lasts_six_months",
                violation_error_message=_("An interception lasts at most six months."),
            ),
            models.CheckConstraint(
                condition=only_for(
                    Q(power__in=["traffic", "interception", "search"], has_basis=True),
                    Q(court="yes"),
                ),
                name="measure_coercion_needs_court",
                violation_error_message=_(
                    "Interception, search and seizure always need a court decision."
                ),
            ),
            models.CheckConstraint(
                condition=only_for(
                    Q(power="preservation", longest_days__isnull=False),
                    Q(longest_days__lte=LONGEST_PRESERVATION_DAYS),
                ),
                name="measure_preservation_lasts_ninety_days",
                violation_error_message=_(
                    "A domestic preservation order lasts at most 90 days (Art. 16(2))."
                ),
            ),
            models.CheckConstraint(
                condition=Q(longest_days=None) | Q(longest_months=None),
                name="measure_one_longest_duration",
                violation_error_message=_("State the longest duration in days or in months."),
            ),
        )

    @property
    def basis(self) -> str:
        """The domestic basis in the language of the page."""
        return in_language(self.basis_en, self.basis_az)

    @property
    def is_coercive(self) -> bool:
        """Whether it needs a decision of a court, or grounds why less does not do."""
        coercive = (self.Power.SEARCH, self.Power.TRAFFIC, self.Power.INTERCEPTION)
        return self.court == self.Court.YES or self.power in coercive

    @property
    def is_preserving(self) -> bool:
        """Whether data are kept by it, for a number of days."""
        return self.power == self.Power.PRESERVATION
