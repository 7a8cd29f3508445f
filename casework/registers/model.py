"""A register that is brought in, and its rows."""

import json
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from casework.access.models import User
from casework.access.permissions import Role
from casework.access.supervision import reach_of
from casework.cases.case import Case
from casework.clock import now
from casework.directory.models import Authority
from casework.directory.procedures import procedure_choices


class RegisterQuerySet(models.QuerySet[Any]):
    """Registers; every page begins with `visible_to`."""

    def visible_to(self, user: Any) -> "RegisterQuerySet":
        """Registers of the authorities in which this person is a supervisor of their procedure."""
        if not isinstance(user, User) or not user.is_active:
            return self.none()
        allowed = models.Q(pk__in=[])
        for authority, role, procedure in sorted(user.current_roles):
            if role == Role.SUPERVISOR:
                of_kind = models.Q(kind=procedure) if procedure else models.Q()
                allowed |= models.Q(authority=authority) & of_kind
        return self.filter(allowed)


class RegisterImport(models.Model):
    """A file with an older register, on its way into the desk.

    columns    {"columns": {field: index of the column}, "otherwise": {field: value where empty}}
    """

    class Status(models.TextChoices):
        READ = "read", _("columns to be matched")
        CHECKING = "checking", _("being checked")
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
    name = models.CharField(_("file"), max_length=255)
    sha256 = models.CharField(max_length=64, editable=False)
    encoding = models.CharField(_("read as"), max_length=40, blank=True)
    heads = models.JSONField(default=list)
    columns = models.JSONField(default=dict)
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.READ
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("confirmed by"),
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    objects = RegisterQuerySet.as_manager()

    class Meta:
        verbose_name = _("imported register")
        verbose_name_plural = _("imported registers")
        ordering = ["-made_at"]
        indexes = [
            models.Index(
                fields=["status"],
                condition=models.Q(status__in=["checking", "running"]),
                name="register_on_its_way",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "kind", "sha256"],
                condition=~models.Q(status="dropped"),
                name="register_file_once",
                violation_error_message=_("This very file is here already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def mark(self) -> str:
        """What a confirmation names, so that it counts for these columns and no others."""
        return sha256(json.dumps(self.columns, sort_keys=True).encode()).hexdigest()[:16]

    @property
    def is_busy(self) -> bool:
        """Whether a worker has something to do with it."""
        return self.status in (self.Status.CHECKING, self.Status.RUNNING)


class RegisterRow(models.Model):
    """One row of the file: what it said, what is wrong with it, and the case made from it.

    number    the row of the file, as a spreadsheet counts
    problems  {language: [[field, sentence], …]}
    old_key, foreign_key  by which the same request is found: a number with its State and day
    twin      the case, twin_row the row of this file, that is the same request
    """

    class Status(models.TextChoices):
        NEW = "new", _("not yet checked")
        READY = "ready", _("can be brought in")
        WRONG = "wrong", _("to be corrected")
        TWIN = "twin", _("here already")
        DONE = "done", _("brought in")

    register = models.ForeignKey(RegisterImport, models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField(_("row"))
    cells = models.JSONField(default=list)
    status = models.CharField(_("status"), max_length=6, choices=Status.choices, default=Status.NEW)
    problems = models.JSONField(default=dict)
    old_key = models.CharField(max_length=240, blank=True, editable=False)
    foreign_key = models.CharField(max_length=240, blank=True, editable=False)
    twin = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="+")
    twin_row = models.PositiveIntegerField(null=True, blank=True)
    case = models.OneToOneField(Case, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("row of a register")
        verbose_name_plural = _("rows of registers")
        ordering = ["number"]
        indexes = [
            models.Index(fields=["register", "status", "number"], name="register_row_by_status"),
            models.Index(
                fields=["old_key"], condition=~models.Q(old_key=""), name="register_row_old_key"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["register", "number"], name="register_row_once"),
            models.CheckConstraint(
                condition=models.Q(case=None) | models.Q(status="done"),
                name="register_row_with_a_case_is_done",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.register}: {self.number}"

    @property
    def sentences(self) -> list[tuple[str, str]]:
        """(field, what is wrong with it) in the language of the page."""
        kept: dict[str, list[Any]] = self.problems
        found = kept.get(get_language() or "") or next(iter(kept.values()), [])
        return [(field, sentence) for field, sentence in found]


def desks_of(person: User) -> list[tuple[Authority, str]]:
    """Return (authority, procedure) for which this person may bring in a register, by code."""
    held = {(a, p) for a, role, p in person.current_roles if role == Role.SUPERVISOR}
    keys = reach_of(person, Role.SUPERVISOR)
    return [
        (authority, kind)
        for authority in Authority.objects.filter(pk__in=keys, is_active=True).order_by("code")
        for kind in authority.procedures
        if {(authority.pk, ""), (authority.pk, kind)} & held
    ]
