"""Proposals in the administration: what waits for a second person, and what was decided."""

from typing import Any

from django.contrib import admin
from django.contrib.admin import SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from casework.audit import chain
from casework.workflow.admin.cases import ReadOnly, log_reading, visible_cases
from casework.workflow.admin.choices import PROPOSAL_ACTIONS
from casework.workflow.history import typed_in
from casework.workflow.labels import labels_of_steps
from casework.workflow.models import Proposal

SHOWN: Any = [
    "case", "step_label", "details_in_words", "made_by", "on_behalf_of", "made_at", "status",
    "decided_by", "decided_at", "remark",
]  # fmt: skip


class StatusFilter(SimpleListFilter):
    """What is to be decided, unless something else is asked for."""

    title = _("status")
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("all", _("All")), *Proposal.Status.choices]

    def choices(self, changelist: Any) -> Any:
        """Return the links; there is no empty choice."""
        chosen = self.value() or Proposal.Status.OPEN
        for value, label in self.lookup_choices:
            yield {
                "selected": chosen == value,
                "query_string": changelist.get_query_string({self.parameter_name: value}),
                "display": label,
            }

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        chosen = self.value() or Proposal.Status.OPEN
        return queryset if chosen == "all" else queryset.filter(status=chosen)


@admin.register(Proposal)
class ProposalAdmin(ReadOnly):
    """Steps that one person proposed and another one decides."""

    choices = PROPOSAL_ACTIONS
    list_display = ["case", "step_label", "made_by", "on_behalf_of", "made_at", "status"]
    list_filter = [StatusFilter]
    list_select_related = ["case", "made_by", "on_behalf_of"]
    search_fields = ["case__reference", "case__foreign_reference"]
    readonly_fields = SHOWN
    fieldsets = [(None, {"fields": SHOWN})]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Proposal]:
        """Return the proposals of cases that this person may see, the oldest first."""
        rows = Proposal.objects.filter(case__in=visible_cases(request))
        return rows.select_related("case", "made_by", "on_behalf_of").order_by("pk")

    def get_ordering(self, request: HttpRequest) -> Any:
        """The oldest first."""
        return ["pk"]

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> Any:
        """Show what was typed; logged as a read of the case."""
        log_reading(request, context["original"].case)
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description=_("step"), ordering="step")
    def step_label(self, proposal: Proposal) -> str:
        """Return the label of the step in the case's procedure."""
        return labels_of_steps(proposal.case.kind).get(proposal.step, "–")

    @admin.display(description=_("details"))
    def details_in_words(self, proposal: Proposal) -> str:
        """Return what was typed into the form of the step."""
        details = chain.parsed(proposal.details)
        rows = typed_in(proposal.case, proposal.step, details)
        return format_html_join("", "<p>{}: {}</p>", rows) or "–"
