"""Bodies of the State: those who respond, those who investigate, and what they were once called."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from casework.directory.rows import DatedQuerySet, NamedRow, Reachable, constraints_of


class Body(NamedRow, Reachable):
    """A ministry, service, department or response team, under its parent if it has one."""

    class Kind(models.TextChoices):
        MINISTRY = "ministry", _("Ministry or service")
        DEPARTMENT = "department", _("Department")
        RESPONSE = "response", _("Computer emergency response team")
        PROSECUTION = "prosecution", _("Prosecution")
        COURT = "court", _("Court")
        OTHER = "other", _("Other body")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.OTHER)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("belongs to"),
    )

    objects = DatedQuerySet.as_manager()

    class Meta(NamedRow.Meta):
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        constraints = constraints_of(
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")),
                name="body_is_not_its_own_parent",
                violation_error_message=_("A body does not belong to itself."),
            )
        )


class BodyAlias(models.Model):
    """Another name of a body: a former one, or a short one; letters abroad still use them."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="aliases", verbose_name=_("body"))
    name = models.CharField(_("name"), max_length=300)
    is_former = models.BooleanField(_("former name"), default=False)
    used_until = models.DateField(_("used until"), null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        ordering = ["body", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "name"],
                name="bodyalias_once",
                violation_error_message=_("This body has this other name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name
