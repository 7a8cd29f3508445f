"""Who is on duty now, and what one shift tells the next."""

from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.clock import now
from casework.directory.models import Authority


class DutyTurnQuerySet(models.QuerySet[Any]):
    """Turns of duty."""

    def going_on(self) -> "DutyTurnQuerySet":
        """Turns that have not ended."""
        return self.filter(until_at=None)


class DutyTurn(models.Model):
    """That a person is, or was, on duty for an authority."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="turns", verbose_name=_("person")
    )
    authority = models.ForeignKey(
        Authority, models.PROTECT, related_name="turns", verbose_name=_("authority")
    )
    from_at = models.DateTimeField(_("on duty since"), default=now)
    until_at = models.DateTimeField(_("until"), null=True, blank=True)

    objects = DutyTurnQuerySet.as_manager()

    class Meta:
        verbose_name = _("turn of duty")
        verbose_name_plural = _("turns of duty")
        ordering = ["-from_at"]
        indexes = [models.Index(fields=["authority", "-from_at"], name="duty_turn_latest")]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "authority"],
                condition=Q(until_at=None),
                name="duty_once",
                violation_error_message=_("This person is on duty already."),
            ),
            models.CheckConstraint(
                condition=Q(until_at=None) | Q(until_at__gte=F("from_at")),
                name="duty_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.authority}"


class ShiftNote(models.Model):
    """What a shift tells the next one; never changed, a later one corrects it."""

    authority = models.ForeignKey(
        Authority, models.PROTECT, related_name="+", verbose_name=_("authority")
    )
    made_at = models.DateTimeField(_("recorded"), default=now, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )
    text = models.TextField(_("hand-over note"))

    class Meta:
        verbose_name = _("hand-over note")
        verbose_name_plural = _("hand-over notes")
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["authority", "-made_at"], name="shift_note_latest")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="shift_note_says_something",
                violation_error_message=_("Write something for the next shift."),
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]


class ShiftNoteRead(models.Model):
    """That somebody has read a hand-over note; recorded once."""

    note = models.ForeignKey(ShiftNote, models.PROTECT, related_name="reads")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("read"), default=now, editable=False)

    class Meta:
        verbose_name = _("reading of a hand-over note")
        verbose_name_plural = _("readings of hand-over notes")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["note", "user"], name="shift_note_read_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.note_id}"


def turns_at(authority_ids: Collection[int]) -> list[DutyTurn]:
    """Return the turns that go on at these authorities, with their people, the longest first.

    Somebody whose account or role has ended meanwhile is among them: the turn is still to be ended.
    """
    turns = DutyTurn.objects.going_on().filter(authority__in=authority_ids)
    return list(turns.select_related("user").order_by("from_at", "pk"))
