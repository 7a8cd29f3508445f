"""Treaties and other instruments: which found assistance, which allow the direct channel."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.directory.rows import (
    DatedQuerySet,
    Known,
    NamedRow,
    constraints_of,
    in_language,
)
from casework.directory.states import State

CONVENTION = "ets-185"  # the code of the Convention on Cybercrime


class InstrumentQuerySet(DatedQuerySet):
    """Instruments by what they allow."""

    def founding_assistance(self) -> "InstrumentQuerySet":
        """Instruments on which a request for assistance may rest; a memorandum never does."""
        return self.filter(founds_mla=Known.YES)

    def with_direct_channel(self) -> "InstrumentQuerySet":
        """Instruments that permit sending directly, without the diplomatic channel."""
        return self.filter(direct_channel=Known.YES)

    def for_state(self, state: State | None) -> "InstrumentQuerySet":
        """Instruments that may bind this State: none that it is not a party to, by the directory.

        A treaty with one State is offered for that State alone; where none is known, no such one.
        """
        found = self.filter(Q(with_state=None) | Q(with_state=state))
        if state is not None and state.is_party_to_cybercrime == Known.NO:
            return found.exclude(code=CONVENTION)
        return found


class Instrument(NamedRow):
    """A treaty, memorandum, membership or assurance that a request may cite."""

    class Kind(models.TextChoices):
        CONVENTION = "convention", _("Convention")
        PROTOCOL = "protocol", _("Protocol")
        AGREEMENT = "agreement", _("Agreement")
        BILATERAL = "bilateral", _("Bilateral treaty")
        MEMORANDUM = "memorandum", _("Memorandum")
        MEMBERSHIP = "membership", _("Membership or working group")
        RECIPROCITY = "reciprocity", _("Reciprocity")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    number = models.CharField(_("treaty number"), max_length=40, blank=True)
    with_state = models.ForeignKey(
        State,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("with which State"),
        help_text=_("Only for a treaty with one State: it is offered for requests of that State."),
    )
    founds_mla = models.CharField(
        _("founds mutual legal assistance"),
        max_length=10,
        choices=Known.choices,
        default=Known.UNKNOWN,
        help_text=_("Only “yes” counts as a legal basis at the trial stage."),
    )
    direct_channel = models.CharField(
        _("permits the direct channel"),
        max_length=10,
        choices=Known.choices,
        default=Known.UNKNOWN,
        help_text=_("Only “yes” lets a request leave without the diplomatic channel."),
    )

    objects = InstrumentQuerySet.as_manager()

    class Meta(NamedRow.Meta):
        verbose_name = _("instrument")
        verbose_name_plural = _("instruments")
        constraints = constraints_of(
            models.CheckConstraint(
                condition=~models.Q(kind__in=["memorandum", "membership"], founds_mla=Known.YES),
                name="instrument_memorandum_founds_nothing",
                violation_error_message=_(
                    "A memorandum or a membership does not found mutual legal assistance."
                ),
            )
        )


class ArticleQuerySet(DatedQuerySet):
    """Articles of instruments."""

    def is_reserved(self, code: str) -> bool:
        """Whether our reservation to this article is known to be made; unknown counts as no."""
        return self.filter(code=code, reservation=Known.YES).exists()


class InstrumentArticle(NamedRow):
    """A rule of an instrument in our own words, and what Azerbaijan declared on it."""

    instrument = models.ForeignKey(
        Instrument, models.PROTECT, related_name="articles", verbose_name=_("instrument")
    )
    number = models.CharField(_("article"), max_length=20)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    rule_en = models.TextField(_("rule in English"))
    rule_az = models.TextField(_("rule in Azerbaijani"))
    reservation = models.CharField(
        _("our reservation is made"),
        max_length=10,
        choices=Known.choices,
        default=Known.UNKNOWN,
        help_text=_("Only “yes” switches on what the reservation allows."),
    )
    declaration_en = models.TextField(_("our declaration in English"), blank=True)
    declaration_az = models.TextField(_("our declaration in Azerbaijani"), blank=True)

    objects = ArticleQuerySet.as_manager()

    class Meta(NamedRow.Meta):
        verbose_name = _("article of an instrument")
        verbose_name_plural = _("articles of instruments")
        ordering = ["instrument", "position", "number"]
        constraints = constraints_of(
            models.UniqueConstraint(
                fields=["instrument", "number", "in_force_from"],
                name="instrumentarticle_once",
                nulls_distinct=False,
                violation_error_message=_("This article is in the directory already."),
            )
        )

    def __str__(self) -> str:
        return _("Art. %(number)s %(name)s") % {"number": self.number, "name": self.name}

    @property
    def rule(self) -> str:
        """The rule in the language of the page."""
        return in_language(self.rule_en, self.rule_az)

    @property
    def declaration(self) -> str:
        """Our declaration in the language of the page."""
        return in_language(self.declaration_en, self.declaration_az)
