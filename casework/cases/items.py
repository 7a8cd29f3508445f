"""The data asked for: what kind, of which identifiers, of which period, and what came of it."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.cases.keys import identifier_key
from casework.cases.rows import CaseRow
from casework.clock import on_our_wall, on_the_wall
from casework.directory.models import RefusalGround


class Category(models.TextChoices):
    SUBSCRIBER = "subscriber", _("Subscriber information")
    TRAFFIC = "traffic", _("Traffic data")
    CONTENT = "content", _("Content data")


class Outcome(models.TextChoices):
    """What came of an item."""

    PENDING = "pending", _("Pending")
    GIVEN = "given", _("Given")
    REFUSED = "refused", _("Refused")
    NOT_HELD = "not_held", _("Not held")


class DataItem(CaseRow):
    """One thing that is asked for; it has an outcome of its own."""

    number = models.PositiveSmallIntegerField(_("number"))
    category = models.CharField(_("category"), max_length=12, choices=Category.choices)
    description = models.TextField(
        _("what is asked for"),
        blank=True,
        help_text=_("For example: identity, address, numbers and billing (Art. 18.3)."),
    )
    period_from = models.DateTimeField(_("from"), null=True, blank=True)
    period_to = models.DateTimeField(_("to"), null=True, blank=True)
    zone = models.CharField(_("time zone"), max_length=60, blank=True)
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
    outcome_note = models.TextField(_("note on the outcome"), blank=True)
    withheld_for = models.ForeignKey(
        "casework.UseCondition",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="withheld",
        verbose_name=_("not given because of the condition"),
    )

    class Meta:
        verbose_name = _("data item")
        verbose_name_plural = _("data items")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="dataitem_number_once"),
            models.CheckConstraint(
                condition=Q(period_to=None)
                | Q(period_from=None)
                | Q(period_to__gte=F("period_from")),
                name="dataitem_period_ends_after_start",
                violation_error_message=_("The period must not end before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.get_category_display()}"

    @property
    def is_settled(self) -> bool:
        """Whether the item has an outcome."""
        return self.outcome != Outcome.PENDING

    def settled_by(self, line: Any) -> bool:
        """Take over what this line of an order says came of it; return whether that is new.

        What is withheld because a condition was declined stays so, whatever a recipient gives.
        """
        if self.withheld_for_id:
            return False
        before = (self.outcome, self.reason_id, self.outcome_note)
        self.outcome, self.reason_id, self.outcome_note = line.outcome, line.reason_id, line.note
        return before != (self.outcome, self.reason_id, self.outcome_note)

    @property
    def period_there(self) -> str:
        """The period in the zone in which it was stated, "" if none was."""
        ends = [on_the_wall(at, self.zone or "UTC") for at in (self.period_from, self.period_to)]
        return " – ".join(end or "…" for end in ends) if any(ends) else ""

    @property
    def period_here(self) -> str:
        """The same period in Baku, "" where it was stated so, or none was."""
        ends = [on_our_wall(at, self.zone or "UTC") for at in (self.period_from, self.period_to)]
        return " – ".join(end or "…" for end in ends) if any(ends) else ""


class Identifier(CaseRow):
    """What names the data: an address, a number, an account; with its instant and its zone."""

    class Kind(models.TextChoices):
        IP = "ip", _("IP address")
        PHONE = "phone", _("Telephone number")
        EMAIL = "email", _("E-mail address")
        ACCOUNT = "account", _("Account or user name")
        URL = "url", _("URL or domain")
        DEVICE = "device", _("IMEI, IMSI or other device number")
        OTHER = "other", _("Other identifier")

    item = models.ForeignKey(
        DataItem, models.PROTECT, related_name="identifiers", verbose_name=_("data item")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    value = models.CharField(_("identifier"), max_length=500)
    key = models.CharField(max_length=500, editable=False)
    seen_at = models.DateTimeField(_("seen at"), null=True, blank=True)
    zone = models.CharField(_("time zone"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("identifier")
        verbose_name_plural = _("identifiers")
        ordering = ["pk"]
        indexes = [models.Index(fields=["authority", "key"], name="identifier_by_key")]

    def __str__(self) -> str:
        return self.value

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the key by which likely duplicates are found."""
        self.key = identifier_key(self.value)
        super().save(*args, **kwargs)

    @property
    def seen_there(self) -> str:
        """The instant in the zone in which it was stated, "" if none was."""
        return on_the_wall(self.seen_at, self.zone or "UTC")

    @property
    def seen_here(self) -> str:
        """The same instant in Baku, "" where it was stated so, or none was."""
        return on_our_wall(self.seen_at, self.zone or "UTC")
