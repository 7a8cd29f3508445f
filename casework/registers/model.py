"""A register that is brought in, and its rows."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.cases.case import Case
from casework.clock import now
from casework.directory.models import Authority
from casework.directory.procedures import procedure_choices


class RegisterImport(models.Model):
    """A file with an older register, on its way into the desk."""

    class Status(models.TextChoices):
        READ = "read", _("read, columns to be matched")
        CHECKED = "checked", _("checked, not yet brought in")
        RUNNING = "running", _("being brought in")
        DONE = "done", _("brought in")
        DROPPED = "dropped", _("given up")

    authority = models.ForeignKey(
        Authority, models.PROTECT, related_name="+", verbose_name=_("authority")
    )
    kind = models.CharField(_("procedure"), max_length=30, choices=procedure_choices)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )
    made_at = models.DateTimeField(_("recorded"), default=now, editable=False)
    name = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField(max_length=64, editable=False)
    heads = models.JSONField(default=list)
    columns = models.JSONField(default=dict)
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.READ
    )
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        verbose_name = _("imported register")
        verbose_name_plural = _("imported registers")
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.name


class RegisterRow(models.Model):
    """One row of the file: what it said, what is wrong with it, and the case made from it."""

    register = models.ForeignKey(RegisterImport, models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField(_("row"))
    cells = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    case = models.OneToOneField(Case, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("row of a register")
        verbose_name_plural = _("rows of registers")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["register", "number"], name="register_row_once")
        ]

    def __str__(self) -> str:
        return f"{self.register}: {self.number}"
