"""What a person keeps for their own work: filters of the queue, and the address of a calendar."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.clock import now


class SavedFilter(models.Model):
    """A filter of the queue under a name; only its person sees it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="filters")
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=1000, blank=True)

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "name"],
                name="filter_name_once",
                violation_error_message=_("You have a filter of this name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class CalendarFeed(models.Model):
    """The secret address at which a person's own last days are read as a calendar.

    Only the digest of the secret is kept; a revoked address is never valid again.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="feeds")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("made"), default=now, editable=False)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    read_at = models.DateTimeField(_("last read"), null=True, blank=True)

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(revoked_at=None),
                name="feed_once",
            )
        ]

    def __str__(self) -> str:
        return str(self.user)
