"""Events: what happened to a case, as rows that the database never lets anybody change."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.cases.case import Case
from casework.clock import now
from casework.directory.models import Authority


class Event(models.Model):
    """One thing that happened; the link of its authority's chain (casework.audit.chain).

    `details` is canonical JSON kept as text: the digest covers exactly these characters.
    """

    authority = models.ForeignKey(
        Authority, models.PROTECT, related_name="+", verbose_name=_("authority")
    )
    number = models.PositiveBigIntegerField(_("number in the chain"))
    case = models.ForeignKey(
        Case, models.PROTECT, null=True, related_name="events", verbose_name=_("case")
    )
    at = models.DateTimeField(_("time"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("person"),
    )
    on_behalf_of = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("on behalf of"),
    )
    verb = models.CharField(_("what"), max_length=40)
    before = models.CharField(_("state before"), max_length=30, blank=True)
    after = models.CharField(_("state after"), max_length=30, blank=True)
    version = models.PositiveIntegerField(_("version"), null=True)
    details = models.TextField(_("details"), default="{}")
    salt = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "number"], name="event_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.verb}"


class ChainHead(models.Model):
    """The end of an authority's chain: what a cut tail is noticed by."""

    authority = models.OneToOneField(Authority, models.PROTECT, primary_key=True, related_name="+")
    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="")

    class Meta:
        verbose_name = _("head of a chain")
        verbose_name_plural = _("heads of chains")

    def __str__(self) -> str:
        return f"{self.authority_id}: {self.number}"


class ReadLog(models.Model):
    """Who looked at what, or searched for what: written without a lock, never changed.

    case   that was read, or that a search opened at once; None for a search that lists cases
    row    the letter or document
    typed  what was searched for; found: how many cases of this authority were listed

    By a reference or an identifier somebody, maybe of another authority, learned that the case
    holds preserved data; typed: that reference, or the kinds of identifiers.
    """

    class What(models.TextChoices):
        CASE = "case", _("Case page")
        DOCUMENT = "document", _("Document")
        LETTER = "letter", _("Letter")
        HISTORY = "history", _("History")
        SEARCH = "search", _("Search")
        REFERENCE = "reference", _("Preserved data, by a reference")
        IDENTIFIER = "identifier", _("Preserved data, by an identifier")

    at = models.DateTimeField(_("time"), default=now)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    what = models.CharField(max_length=10, choices=What.choices)
    row = models.BigIntegerField(null=True)
    typed = models.CharField(
        _("searched for"), max_length=200, blank=True, default="", db_default=""
    )
    found = models.PositiveIntegerField(_("found"), null=True)

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        ordering = ["pk"]
        indexes = [models.Index(fields=["authority", "-id"], name="readlog_latest")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(case__isnull=False) | models.Q(what="search"),
                name="reading_of_a_case_or_search",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.what} {self.case_id}"
