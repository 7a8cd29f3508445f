"""Reference numbers: without gaps for each authority, procedure and year in Baku."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.clock import today
from casework.directory.models import Authority


class Counter(models.Model):
    """The last number given; its row is locked until the transaction that took one has ended."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("counter")
        verbose_name_plural = _("counters")
        constraints = [
            models.UniqueConstraint(fields=["authority", "kind", "year"], name="counter_once")
        ]

    def __str__(self) -> str:
        return f"{self.authority_id} {self.kind} {self.year}: {self.last}"


def next_reference(authority: Authority, kind: str, short: str) -> str:
    """Return the next reference, such as SSS-CP-2026-000123; the counter stays locked.

    A transaction that is rolled back gives its number back: no number is ever missing.
    """
    return next_references(authority, kind, short, 1)[0]


def next_references(authority: Authority, kind: str, short: str, count: int) -> list[str]:
    """Return so many references in a row; a register is brought in many cases at a time."""
    year = today().year
    Counter.objects.bulk_create(
        [Counter(authority=authority, kind=kind, year=year)], ignore_conflicts=True
    )
    counter = Counter.objects.select_for_update().get(authority=authority, kind=kind, year=year)
    first = counter.last + 1
    counter.last += count
    counter.save(update_fields=["last"])
    numbers = range(first, first + count)
    return [f"{authority.code}-{short}-{year}-{number:06d}" for number in numbers]
