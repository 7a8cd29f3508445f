"""Where foreign proceedings stand, and what the two gates before acceptance may find."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Criterion(models.TextChoices):
    """What is judged before a request is accepted: two by prosecutors, the last by the Ministry."""

    RECIPROCITY = "reciprocity", _("Reciprocity")
    DUAL_CRIMINALITY = "dual_criminality", _("Dual criminality")
    ASSURANCE = "assurance", _("Assurance of reciprocity")


class Judgement(models.TextChoices):
    MET = "met", _("met")
    NOT_MET = "not_met", _("not met")
    NOT_REQUIRED = "not_required", _("not required")
    UNKNOWN = "unknown", _("unknown")


class Found(models.TextChoices):
    """What the formal check finds of one line."""

    PRESENT = "present", _("present")
    MISSING = "missing", _("missing")
    NOT_NEEDED = "not_needed", _("not needed")


class Status(models.TextChoices):
    """Box 3 of T-CY(2018)10."""

    NEW = "new", _("New request")
    AFTER_REQUEST = "after_request", _("Follow-up to a previous request")
    AFTER_PRESERVATION = "after_preservation", _("Follow-up to a preservation request")


# Criminal Procedure Code, Arts. 489 and 490.1: what a request must contain, line by line.
FORMAL_LINES = {
    "signed": _("signed and stamped (CPC 489)"),
    "language": _("in Azerbaijani or an agreed language, or translated (CPC 489)"),
    "addressee": _("the addressee (CPC 490.1)"),
    "requester": _("the requesting authority (CPC 490.1)"),
    "case": _("the case and brief information on it (CPC 490.1)"),
    "act": _("the act and its legal qualification (CPC 490.1)"),
    "persons": _("the persons, with address, nationality, occupation and birth (CPC 490.1)"),
    "substance": _("the substance of what is asked (CPC 490.1)"),
    "other": _("other necessary information (CPC 490.1)"),
}
