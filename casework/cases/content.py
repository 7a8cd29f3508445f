"""What a request says, in the fields of the Council of Europe's forms T-CY(2018)10 and 11."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

CHECKLIST = "abcdef"  # Convention on Cybercrime, Art. 29(2) (a) to (f)
MAY_BE_EMPTY = "d"  # "any available information": may be empty, with a note


class Urgency(models.TextChoices):
    """Why a request is urgent: field of T-CY(2018)11."""

    LIFE = "life", _("Threat to life or limb")
    SECURITY = "security", _("Threat to public security")
    CUSTODY = "custody", _("Custody or release of a suspect")
    VOLATILE = "volatile", _("Volatility of the data")
    LIMITATION = "limitation", _("Limitation period")
    OTHER = "other", _("Other reason")


class RequestContent(models.Model):
    """The text of a request; each procedure's own model inherits it."""

    dated_on = models.DateField(_("date of the request"), null=True, blank=True)
    is_extension = models.BooleanField(_("extension of a previous request"), default=False)
    previous_reference = models.CharField(
        _("ticket or reference number of the previous request"), max_length=200, blank=True
    )
    requested_authority = models.CharField(_("requested authority"), max_length=300, blank=True)
    offence = models.TextField(_("offence"), blank=True)
    provisions = models.TextField(_("legal provisions"), blank=True)
    penalties = models.TextField(_("penalties"), blank=True)
    summary = models.TextField(_("summary of the facts"), blank=True)
    relation = models.TextField(_("relation of the data to the offence"), blank=True)
    necessity = models.TextField(_("purpose and necessity"), blank=True)
    custodian = models.TextField(
        _("provider, custodian or location of the data, as far as known"), blank=True
    )
    urgency = models.CharField(
        _("reason of urgency"), max_length=12, choices=Urgency.choices, blank=True
    )
    urgency_note = models.TextField(_("more on the urgency"), blank=True)
    confirmation_requested = models.BooleanField(
        _("confirmation of receipt is requested"), default=False
    )
    is_confidential = models.BooleanField(_("confidentiality is requested"), default=False)
    partial_disclosure = models.BooleanField(
        _("disclosure of traffic data is requested too (Art. 30)"), default=False
    )
    special_procedure = models.TextField(_("special procedure requested (Art. 27.3)"), blank=True)
    mla_intended = models.BooleanField(
        _("a request for mutual legal assistance will follow"), default=False
    )
    is_signed = models.BooleanField(_("signed and stamped"), default=False)
    formal_required = models.BooleanField(_("formal confirmation required"), default=False)
    formal_received_on = models.DateField(_("formal confirmation received"), null=True, blank=True)
    foreign_case_number = models.CharField(
        _("number of the foreign proceedings"), max_length=200, blank=True
    )
    checklist: Any = models.JSONField(
        _("checklist of Art. 29.2"),
        default=dict,
        blank=True,
        help_text=_("By letter (a to f): whether it is there, and a note."),
    )

    class Meta:
        abstract = True


# What a step corrects leaves the old words in its event; the checklist stands in the findings.
CONTENT = [field.name for field in RequestContent._meta.fields if field.name != "checklist"]
