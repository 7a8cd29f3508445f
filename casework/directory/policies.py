"""Policies: the time limits of each procedure, and from which day they are in force."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from casework import clock
from casework.clock.preservation import SHORTEST_DAYS
from casework.directory.procedures import procedure_choices
from casework.directory.rows import only_for

TIMED = ["review", "execution", "ceiling"]
CLOCKS = [*TIMED, "preservation"]  # reminders by the day
HOURLY = ["answer_by", "expected_loss"]  # reminders by the hour
# by the day: before an end; after an unanswered question; after what we sent and that is unanswered
WAITS = ["interception", "question", "awaited"]
# Where a policy says nothing of a clock, it reminds as the first editions do.
USUAL_REMINDERS = {
    "review": [1, 0],
    "execution": [3, 1, 0],
    "ceiling": [14, 7, 1],
    "preservation": [14, 7, 3, 1],
    "answer_by": [24, 4, 1],
    "expected_loss": [24, 4, 1],
    "interception": [14, 7, 1],
    "question": [14, 30, 60],
    "awaited": [30, 60, 90],
}


# Empty in a procedure in which the clock does not run.
MAY_NOT_RUN: dict[str, Any] = {"null": True, "blank": True}


class Length(models.TextChoices):
    DAYS = "days", _("days")
    MONTHS = "months", _("months")


class Counting(models.TextChoices):
    CALENDAR = "calendar", _("calendar days")
    WORKING = "working", _("working days")


class Clarification(models.TextChoices):
    """What a question to the requester does to the time for execution (rule K6)."""

    PAUSE = "pause", _("time stands still while a question is open")
    CONTINUE = "continue", _("a question changes nothing")
    RESTART = "restart", _("the last answer starts the time anew")


class CeilingFrom(models.TextChoices):
    """From where the ceiling is counted (rule K5)."""

    RECEIPT = "receipt", _("from receipt")
    EXECUTION = "execution", _("from the last day of execution")


class Door(models.TextChoices):
    """Whose receipt is day 0 (rule K1)."""

    FIRST = "first", _("receipt at the first door")
    COMPETENT = "competent", _("receipt at the competent authority")


class NoPolicy(LookupError):  # noqa: N818 - a policy is missing, not an error made
    """No policy of this procedure was in force on this day."""

    def __init__(self, procedure: str, day: date) -> None:
        super().__init__(f"No policy of {procedure} was in force on {day:%d.%m.%Y}.")
        self.procedure, self.day = procedure, day


def valid_reminders(reminders: Any) -> None:
    """Refuse anything but lists of offsets by clock: days, or hours for answer and loss."""
    if not isinstance(reminders, dict) or not set(reminders) <= set(USUAL_REMINDERS):
        raise ValidationError(
            _("Reminders are lists by clock; the clocks are %(clocks)s."),
            params={"clocks": ", ".join(USUAL_REMINDERS)},
        )
    for offsets in reminders.values():
        if not isinstance(offsets, list) or not all(type(o) is int and o >= 0 for o in offsets):
            raise ValidationError(_("Write how long before the last day to remind: 14, 7, 1."))
        if len(set(offsets)) < len(offsets) or any(offset > 365 for offset in offsets):
            raise ValidationError(_("Name each reminder once, and none above 365."))


def _length(label: Any, **options: Any) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(label, **options)


def _unit(default: str = Length.DAYS) -> models.CharField:
    return models.CharField(_("unit"), max_length=6, choices=Length.choices, default=default)


def _counting() -> models.CharField:
    return models.CharField(
        _("counted in"), max_length=8, choices=Counting.choices, default=Counting.CALENDAR
    )


def _rolls() -> models.BooleanField:
    return models.BooleanField(_("a last day off moves to the next working day"), default=False)


def _source() -> models.CharField:
    return models.CharField(_("source"), max_length=300, blank=True)


class PolicyQuerySet(models.QuerySet["Policy"]):
    """Policies by procedure and day."""

    def in_force(self, procedure: str, day: date) -> "Policy":
        """Return the policy in force on `day`, the day of receipt in Baku. Raises NoPolicy."""
        rows = self.filter(procedure=procedure, in_force_from__lte=day)
        policy = rows.order_by("-in_force_from").first()
        if policy is None:
            raise NoPolicy(procedure, day)
        return policy


class Policy(models.Model):
    """The limits of a procedure from a day on, until the next policy begins.

    Once begun it stands: a change is a new row, in force from a later day.
    """

    procedure = models.CharField(_("procedure"), max_length=30, choices=procedure_choices)
    in_force_from = models.DateField(
        _("in force from"), help_text=_("Requests received from this day on count by it.")
    )
    review_length, review_unit = _length(_("legal review"), **MAY_NOT_RUN), _unit()
    review_counting, review_rolls, review_source = _counting(), _rolls(), _source()
    execution_length, execution_unit = _length(_("execution"), **MAY_NOT_RUN), _unit()
    execution_counting, execution_rolls, execution_source = _counting(), _rolls(), _source()
    ceiling_length = _length(_("ceiling of prolongation"), **MAY_NOT_RUN)
    ceiling_unit = _unit(Length.MONTHS)
    ceiling_counting, ceiling_rolls, ceiling_source = _counting(), _rolls(), _source()
    preservation_length, preservation_unit = _length(_("preservation")), _unit()
    preservation_counting, preservation_rolls = _counting(), _rolls()
    preservation_source = _source()
    clarification = models.CharField(
        _("clarification"),
        max_length=10,
        choices=Clarification.choices,
        default=Clarification.PAUSE,
    )
    ceiling_rule = models.CharField(
        _("the ceiling is counted"),
        max_length=10,
        choices=CeilingFrom.choices,
        default=CeilingFrom.RECEIPT,
    )
    day_zero = models.CharField(_("day 0"), max_length=10, choices=Door.choices, default=Door.FIRST)
    reminders = models.JSONField(
        _("reminders"),
        default=dict,
        blank=True,
        validators=[valid_reminders],
        help_text=_("Days before the last day; hours for answer_by and expected_loss."),
    )
    note = models.TextField(_("note"), blank=True)

    history = HistoricalRecords()
    objects = PolicyQuerySet.as_manager()

    class Meta:
        verbose_name = _("policy")
        verbose_name_plural = _("policies")
        ordering = ["procedure", "-in_force_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "in_force_from"],
                name="policy_once_a_day",
                violation_error_message=_("A policy of this procedure begins on this day already."),
            ),
            models.CheckConstraint(
                condition=Q(review_length__gt=0, execution_length__gt=0, ceiling_length__gt=0),
                name="policy_lengths_are_positive",
                violation_error_message=_("Each limit is at least one day or one month long."),
            ),
            models.CheckConstraint(
                condition=Q(
                    preservation_length__gte=SHORTEST_DAYS,
                    preservation_unit="days",
                    preservation_counting="calendar",
                    preservation_rolls=False,
                ),
                name="policy_preservation_sixty_days",
                violation_error_message=_(
                    "Data are preserved for at least 60 calendar days, and the last day never"
                    " moves (Art. 29(7))."
                ),
            ),
            *(
                models.CheckConstraint(
                    condition=only_for(
                        Q(**{f"{name}_unit": "months"}), Q(**{f"{name}_counting": "calendar"})
                    ),
                    name=f"policy_{name}_months_are_calendar",
                    violation_error_message=_("Months are not counted in working days."),
                )
                for name in ("review", "execution", "ceiling")
            ),
        ]

    def __str__(self) -> str:
        return gettext("%(procedure)s, from %(day)s") % {
            "procedure": self.get_procedure_display(),
            "day": date_format(self.in_force_from, "d.m.Y"),
        }

    def has_begun(self, day: date) -> bool:
        """Whether this policy is in force on `day` or was before, so that it may not change."""
        return self.in_force_from <= day

    def limit(self, name: str) -> clock.Limit:
        """Return one of the limits named in CLOCKS."""
        length = {getattr(self, f"{name}_unit"): getattr(self, f"{name}_length")}
        return clock.Limit(
            **length,
            unit=clock.Unit(getattr(self, f"{name}_counting")),
            rolls=getattr(self, f"{name}_rolls"),
            source=getattr(self, f"{name}_source"),
        )

    def offsets(self) -> dict[str, list[int]]:
        """Return when each clock reminds: days, or hours for answer_by and expected_loss."""
        return {**USUAL_REMINDERS, **self.reminders}

    def as_clock_policy(self) -> clock.Policy:
        """Return what the clocks count by."""
        return clock.Policy(
            review=self.limit("review"),
            execution=self.limit("execution"),
            ceiling=self.limit("ceiling"),
            in_force_from=self.in_force_from,
            clarification=clock.Clarification(self.clarification),
            ceiling_rule=clock.CeilingRule(self.ceiling_rule),
        )
