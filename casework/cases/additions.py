"""Additions: notes, calls and links. They are logged and move nothing."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.cases.case import Case
from casework.cases.rows import CaseRow


class Note(CaseRow):
    """A remark for colleagues, or a call: done by phone, written confirmation pending."""

    class Kind(models.TextChoices):
        NOTE = "note", _("Note")
        CALL = "call", _("Call")

    kind = models.CharField(_("kind"), max_length=5, choices=Kind.choices, default=Kind.NOTE)
    text = models.TextField(_("text"))
    spoke_with = models.CharField(_("spoke with"), max_length=200, blank=True)
    phone = models.CharField(_("telephone"), max_length=100, blank=True)
    called_at = models.DateTimeField(_("time of the call"), null=True, blank=True)
    confirmation_pending = models.BooleanField(_("written confirmation pending"), default=False)
    confirmed_on = models.DateField(_("confirmed in writing"), null=True, blank=True)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["-made_at", "-pk"]
        indexes = [
            models.Index(
                fields=["authority", "id"],
                condition=Q(confirmation_pending=True, confirmed_on=None),
                name="note_to_be_confirmed",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="note") | Q(called_at__isnull=False),
                name="note_call_has_its_time",
                violation_error_message=_("A call has a time."),
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Link(CaseRow):
    """How a case is related to another one, seen from `case`."""

    class Kind(models.TextChoices):
        DUPLICATE = "duplicate", _("Duplicate of")
        EXTENSION = "extension", _("Extension of")
        FOLLOW_UP = "follow_up", _("Follow-up to")
        CONTINUES = "continues", _("Continues, from the same receipt,")
        RELATED = "related", _("Related to")
        PRESERVED = "preserved", _("About data preserved in")

    other = models.ForeignKey(
        Case, models.PROTECT, related_name="linked_from", verbose_name=_("other case")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    remark = models.CharField(_("remark"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering = ["pk"]
        indexes = [models.Index(fields=["made_at"], name="link_made")]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "other", "kind"],
                condition=~Q(kind="preserved"),  # one taken back by mistake is made anew
                name="link_once",
                violation_error_message=_("These two cases are linked this way already."),
            ),
            models.CheckConstraint(
                condition=~Q(case=F("other")),
                name="link_joins_two_cases",
                violation_error_message=_("A case is not linked with itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.other}"


class LinkEnd(CaseRow):
    """The end of a link; the link itself stays.

    was_wrong  it was wrong, or another one replaces it; else whoever holds the data let them go,
               since the request is with a body outside
    """

    link = models.OneToOneField(Link, models.PROTECT, related_name="end", verbose_name=_("link"))
    reason = models.TextField(_("reason"))
    was_wrong = models.BooleanField(_("the link was wrong"), default=True, db_default=True)

    class Meta:
        verbose_name = _("end of a link")
        verbose_name_plural = _("ends of links")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.reason


# Of links: those that were not taken back as wrong.
NOT_WRONG = Q(end=None) | Q(end__was_wrong=False)


class CaseReceipt(CaseRow):
    """A receipt of a case: the first one, and what came later of the same request."""

    receipt = models.ForeignKey(
        "casework.Receipt", models.PROTECT, related_name="casereceipts", verbose_name=_("receipt")
    )

    class Meta:
        verbose_name = _("receipt of the case")
        verbose_name_plural = _("receipts of the case")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["case", "receipt"], name="casereceipt_once")]

    def __str__(self) -> str:
        return str(self.receipt)
