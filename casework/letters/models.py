"""Letters of a case, in both languages side by side."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.cases.orders import Order
from casework.cases.rows import CaseRow
from casework.letters.leaving import WAYS


class LetterQuerySet(models.QuerySet["Letter"]):
    """Letters, in the words of the office."""

    def drafts(self) -> "LetterQuerySet":
        """Letters that may still be edited and sent."""
        return self.filter(sent_at=None, dropped_at=None)

    def sent(self) -> "LetterQuerySet":
        """Letters that have left."""
        return self.exclude(sent_at=None)


class Letter(CaseRow):
    """A draft until it is marked as sent; then it never changes."""

    class Addressee(models.TextChoices):
        REQUESTER = "requester", _("To the requester")
        RECIPIENT = "recipient", _("To the provider or person")
        BODY = "body", _("To another body")
        ABROAD = "abroad", _("To the authority abroad")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=40)
    addressee = models.CharField(_("addressee"), max_length=10, choices=Addressee.choices)
    order = models.ForeignKey(
        Order,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="letters",
        verbose_name=_("order"),
    )
    subject_en = models.CharField(_("subject in English"), max_length=300, blank=True)
    subject_az = models.CharField(_("subject in Azerbaijani"), max_length=300, blank=True)
    text_en = models.TextField(_("text in English"), blank=True)
    text_az = models.TextField(_("text in Azerbaijani"), blank=True)
    edited_at = models.DateTimeField(_("edited"), null=True, blank=True)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    sent_at = models.DateTimeField(_("marked as sent"), null=True, blank=True)
    sent_on = models.DateField(_("sent"), null=True, blank=True)
    left_at = models.DateTimeField(_("left"), null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    channel = models.CharField(_("sent by"), max_length=12, choices=WAYS, blank=True)
    dispatch_number = models.CharField(_("number"), max_length=100, blank=True)
    dropped_at = models.DateTimeField(_("not needed"), null=True, blank=True)
    drop_reason = models.TextField(_("why it is not needed"), blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at=None)
                | (Q(sent_on__isnull=False) & ~Q(channel="") & ~Q(dispatch_number="")),
                name="letter_sent_with_channel_date_number",
                violation_error_message=_(
                    "A letter is marked as sent with its channel, its date and its number."
                ),
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(dropped_at=None), name="letter_sent_or_dropped"
            ),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(sent_at__isnull=False), name="letter_left_once_sent"
            ),
        ]

    def __str__(self) -> str:
        return self.kind

    @property
    def is_draft(self) -> bool:
        """Whether the text may still be changed."""
        return self.sent_at is None and self.dropped_at is None
