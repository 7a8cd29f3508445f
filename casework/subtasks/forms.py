"""The forms of the steps on sub-tasks."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.cases.subtasks import SubTask
from casework.clock import today
from casework.workflow.fields import DayField, TextField
from casework.workflow.forms import StepForm

# Another step adds what a body executes: it hands the case over with a letter.
ADDED_BY_HAND = [one for one in SubTask.Kind.choices if one[0] != SubTask.Kind.EXECUTION]


class CostFields(forms.Form):
    """What it costs: an amount and its currency, or neither."""

    amount = forms.DecimalField(
        label=_("Amount"), min_value=0, max_digits=12, decimal_places=2, required=False
    )
    currency = forms.ChoiceField(
        label=_("Currency"), choices=[("", "–"), *SubTask.Currency.choices], required=False
    )

    def clean(self) -> dict[str, Any]:
        """Demand both of them, or none."""
        found = super().clean() or {}
        if found.get("amount") is not None and not found.get("currency"):
            self.add_error("currency", gettext("Say in which currency."))
        elif found.get("amount") is None and found.get("currency") and "amount" not in self.errors:
            self.add_error("amount", gettext("Say how much."))
        return found


class AddSubtaskForm(CostFields, StepForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=ADDED_BY_HAND)
    what = forms.CharField(label=_("What is to be done"), max_length=500)
    asked_of = forms.CharField(
        label=_("Who is asked"),
        max_length=300,
        help_text=_("A translator, a body that pays or advances the costs, anybody else."),
    )
    asked_on = DayField(label=_("Asked on"), initial=today)
    due_on = DayField(label=_("Due on"))

    field_order = ("kind", "what", "asked_of", "asked_on", "due_on", "amount", "currency")

    def clean_asked_on(self) -> Any:
        """Refuse a day in the future."""
        return past(self, "asked_on")

    def clean(self) -> dict[str, Any]:
        """Refuse a day on which it is due before it was asked for."""
        found = super().clean()
        refuse_earlier(self, "due_on", found.get("asked_on"))
        return found


class OpenSubtaskForm(StepForm):
    """A step on one of the sub-tasks that are still open; the only one is chosen already."""

    subtask = forms.ModelChoiceField(SubTask.objects.none(), label=_("Sub-task"))

    def prepare(self) -> None:
        """Offer what is neither finished nor dropped."""
        rows = SubTask.objects.filter(case=self.case.pk, ended_on=None)
        self.fields["subtask"].queryset = rows
        keys = list(rows.values_list("pk", flat=True)[:2])
        self.fields["subtask"].initial = keys[0] if len(keys) == 1 else None


class ChangeSubtaskForm(OpenSubtaskForm):
    due_on = DayField(label=_("New day on which it is due"), required=False)
    asked_of = forms.CharField(label=_("Who is asked now"), max_length=300, required=False)
    what = forms.CharField(label=_("What is to be done now"), max_length=500, required=False)
    reason = TextField(label=_("Reason"), rows=2)

    def clean(self) -> dict[str, Any]:
        """Demand one change at least; what is left empty stays as it is."""
        found = super().clean() or {}
        if found.get("subtask"):
            refuse_earlier(self, "due_on", found["subtask"].asked_on)
        if not self.errors and not any(found.get(name) for name in ("due_on", "asked_of", "what")):
            raise forms.ValidationError(gettext("Say what changes: what is left empty stays."))
        return found

    def arguments(self) -> dict[str, Any]:
        """Return what changes."""
        return {name: value for name, value in self.cleaned_data.items() if value}


class FinishSubtaskForm(CostFields, OpenSubtaskForm):
    ended_on = DayField(label=_("Done on"), initial=today)
    result = TextField(label=_("Result"), rows=2, required=False)

    field_order = ("subtask", "ended_on", "result", "amount", "currency")

    def clean_ended_on(self) -> Any:
        """Refuse a day in the future."""
        return past(self, "ended_on")

    def clean(self) -> dict[str, Any]:
        """Refuse a day before it was asked for; where costs were asked for, demand them."""
        found = super().clean()
        row = found.get("subtask")
        if row is None:
            return found
        refuse_earlier(self, "ended_on", row.asked_on)
        if found.get("amount") is None and row.amount is not None and not self.errors:
            found["amount"], found["currency"] = row.amount, row.currency
        if row.kind == SubTask.Kind.COSTS and found.get("amount") is None and not self.errors:
            self.add_error("amount", gettext("Say what it cost; 0 where it cost nothing."))
        return found


class DropSubtaskForm(OpenSubtaskForm):
    reason = TextField(label=_("Reason"), rows=2)


def past(form: StepForm, name: str) -> Any:
    """Return the day typed into this field; refuse one in the future."""
    day = form.cleaned_data[name]
    if day > today():
        raise forms.ValidationError(gettext("This day lies in the future."))
    return day


def refuse_earlier(form: StepForm, name: str, asked_on: Any) -> None:
    """Refuse a day of this field before the sub-task was asked for."""
    day = form.cleaned_data.get(name)
    if day and asked_on and day < asked_on:
        form.add_error(name, gettext("This day lies before the one on which it was asked for."))
