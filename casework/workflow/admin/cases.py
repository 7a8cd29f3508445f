"""Cases in the administration: found, read, and moved only through the door."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from casework.access.models import User
from casework.access.permissions import Role
from casework.access.supervision import reach_of
from casework.audit.events import ReadLog
from casework.audit.reads import log_search
from casework.cases.case import Case
from casework.cases.clocks import dates_of, own_days_of
from casework.cases.orders import Order
from casework.clock import FactError, MissingYear, Reason, today
from casework.clock.own import AWAITED, KEPT
from casework.directory.admin.lookups import OwnLookups
from casework.directory.calendars import NoCalendar
from casework.directory.models import NoPolicy
from casework.directory.procedures import is_timed
from casework.explain import sentence, sentences
from casework.workflow.admin import filters
from casework.workflow.admin.abroad import StateAbroad
from casework.workflow.admin.bulk import bulk_page
from casework.workflow.admin.choices import CASE_ACTIONS
from casework.workflow.history import history_of
from casework.workflow.labels import state_label
from casework.workflow.registry import REGISTERED, registered

EVENTS_SHOWN = 200
CLOCKS = {
    "review": _("Legal review"),
    "execution": _("Execution"),
    "ceiling": _("Ceiling"),
    AWAITED: _("Reminder due"),
    KEPT: _("End of preservation abroad"),
    "answer_by": _("Answer asked for by"),
    "loss": _("Loss of data expected"),
}


def visible_cases(request: HttpRequest) -> Any:
    """Return the cases of the authorities that this person supervises or audits."""
    seen = reach_of(request.user, Role.SUPERVISOR, Role.AUDITOR)
    return Case.objects.visible_to(request.user).filter(authority__in=seen)


def is_supervisor(request: HttpRequest) -> bool:
    """Whether this person decides anything here; an auditor only reads."""
    return bool(reach_of(request.user, Role.SUPERVISOR))


class ReadOnly(OwnLookups, admin.ModelAdmin):
    """Rows that the administration shows and never saves."""

    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 50
    view_on_site = False
    choices: Any = {}  # the steps that may be taken for several rows, by name

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody: a case is registered at the desk."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody: only steps change a case."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody."""
        return False

    def history_view(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """The events of the case are its history; there is no other."""
        raise Http404

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        """Search, and log what was searched for."""
        if search_term.strip() and isinstance(request.user, User):
            log_search(request.user, search_term.strip(), None)
        return super().get_search_results(request, queryset, search_term)

    def get_actions(self, request: HttpRequest) -> Any:
        """Offer a supervisor the steps for several rows; an auditor none."""
        if not is_supervisor(request):
            return {}
        return {name: (_begin(name), name, choice.label) for name, choice in self.choices.items()}

    def get_urls(self) -> list[URLPattern]:
        """Add the pages of the steps for several rows."""
        return [
            path(
                f"{name}/",
                self.admin_site.admin_view(self._page(name)),
                name=f"{self.opts.app_label}_{self.opts.model_name}_{name}",
            )
            for name in self.choices
        ] + super().get_urls()

    def _page(self, name: str) -> Callable[[HttpRequest], HttpResponse]:
        def page(request: HttpRequest) -> HttpResponse:
            if not is_supervisor(request):
                raise PermissionDenied
            return bulk_page(request, self, self.choices[name], self.get_queryset(request))

        return page


def _begin(name: str) -> Callable[[Any, HttpRequest, QuerySet[Any]], HttpResponse]:
    def begin(model_admin: Any, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse:
        """Show the form of the step, for exactly these rows."""
        return bulk_page(request, model_admin, model_admin.choices[name], queryset, begins=True)

    return begin


@admin.register(Case)
class CaseAdmin(StateAbroad, ReadOnly):
    """Every case of the authority with what a supervisor asks first."""

    choices = CASE_ACTIONS
    change_form_template = "admin/casework/case/change_form.html"
    list_display = [
        "reference", "state_abroad", "foreign_reference", "standing", "officer", "waiting_on",
        "due", "execution", "ceiling_on",
    ]  # fmt: skip
    list_filter = [
        filters.ProcedureFilter, filters.DueFilter, filters.OfficerFilter,
        filters.StandingFilter, filters.WaitingFilter, filters.StateAbroadFilter,
    ]  # fmt: skip
    list_select_related = ["requesting_state", "officer"]
    search_fields = ["reference", "foreign_reference", "requesting_authority"]
    search_help_text = _("Reference, foreign reference, requesting authority or initiator")
    fieldsets = [
        (None, {"fields": ["on_the_desk", "standing", "officer", "waiting_on", "is_urgent"]}),
        (
            _("Request"),
            {
                "fields": [
                    "requesting_state", "requesting_authority", "foreign_reference",
                    "request_type", "received_at", "answer_by_at", "loss_expected_at", "ended_at",
                ]
            },
        ),
    ]  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Return what this person may see; the next last day first."""
        return visible_cases(request).order_by(F("due_on").asc(nulls_last=True), "pk")

    def get_ordering(self, request: HttpRequest) -> list[Any]:
        """The next last day first; cases without one at the end."""
        return [F("due_on").asc(nulls_last=True)]

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> Any:
        """Add clocks with their derivation, orders, and what happened; logged as a read."""
        case = context["original"]
        log_reading(request, case)
        context |= {"clocks": clocks_of(case), "orders": orders_of(case)}
        context["lines"] = history_of(case, EVENTS_SHOWN) if case.kind in REGISTERED else []
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description=_("page on the desk"))
    def on_the_desk(self, case: Case) -> str:
        """Return the link to where the work is done."""
        return format_html('<a href="{}">{}</a>', case.get_absolute_url(), case.reference)

    @admin.display(description=_("state"), ordering="state")
    def standing(self, case: Case) -> str:
        """Return the label of the state in the case's procedure."""
        return state_label(case)

    @admin.display(description=_("next last day"), ordering="due_on")
    def due(self, case: Case) -> str:
        """Return the day, and that it has passed."""
        if case.suspended_since:
            words = {"day": date_format(case.suspended_since, "d.m.Y")}
            return str(_("suspended since %(day)s") % words)
        if case.due_on is None or case.is_ended:
            return "–"
        day = date_format(case.due_on, "d.m.Y")
        return str(_("%(day)s, overdue") % {"day": day}) if case.due_on < today() else day

    @admin.display(description=_("execution: nominal / effective"), ordering="execution_on")
    def execution(self, case: Case) -> str:
        """Return the nominal and the effective last day of execution."""
        days = [case.execution_nominal_on, case.execution_on]
        return " / ".join(date_format(day, "d.m.Y") if day else "–" for day in days)


def log_reading(request: HttpRequest, case: Case) -> None:
    """Add to the log of reads: what stands here is what the page of the case says."""
    if isinstance(request.user, User):
        about = {"authority_id": case.authority_id, "case_id": case.pk}
        ReadLog.objects.create(user=request.user, what=ReadLog.What.CASE, **about)


def clocks_of(case: Case) -> dict[str, Any]:
    """Return every clock that ever ran, each with the sentences that say why.

    receipt  why day 0 is that day; or why the dates cannot be derived
    rows     label, row and sentences; none for a clock that no longer runs
    """
    why: dict[str, list[str]] = {}
    try:
        why = {name: sentences(given) for name, given in reasons_of(case).items()}
    except FactError as error:
        why["receipt"] = [sentence(error.reason)]
    except (MissingYear, NoPolicy, NoCalendar) as error:
        why["receipt"] = [str(error)]
    current = case.deadlines.filter(is_current=True, clock__in=CLOCKS)
    rows = [
        {
            "label": CLOCKS[row.clock],
            "row": row,
            "why": why.get(row.clock, []) if row.effective_on or row.suspended_since else [],
        }
        for row in sorted(current, key=lambda row: [*CLOCKS].index(row.clock))
    ]
    return {"receipt": why.get("receipt", []), "rows": rows}


def reasons_of(case: Case) -> Mapping[str, tuple[Reason, ...]]:
    """Return by clock why it ends when it does."""
    if is_timed(case.kind):
        return dates_of(case, today()).found.why
    own = registered(case.kind).model.objects.get(pk=case.pk)
    return {day.clock: day.why for day in own_days_of(own)}


def orders_of(case: Case) -> list[Order]:
    """Return the orders of the case with their items. Two queries."""
    rows = case.orders.select_related("measure", "provider", "person", "preservation")
    return list(rows.prefetch_related("orderlines__item", "orderlines__reason"))
