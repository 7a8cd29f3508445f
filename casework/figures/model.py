"""Tallies: how often something happened, by day, month and year; what is due; what cases add."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from casework.cases.case import Case
from casework.clock import now
from casework.directory.models import Authority, Provider
from casework.directory.procedures import procedure_choices


class Tally(models.Model):
    """How often one thing happened at an authority in one day, month or year.

    span       "day", "month" or "year"; from_on is its first day
    measure    what is counted: "received", "ended", "review_days" …
    dimension  what by: "", "state", "type" …; value is which one, or a length in days
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30, choices=procedure_choices)
    span = models.CharField(max_length=5)
    from_on = models.DateField()
    measure = models.CharField(max_length=30)
    dimension = models.CharField(max_length=20, blank=True)
    value = models.CharField(max_length=60, blank=True)
    count = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = "tally"
        verbose_name_plural = "tallies"
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "authority", "kind", "span", "from_on", "measure", "dimension", "value",
                ],
                name="tally_once",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.measure} {self.dimension} {self.value}: {self.count}"


class Due(models.Model):
    """How many last days of one kind fall on one day, of the cases of one officer.

    officer  None: of cases of nobody
    what     "queue": the day by which the queue orders an open case; "review", "execution" …:
             one of its other last days; casework.figures.due names them all
    day      9999-12-31 where there is none: open cases without a clock, urgent, suspended ones
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30, choices=procedure_choices)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False
    )
    what = models.CharField(max_length=12)
    day = models.DateField()
    count = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = "what is due"
        verbose_name_plural = "what is due"
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "kind", "officer", "what", "day"],
                name="due_once",
                nulls_distinct=False,
            )
        ]
        indexes = [
            models.Index(  # days that have passed leave rows of none behind
                fields=["authority", "kind", "what", "day", "officer"],
                include=["count"],
                condition=~Q(count=0),
                name="due_by_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.day:%d.%m.%Y}: {self.count}"


class Owed(models.Model):
    """How many answers one provider owes since one hour, and how many are late since then.

    what  "owed", "late" or "promised": casework.figures.owed
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30, choices=procedure_choices)
    provider = models.ForeignKey(Provider, models.PROTECT, related_name="+", db_index=False)
    what = models.CharField(max_length=12)
    at = models.DateTimeField()
    count = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = "answers that are owed"
        verbose_name_plural = "answers that are owed"
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "kind", "provider", "what", "at"], name="owed_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["authority", "kind", "what", "at", "provider"],
                include=["count"],
                condition=~Q(count=0),
                name="owed_by_hour",
            )
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.at:%d.%m.%Y %H:%M}: {self.count}"


class Counted(models.Model):
    """What one case adds to the tallies: taken back, as it stands here, when it adds otherwise.

    figures  [authority, day, measure, dimension, value, count] each, in order
    due      [authority, officer, what, day, count] and [authority, provider, what, hour, count]
             each, in order; None: not counted yet
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="counted")
    figures: Any = models.JSONField(default=list)
    due: Any = models.JSONField(null=True)

    class Meta:
        verbose_name = "what a case counts as"
        verbose_name_plural = "what cases count as"

    def __str__(self) -> str:
        return f"{self.case_id}: {len(self.figures)}"


class TallyCheck(models.Model):
    """A comparison of an authority's tallies with the facts: what was found, and when.

    found  the first differences, each {"what", "tallied", "facts"}; differences counts all
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)
    from_on = models.DateField(null=True)
    to_on = models.DateField(null=True)
    differences = models.PositiveIntegerField(default=0)
    found: Any = models.JSONField(default=list)

    class Meta:
        verbose_name = "check of the figures"
        verbose_name_plural = "checks of the figures"
        indexes = [models.Index(fields=["authority", "-at"], name="tallycheck_latest")]

    def __str__(self) -> str:
        return f"{self.at:%d.%m.%Y}: {self.differences}"
