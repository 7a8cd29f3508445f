"""The calendar in the administration: editions, their days, and how a new edition is made."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import SimpleListFilter
from django.core.exceptions import PermissionDenied
from django.db.models import Case, IntegerField, Model, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.clock import today
from casework.directory.admin.calendar_forms import CalendarChangeForm, YearForm
from casework.directory.admin.lookups import OwnLookups
from casework.directory.calendar_changes import CalendarChangeError
from casework.directory.calendars import calendar_of, calendar_warnings, current_number
from casework.directory.editions import CalendarDay, CalendarEdition, DayKind
from casework.directory.new_editions import add_year, new_edition


class LookAtAdmin(OwnLookups, admin.ModelAdmin):
    """Rows that nobody changes here."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(CalendarEdition)
class CalendarEditionAdmin(LookAtAdmin):
    """Editions; adding one means changing the calendar, after a look at which days change."""

    list_display = ["number", "made_at", "made_by", "reason", "based_on"]
    list_select_related = ["made_by", "based_on"]
    search_fields = ["reason"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A supervisor may."""
        return request.user.has_perm("casework.add_calendaredition")

    def get_urls(self) -> list[Any]:
        """Put the page that adds a year beside the others."""
        page = self.admin_site.admin_view(self.year_view)
        name = "casework_calendaredition_year"
        return [path("year/", page, name=name), *super().get_urls()]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the editions, above them what the calendar lacks."""
        lacking = {"calendar_warnings": calendar_warnings(today())}
        return super().changelist_view(request, {**(extra_context or {}), **lacking})

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Ask what changes, show which days that moves, and make the edition on confirmation."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        number = current_number()
        if request.method != "POST":
            return self.page(request, CalendarChangeForm(number=number), number)
        form = CalendarChangeForm(request.POST, number=number)
        if not form.is_valid() or "_again" in request.POST:
            return self.page(request, form, number)
        if "_confirm" not in request.POST:
            return self.page(request, form, number, is_preview=True)
        return self.make(request, form, number)

    def make(self, request: HttpRequest, form: CalendarChangeForm, number: int) -> HttpResponse:
        """Make the edition that was shown, unless another one came between."""
        seen = request.POST.get("seen", "")
        try:
            edition = new_edition(
                [form.change],
                by=request.user,
                reason=form.cleaned_data["reason"],
                on_top_of=int(seen) if seen.isdecimal() else 0,
            )
        except CalendarChangeError as refusal:
            form.add_error(None, str(refusal))
            return self.page(request, form, number)
        return self.made(request, edition)

    def made(self, request: HttpRequest, edition: CalendarEdition) -> HttpResponse:
        """Log the new edition, say so, and go back to the list."""
        self.log_addition(request, edition, edition.reason)
        sentence = gettext(
            "Edition %(number)s is made. Open cases keep their edition until a supervisor moves"
            " them."
        )
        self.message_user(request, sentence % {"number": edition.number}, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:casework_calendaredition_changelist"))

    def year_view(self, request: HttpRequest) -> HttpResponse:
        """Add a year with the days that are published for it."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        number = current_number()
        last = max(calendar_of(number).years)
        if request.method != "POST":
            return self.page(request, YearForm(initial={"year": last + 1}), number)
        form = YearForm(request.POST)
        if not form.is_valid():
            return self.page(request, form, number)
        given = form.cleaned_data
        try:
            edition = add_year(given["year"], by=request.user, reason=given["reason"])
        except CalendarChangeError as refusal:
            form.add_error(None, str(refusal))
            return self.page(request, form, number)
        return self.made(request, edition)

    def page(
        self, request: HttpRequest, form: Any, number: int, is_preview: bool = False
    ) -> HttpResponse:
        """Return the page with the form, or with the days that would change."""
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Change the calendar"),
            "subtitle": None,
            "opts": self.opts,
            "form": form,
            "media": self.media + form.media,
            "number": number,
            "is_preview": is_preview,
            "is_year": isinstance(form, YearForm),
        }
        return TemplateResponse(request, "admin/directory/calendar_change.html", context)


class ChosenFilter(SimpleListFilter):
    """A filter that always has a value: its default is what one wants to see first."""

    def first_choice(self) -> str:
        """Return what is shown unless something else is chosen."""
        raise NotImplementedError

    def value(self) -> str:
        """Return what was chosen, or the first choice; nonsense counts as nothing."""
        chosen = super().value()
        known = [str(value) for value, _title in self.lookup_choices]
        return chosen if chosen in known else self.first_choice()

    def choices(self, changelist: Any) -> Iterator[Any]:
        """Leave out “all”."""
        for value, title in self.lookup_choices:
            yield {
                "selected": self.value() == str(value),
                "query_string": changelist.get_query_string({self.parameter_name: value}),
                "display": title,
            }


class EditionFilter(ChosenFilter):
    """Days of one edition; the latest unless another is chosen."""

    title = _("edition")
    parameter_name = "edition"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        numbers = CalendarEdition.objects.order_by("-number").values_list("number", flat=True)
        return [(str(number), number) for number in numbers]

    def first_choice(self) -> str:
        return str(current_number())

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Any]:
        return queryset.in_edition(int(self.value()))


class YearFilter(ChosenFilter):
    """Days of one year; the present one unless another is chosen."""

    title = _("year")
    parameter_name = "year"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(str(year), year) for year in sorted(calendar_of(current_number()).years)]

    def first_choice(self) -> str:
        return str(today().year)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(day__year=int(self.value()))


@admin.register(CalendarDay)
class CalendarDayAdmin(LookAtAdmin):
    """The days of an edition, those that are not plain first."""

    list_display = ["date", "weekday", "is_working", "kind", "name_en", "name_az", "is_estimated"]
    list_display_links = None
    list_filter = [EditionFilter, YearFilter, "kind", "is_working", "is_estimated"]
    search_fields = ["name_en", "name_az"]
    list_per_page = 400
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[CalendarDay]:
        """Put holidays and transfers before plain days."""
        plain = When(kind__in=[DayKind.WORKING, DayKind.WEEKEND], then=Value(1))
        order = Case(plain, default=Value(0), output_field=IntegerField())
        return CalendarDay.objects.annotate(is_plain=order)

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """Return the order of the list: remarkable days, then the plain ones, each by date."""
        return ("is_plain", "day")

    @admin.display(description=_("day"), ordering="day")
    def date(self, row: CalendarDay) -> str:
        return date_format(row.day, "d.m.Y")

    @admin.display(description=_("weekday"))
    def weekday(self, row: CalendarDay) -> str:
        return date_format(row.day, "l")
