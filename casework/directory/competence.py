"""Which authority a request belongs to, by instrument, stage and type: reference data."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.directory.authorities import Authority
from casework.directory.grounds import RequestType
from casework.directory.instruments import Instrument
from casework.directory.procedures import procedure_choices
from casework.directory.rows import DatedQuerySet, DatedRow, constraints_of


class Stage(models.TextChoices):
    """Where the foreign proceedings stand."""

    PRE_TRIAL = "pre_trial", _("Before trial")
    TRIAL = "trial", _("At trial")


class AuthorityRuleQuerySet(DatedQuerySet):
    """Rules of competence."""

    def fitting(
        self,
        day: date,
        procedure: str,
        stage: str | None = "",
        instrument: Instrument | None = None,
        request_type: RequestType | None = None,
    ) -> "list[AuthorityRule]":
        """Return the rules for such a request on `day`, the most particular one first.

        A rule that leaves instrument, stage or type empty fits every one. stage None: for any.
        """
        rules = self.offered(day).filter(
            Q() if stage is None else Q(stage="") | Q(stage=stage),
            Q(instrument=None) | Q(instrument=instrument),
            Q(request_type=None) | Q(request_type=request_type),
            procedure=procedure,
        )
        return sorted(rules.select_related("authority"), key=AuthorityRule.rank, reverse=True)


class AuthorityRule(DatedRow):
    """A rule of competence; the most particular one that fits a request decides."""

    procedure = models.CharField(_("procedure"), max_length=30, choices=procedure_choices)
    stage = models.CharField(
        _("stage"),
        max_length=20,
        choices=Stage.choices,
        blank=True,
        help_text=_("Leave empty for every stage."),
    )
    instrument = models.ForeignKey(
        Instrument,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("instrument"),
        help_text=_("Leave empty for every instrument."),
    )
    request_type = models.ForeignKey(
        RequestType,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("type of request"),
        help_text=_("Leave empty for every type."),
    )
    authority = models.ForeignKey(
        Authority, models.PROTECT, related_name="competences", verbose_name=_("authority")
    )

    objects = AuthorityRuleQuerySet.as_manager()

    class Meta(DatedRow.Meta):
        verbose_name = _("rule of competence")
        verbose_name_plural = _("rules of competence")
        ordering = ["procedure", "stage", "authority"]
        constraints = constraints_of(
            models.UniqueConstraint(
                fields=["procedure", "stage", "instrument", "request_type", "in_force_from"],
                name="authorityrule_once",
                nulls_distinct=False,
                violation_error_message=_("There is a rule for exactly this already."),
            )
        )

    def __str__(self) -> str:
        return f"{self.get_procedure_display()} → {self.authority.code}"

    def rank(self) -> tuple[int, date]:
        """How particular this rule is: what it names; then the later one."""
        named = [self.stage, self.instrument_id, self.request_type_id]
        return sum(bool(name) for name in named), self.in_force_from or date.min
