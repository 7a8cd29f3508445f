"""The authorities that work with this installation: rows of every table belong to one of them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.directory.bodies import Body
from casework.directory.procedures import PROCEDURES
from casework.directory.rows import (
    DatedQuerySet,
    NamedRow,
    Reachable,
    constraints_of,
    in_language,
)


def known_procedures(kinds: Any) -> None:
    """Refuse anything but a list of registered procedures."""
    if not isinstance(kinds, list) or not set(kinds) <= set(PROCEDURES):
        raise ValidationError(
            _("Name procedures of this installation: %(known)s."),
            params={"known": ", ".join(PROCEDURES)},
        )


class AuthorityQuerySet(DatedQuerySet):
    """The installation's own authorities."""

    def serving(self, procedure: str) -> "AuthorityQuerySet":
        """Authorities that work on cases of this procedure and are not switched off."""
        return self.filter(is_active=True, procedures__contains=procedure)


class Authority(NamedRow, Reachable):
    """A desk of this installation: the contact point, or one of the two central authorities.

    Its code begins every reference number; cases, people's roles and all that hangs on a case
    belong to exactly one authority.
    """

    code = models.CharField(
        _("code"),
        max_length=10,
        unique=True,
        validators=[
            RegexValidator(r"^[A-Z]{2,10}\Z", _("Two to ten capital letters, for example SSS."))
        ],
        help_text=_("The beginning of its reference numbers; it cannot be changed later."),
    )
    department_en = models.CharField(_("department in English"), max_length=300, blank=True)
    department_az = models.CharField(_("department in Azerbaijani"), max_length=300, blank=True)
    body = models.ForeignKey(
        Body,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="authorities",
        verbose_name=_("part of"),
    )
    duty_email = models.EmailField(
        _("duty address"),
        max_length=254,
        blank=True,
        help_text=_("Alerts about cases without an officer go here."),
    )
    duty_phone = models.CharField(_("duty telephone"), max_length=100, blank=True)
    procedures = models.JSONField(
        _("procedures"), default=list, blank=True, validators=[known_procedures]
    )

    objects = AuthorityQuerySet.as_manager()

    class Meta(NamedRow.Meta):
        verbose_name = _("authority")
        verbose_name_plural = _("authorities")
        constraints = constraints_of(
            models.CheckConstraint(
                condition=Q(code__regex=r"^[A-Z]{2,10}$"),
                name="authority_code_is_capitals",
                violation_error_message=_("A code has two to ten capital letters."),
            )
        )

    @property
    def department(self) -> str:
        """The department in the language of the page."""
        return in_language(self.department_en, self.department_az)
