"""Issued reports: figures as they were on a day, with the cases that were counted, for good."""

import hashlib
import json
import uuid
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.audit.events import Event
from casework.directory.models import Authority

ISSUE = "issue_report"  # what the event of the chain is called
CASES, AFTER_CASES = '"cases":[', '],"figures":'


class IssuedReport(models.Model):
    """A report of one authority; the database lets nobody change or delete it.

    document  canonical JSON of all of it: the characters over which `sha256` is taken
    event     of the authority's chain; it keeps the same digest
    kinds     the procedures whose requests were counted
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey(
        Authority, models.PROTECT, related_name="+", verbose_name=_("authority")
    )
    number = models.PositiveIntegerField(_("number"))
    kinds = ArrayField(models.CharField(max_length=30), verbose_name=_("procedures"))
    first_on = models.DateField(_("period from"))
    last_on = models.DateField(_("period to"))
    issued_at = models.DateTimeField(_("issued"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("issued by")
    )
    cases = models.PositiveIntegerField(_("cases counted"))
    document = models.TextField(_("document"))
    sha256 = models.CharField(max_length=64)
    event = models.OneToOneField(Event, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("issued report")
        verbose_name_plural = _("issued reports")
        constraints = [
            models.UniqueConstraint(fields=["authority", "number"], name="issuedreport_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.authority.code} {self.number}"

    def get_absolute_url(self) -> str:
        """The page of the report."""
        return reverse("statistics_issued", args=[self.public_id])

    @cached_property
    def contents(self) -> dict[str, Any]:
        """What the document says, without its cases: they may be a hundred thousand."""
        begin, end = self.place_of_cases
        found: dict[str, Any] = json.loads(self.document[:begin] + self.document[end:])
        return found

    @property
    def counted(self) -> Iterator[list[Any]]:
        """Give reference, kind and entries of each case, one at a time, by reference."""
        (at, end), decoder = self.place_of_cases, json.JSONDecoder()
        while at < end:
            case, at = decoder.raw_decode(self.document, at)
            yield case
            at += 1  # the comma

    @property
    def place_of_cases(self) -> tuple[int, int]:
        """Where in the document its cases begin and end. Names stand in order, cases have none."""
        begin = self.document.index(CASES) + len(CASES)
        return begin, self.document.index(AFTER_CASES, begin)


def digest_of(document: str) -> str:
    """Return the SHA-256 of the document as it is downloaded, in UTF-8."""
    return hashlib.sha256(document.encode()).hexdigest()


def is_intact(report: IssuedReport) -> bool:
    """Whether the document is what was issued, by its digest, its columns and the chain's event."""
    kept = json.loads(report.event.details)
    says = report.contents
    return (
        digest_of(report.document) == report.sha256 == kept.get("sha256")
        and report.event.verb == ISSUE
        and kept.get("number") == report.number == says["number"]
        and report.event.authority_id == report.authority_id
        and [says["first"], says["last"]] == [str(report.first_on), str(report.last_on)]
        and says["kinds"] == report.kinds
        and sum(1 for _case in report.counted) == report.cases
    )
