"""Authorities, other bodies, States and foreign contact points in the administration."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from casework.directory.admin.rows import NOTES, PERIOD, REACH, DirectoryAdmin, NamedAdmin
from casework.directory.authorities import Authority
from casework.directory.bodies import Body, BodyAlias
from casework.directory.states import ForeignContactPoint, State


@admin.register(Authority)
class AuthorityAdmin(NamedAdmin):
    """The installation's own authorities; `manage.py setup` makes them."""

    list_display = ["code", "name_en", "name_az", "duty_email"]
    list_display_links = ["code", "name_en"]
    autocomplete_fields = ["body"]
    readonly_fields = ["procedures"]

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> Any:
        """Return name and department, how to reach it, then the time in force."""
        names = ["code", "name_en", "name_az", "department_en", "department_az", "body"]
        return [
            (None, {"fields": [*names, "procedures"]}),
            (_("How to reach it"), {"fields": [*REACH, "duty_email", "duty_phone"]}),
            NOTES,
            PERIOD,
        ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody here: an authority comes with roles, people and reference numbers."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """A supervisor of this authority may: its duty address receives its alerts."""
        if not super().has_change_permission(request, obj):
            return False
        return obj is None or (obj.pk, "supervisor") in offices_of(request)


def offices_of(request: HttpRequest) -> set[tuple[int, str]]:
    """Return (authority id, role) of whoever looks, today."""
    roles = getattr(request.user, "current_roles", ())
    return {(authority, role) for authority, role, _procedure in roles}


class BodyAliasInline(admin.TabularInline):
    """Other names of a body."""

    model = BodyAlias
    extra = 1
    can_delete = False


@admin.register(Body)
class BodyAdmin(NamedAdmin):
    """Bodies with their parents and their other names."""

    list_display = ["name_en", "name_az", "kind", "parent"]
    list_filter = ["kind"]
    list_select_related = ["parent"]
    search_fields = ["code", "name_en", "name_az", "aliases__name"]
    autocomplete_fields = ["parent"]
    inlines = [BodyAliasInline]
    details = ["kind", "parent", *REACH]


@admin.register(State)
class StateAdmin(NamedAdmin):
    """States with their codes."""

    list_display = ["code", "name_en", "name_az", "is_party_to_cybercrime"]
    list_display_links = ["code", "name_en"]
    list_filter = ["is_party_to_cybercrime"]
    details = ["is_party_to_cybercrime"]


@admin.register(ForeignContactPoint)
class ForeignContactPointAdmin(DirectoryAdmin):
    """Offices abroad."""

    list_display = ["name", "state", "kind", "email", "phone"]
    list_filter = ["kind"]
    list_select_related = ["state"]
    search_fields = ["name", "person", "email", "other_emails", "state__name_en", "state__name_az"]
    autocomplete_fields = ["state"]
    fieldsets = [
        (None, {"fields": ["state", "name", "kind", "person"]}),
        (_("How to reach it"), {"fields": [*REACH, "other_emails"]}),
        NOTES,
        PERIOD,
    ]
