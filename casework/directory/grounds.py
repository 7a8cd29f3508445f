"""Types of request, and the grounds and reasons that an answer may name for each type."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.directory.procedures import procedure_choices
from casework.directory.rows import DatedQuerySet, NamedRow, constraints_of, only_for

# Convention on Cybercrime, Arts. 29(5) and 30(2): a closed list.
PRESERVATION_GROUNDS = ["political-offence", "essential-interests"]
# Convention on Cybercrime, Art. 29(4): only for a State that made the reservation.
RESERVATION_GROUND = "dual-criminality"
# Convention on Cybercrime, Art. 25(4): never alone for an offence of one of these articles.
FISCAL_GROUND = "fiscal-offence"
NOT_FISCAL = frozenset(str(article) for article in range(2, 12))
# Grounds that lie in a law or treaty: the provision is named.
WITH_PROVISION = frozenset({"domestic-law", FISCAL_GROUND})


class RequestType(NamedRow):
    """What a request asks for, by article of the instrument."""

    procedure = models.CharField(_("procedure"), max_length=30, choices=procedure_choices)
    article = models.CharField(_("article"), max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_preservation = models.BooleanField(
        _("preservation or its disclosure"),
        default=False,
        help_text=_("Arts. 29 and 30: refused only on the closed list of two grounds."),
    )
    needs_provider = models.BooleanField(_("needs a provider or person"), default=True)

    objects = DatedQuerySet.as_manager()

    class Meta(NamedRow.Meta):
        verbose_name = _("type of request")
        verbose_name_plural = _("types of request")
        ordering = ["procedure", "position"]
        constraints = constraints_of()


class GroundQuerySet(DatedQuerySet):
    """Grounds of refusal and reasons of an outcome."""

    def grounds(self) -> "GroundQuerySet":
        """Grounds on which a request may be refused."""
        return self.filter(kind=RefusalGround.Kind.GROUND)

    def reasons(self) -> "GroundQuerySet":
        """Reasons why an item could not be given, although the request was accepted."""
        return self.filter(kind=RefusalGround.Kind.REASON)

    def for_type(self, request_type: RequestType, *, has_reservation: bool) -> "GroundQuerySet":
        """Grounds on which a request of this type may be refused.

        has_reservation  whether our reservation to Art. 29(4) is known to be made
        Source: Convention on Cybercrime, Arts. 29(4), 29(5), 30(2).
        """
        if not request_type.is_preservation:
            return self.grounds()
        allowed = [RefusalGround.Preservation.ALWAYS]
        if has_reservation:
            allowed.append(RefusalGround.Preservation.RESERVATION)
        return self.grounds().filter(for_preservation__in=allowed)


class RefusalGround(NamedRow):
    """A ground on which a request may be refused, or a reason why an item is not given."""

    class Kind(models.TextChoices):
        GROUND = "ground", _("Ground of refusal")
        REASON = "reason", _("Reason of an outcome")

    class Preservation(models.TextChoices):
        ALWAYS = "always", _("yes")
        RESERVATION = "reservation", _("only under a reservation")
        NEVER = "never", _("no")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    article = models.CharField(_("article"), max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    for_preservation = models.CharField(
        _("holds against preservation"),
        max_length=12,
        choices=Preservation.choices,
        default=Preservation.NEVER,
    )

    objects = GroundQuerySet.as_manager()

    class Meta(NamedRow.Meta):
        verbose_name = _("ground or reason")
        verbose_name_plural = _("grounds and reasons")
        ordering = ["kind", "position"]
        constraints = constraints_of(
            models.CheckConstraint(
                condition=only_for(Q(for_preservation="always"), Q(code__in=PRESERVATION_GROUNDS)),
                name="refusalground_preservation_list_is_closed",
                violation_error_message=_(
                    "Preservation may be refused only for a political offence, or for"
                    " sovereignty, security, ordre public or other essential interests"
                    " (Arts. 29(5), 30(2))."
                ),
            ),
            models.CheckConstraint(
                condition=only_for(Q(for_preservation="reservation"), Q(code=RESERVATION_GROUND)),
                name="refusalground_reservation_is_dual_criminality",
                violation_error_message=_(
                    "A reservation to Art. 29(4) concerns dual criminality only."
                ),
            ),
        )
