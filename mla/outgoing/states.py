"""The states of our request to another State. The first one is where every request begins."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class S(models.TextChoices):
    INITIATED = "initiated", _("Initiated")
    COLLECTED = "collected", _("Materials collected")
    TRANSLATION = "translation", _("In translation")
    CENTRAL = "central", _("With the central authority")
    CHECK = "check", _("Legal check")
    DEFECTS = "defects", _("Returned with defects")
    APPROVED = "approved", _("Approved")
    SENT = "sent", _("Sent")
    ACKNOWLEDGED = "acknowledged", _("Acknowledged abroad")
    QUESTION = "question", _("Clarification asked from abroad")
    PARTIAL = "partial", _("Partial reply")
    ANSWERED = "answered", _("Answered")
    FORWARDED = "forwarded", _("Forwarded to the initiator")
    REFUSED = "refused_abroad", _("Refused abroad")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    CLOSED = "closed", _("Closed")
    VOID = "void", _("Void")


CHANGEABLE = [S.INITIATED, S.COLLECTED, S.TRANSLATION, S.CENTRAL, S.CHECK, S.DEFECTS]
PREPARED = [*CHANGEABLE, S.APPROVED]  # it has not left; once approved, nothing of it changes
AWAITED = [S.SENT, S.ACKNOWLEDGED, S.PARTIAL]  # the authority abroad owes us an answer
OPEN = [*PREPARED, *AWAITED, S.QUESTION, S.ANSWERED]
ENDED = [S.FORWARDED, S.REFUSED, S.WITHDRAWN]
EVERY = [*OPEN, *ENDED, S.CLOSED, S.VOID]
