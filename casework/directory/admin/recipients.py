"""Providers and persons as recipients in the administration."""

from typing import Any

from django.contrib import admin
from django.db.models import ForeignKey, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from casework.clock import today
from casework.directory.admin.offices import offices_of
from casework.directory.admin.rows import NOTES, PERIOD, REACH, DirectoryAdmin, NamedAdmin
from casework.directory.authorities import Authority
from casework.directory.providers import Provider, ProviderAlias, RecipientPerson


class ProviderAliasInline(admin.TabularInline):
    """Other names of a provider."""

    model = ProviderAlias
    extra = 1
    can_delete = False


@admin.register(Provider)
class ProviderAdmin(NamedAdmin):
    """Service providers with their addresses for orders."""

    list_display = ["name_en", "name_az", "service", "legal_email", "night_contact"]
    list_filter = ["service"]
    search_fields = ["code", "name_en", "name_az", "aliases__name", "legal_email"]
    inlines = [ProviderAliasInline]
    details = ["service", "legal_email", "orders_contact", "night_contact", *REACH]


@admin.register(RecipientPerson)
class RecipientPersonAdmin(DirectoryAdmin):
    """Persons who hold data; each authority sees its own."""

    list_display = ["full_name", "holds", "authority", "confirmed_on"]
    list_filter = [("confirmed_on", admin.EmptyFieldListFilter)]
    list_select_related = ["authority"]
    search_fields = ["full_name", "holds"]
    readonly_fields = ["confirmed_on", "confirmed_by"]
    final_fields = ["authority"]
    actions = ["confirm"]
    fieldsets = [
        (None, {"fields": ["authority", "full_name", "holds", *REACH]}),
        (_("Confirmation"), {"fields": ["confirmed_on", "confirmed_by"]}),
        NOTES,
        PERIOD,
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[RecipientPerson]:
        """Persons recorded by the authorities of whoever looks."""
        seen = {a for a, role in offices_of(request) if role in ("supervisor", "auditor")}
        return RecipientPerson.objects.kept_by(seen).select_related("authority")

    def has_change_permission(
        self, request: HttpRequest, obj: RecipientPerson | None = None
    ) -> bool:
        """A supervisor of the authority that recorded the person may."""
        if not super().has_change_permission(request, obj):
            return False
        return obj is None or (obj.authority_id, "supervisor") in offices_of(request)

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Offer the supervisor's own authorities, and accept no other."""
        if db_field.name == "authority":
            own = {a for a, role in offices_of(request) if role == "supervisor"}
            kwargs["queryset"] = Authority.objects.filter(pk__in=own)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.action(description=_("Confirm as the right recipient"), permissions=["change"])
    def confirm(self, request: HttpRequest, queryset: QuerySet[RecipientPerson]) -> None:
        """Confirm by day whom the desk entered at night."""
        persons = [p for p in queryset if not p.is_confirmed and self.may_confirm(request, p)]
        for person in persons:
            person.confirmed_on, person.confirmed_by_id = today(), request.user.pk
            person.save()
        sentence = ngettext("%d person is confirmed.", "%d persons are confirmed.", len(persons))
        self.message_user(request, sentence % len(persons))

    def may_confirm(self, request: HttpRequest, person: RecipientPerson) -> bool:
        """Whether whoever looks supervises the authority that recorded this person."""
        return self.has_change_permission(request, person)
