"""The outbox: when a case is to be looked at, what is to be said, how that went, and who sends."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.cases.case import Case
from casework.clock import now
from casework.directory.models import Authority
from casework.notices.kinds import Kind


class Wake(models.Model):
    """When the sweep looks at a case again: now after each step, else when something is due."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="wake")
    at = models.DateTimeField(_("to be looked at"), null=True)
    turn = models.PositiveBigIntegerField(default=0)  # counts steps: a mail checked before is stale
    problem = models.TextField(_("problem"), blank=True)
    problem_at = models.DateTimeField(_("problem since"), null=True)

    class Meta:
        verbose_name = _("time to look at a case")
        verbose_name_plural = _("times to look at cases")
        indexes = [
            models.Index(fields=["at"], condition=Q(at__isnull=False), name="wake_by_time"),
            models.Index(
                fields=["problem_at"], condition=Q(problem_at__isnull=False), name="wake_problems"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case}: {self.at or '–'}"


class Status(models.TextChoices):
    """What became of a notice."""

    WAITING = "waiting", _("waiting")
    SENT = "sent", _("sent")
    SUPERSEDED = "superseded", _("no longer needed")
    FAILED = "failed", _("refused by the mail server")


class NoticeQuerySet(models.QuerySet[Any]):
    """Notices, in the words of the office."""

    def waiting(self) -> "NoticeQuerySet":
        """Notices that have still to leave."""
        return self.filter(status=Status.WAITING)

    def failed(self) -> "NoticeQuerySet":
        """Notices that the mail server refused for good: a supervisor looks at them."""
        return self.filter(status=Status.FAILED)

    def uncertain(self) -> "models.QuerySet[Attempt]":
        """Attempts at those that have still to leave of which nobody knows the end."""
        return Attempt.objects.filter(ended_at=None, notice__in=self.waiting())

    def counts(self) -> dict[str, int]:
        """Return how many wait, were refused and are uncertain. Three queries."""
        return {
            "waiting": self.waiting().count(),
            "failed": self.failed().count(),
            "uncertain": self.uncertain().count(),
        }

    def standing(self) -> "NoticeQuerySet":
        """Notices that were sent or will be."""
        return self.exclude(status=Status.SUPERSEDED)


class Notice(models.Model):
    """A message to one person, to be sent once. It names a case and a date, nothing more of it."""

    case = models.ForeignKey(
        Case,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="notices",
        verbose_name=_("case"),
    )
    authority = models.ForeignKey(
        Authority, models.PROTECT, related_name="notices", verbose_name=_("authority")
    )
    kind = models.CharField(_("about"), max_length=20, choices=Kind.choices)
    subject = models.CharField(max_length=40, blank=True)
    # Which date it is about, as a number: a day's ordinal, an instant's seconds; of what a step
    # says at once the version of the case. The same date is one notice, a new date another.
    version = models.BigIntegerField(default=0)
    offset = models.IntegerField(default=0)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="notices",
        verbose_name=_("person"),
        help_text=_("Empty: the duty address of the authority."),
    )
    due_at = models.DateTimeField(_("due"))
    last_on = models.DateField(_("last day"), null=True, blank=True)
    last_at = models.DateTimeField(_("instant"), null=True, blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.WAITING
    )
    made_at = models.DateTimeField(_("recorded"), default=now)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    tries = models.PositiveIntegerField(_("attempts that failed"), default=0)
    next_try_at = models.DateTimeField(_("next attempt"), default=now)
    failure = models.TextField(_("last failure"), blank=True)
    is_relay_failure = models.BooleanField(default=False)
    message_id = models.UUIDField(default=uuid.uuid4, editable=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["next_try_at", "id"], condition=Q(status="waiting"), name="notice_waiting"
            ),
            models.Index(
                fields=["authority", "id"], condition=Q(status="failed"), name="notice_failed"
            ),
            models.Index(fields=["user", "due_at"], name="notice_of_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind", "subject", "version", "offset", "user", "authority"],
                nulls_distinct=False,
                name="notice_once",
            ),
            models.CheckConstraint(
                condition=~Q(status="sent") | Q(sent_at__isnull=False),
                name="notice_sent_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(case__isnull=False) | Q(kind="digest"), name="notice_has_its_case"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case or ''} {self.get_kind_display()}".strip()


class Attempt(models.Model):
    """One try to send a notice; without an end nobody knows whether the mail left."""

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", _("accepted")
        LATER = "later", _("put off by the mail server")
        REFUSED = "refused", _("refused by the mail server")
        UNREACHED = "unreached", _("no answer of the mail server")

    notice = models.ForeignKey(
        Notice, models.PROTECT, related_name="attempts", verbose_name=_("notice")
    )
    begun_at = models.DateTimeField(_("begun"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices, blank=True)
    answer = models.TextField(_("answer of the mail server"), blank=True)

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["begun_at"], condition=Q(ended_at__isnull=True), name="attempt_uncertain"
            )
        ]

    def __str__(self) -> str:
        return f"{self.notice}: {self.get_outcome_display() or '–'}"


class Host(models.Model):
    """A machine that sweeps. A copy of the database, or a restored one, is held until released."""

    class Held(models.TextChoices):
        UNKNOWN = "unknown", _("this machine is new to the database: a copy, or another worker")
        OLDER = "older", _("the database is older than this machine remembers: it was restored")
        ADDRESS = "address", _("the address of the site has changed: perhaps a copy")

    token = models.UUIDField(unique=True, default=uuid.uuid4)
    name = models.CharField(_("name"), max_length=200)
    site = models.CharField(_("address of the site"), max_length=300, blank=True)
    sweeps = models.PositiveBigIntegerField(_("sweeps"), default=0)
    completed_at = models.DateTimeField(_("last complete sweep"), null=True, blank=True)
    digest_on = models.DateField(null=True, blank=True)
    held_since = models.DateTimeField(_("held since"), null=True, blank=True)
    held_why = models.CharField(_("reason"), max_length=10, choices=Held.choices, blank=True)
    remembered = models.PositiveBigIntegerField(default=0)
    released_at = models.DateTimeField(_("released"), null=True, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("released by"),
    )

    class Meta:
        verbose_name = _("machine that sends")
        verbose_name_plural = _("machines that send")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name
