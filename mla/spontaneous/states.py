"""The states of spontaneous information. The first one is where every record begins."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class S(models.TextChoices):
    RECEIVED = "received", _("Received")
    SENDER = "sender", _("The sender decides")
    PASSED = "passed", _("Passed on")
    DECLINED = "declined", _("Not used")
    CLOSED = "closed", _("Closed")
    VOID = "void", _("Void")


OPEN = [S.RECEIVED, S.SENDER, S.PASSED]
ENDED = [S.DECLINED]
EVERY = [*OPEN, *ENDED, S.CLOSED, S.VOID]
