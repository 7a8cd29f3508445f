"""What a supervisor looks for in the list of cases."""

from datetime import timedelta
from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from casework.access.models import Membership, User
from casework.access.permissions import Role
from casework.access.supervision import reach_of
from casework.cases.case import WaitingOn
from casework.cases.queries import desks_of
from casework.clock import today
from casework.directory.models import State
from casework.directory.procedures import PROCEDURES
from casework.workflow.foreign import state_word_for
from casework.workflow.registry import REGISTERED

SOON = timedelta(days=3)
NOBODY = "nobody"


class DueFilter(SimpleListFilter):
    """Cases by their next last day."""

    title = _("time limit")
    parameter_name = "due"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("overdue", _("overdue")),
            ("soon", _("due in 3 days")),
            ("ceiling", _("past the ceiling")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Any]:
        day = today()
        if self.value() == "overdue":
            return queryset.overdue(day)
        if self.value() == "soon":
            return queryset.due_by(day + SOON).filter(due_on__gte=day)
        if self.value() == "ceiling":
            return queryset.past_ceiling(day)
        return queryset


class OfficerFilter(SimpleListFilter):
    """Cases of one officer, or of nobody."""

    title = _("officer")
    parameter_name = "officer"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        seen = reach_of(request.user, Role.SUPERVISOR, Role.AUDITOR)
        rows = Membership.objects.filter(authority__in=seen, role=Role.OFFICER)
        people = User.objects.filter(pk__in=rows.values("user"))
        return [(NOBODY, _("unassigned")), *((str(one.pk), str(one)) for one in people)]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Any]:
        value = self.value() or ""
        if value == NOBODY:
            return queryset.unassigned()
        if value in {key for key, _label in self.lookup_choices}:
            return queryset.filter(officer=int(value))
        return queryset


class ProcedureFilter(SimpleListFilter):
    """Cases of one procedure; nothing to choose for who has the cases of one alone."""

    title = _("procedure")
    parameter_name = "procedure"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(kind, PROCEDURES[kind].label) for kind in kinds_of(request)]

    def has_output(self) -> bool:
        """Whether there is anything to choose."""
        return len(self.lookup_choices) > 1

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(kind=self.value()) if self.value() else queryset


def kinds_of(request: HttpRequest) -> list[str]:
    """Return the procedures of which this person may see cases, in the order they registered."""
    user = request.user
    mine = {kind for _authority, kind in desks_of(user)} if isinstance(user, User) else set()
    return [kind for kind in REGISTERED if kind in mine]


class StandingFilter(SimpleListFilter):
    """Cases by the state of their procedure, or those still open."""

    title = _("state of the case")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        found: list[tuple[str, Any]] = [("open", _("open"))]
        chosen = request.GET.get(ProcedureFilter.parameter_name)
        kinds = [kind for kind in kinds_of(request) if chosen in (None, kind)]
        for kind in kinds:
            told = f" ({PROCEDURES[kind].label})" if len(kinds) > 1 else ""
            found += [(f"{kind}.{v}", f"{label}{told}") for v, label in states_of(REGISTERED[kind])]
        return found

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Any]:
        value = self.value() or ""
        if value == "open":
            return queryset.open()
        if value in {key for key, _label in self.lookup_choices}:
            kind, _dot, state = value.partition(".")
            return queryset.filter(kind=kind, state=state)
        return queryset


class WaitingFilter(SimpleListFilter):
    """Cases by whom they wait for."""

    title = _("waiting on")
    parameter_name = "waiting"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(WaitingOn.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(waiting_on=self.value()) if self.value() else queryset


class StateAbroadFilter(SimpleListFilter):
    """Cases of one State abroad: only States of which there are cases stand here."""

    title: Any = _("foreign State")
    parameter_name = "from"

    def __init__(self, request: HttpRequest, *args: Any) -> None:
        if isinstance(request.user, User):
            self.title = state_word_for(request.user)
        super().__init__(request, *args)

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        seen = model_admin.get_queryset(request).order_by().values("requesting_state")
        return [(state.code, str(state)) for state in State.objects.filter(pk__in=seen)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        return queryset.filter(requesting_state__code=value) if value else queryset


def states_of(procedure: Any) -> list[tuple[str, Any]]:
    """Return (value, label) of every state of a procedure."""
    return list(procedure.table.states.choices)
