"""The states of an incoming request. The first one is where every request begins."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class S(models.TextChoices):
    RECEIVED = "received", _("Received")
    REVIEW = "review", _("In legal review")
    CLARIFICATION = "clarification", _("Clarification awaited")
    EXECUTION = "execution", _("In execution")
    POSTPONED = "postponed", _("Postponed")
    EXECUTED = "executed", _("Executed")
    PARTLY = "partly", _("Partly executed")
    NOT_EXECUTED = "not_executed", _("Not executed")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    TRANSFERRED = "transferred", _("Transferred")
    LAPSED = "lapsed", _("Lapsed")
    CLOSED = "closed", _("Closed")
    VOID = "void", _("Void")


OPEN = [S.RECEIVED, S.REVIEW, S.CLARIFICATION, S.EXECUTION, S.POSTPONED]
ENDED = [
    S.EXECUTED, S.PARTLY, S.NOT_EXECUTED, S.REFUSED, S.WITHDRAWN, S.TRANSFERRED, S.LAPSED,
]  # fmt: skip
EVERY = [*OPEN, *ENDED, S.CLOSED, S.VOID]
