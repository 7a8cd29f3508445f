"""Forms of the steps on conditions of use."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.cases.items import DataItem, Outcome
from casework.cases.law import UseCondition
from casework.clock import today
from casework.explain import day_text
from casework.files.documents import Document
from casework.incoming.forms.review import UNCHOSEN, day_of_case
from casework.incoming.guards.conditions import accepted_next, awaited, declined
from casework.workflow.fields import DayField, DocumentField, TextField
from casework.workflow.forms import StepForm

Decision = UseCondition.Decision


class SetConditionForm(StepForm):
    kind = forms.ChoiceField(label=_("Condition"), choices=UseCondition.Kind.choices)
    text = TextField(label=_("In words"), required=False)


class RecordAcceptanceForm(StepForm):
    accepted_on = DayField(label=_("Accepted on"), initial=today)
    document = DocumentField(kind=Document.Kind.ANSWER, label=_("The message"), required=False)

    def prepare(self) -> None:
        """Offer the documents of the case."""
        self.fields["document"].of(self.case)

    def told(self) -> list[str]:
        """Return what is accepted."""
        terms = "; ".join(str(row) for row in accepted_next(self.case))
        return [gettext("It is about: %(terms)s.") % {"terms": terms}] if terms else []

    def clean_accepted_on(self) -> Any:
        """Refuse a day before receipt or in the future."""
        return day_of_case(self, "accepted_on")


class ConditionChoice(forms.ModelChoiceField):
    """One of the conditions of the case, by its words."""

    def of(self, rows: list[UseCondition]) -> None:
        """Offer these conditions; begin with the only one."""
        self.queryset = UseCondition.objects.filter(pk__in=[row.pk for row in rows])
        self.initial = rows[0].pk if len(rows) == 1 else None


class RecordDeclineForm(StepForm):
    conditions = forms.ModelMultipleChoiceField(
        UseCondition.objects.none(),
        label=_("What the requester declines"),
        widget=forms.CheckboxSelectMultiple,
    )
    declined_on = DayField(label=_("Declined on"), initial=today)
    document = DocumentField(kind=Document.Kind.ANSWER, label=_("The letter that declines"))
    objection = TextField(label=_("Why, as the requester puts it"), required=False)

    def prepare(self) -> None:
        """Offer what is awaited, the only one chosen, and the documents of the case."""
        keys = [row.pk for row in awaited(self.case)]
        self.fields["conditions"].queryset = UseCondition.objects.filter(pk__in=keys)
        self.fields["conditions"].initial = keys if len(keys) == 1 else []
        self.fields["document"].of(self.case)

    def told(self) -> list[str]:
        """Return what follows from it."""
        return [
            gettext(
                "Nothing that is given leaves then, until a supervisor has decided whether it is"
                " given all the same (Art. 28.2). The time limits go on."
            )
        ]

    def clean_declined_on(self) -> Any:
        """Refuse a day before receipt or in the future."""
        return day_of_case(self, "declined_on")


class DecideConditionForm(StepForm):
    condition = ConditionChoice(UseCondition.objects.none(), label=_("Declined condition"))
    decision = forms.ChoiceField(label=_("Decision"), choices=UNCHOSEN + Decision.choices)
    text = TextField(
        label=_("The condition that takes its place"),
        required=False,
        rows=2,
        help_text=_("Only where another condition takes its place; the requester is asked anew."),
    )
    items = forms.ModelMultipleChoiceField(
        DataItem.objects.none(),
        label=_("What is not given"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Only where the material is not given; the rest is answered as usual."),
    )
    reasons = TextField(
        label=_("Reasons"), help_text=_("They stand in the letter to the requester.")
    )

    def prepare(self) -> None:
        """Offer what was declined, and the items that are given or still may be."""
        self.fields["condition"].of(declined(self.case))
        still = [
            item.pk
            for item in self.case.dataitems.all()
            if item.outcome in (Outcome.GIVEN, Outcome.PENDING)
        ]
        self.fields["items"].queryset = DataItem.objects.filter(pk__in=still)

    def told(self) -> list[str]:
        """Return when the requester declined, and by which words."""
        said = gettext("“%(term)s” was declined on %(day)s.")
        return [
            f"{said % {'term': row, 'day': day_text(row.declined_on)}} {row.objection}".strip()
            for row in declined(self.case)
            if row.declined_on
        ]

    def clean(self) -> dict[str, Any]:
        """Demand what the decision needs, and nothing that it has no use for."""
        found = super().clean() or {}
        decision = found.get("decision")
        if decision == Decision.REPLACED and not found.get("text"):
            self.add_error("text", gettext("Say which condition takes its place."))
        elif decision and decision != Decision.REPLACED and found.get("text"):
            self.add_error("text", gettext("Only where another condition takes its place."))
        offered = self.fields["items"].queryset
        if decision == Decision.WITHHELD and not found.get("items") and offered.exists():
            self.add_error("items", gettext("Say what is not given."))
        elif decision and decision != Decision.WITHHELD and found.get("items"):
            self.add_error("items", gettext("Only where the material is not given."))
        return found

    def arguments(self) -> dict[str, Any]:
        """Return the items as a list."""
        return {**self.cleaned_data, "items": list(self.cleaned_data["items"])}
