"""Tallies: how often something happened, by day, month and year; and what each case adds."""

from typing import Any

from django.db import models

from casework.cases.case import Case
from casework.clock import now
from casework.directory.models import Authority
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


class Counted(models.Model):
    """What one case adds to the tallies: taken back, as it stands here, when it adds otherwise.

    figures  [authority, day, measure, dimension, value, count] each, in order
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="counted")
    figures: Any = models.JSONField(default=list)

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
