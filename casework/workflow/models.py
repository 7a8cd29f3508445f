"""Rows of the door: proposals, an authority's own rules, drafts of forms."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from casework.cases.rows import CaseRow
from casework.clock import now
from casework.directory.models import Authority
from casework.directory.procedures import procedure_choices


class Proposal(CaseRow):
    """A step that one person proposes and another one decides. It changes no state."""

    class Status(models.TextChoices):
        OPEN = "open", _("To be decided")
        ACCEPTED = "accepted", _("Decided: done")
        DECLINED = "declined", _("Decided: not done")
        VOID = "void", _("Overtaken by another step")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    step = models.CharField(_("step"), max_length=40)
    version = models.PositiveIntegerField(_("version of the case"))
    details = models.TextField(_("details"))
    sha256 = models.CharField(max_length=64)
    on_behalf_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.OPEN
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    remark = models.TextField(_("remark on the decision"), blank=True)

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["authority", "made_at"], condition=Q(status="open"), name="proposal_open"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=["accepted", "declined"])
                | (Q(decided_by__isnull=False) & ~Q(decided_by=models.F("made_by"))),
                name="proposal_decided_by_another",
                violation_error_message=_("Nobody decides what they proposed themselves."),
            )
        ]

    def __str__(self) -> str:
        return self.step


class Second(models.TextChoices):
    """Who decides a step that somebody proposed."""

    NONE = "none", _("nobody: one person is enough")
    PERSON = "person", _("another person")
    SUPERVISOR = "supervisor", _("another person, who is a supervisor")


class StepRule(models.Model):
    """What an authority decided about a step, otherwise than the file of the procedure."""

    authority = models.ForeignKey(
        Authority, models.PROTECT, related_name="steprules", verbose_name=_("authority")
    )
    procedure = models.CharField(_("procedure"), max_length=30, choices=procedure_choices)
    step = models.CharField(_("step"), max_length=40)
    roles: Any = models.JSONField(
        _("who may take it"),
        default=list,
        blank=True,
        help_text=_("Leave empty to keep the roles of the procedure."),
    )
    second = models.CharField(
        _("who decides"),
        max_length=10,
        choices=Second.choices,
        blank=True,
        help_text=_("Leave empty to keep the rule of the procedure."),
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("rule about a step")
        verbose_name_plural = _("rules about steps")
        ordering = ["authority", "procedure", "step"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "procedure", "step"],
                name="steprule_once",
                violation_error_message=_("There is a rule about this step already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.authority.code}: {self.step}"


class Draft(models.Model):
    """What a person typed into a form and has not sent: it survives a lost session."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    page = models.CharField(max_length=300)
    typed: Any = models.JSONField(default=dict)
    saved_at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("draft of a form")
        verbose_name_plural = _("drafts of forms")
        constraints = [models.UniqueConstraint(fields=["user", "page"], name="draft_once")]

    def __str__(self) -> str:
        return self.page


def void_proposals(case: Any, known: Mapping[Any, Mapping[int, Any]] | None = None) -> None:
    """Overtake what was proposed of the case as it was.

    known  the rows of the locked case, where they were read: nothing is proposed past the lock
    """
    if known is not None and not any(
        row.status == Proposal.Status.OPEN for row in known[Proposal].values()
    ):
        return
    rows = Proposal.objects.filter(case=case.pk, status=Proposal.Status.OPEN)
    rows.update(status=Proposal.Status.VOID)
