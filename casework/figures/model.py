"""Tallies: how often something happened, by day, month and year."""

from django.db import models

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
