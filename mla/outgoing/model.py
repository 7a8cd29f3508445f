"""Our request for mutual legal assistance to another State."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.cases.case import Case, WaitingOn
from casework.cases.content import RequestContent
from casework.cases.receipts import Channel
from casework.directory.models import Body, RefusalGround
from casework.incoming.steps.keeping import KeepingSteps
from casework.subtasks.steps import SubTaskSteps
from casework.workflow.recording import Recording
from casework.workflow.steps import follow
from mla.content import AssistanceContent
from mla.outgoing.approval import not_as_checked
from mla.outgoing.course import Entry, course_of
from mla.outgoing.facts import Language
from mla.outgoing.procedure import PROCEDURE
from mla.outgoing.states import AWAITED, S
from mla.outgoing.steps import OutgoingSteps
from mla.outgoing.texts import called, untranslated
from mla.outgoing.translating import TranslatingSteps


class OutgoingRequest(
    follow(PROCEDURE, OutgoingSteps, TranslatingSteps, KeepingSteps, SubTaskSteps),  # type: ignore[misc]
    Recording,
    AssistanceContent,
    RequestContent,
    Case,
):
    """A request of ours; the State of the case is the one that is asked.

    initiator    the investigator or court for whom we ask: a body of the directory
    checked_on   the legal check found nothing more against it
    checked_as   the fingerprint of the request that was checked; no other one is approved or sent
    is_direct    sent to the authority itself, not through diplomatic channels
    translated   by name of the text, as texts.py has it: the words that were translated, "of", and
                 what they are there, "text"
    """

    initiator = models.ForeignKey(
        Body,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("initiator: investigator or court"),
    )
    initiator_reference = models.CharField(
        _("reference of the initiator"), max_length=200, blank=True
    )
    checked_on = models.DateField(_("legal check passed"), null=True, editable=False)
    checked_as = models.CharField(max_length=64, blank=True, editable=False)
    approved_on = models.DateField(_("approved"), null=True, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("approved by"),
    )
    taken_back_on = models.DateField(_("approval taken back"), null=True, editable=False)
    taken_back_why = models.TextField(
        _("why the approval was taken back"), blank=True, editable=False
    )
    sent_on = models.DateField(_("sent"), null=True, blank=True, editable=False)
    sent_by = models.CharField(
        _("sent by"), max_length=12, choices=Channel.choices, blank=True, editable=False
    )
    is_direct = models.BooleanField(_("sent directly"), default=False, editable=False)
    answered_on = models.DateField(_("answered"), null=True, blank=True, editable=False)
    refusal_ground = models.ForeignKey(
        RefusalGround,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("ground of the refusal abroad"),
    )
    texts_in = models.CharField(
        _("language of the texts"),
        max_length=2,
        choices=Language.choices,
        default=Language.AZERBAIJANI,
        editable=False,
    )
    translated: Any = models.JSONField(
        _("translations of the texts"), default=dict, blank=True, editable=False
    )
    refusal_reasons = models.TextField(_("reasons of the refusal"), blank=True, editable=False)

    class Meta:
        verbose_name = _("outgoing request for legal assistance")
        verbose_name_plural = _("outgoing requests for legal assistance")
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_on=None) | ~Q(sent_by=""),
                name="outgoing_sent_by_a_channel",
                violation_error_message=_("A request that was sent names its channel."),
            ),
            models.CheckConstraint(
                condition=Q(answered_on=None) | Q(answered_on__gte=F("sent_on")),
                name="outgoing_answered_after_sent",
                violation_error_message=_("An answer comes after the request was sent."),
            ),
        ]

    @property
    def is_changed_since_check(self) -> bool:
        """Whether the request that passed the legal check is not the one that would leave."""
        return self.state in (S.CHECK, S.APPROVED) and bool(not_as_checked(self))

    @property
    def course(self) -> list[Entry]:
        """What happened, day by day."""
        return course_of(self)

    @property
    def untranslated(self) -> list[str]:
        """What the texts are called that stand in one language alone."""
        return [called(self, name) for name in untranslated(self)]

    def waits_on(self: Any) -> WaitingOn:
        """Return who has to act next."""
        if self.state in (S.CLOSED, S.VOID):
            return WaitingOn.NOBODY
        if self.state in AWAITED:
            return WaitingOn.ABROAD
        if self.state == S.DEFECTS:
            return WaitingOn.INITIATOR
        if self.state == S.TRANSLATION and any(
            row.received_on is None for row in self.translations.all()
        ):
            return WaitingOn.TRANSLATOR
        return WaitingOn.US
