"""What is recorded of our request on its way: translations, defects, what passed with abroad."""

from datetime import date, timedelta

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.cases.rows import CaseRow
from casework.clock.preservation import SHORTEST_DAYS


class Language(models.TextChoices):
    """The languages of the request itself, which stand side by side."""

    AZERBAIJANI = "az", _("Azerbaijani")
    ENGLISH = "en", _("English")


class Translation(CaseRow):
    """A translation of the request and its materials, asked of somebody."""

    language = models.CharField(_("language"), max_length=100)
    translator = models.CharField(_("translator"), max_length=200)
    asked_on = models.DateField(_("asked on"))
    received_on = models.DateField(_("received on"), null=True, blank=True)

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(received_on=None) | Q(received_on__gte=F("asked_on")),
                name="translation_received_after_asked",
                violation_error_message=_("A translation is received after it was asked for."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.language}, {self.translator}"


class Defect(CaseRow):
    """A defect that the legal check named; open until the request comes back without it."""

    class Kind(models.TextChoices):
        LEGAL_BASIS = "basis", _("the legal basis is missing or wrong")
        FACTS = "facts", _("the facts are not described well enough")
        PROVISIONS = "provisions", _("the text of the provisions is missing")
        DATA = "data", _("the data asked for are not named precisely")
        NECESSITY = "necessity", _("the link to the case or the necessity is missing")
        DECISION = "decision", _("a decision of a court or prosecutor is missing")
        SIGNATURE = "signature", _("signature or stamp is missing")
        TRANSLATION = "translation", _("the translation is missing or wrong")
        OTHER = "other", _("another defect")

    kind = models.CharField(_("defect"), max_length=12, choices=Kind.choices)
    remark = models.TextField(_("remark"), blank=True)
    named_on = models.DateField(_("named on"))
    mended_on = models.DateField(_("mended on"), null=True, blank=True)

    class Meta:
        verbose_name = _("defect")
        verbose_name_plural = _("defects")
        ordering = ["pk"]

    def __str__(self) -> str:
        words = str(self.get_kind_display())
        return f"{words}: {self.remark}" if self.remark else words


class Exchange(CaseRow):
    """Something that passed between us and the authority abroad, on its day."""

    is_fact = True  # added, never changed

    class Kind(models.TextChoices):
        SENT = "sent", _("Our request left")
        REMINDER = "reminder", _("We sent a reminder")
        ACKNOWLEDGEMENT = "acknowledgement", _("They acknowledged receipt")
        QUESTION = "question", _("They asked for clarification")
        OUR_ANSWER = "our_answer", _("We answered their question")
        PARTIAL = "partial", _("They replied in part")
        REPLY = "reply", _("They replied")
        REFUSAL = "refusal", _("They refused")

    kind = models.CharField(_("what happened"), max_length=16, choices=Kind.choices)
    on_day = models.DateField(_("day"))
    text = models.TextField(_("what it says"), blank=True)
    asked_in = models.CharField(_("asked in the state"), max_length=30, blank=True)
    document = models.ForeignKey(
        "casework.Document",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("document"),
    )

    class Meta:
        verbose_name = _("exchange with the authority abroad")
        verbose_name_plural = _("exchanges with the authority abroad")
        ordering = ["on_day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind__in=["partial", "reply"]) | Q(document__isnull=False),
                name="exchange_reply_is_attached",
                violation_error_message=_("A reply from abroad is attached."),
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["question", "our_answer"]) | ~Q(text=""),
                name="exchange_question_says_something",
                violation_error_message=_("A question and its answer are written down."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.on_day:%d.%m.%Y}"


class KeptAbroad(CaseRow):
    """Data that the other State preserves for us; of one reference the latest row counts."""

    is_fact = True  # added, never changed

    reference = models.CharField(_("their reference of the preservation"), max_length=200)
    effective_on = models.DateField(_("in effect since"))
    days = models.PositiveSmallIntegerField(
        _("days"), default=SHORTEST_DAYS, validators=[MinValueValidator(SHORTEST_DAYS)]
    )

    class Meta:
        verbose_name = _("preservation abroad")
        verbose_name_plural = _("preservations abroad")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(days__gte=SHORTEST_DAYS),
                name="keptabroad_sixty_days",
                violation_error_message=_("Data are preserved for at least 60 days (Art. 29(7))."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.reference}, {self.last_on:%d.%m.%Y}"

    @property
    def last_on(self) -> date:
        """The last day on which the data are kept."""
        return self.effective_on + timedelta(self.days)
