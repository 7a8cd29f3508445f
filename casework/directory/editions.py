"""Editions of the calendar: one row a day, never changed. A correction is a new edition."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.directory.rows import in_language, only_for


class DayKind(models.TextChoices):
    """Why a day is worked or not."""

    WORKING = "working", _("working day")
    WEEKEND = "weekend", _("weekend")
    HOLIDAY = "holiday", _("holiday")
    DAY_OFF = "day_off", _("day off by transfer")
    WORKED = "worked", _("working day by transfer")


class CalendarEdition(models.Model):
    """A numbered state of the whole calendar; its number is its key.

    A case keeps the edition by which it was counted until a supervisor moves it. The database
    refuses to change or delete an edition or its days (migration 0002).
    """

    number = models.PositiveIntegerField(_("number"), primary_key=True)
    made_at = models.DateTimeField(_("made"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("made by"),
    )
    reason = models.TextField(_("reason"))
    based_on = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("based on"),
    )

    class Meta:
        verbose_name = _("edition of the calendar")
        verbose_name_plural = _("editions of the calendar")
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="calendaredition_has_reason",
                violation_error_message=_("An edition of the calendar needs a reason."),
            )
        ]

    def __str__(self) -> str:
        return gettext("Calendar, edition %(number)s") % {"number": self.number}


class DayQuerySet(models.QuerySet["CalendarDay"]):
    """Days of editions."""

    def in_edition(self, number: int) -> "DayQuerySet":
        """Days of the edition with this number."""
        return self.filter(edition_id=number)

    def off(self) -> "DayQuerySet":
        """Days that are not worked."""
        return self.filter(is_working=False)

    def remarkable(self) -> "DayQuerySet":
        """Days that are neither a plain working day nor a plain weekend."""
        return self.exclude(kind__in=[DayKind.WORKING, DayKind.WEEKEND])

    def estimated(self, first: date, last: date) -> "DayQuerySet":
        """Days of which the date is only estimated, from `first` to `last`."""
        return self.filter(is_estimated=True, day__range=(first, last))


class CalendarDay(models.Model):
    """One day of one edition."""

    edition = models.ForeignKey(
        CalendarEdition, models.PROTECT, related_name="days", verbose_name=_("edition")
    )
    day = models.DateField(_("day"))
    is_working = models.BooleanField(_("worked"))
    kind = models.CharField(_("kind"), max_length=10, choices=DayKind.choices)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    name_az = models.CharField(_("name in Azerbaijani"), max_length=200, blank=True)
    is_estimated = models.BooleanField(_("estimated"), default=False)

    objects = DayQuerySet.as_manager()

    class Meta:
        verbose_name = _("day of the calendar")
        verbose_name_plural = _("days of the calendar")
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "day"],
                name="calendarday_once",
                violation_error_message=_("This day is in the edition already."),
            ),
            models.CheckConstraint(
                condition=Q(is_working=True, kind__in=["working", "worked"])
                | Q(is_working=False, kind__in=["weekend", "holiday", "day_off"]),
                name="calendarday_kind_says_if_worked",
                violation_error_message=_("The kind of a day says whether it is worked."),
            ),
            models.CheckConstraint(
                condition=only_for(
                    Q(kind__in=["holiday", "day_off"]), ~Q(name_en="") & ~Q(name_az="")
                ),
                name="calendarday_day_off_has_names",
                violation_error_message=_("A holiday has a name in both languages."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day:%d.%m.%Y}"

    @property
    def name(self) -> str:
        """The name in the language of the page; "" for a plain day."""
        return in_language(self.name_en, self.name_az)
