"""What every page of the directory has: filters by time, a history, and no way to delete."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.contrib.admin import EmptyFieldListFilter, SimpleListFilter
from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from casework.clock import today
from casework.directory.admin.lookups import OwnLookups
from casework.directory.rows import DatedRow

NOTES = (_("Notes and source"), {"fields": ["note_en", "note_az", "source", "verified_on"]})
PERIOD = (_("Time in force"), {"fields": ["in_force_from", "in_force_until", "is_active"]})
REACH = [
    "address",
    "phone",
    "mobile",
    "fax",
    "email",
    "office_hours",
    "time_zone",
]


class InForceFilter(SimpleListFilter):
    """Rows by whether they count today."""

    title = _("time in force")
    parameter_name = "in_force"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("now", _("in force today")), ("ended", _("ended")), ("later", _("not yet"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        day = today()
        if self.value() == "now":
            return queryset.filter(
                Q(in_force_from=None) | Q(in_force_from__lte=day),
                Q(in_force_until=None) | Q(in_force_until__gte=day),
            )
        if self.value() == "ended":
            return queryset.filter(in_force_until__lt=day)
        if self.value() == "later":
            return queryset.filter(in_force_from__gt=day)
        return queryset


class KeptAdmin(OwnLookups, SimpleHistoryAdmin):
    """Rows with a history: who changed what, and when. They are never deleted or reverted."""

    object_history_list_template = "admin/directory/history_list.html"
    list_per_page = 50
    final_fields: Sequence[str] = ()

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nobody: a row ends or is switched off."""
        return False

    def revert_disabled(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Always: going back is a change like any other, made and shown as one."""
        return True

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> Sequence[str]:
        """Return the fields that may be written only once, when the row is added."""
        fixed = super().get_readonly_fields(request, obj)
        return [*fixed, *self.final_fields] if obj else fixed

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the history of a row that this person may see, of no other."""
        if self.get_object(request, object_id) is None:
            raise Http404
        return super().history_view(request, object_id, extra_context)

    def history_form_view(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """There is no such page: it would be a second way to change a row."""
        raise Http404


class DirectoryAdmin(KeptAdmin):
    """Rows of the directory with their time in force and their source."""

    def get_list_display(self, request: HttpRequest) -> Sequence[Any]:
        """Return the columns of the page, then whether the row counts and is checked."""
        return [*self.list_display, "period", "is_active", "is_checked"]

    def get_list_filter(self, request: HttpRequest) -> Sequence[Any]:
        """Return the filters of the page, then those of every dated row."""
        checked = ("verified_on", EmptyFieldListFilter)
        return [*self.list_filter, InForceFilter, "is_active", checked]

    @admin.display(description=_("in force"))
    def period(self, row: DatedRow) -> str:
        """Return the period as people write it; an open end is left out."""
        if not (row.in_force_from or row.in_force_until):
            return "–"
        ends = [row.in_force_from, row.in_force_until]
        return " – ".join(date_format(day, "d.m.Y") if day else "" for day in ends)

    @admin.display(description=_("verified"), boolean=True)
    def is_checked(self, row: DatedRow) -> bool:
        """Whether somebody has checked this row."""
        return row.is_verified


class NamedAdmin(DirectoryAdmin):
    """Rows with a code and both names."""

    list_display = ["name_en", "name_az"]
    search_fields = ["code", "name_en", "name_az"]
    final_fields = ["code"]
    details: Sequence[str] = ()

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> Any:
        """Return the fields in the order of every page of the directory."""
        first = (None, {"fields": ["code", "name_en", "name_az", *self.details]})
        return [first, NOTES, PERIOD]
