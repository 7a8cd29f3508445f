"""What the rows of the directory have in common: both names, their time in force, their source."""

from datetime import date
from typing import Any
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from casework.languages import is_azerbaijani


class Known(models.TextChoices):
    """An answer that the sources may leave open."""

    YES = "yes", _("yes")
    NO = "no", _("no")
    UNKNOWN = "unknown", _("unknown")


class DatedQuerySet(models.QuerySet[Any]):
    """Rows that count from one day to another."""

    def in_force(self, day: date) -> "DatedQuerySet":
        """Rows whose period includes `day`, a day in Baku; an empty date is an open end."""
        return self.filter(
            Q(in_force_from=None) | Q(in_force_from__lte=day),
            Q(in_force_until=None) | Q(in_force_until__gte=day),
        )

    def offered(self, day: date) -> "DatedQuerySet":
        """Rows that a person may choose on `day`: in force and not switched off."""
        return self.in_force(day).filter(is_active=True)


class DatedRow(models.Model):
    """A row of the directory; it is never deleted, it ends or is switched off."""

    note_en = models.TextField(_("note in English"), blank=True)
    note_az = models.TextField(_("note in Azerbaijani"), blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    verified_on = models.DateField(
        _("verified on"),
        null=True,
        blank=True,
        help_text=_("The day on which somebody checked this row; empty: not verified."),
    )
    in_force_from = models.DateField(
        _("in force from"), null=True, blank=True, help_text=_("Empty: always has been.")
    )
    in_force_until = models.DateField(
        _("in force until"), null=True, blank=True, help_text=_("The last day; empty: no end.")
    )
    is_active = models.BooleanField(
        _("offered for choice"),
        default=True,
        help_text=_("Switch this off instead of deleting the row."),
    )

    history = HistoricalRecords(inherit=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(in_force_until=None)
                | Q(in_force_from=None)
                | Q(in_force_until__gte=F("in_force_from")),
                name="%(class)s_ends_after_start",
                violation_error_message=_("The last day in force must not lie before the first."),
            )
        ]

    @property
    def note(self) -> str:
        """The note in the language of the page."""
        return in_language(self.note_en, self.note_az)

    @property
    def is_verified(self) -> bool:
        """Whether somebody has checked this row."""
        return self.verified_on is not None


class NamedRow(DatedRow):
    """A row with a lasting code and a name in both languages."""

    code = models.SlugField(
        _("code"),
        max_length=60,
        unique=True,
        help_text=_("A short lasting name; it cannot be changed later."),
    )
    name_en = models.CharField(_("name in English"), max_length=300)
    name_az = models.CharField(_("name in Azerbaijani"), max_length=300)

    class Meta(DatedRow.Meta):
        abstract = True
        ordering = ["name_en"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the language of the page."""
        return in_language(self.name_en, self.name_az)


class Reachable(models.Model):
    """How to reach somebody."""

    address = models.TextField(_("address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=100, blank=True)
    mobile = models.CharField(_("mobile telephone"), max_length=100, blank=True)
    fax = models.CharField(_("fax"), max_length=100, blank=True)
    email = models.EmailField(_("e-mail address"), max_length=254, blank=True)
    office_hours = models.CharField(_("office hours"), max_length=200, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=60, blank=True)

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse a time zone that nobody knows."""
        super().clean()
        if self.time_zone and self.time_zone not in available_timezones():
            raise ValidationError(
                {"time_zone": _("Write the zone as a place, for example Asia/Baku.")}
            )


def in_language(english: str, azerbaijani: str) -> str:
    """Return the text of the active language, or the other one where it is missing."""
    if is_azerbaijani():
        return azerbaijani or english
    return english or azerbaijani


def capitalised(words: str) -> str:
    """Return words for the beginning of a line; in Azerbaijani i becomes İ, not I."""
    if words.startswith("i") and is_azerbaijani():
        return f"İ{words[1:]}"
    return words[:1].upper() + words[1:]


def only_for(condition: Q, otherwise: Q) -> Q:
    """Return the condition of a check: where `condition` holds, so must `otherwise`."""
    return ~condition | otherwise


def constraints_of(*own: models.BaseConstraint) -> list[models.BaseConstraint]:
    """Return these constraints together with those of every dated row."""
    return [*DatedRow.Meta.constraints, *own]
