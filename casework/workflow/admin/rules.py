"""Rules about steps in the administration: an authority's own, set by its supervisors."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import ForeignKey, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.access.permissions import Role
from casework.access.supervision import managed_by, reach_of
from casework.directory.admin.rows import KeptAdmin
from casework.directory.models import Authority
from casework.workflow.models import StepRule
from casework.workflow.people import words_for
from casework.workflow.registry import REGISTERED
from casework.workflow.rules import ACTING, lacking_with


def step_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the steps of every procedure, grouped by procedure."""
    return [
        (str(procedure.kind), [(row.name, str(row.label)) for row in procedure.table])
        for procedure in REGISTERED.values()
    ]


class StepRuleForm(forms.ModelForm):
    """A rule; refused where it would leave a step that nobody can take or decide."""

    step = forms.ChoiceField(label=_("Step"), choices=step_choices)
    roles = forms.MultipleChoiceField(
        label=_("Who may take it"),
        choices=[(role.value, role.label) for role in ACTING],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Leave empty to keep the roles of the procedure."),
    )

    def clean(self) -> dict[str, Any]:
        """Demand a step of the procedure, and people who could still take and decide it."""
        found = super().clean() or {}
        rule = self.instance
        values = {
            name: found.get(name, getattr(rule, name, None))
            for name in ("procedure", "step", "roles", "second")
        }
        authority = found.get("authority") or (rule.authority if rule.authority_id else None)
        procedure = REGISTERED.get(str(values["procedure"]))
        if self.errors or authority is None:
            return found
        if procedure is None or values["step"] not in procedure.table:
            raise ValidationError(gettext("This procedure has no such step."))
        lacking = lacking_with(StepRule(authority=authority, **values))
        if lacking:
            raise ValidationError(lacking)
        return found


@admin.register(StepRule)
class StepRuleAdmin(KeptAdmin):
    """What an authority decided about who may take a step and who decides it."""

    form = StepRuleForm
    fields = ["authority", "procedure", "step", "roles", "second"]
    list_display = ["step_label", "authority", "procedure", "roles_in_words", "second"]
    list_filter = ["procedure", "second"]
    list_select_related = ["authority"]
    final_fields = ["authority", "procedure", "step"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[StepRule]:
        """Rules of the authorities that this person supervises or audits."""
        seen = reach_of(request.user, Role.SUPERVISOR, Role.AUDITOR)
        return super().get_queryset(request).filter(authority__in=seen)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A supervisor of a whole authority may."""
        return bool(managed_by(request.user))

    def has_change_permission(self, request: HttpRequest, obj: StepRule | None = None) -> bool:
        """A supervisor may, in the own authority."""
        own = managed_by(request.user)
        return obj.authority_id in own if obj else bool(own)

    def formfield_for_foreignkey(
        self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """Offer the supervisor's own authorities, and accept no other."""
        if db_field.name == "authority":
            kwargs["queryset"] = Authority.objects.filter(pk__in=managed_by(request.user))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description=_("step"), ordering="step")
    def step_label(self, rule: StepRule) -> str:
        """Return the label of the step in its procedure."""
        procedure = REGISTERED.get(rule.procedure)
        known = procedure and rule.step in procedure.table
        return str(procedure.table[rule.step].label) if procedure and known else "–"

    @admin.display(description=_("who may take it"))
    def roles_in_words(self, rule: StepRule) -> str:
        """Return the roles, "–" where the procedure's own stay."""
        return words_for(Role(role) for role in rule.roles) or "–"
