"""People and what they are in which authority.

Roles add up: a person may be officer of one procedure and lawyer of another, in one authority or
several. A role counts from its first day to its last; who is absent is stood in for by a deputy.
"""

from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import connection, models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from casework.access.permissions import Role, permits
from casework.clock import today
from casework.directory.models import Authority
from casework.directory.procedures import procedure_choices


class UserManager(BaseUserManager["User"]):
    """Makes accounts; there is no superuser, every right comes from a membership."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Return the saved account; without a password nobody can sign in until it is reset."""
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the account of this address, however its letters are capitalised."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person who signs in."""

    email = models.EmailField(_("e-mail address"), unique=True)
    full_name = models.CharField(_("name"), max_length=150)
    job_title = models.CharField(_("job title"), max_length=150, blank=True)
    language = models.CharField(
        _("language"),
        max_length=2,
        choices=[("en", _("English")), ("az", _("Azerbaijani"))],
        default="az",
        help_text=_("The language of the mails this person receives."),
    )
    is_active = models.BooleanField(
        _("may sign in"),
        default=True,
        help_text=_("Switch this off instead of deleting the account."),
    )
    is_demo = models.BooleanField(_("demo account"), default=False, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    objects = UserManager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ["full_name"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_once",
                violation_error_message=_("An account with this e-mail address exists already."),
            )
        ]

    def __str__(self) -> str:
        return self.full_name or self.email

    @property
    def is_staff(self) -> bool:
        """Whether the supervisors' administration opens for this person."""
        return self.has_role(Role.SUPERVISOR, Role.AUDITOR)

    def has_role(self, *roles: Role) -> bool:
        """Whether any of these roles is this person's today, in any authority."""
        return any(role in roles for _authority, role, _procedure in self.current_roles)

    @property
    def current_roles(self) -> frozenset[tuple[int, str, str]]:
        """(authority id, role, procedure or "" for all) of every membership in force today."""
        if not hasattr(self, "_current_roles"):
            self._current_roles = frozenset(
                Membership.objects.in_force(today())
                .filter(user=self)
                .values_list("authority_id", "role", "procedure")
            )
        return self._current_roles

    @property
    def authorities(self) -> frozenset[int]:
        """The ids of the authorities in which the person has any role today."""
        return frozenset(authority for authority, _role, _procedure in self.current_roles)

    @property
    def granted_cases(self) -> frozenset[int]:
        """The ids of the cases that this person was let read, and still may today.

        A function of the database tells: row-level security counts by what it answers.
        """
        if not hasattr(self, "_granted_cases"):
            with connection.cursor() as cursor:
                cursor.execute("SELECT granted_to(%s, %s)", [self.pk, today()])
                self._granted_cases = frozenset(key for (key,) in cursor.fetchall())
        return self._granted_cases

    def roles_at(self, authority_id: int, procedure: str) -> list[Role]:
        """The person's own roles of today for this procedure at this authority."""
        return [
            Role(role)
            for authority, role, kind in sorted(self.current_roles)
            if authority == authority_id and kind in ("", procedure)
        ]

    def has_perm(self, perm: str, obj: models.Model | None = None) -> bool:
        """Whether the administration may be used this way: see casework.access.permissions."""
        return self.is_active and permits(self, perm)

    def has_perms(self, perms: list[str], obj: models.Model | None = None) -> bool:
        return all(self.has_perm(perm, obj) for perm in perms)

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and self.is_staff


class PeriodQuerySet(models.QuerySet[Any]):
    """Rows that count from a first to a last day."""

    def in_force(self, day: date) -> "PeriodQuerySet":
        """Rows whose period includes `day`, a day in Baku."""
        return self.filter(Q(until_on=None) | Q(until_on__gte=day), from_on__lte=day)


class Membership(models.Model):
    """What a person is in an authority: one role, for one procedure or for all of them."""

    user = models.ForeignKey(
        User, models.PROTECT, related_name="memberships", verbose_name=_("person")
    )
    authority = models.ForeignKey(
        Authority, models.PROTECT, related_name="memberships", verbose_name=_("authority")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    procedure = models.CharField(
        _("procedure"),
        max_length=30,
        blank=True,
        choices=procedure_choices,
        help_text=_("Leave empty for every procedure of the authority."),
    )
    from_on = models.DateField(_("from"), default=today)
    until_on = models.DateField(_("until"), null=True, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["authority", "user", "role"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="membership_ends_after_start",
                violation_error_message=_("The last day must not lie before the first."),
            ),
            models.UniqueConstraint(
                fields=["user", "authority", "role", "procedure", "from_on"],
                name="membership_once",
                violation_error_message=_("This person has this role from this day already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}, {self.authority}"


class Absence(models.Model):
    """A person is away; the deputy receives what would reach that person, and acts in the name."""

    user = models.ForeignKey(
        User, models.PROTECT, related_name="absences", verbose_name=_("person")
    )
    deputy = models.ForeignKey(
        User, models.PROTECT, related_name="stands_in", verbose_name=_("deputy")
    )
    from_on = models.DateField(_("from"), default=today)
    until_on = models.DateField(_("until"), null=True, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ["-from_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="absence_ends_after_start",
                violation_error_message=_("The last day must not lie before the first."),
            ),
            models.CheckConstraint(
                condition=~Q(user=F("deputy")),
                name="absence_deputy_is_another",
                violation_error_message=_("Nobody can be their own deputy."),
            ),
        ]

    def __str__(self) -> str:
        return _("%(user)s, deputy %(deputy)s") % {"user": self.user, "deputy": self.deputy}
