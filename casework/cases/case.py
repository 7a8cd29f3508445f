"""The case: what the queue, search, clocks, audit and access need, whatever the procedure."""

import uuid
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from casework.access.models import User
from casework.cases.keys import reference_key
from casework.cases.receipts import Channel, Receipt
from casework.cases.stateful import Stateful
from casework.clock import now
from casework.directory.models import Authority, CalendarEdition, RequestType, State
from casework.directory.procedures import PROCEDURES, procedure_choices


class WaitingOn(models.TextChoices):
    """Who has to act next."""

    US = "us", _("Us")
    PROVIDER = "provider", _("The provider")
    REQUESTER = "requester", _("The requester")
    COURT = "court", _("The court")
    NOBODY = "nobody", _("Nobody")


class CaseQuerySet(models.QuerySet[Any]):
    """Cases, in the words of the office."""

    def visible_to(self, user: Any) -> "CaseQuerySet":
        """Cases that this person may see: those of a role, and those granted for reading."""
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        return self.filter(_of_roles(user) | Q(pk__in=user.granted_cases))

    def of_roles(self, user: Any) -> "CaseQuerySet":
        """Cases that are this person's work: those of the authority and procedure of a role."""
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        return self.filter(_of_roles(user))

    def open(self) -> "CaseQuerySet":
        """Cases on which somebody still has to work: not ended, closed or void."""
        return self.filter(ended_at=None)

    def urgent(self) -> "CaseQuerySet":
        """Cases that were asked for urgently."""
        return self.filter(is_urgent=True)

    def unacknowledged(self) -> "CaseQuerySet":
        """Open urgent cases of which nobody at the authority has said that it was seen."""
        return self.open().filter(urgent_at__isnull=False, acknowledged_at=None)

    def unassigned(self) -> "CaseQuerySet":
        """Open cases without an officer."""
        return self.open().filter(officer=None)

    def overdue(self, day: date) -> "CaseQuerySet":
        """Cases of which a legal limit that still runs has passed on `day`."""
        return self.open().filter(due_on__lt=day)

    def due_by(self, day: date) -> "CaseQuerySet":
        """Cases of which a legal limit ends on `day` or before."""
        return self.open().filter(due_on__lte=day)

    def past_ceiling(self, day: date) -> "CaseQuerySet":
        """Open cases older than the ceiling allows."""
        return self.open().filter(ceiling_on__lt=day)


def _of_roles(user: User) -> Q:
    allowed = Q(pk__in=[])
    for authority, procedure in sorted({(a, p) for a, _role, p in user.current_roles}):
        allowed |= Q(authority=authority, kind=procedure) if procedure else Q(authority=authority)
    return allowed


class Case(Stateful):
    """A request on its way from receipt to closing. Only steps move it: casework.workflow."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(_("reference"), max_length=40, unique=True, editable=False)
    kind = models.CharField(_("procedure"), max_length=30, choices=procedure_choices)
    authority = models.ForeignKey(
        Authority, models.PROTECT, related_name="cases", verbose_name=_("authority")
    )
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cases",
        verbose_name=_("officer"),
    )
    receipt = models.ForeignKey(
        Receipt, models.PROTECT, related_name="governed", verbose_name=_("governing receipt")
    )
    received_at = models.DateTimeField(_("received"))
    requesting_state = models.ForeignKey(
        State,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cases",
        verbose_name=_("requesting State"),
    )
    requesting_authority = models.CharField(_("requesting authority"), max_length=300, blank=True)
    foreign_reference = models.CharField(_("foreign reference"), max_length=200, blank=True)
    foreign_key = models.CharField(max_length=200, blank=True, editable=False)
    request_type = models.ForeignKey(
        RequestType, models.PROTECT, related_name="cases", verbose_name=_("type of request")
    )
    is_urgent = models.BooleanField(_("urgent"), default=False)
    urgent_at = models.DateTimeField(_("urgent since"), null=True, blank=True, editable=False)
    acknowledged_at = models.DateTimeField(_("acknowledged"), null=True, blank=True, editable=False)
    loss_expected_at = models.DateTimeField(_("loss of data expected"), null=True, blank=True)
    answer_by_at = models.DateTimeField(_("answer asked for by"), null=True, blank=True)
    sender_zone = models.CharField(
        _("time zone of the requester"), max_length=60, default="Asia/Baku", blank=True
    )
    reply_channel = models.CharField(
        _("reply preferred by"), max_length=12, choices=Channel.choices, blank=True
    )

    state = FSMField(_("state"), max_length=30, protected=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    opened_at = models.DateTimeField(_("registered"), default=now, editable=False)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True, editable=False)
    notices_from = models.DateTimeField(
        _("reminders from"), null=True, blank=True, editable=False
    )  # nothing from before is said: the case was brought along from an older register
    waiting_on = models.CharField(
        _("waiting on"), max_length=10, choices=WaitingOn.choices, default=WaitingOn.US
    )

    # Kept from the facts by casework.cases.clocks; never counted up, never the place to correct.
    calendar = models.ForeignKey(
        CalendarEdition, models.PROTECT, related_name="cases", verbose_name=_("calendar")
    )
    due_on = models.DateField(_("next last day"), null=True, blank=True, editable=False)
    review_on = models.DateField(_("legal review by"), null=True, blank=True, editable=False)
    execution_nominal_on = models.DateField(null=True, blank=True, editable=False)
    execution_on = models.DateField(_("execution by"), null=True, blank=True, editable=False)
    ceiling_on = models.DateField(_("ceiling"), null=True, blank=True, editable=False)
    suspended_since = models.DateField(_("suspended since"), null=True, blank=True, editable=False)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["authority", "due_on", "id"],
                condition=Q(ended_at=None),
                name="case_open_by_due",
            ),
            models.Index(fields=["authority", "foreign_key"], name="case_by_foreign_reference"),
            models.Index(
                fields=["officer", "due_on"],
                condition=Q(ended_at=None),
                name="case_open_of_officer",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(execution_on=None)
                | Q(execution_nominal_on__lte=models.F("execution_on")),
                name="case_effective_never_before_nominal",
                violation_error_message=_("The effective last day never precedes the nominal one."),
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="case_version_is_positive"),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        """The page of the case."""
        return reverse("case", args=[self.public_id])

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the key by which the foreign reference is found."""
        self.foreign_key = reference_key(self.foreign_reference)
        super().save(*args, **kwargs)

    @property
    def kind_label(self) -> str:
        """The procedure in the language of the page."""
        return str(PROCEDURES[self.kind].label)

    @property
    def answer_by_there(self) -> datetime | None:
        """The time asked for, in the requester's own zone."""
        return self.answer_by_at.astimezone(self.zone) if self.answer_by_at else None

    @property
    def loss_expected_there(self) -> datetime | None:
        """The time at which the data may be lost, in the requester's own zone."""
        return self.loss_expected_at.astimezone(self.zone) if self.loss_expected_at else None

    @property
    def zone(self) -> ZoneInfo:
        """The requester's time zone."""
        return ZoneInfo(self.sender_zone or "Asia/Baku")

    @property
    def is_unacknowledged(self) -> bool:
        """Whether it is urgent, and nobody at the authority has said that it was seen."""
        return bool(self.urgent_at) and self.acknowledged_at is None and self.ended_at is None

    @property
    def is_ended(self) -> bool:
        """Whether nothing more is owed but, perhaps, a letter."""
        return self.ended_at is not None
