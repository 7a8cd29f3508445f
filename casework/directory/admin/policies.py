"""Policies in the administration: a policy that has begun stands, a change is a new one."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.clock import today
from casework.directory.admin.rows import KeptAdmin
from casework.directory.policies import CLOCKS, TIMED, Policy
from casework.directory.procedures import is_timed

LINE = re.compile(r"^\s*(\w+)\s*:\s*(\d+(?:\s*,\s*\d+)*)?\s*$")
ABOUT = ["procedure", "in_force_from", "clarification", "ceiling_rule", "day_zero"]
LIMIT_TITLES = {
    "review": _("Legal review"),
    "execution": _("Execution"),
    "ceiling": _("Ceiling of prolongation"),
    "preservation": _("Preservation"),
}
PARTS = ("length", "unit", "counting", "rolls", "source")


class RemindersField(forms.CharField):
    """Reminders as people write them: a line for each clock, such as "ceiling: 14, 7, 1"."""

    widget = forms.Textarea(attrs={"rows": 7, "cols": 40})

    def prepare_value(self, value: Any) -> Any:
        """Return the lines that stand for the value."""
        if not isinstance(value, dict):
            return value
        return "\n".join(f"{clock}: {', '.join(map(str, days))}" for clock, days in value.items())

    def to_python(self, value: Any) -> Any:
        """Return lists of offsets by clock. Raises ValidationError, naming the line."""
        reminders = {}
        for line in (value or "").splitlines():
            if not line.strip():
                continue
            found = LINE.match(line)
            if not found or found[1] in reminders:
                raise ValidationError(
                    _("Write a line for each clock, such as “ceiling: 14, 7, 1”; not: %(line)s"),
                    params={"line": line},
                )
            reminders[found[1]] = [int(number) for number in re.findall(r"\d+", found[2] or "")]
        return reminders

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the lines say something else than before."""
        return super().has_changed(self.prepare_value(initial), data)


class PolicyForm(forms.ModelForm):
    """A policy; it begins after today, so that no case already received counts otherwise."""

    reminders = RemindersField(
        required=False,
        label=_("Reminders"),
        help_text=_("Days before the last day; hours for answer_by and expected_loss."),
    )

    def clean_in_force_from(self) -> Any:
        """Refuse a first day that has passed or has begun."""
        day = self.cleaned_data["in_force_from"]
        if day <= today():
            raise ValidationError(
                _("A policy begins tomorrow or later: cases received until today keep theirs.")
            )
        return day

    def clean(self) -> dict[str, Any]:
        """Demand the limits of the clocks that run in the procedure."""
        found = super().clean() or {}
        procedure = found.get("procedure") or self.instance.procedure
        for name in TIMED if procedure and is_timed(procedure) else ():
            if f"{name}_length" in self.fields and not found.get(f"{name}_length"):
                self.add_error(f"{name}_length", gettext("This clock runs here: how long?"))
        return found


@admin.register(Policy)
class PolicyAdmin(KeptAdmin):
    """Policies by procedure and first day."""

    form = PolicyForm
    list_display = [
        "procedure",
        "in_force_from",
        "review",
        "execution",
        "ceiling",
        "preservation",
        "clarification",
        "day_zero",
    ]
    list_display_links = ["procedure", "in_force_from"]
    list_filter = ["procedure", "clarification"]
    date_hierarchy = "in_force_from"

    def get_fieldsets(self, request: HttpRequest, obj: Policy | None = None) -> Any:
        """Return a group of fields for each limit; say why most are fixed once it has begun."""
        first: dict[str, Any] = {"fields": ABOUT}
        if obj and obj.has_begun(today()):
            first["description"] = gettext(
                "This policy has begun: cases count by it, so only its notes and sources change."
                " For other limits add a policy that begins on a later day."
            )
        elif Policy.objects.exists():
            first["description"] = gettext(
                "A case keeps the policy of the day on which it was received: no open case moves."
                " Until this policy begins, “What would move” shows what it changes for new"
                " requests, and it can still be corrected here."
            )
        limits = [
            (LIMIT_TITLES[name], {"fields": [f"{name}_{part}" for part in PARTS]})
            for name in CLOCKS
        ]
        return [
            (None, first),
            *limits,
            (_("Reminders and note"), {"fields": ["reminders", "note"]}),
        ]

    def save_model(self, request: HttpRequest, obj: Policy, form: Any, change: bool) -> None:
        """Save; of a policy to come, say where its effect is shown before it begins."""
        super().save_model(request, obj, form, change)
        if not obj.has_begun(today()):
            words = _("See what it changes before it begins: no open case moves.")
            link = format_html('<a href="{}">{}</a>', reverse("moves"), words)
            self.message_user(request, link)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[str]:
        """Everything but the texts, once it has begun; before that, the procedure only."""
        if obj is None:
            return []
        if not obj.has_begun(today()):
            return ["procedure"]
        limits = [f"{name}_{part}" for name in CLOCKS for part in PARTS if part != "source"]
        return [*ABOUT, *limits, "reminders"]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Begin a new policy with what the latest one says."""
        given = super().get_changeform_initial_data(request)
        latest = Policy.objects.filter(**{k: v for k, v in given.items() if k == "procedure"})
        policy = latest.order_by("in_force_from").last()
        if policy is None:
            return given
        copied = {f.name: getattr(policy, f.name) for f in Policy._meta.fields if f.editable}
        return {**copied, "in_force_from": None, "note": "", **given}

    def _limit(self, policy: Policy, name: str) -> str:
        length, unit = (
            getattr(policy, f"{name}_length"),
            getattr(policy, f"get_{name}_unit_display"),
        )
        return f"{length} {unit()}" if length else "–"

    @admin.display(description=_("legal review"))
    def review(self, policy: Policy) -> str:
        return self._limit(policy, "review")

    @admin.display(description=_("execution"))
    def execution(self, policy: Policy) -> str:
        return self._limit(policy, "execution")

    @admin.display(description=_("ceiling"))
    def ceiling(self, policy: Policy) -> str:
        return self._limit(policy, "ceiling")

    @admin.display(description=_("preservation"))
    def preservation(self, policy: Policy) -> str:
        return self._limit(policy, "preservation")
