"""Accounts in the administration: supervisors look after the people of their own authorities."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ResetPasswordForm
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin, messages
from django.db.models import ForeignKey, Model, Prefetch, QuerySet
from django.http import HttpRequest
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from casework.access.absences import AbsenceForm
from casework.access.models import Absence, Membership, User
from casework.access.permissions import Role
from casework.access.supervision import (
    is_fellow,
    is_wholly_of,
    managed_by,
    people_of,
    reach_of,
)
from casework.clock import today
from casework.directory.admin.lookups import OwnLookups
from casework.directory.models import Authority

ABOUT: list[Any] = ["email", "full_name", "job_title", "language", "is_active"]
ASK_THE_OPERATOR = _(
    "%(name)s is a supervisor too. E-mail address and second factor of another supervisor are"
    " changed by the operator of this installation, with manage.py."
)


class MembershipForm(forms.ModelForm):
    """What was granted stands: a membership is ended, and another one begun."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            for name in ("authority", "role", "procedure", "from_on"):
                self.fields[name].disabled = True


class OwnInline(admin.TabularInline):
    """Rows of one person that nobody deletes; only who looks after accounts adds or changes any."""

    extra = 0
    can_delete = False
    show_change_link = False

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """A supervisor may, an auditor may not."""
        return bool(managed_by(request.user))

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """A supervisor may, an auditor may not."""
        return bool(managed_by(request.user))

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        """Choose a row, without buttons that lead away to change it; each field has its name."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            field.widget.attrs["aria-label"] = str(field.label)
        for button in ("can_add_related", "can_change_related", "can_view_related"):
            if field is not None and hasattr(field.widget, button):
                setattr(field.widget, button, False)
        return field


class MembershipInline(OwnInline):
    """What the person is, in the authorities of whoever looks."""

    model = Membership
    form = MembershipForm

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        """Memberships elsewhere are nobody's business here."""
        seen = managed_by(request.user)
        if not self.has_change_permission(request):
            seen = reach_of(request.user, Role.SUPERVISOR, Role.AUDITOR)
        return super().get_queryset(request).filter(authority__in=seen)

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Offer the supervisor's own authorities, and accept no other."""
        if db_field.name == "authority":
            own = managed_by(request.user)
            kwargs["queryset"] = Authority.objects.filter(pk__in=own)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class AbsenceInline(OwnInline):
    """When the person is away, and who stands in."""

    model = Absence
    form = AbsenceForm
    fk_name = "user"

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Not for who also works elsewhere: the deputy would act there as well."""
        return isinstance(obj, User) and is_wholly_of(obj, managed_by(request.user))

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """As for adding one."""
        return self.has_add_permission(request, obj)

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Offer people of the supervisor's own authorities as deputies."""
        if db_field.name == "deputy":
            own = managed_by(request.user)
            rows = Membership.objects.in_force(today()).filter(authority__in=own)
            people = User.objects.filter(is_active=True, pk__in=rows.values("user"))
            kwargs["queryset"] = people
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(User)
class UserAdmin(OwnLookups, admin.ModelAdmin):
    """An account is made without a password: a mail invites the person to choose one."""

    list_display = ["full_name", "email", "job_title", "roles_today", "is_active"]
    list_filter = ["is_active"]
    search_fields = ["full_name", "email", "job_title"]
    fields = ABOUT
    inlines = [MembershipInline, AbsenceInline]
    actions = ["send_invitation", "remove_second_factor"]

    @admin.display(description=_("Roles today"))
    def roles_today(self, person: User) -> str:
        """Return the person's roles with the authority of each."""
        rows = getattr(person, "rows_today", [])
        named = [f"{row.get_role_display()} ({row.authority.code})" for row in rows]
        return ", ".join(named) or "–"

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """People of the authorities that this person supervises or audits."""
        reach = reach_of(request.user, Role.SUPERVISOR, Role.AUDITOR)
        rows = Membership.objects.in_force(today()).filter(authority__in=reach)
        rows_today = Prefetch("memberships", rows.select_related("authority"), "rows_today")
        return people_of(reach).prefetch_related(rows_today)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A supervisor may."""
        return bool(managed_by(request.user))

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """A supervisor may, for people of the authorities supervised."""
        own = managed_by(request.user)
        return bool(own) and (obj is None or people_of(own).filter(pk=obj.pk).exists())

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Nobody: an account is switched off."""
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        """Who also works elsewhere keeps address and name: they open the other office's doors."""
        if obj and not is_wholly_of(obj, managed_by(request.user)):
            return ABOUT
        return ["email"] if obj and is_fellow(obj, request.user) else []

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Say who changes the address of another supervisor."""
        given: dict[str, Any] = {"fields": self.get_fields(request, obj)}
        if obj and managed_by(request.user) and is_fellow(obj, request.user):
            given["description"] = escape(ASK_THE_OPERATOR % {"name": obj})
        return [(None, given)]

    def get_inlines(self, request: HttpRequest, obj: User | None) -> list[Any]:
        """An absence needs a person first."""
        return self.inlines if obj else [MembershipInline]

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Save; a new person is invited, and a former address opens nothing any more."""
        if not change:
            obj.set_unusable_password()
        elif "email" in form.changed_data:
            self.tell_former_address(request, obj, form.initial["email"])
        super().save_model(request, obj, form, change)
        EmailAddress.objects.filter(user=obj).exclude(email__iexact=obj.email).delete()
        if not change:
            invite(request, obj)
            self.message_user(request, _("A mail invites %s to choose a password.") % obj.email)

    def tell_former_address(self, request: HttpRequest, person: User, former: str) -> None:
        """Log the change and write to the former address, while it still names its reader."""
        self.log_change(request, person, f"E-mail address: {former} → {person.email}.")
        given = {"address": person.email, "supervisor": request.user}
        adapter = get_adapter(request)
        adapter.send_notification_mail("account/email/address_changed", person, given, former)

    @admin.action(description=_("Send the mail to choose a password"), permissions=["change"])
    def send_invitation(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Send it again, for instance after the link has run out."""
        people = [person for person in self.own(request, queryset) if person.is_active]
        for person in people:
            invite(request, person)
        sentence = ngettext("%d mail is on its way.", "%d mails are on their way.", len(people))
        self.message_user(request, sentence % len(people))

    @admin.action(
        description=_("Remove the second factor (telephone lost)"), permissions=["change"]
    )
    def remove_second_factor(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Let the person set up a new one at the next sign-in."""
        own = self.own(request, queryset)
        fellows = [person for person in own if is_fellow(person, request.user)]
        for person in fellows:
            self.message_user(request, ASK_THE_OPERATOR % {"name": person}, messages.WARNING)
        people = [person for person in own if person not in fellows]
        Authenticator.objects.filter(user__in=people).delete()
        for person in people:
            self.log_change(request, person, "Second factor removed.")
            get_adapter(request).send_notification_mail("mfa/email/totp_deactivated", person)
        sentence = ngettext(
            "The second factor of %d person was removed.",
            "The second factor of %d people was removed.",
            len(people),
        )
        self.message_user(request, sentence % len(people), messages.WARNING)

    def own(self, request: HttpRequest, queryset: QuerySet[User]) -> list[User]:
        """Return those of the people who work in this supervisor's authorities alone."""
        own = managed_by(request.user)
        return [person for person in queryset if is_wholly_of(person, own)]


def invite(request: HttpRequest, person: User) -> None:
    """Send the mail in which a person chooses a password; the link holds for three days."""
    form = ResetPasswordForm(data={"email": person.email})
    if form.is_valid():
        form.save(request)
