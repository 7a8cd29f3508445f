"""Other States, and whom to reach there."""

from datetime import date

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.directory.rows import (
    DatedQuerySet,
    DatedRow,
    Known,
    NamedRow,
    Reachable,
    constraints_of,
)

OURS = "AZ"


class StateQuerySet(DatedQuerySet):
    """States, ours among them: a person may be of its nationality."""

    def offered(self, day: date) -> DatedQuerySet:
        """Return the States that may ask us, or be asked, on `day`: never our own."""
        return super().offered(day).exclude(code=OURS)


class State(NamedRow):
    """A State; its code is that of ISO 3166-1."""

    code = models.CharField(
        _("code"),
        max_length=2,
        unique=True,
        validators=[RegexValidator(r"^[A-Z]{2}\Z", _("Two capital letters, as in ISO 3166-1."))],
    )
    is_party_to_cybercrime = models.CharField(
        _("party to the Convention on Cybercrime"),
        max_length=10,
        choices=Known.choices,
        default=Known.UNKNOWN,
    )

    objects = StateQuerySet.as_manager()

    class Meta(NamedRow.Meta):
        verbose_name = _("State")
        verbose_name_plural = _("States")
        constraints = constraints_of()


class ForeignContactPoint(DatedRow, Reachable):
    """An office abroad that sends requests or answers ours."""

    class Kind(models.TextChoices):
        CONTACT_POINT = "contact_point", _("24/7 contact point")
        CENTRAL = "central", _("Central authority")
        POLICE = "police", _("Police")
        OTHER = "other", _("Other office")

    state = models.ForeignKey(
        State, models.PROTECT, related_name="contact_points", verbose_name=_("State")
    )
    name = models.CharField(_("name of the office"), max_length=300)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    person = models.CharField(_("person in charge"), max_length=200, blank=True)
    other_emails = models.CharField(
        _("other e-mail addresses"),
        max_length=500,
        blank=True,
        help_text=_("Senders are recognised by these too; separate them with commas."),
    )

    objects = DatedQuerySet.as_manager()

    class Meta(DatedRow.Meta):
        verbose_name = _("foreign contact point")
        verbose_name_plural = _("foreign contact points")
        ordering = ["state", "name"]
        constraints = constraints_of(
            models.UniqueConstraint(
                fields=["state", "name", "kind", "in_force_from"],
                name="foreigncontactpoint_once",
                nulls_distinct=False,
                violation_error_message=_("This office is in the directory already."),
            )
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.state.code})"

    @property
    def addresses(self) -> list[str]:
        """Every e-mail address of this office, in small letters."""
        written = [self.email, *self.other_emails.split(",")]
        return [address.strip().lower() for address in written if address.strip()]
