"""The case: what the queue, search, clocks, audit and access need, whatever the procedure."""

import uuid
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField

from casework.cases.keys import reference_key
from casework.cases.labels import Labelled
from casework.cases.pressing import first_instant
from casework.cases.queries import NO_DAY, CaseQuerySet
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
    INITIATOR = "initiator", _("Who initiated the request")
    TRANSLATOR = "translator", _("The translator")
    ABROAD = "abroad", _("The authority abroad")
    COURT = "court", _("The court")
    BODY = "body", _("The executing body")
    NOBODY = "nobody", _("Nobody")


class Case(Labelled, Stateful):
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

    is_secured = models.BooleanField(_("preserved or ordered"), default=False, editable=False)
    is_kept = models.BooleanField(  # what casework.cases.pressing says, as of the last step
        _("data preserved"), default=False, db_default=False, editable=False
    )
    owes_answer = models.BooleanField(  # it has ended, and what tells the requester has not left
        _("answer has still to leave"), default=False, db_default=False, editable=False
    )
    pressing_at = models.GeneratedField(
        expression=first_instant(),
        output_field=models.DateTimeField(null=True),
        db_persist=True,
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
    due_clock = models.CharField(  # the clock that ends then; "" of cases from before it was kept
        max_length=12, blank=True, default="", editable=False
    )
    review_on = models.DateField(_("legal review by"), null=True, blank=True, editable=False)
    execution_nominal_on = models.DateField(null=True, blank=True, editable=False)
    execution_on = models.DateField(_("execution by"), null=True, blank=True, editable=False)
    ceiling_on = models.DateField(_("ceiling"), null=True, blank=True, editable=False)
    queue_on = models.GeneratedField(
        expression=Coalesce("due_on", Value(NO_DAY)),
        output_field=models.DateField(),
        db_persist=True,
    )
    suspended_since = models.DateField(_("suspended since"), null=True, blank=True, editable=False)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ["-pk"]
        indexes = [
            models.Index(  # behind the order: what is filtered by, so that no other row is read
                "authority", "kind", "queue_on", F("is_urgent").desc(), "id",
                "state", "waiting_on", "request_type", "ceiling_on",
                condition=Q(ended_at=None),
                name="case_in_filtered_queue",
            ),
            models.Index(
                "officer", "queue_on", F("is_urgent").desc(), "id",
                condition=Q(ended_at=None),
                name="case_in_queue_of_officer",
            ),
            models.Index(
                "authority", "kind", "queue_on", F("is_urgent").desc(), "id",
                condition=Q(ended_at=None, officer=None),
                name="case_unassigned",
            ),
            models.Index(
                fields=["authority", "pressing_at"],
                condition=Q(pressing_at__isnull=False),
                name="case_pressing",
            ),
            models.Index(
                fields=["authority", "urgent_at"],
                condition=Q(ended_at=None, is_urgent=True, is_secured=False),
                name="case_urgent_unsecured",
            ),
            models.Index(
                fields=["requesting_state", "authority"],
                condition=Q(ended_at=None),
                name="case_open_of_state",
            ),
            models.Index(
                fields=["authority", "urgent_at"],
                condition=Q(ended_at=None, urgent_at__isnull=False, acknowledged_at=None),
                name="case_unacknowledged",
            ),
            models.Index(
                fields=["authority", "kind", "ended_at", "id", "officer"],
                condition=~Q(waiting_on="nobody") & Q(ended_at__isnull=False),
                name="case_to_finish",
            ),
            models.Index(fields=["officer", "authority"], name="case_of_officer"),
            models.Index(fields=["requesting_state", "authority"], name="case_of_state"),
            models.Index(fields=["authority", "kind", "-id"], name="case_latest"),
            models.Index(fields=["authority", "kind", "state", "-id"], name="case_latest_in_state"),
            models.Index(
                fields=["authority", "kind", "waiting_on", "-id"], name="case_latest_waiting"
            ),
            models.Index(fields=["authority", "foreign_key"], name="case_by_foreign_reference"),
            models.Index(  # what a period counts: whatever was not over before it began
                fields=["authority", "kind", "ended_at", "received_at", "id"],
                condition=Q(ended_at__isnull=False),
                name="case_ended",
            ),
        ]  # fmt: skip
        constraints = [
            models.CheckConstraint(
                condition=Q(execution_on=None) | Q(execution_nominal_on__lte=F("execution_on")),
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
        if "foreign_reference" in (kwargs.get("update_fields") or ()):
            kwargs["update_fields"] = [*kwargs["update_fields"], "foreign_key"]
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
