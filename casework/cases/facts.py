"""Facts on which the dates of a case depend. Rows are added, never changed.

A correction is a row that names the one it corrects; casework.cases.clocks reads what stands.
"""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.cases.rows import CaseRow


class FactQuerySet(models.QuerySet[Any]):
    """Facts that may be corrected."""

    def standing(self) -> "FactQuerySet":
        """Facts that no later row corrects."""
        return self.filter(corrected_by=None)


def standing(rows: Iterable[Any]) -> list[Any]:
    """Return those of the facts, all of one table of a case, that no later one corrects."""
    known = list(rows)
    corrected = {row.corrects_id for row in known}
    return [row for row in known if row.pk not in corrected]


class Fact(CaseRow):
    """A fact with a day; what it corrects no longer counts."""

    corrects = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="corrected_by",
        verbose_name=_("corrects"),
    )

    objects = FactQuerySet.as_manager()

    class Meta(CaseRow.Meta):
        abstract = True


class Question(Fact):
    """A question to the requester, and the day it left (rule K6)."""

    sent_on = models.DateField(_("sent"))
    gaps = models.TextField(_("what is missing"))
    asked_in = models.CharField(_("asked in the state"), max_length=30)

    class Meta:
        verbose_name = _("question to the requester")
        verbose_name_plural = _("questions to the requester")
        ordering = ["sent_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(gaps=""),
                name="question_names_a_gap",
                violation_error_message=_("A question names at least one gap."),
            )
        ]

    def __str__(self) -> str:
        return self.gaps


class Answer(Fact):
    """The end of a question: an answer, or another step that made it idle."""

    question = models.ForeignKey(
        Question, models.PROTECT, related_name="answers", verbose_name=_("question")
    )
    answered_on = models.DateField(_("answered"))
    document = models.ForeignKey(
        "casework.Document",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answer"),
    )
    is_idle = models.BooleanField(_("no answer: another step ended the wait"), default=False)

    class Meta:
        verbose_name = _("answer of the requester")
        verbose_name_plural = _("answers of the requester")
        ordering = ["answered_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_idle=True) | Q(document__isnull=False),
                name="answer_is_attached",
                violation_error_message=_("The answer of the requester is attached."),
            ),
            models.UniqueConstraint(
                fields=["question"], condition=Q(corrects=None), name="answer_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.answered_on:%d.%m.%Y}"


class Postponement(Fact):
    """Execution postponed because own proceedings would suffer (Art. 27.5)."""

    from_on = models.DateField(_("postponed"))
    review_on = models.DateField(_("to be looked at again"))
    reason = models.TextField(_("reason"))
    consultation = models.TextField(_("consultation with the requester"))
    postponed_in = models.CharField(_("postponed in the state"), max_length=30)

    class Meta:
        verbose_name = _("postponement")
        verbose_name_plural = _("postponements")
        ordering = ["from_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(review_on__gt=F("from_on")),
                name="postponement_is_looked_at_later",
                violation_error_message=_("The day to look at it again lies after the decision."),
            )
        ]

    def __str__(self) -> str:
        return self.reason


class Resumption(Fact):
    """The end of a postponement."""

    postponement = models.ForeignKey(
        Postponement, models.PROTECT, related_name="resumptions", verbose_name=_("postponement")
    )
    to_on = models.DateField(_("resumed"))
    is_idle = models.BooleanField(_("not resumed: another step ended it"), default=False)

    class Meta:
        verbose_name = _("resumption")
        verbose_name_plural = _("resumptions")
        ordering = ["to_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["postponement"], condition=Q(corrects=None), name="resumption_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.postponement}: {self.to_on:%d.%m.%Y}"


class Prolongation(Fact):
    """A new last day of execution (rule K7), with what it was judged by."""

    class Ground(models.TextChoices):
        """Why, in one of these words; the event of the step keeps it, statistics count by it."""

        VOLUME = "volume", _("Volume of the data")
        LATE = "late", _("The provider is late")
        FURTHER = "further", _("Further measures are needed")
        COURT = "court", _("A court decision is awaited")
        TRANSLATION = "translation", _("Translation")
        OTHER = "other", _("Another reason")

    decided_on = models.DateField(_("decided"))
    until = models.DateField(_("new last day"))
    previous_on = models.DateField(_("last day before"))
    ceiling_on = models.DateField(_("ceiling"))
    reason = models.TextField(_("reason"))
    cancels = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cancelled_by",
        verbose_name=_("cancels"),
    )

    class Meta:
        verbose_name = _("prolongation")
        verbose_name_plural = _("prolongations")
        ordering = ["decided_on", "pk"]
        indexes = [models.Index(fields=["authority", "decided_on"], name="prolongation_decided")]
        constraints = [
            models.CheckConstraint(
                condition=Q(cancels__isnull=False) | Q(until__gt=F("previous_on")),
                name="prolongation_is_later",
                violation_error_message=_("The new last day is later than the present one."),
            ),
            models.CheckConstraint(
                condition=Q(until__lte=F("ceiling_on")),
                name="prolongation_within_ceiling",
                violation_error_message=_(
                    "The new last day does not lie after the ceiling of two months."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="prolongation_has_reason",
                violation_error_message=_("A prolongation needs a reason."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.until:%d.%m.%Y}"
