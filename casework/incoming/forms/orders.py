"""The form of the step that orders a measure, and what it shares with provisional preservation."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.cases.items import DataItem, Outcome
from casework.cases.orders import OrderLine
from casework.clock import today
from casework.clock.preservation import (
    LONGEST_ORDER_DAYS,
    SHORTEST_DAYS,
    interception_may_last_until,
    order_may_last_until,
)
from casework.directory.models import Measure, Provider, RecipientPerson
from casework.explain import day_text
from casework.incoming.forms.given import Recipient
from casework.workflow.fields import DayField, TextField
from casework.workflow.forms import StepForm

INTERCEPTIONS = (Measure.Power.TRAFFIC, Measure.Power.INTERCEPTION)
COERCIVE = (*INTERCEPTIONS, Measure.Power.SEARCH)


class RecipientForm(StepForm):
    """Who receives it: a provider, a person known to us, or one entered now."""

    measure = forms.ModelChoiceField(Measure.objects.none(), label=_("Measure"))
    provider = forms.ModelChoiceField(Provider.objects.none(), label=_("Provider"), required=False)
    person = forms.ModelChoiceField(
        RecipientPerson.objects.none(), label=_("or a person"), required=False
    )
    new_person = forms.CharField(
        label=_("or somebody new"),
        max_length=200,
        required=False,
        help_text=_("Somebody confirms by day that this is the right recipient."),
    )
    new_contact = forms.CharField(
        label=_("how to reach the new recipient"), max_length=300, required=False
    )
    items = forms.ModelMultipleChoiceField(
        DataItem.objects.none(),
        label=_("Data items"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    days = forms.IntegerField(
        label=_("Days of preservation"),
        min_value=SHORTEST_DAYS,
        max_value=LONGEST_ORDER_DAYS,
        required=False,
        help_text=_("60 at least, 90 at most (Arts. 16.2, 29.7)."),
    )

    def prepare(self) -> None:
        """Offer measures, recipients and items; nothing of another authority or another case."""
        day = today()
        own = RecipientPerson.objects.kept_by([self.case.authority_id]).for_case(self.case)
        self.fields["measure"].queryset = self.measures(Measure.objects.offered(day))
        self.fields["provider"].queryset = Provider.objects.offered(day)
        self.fields["person"].queryset = own.offered(day)
        self.fields["items"].queryset = self.case.dataitems.all()
        self.fields["items"].initial = self.every_item

    def every_item(self) -> list[int]:
        """Return all items of the case."""
        return [item.pk for item in self.case.dataitems.all()]

    def measures(self, offered: Any) -> Any:
        """Return which of the measures in force may be chosen."""
        return offered.filter(has_basis=True)

    def clean(self) -> dict[str, Any]:
        """Demand exactly one recipient, and a length for preservation alone."""
        found = super().clean() or {}
        chosen = [name for name in ("provider", "person", "new_person") if found.get(name)]
        if len(chosen) != 1:
            self.add_error("provider", gettext("Choose one provider, or one person."))
        measure = found.get("measure")
        if measure and measure.is_preserving:
            if not found.get("days") and "days" not in self.errors:
                self.add_error("days", gettext("Say for how many days, 60 at least."))
        elif measure:
            found["days"] = None
        return found

    def arguments(self) -> dict[str, Any]:
        """Return the recipient as one value."""
        found = dict(self.cleaned_data)
        names = ("provider", "person", "new_person", "new_contact")
        recipient = Recipient(**{name: found.pop(name) for name in names})
        return {**found, "recipient": recipient}


class OrderForm(RecipientForm):
    until_on = DayField(label=_("In force until"), required=False)
    foreign_case_number = forms.CharField(
        label=_("Number of the foreign proceedings"), max_length=200, required=False
    )
    court = forms.CharField(
        label=_("Court"),
        max_length=300,
        required=False,
        help_text=_("Search, seizure and interception need its decision."),
    )
    decision_number = forms.CharField(
        label=_("Number of the decision"), max_length=100, required=False
    )
    decision_on = DayField(label=_("Date of the decision"), required=False)
    why_not_less = TextField(label=_("Why less intrusive means fail"), required=False)

    def prepare(self) -> None:
        """Offer every measure with a basis, and begin with what is known by now.

        What it begins with is found out when the form is shown; a form that is sent asks for none.
        """
        super().prepare()
        self.fields["items"].required = True
        self.fields["until_on"].help_text = gettext(
            "Interception ends within 6 months, on %(day)s at the latest; an order to preserve"
            " within 90 days."
        ) % {"day": day_text(interception_may_last_until(today()))}
        self.fields["foreign_case_number"].initial = self.case.foreign_case_number
        self.fields["measure"].initial = self.found_measure
        self.fields["provider"].initial = self.only_provider
        self.fields["items"].initial = self.items_left

    def found_measure(self) -> int | None:
        """Return the measure of the latest finding, where it may still be ordered."""
        found = self.case.findings.exclude(measure=None).order_by("-pk").values_list("measure_id")
        offered = self.fields["measure"].queryset
        row: Measure | None = offered.filter(pk__in=found[:1]).first()
        return row.pk if row else None

    def only_provider(self) -> int | None:
        """Return the provider, where it is the only one offered, or the only one asked so far."""
        offered = self.fields["provider"].queryset
        asked = self.case.orders.filter(lifted_at=None).exclude(provider=None).order_by()
        for rows in (offered.filter(pk__in=asked.values("provider")), offered):
            keys = list(rows.values_list("pk", flat=True)[:2])
            if len(keys) == 1:
                return int(keys[0])
        return None

    def items_left(self) -> list[int]:
        """Return the items of which nothing was ordered yet; else those that were not given.

        That data are preserved is no order where more than preservation was asked for.
        """
        lines = OrderLine.objects.filter(case=self.case.pk, order__lifted_at=None)
        if not self.case.request_type.is_preservation:
            lines = lines.exclude(order__measure__power=Measure.Power.PRESERVATION)
        ordered = set(lines.values_list("item_id", flat=True))
        items = list(self.case.dataitems.all())
        left = [item.pk for item in items if item.pk not in ordered]
        return left or [item.pk for item in items if item.outcome != Outcome.GIVEN]

    def clean(self) -> dict[str, Any]:
        """Demand what coercive measures need, and keep to their longest duration."""
        found = super().clean() or {}
        measure = found.get("measure")
        if measure:
            self.refuse_refused(measure, found)
            self.demand_court_decision(measure, found)
            self.demand_grounds(measure, found)
            self.keep_to_duration(measure, found)
        return found

    def who_refused(self, found: dict[str, Any]) -> set[tuple[int, int | None, int | None]]:
        """Return (measure, provider, person) of what was refused of the chosen items."""
        items = set(found.get("items") or [])
        return {
            (order.measure_id, order.provider_id, order.person_id)
            for order in self.case.orders.all()
            for line in order.orderlines.all()
            if line.outcome == Outcome.REFUSED and line.item in items
        }

    def refuse_refused(self, measure: Measure, found: dict[str, Any]) -> None:
        """Who refused is not asked the same again where something else is left (CPC 143)."""
        chosen = [found[name].pk if found.get(name) else None for name in ("provider", "person")]
        refused = any(chosen) and (measure.pk, *chosen) in self.who_refused(found)
        if refused and measure.if_refused:
            words = {"measure": measure.if_refused}
            self.add_error("measure", gettext("It was refused; left is: %(measure)s.") % words)

    def demand_court_decision(self, measure: Measure, found: dict[str, Any]) -> None:
        """A court decision is whole: court, number and date; needed where the measure says so."""
        names = ("court", "decision_number", "decision_on")
        given = [name for name in names if found.get(name)]
        findings = [row for row in self.case.findings.all() if row.measure_id == measure.pk]
        found_so = any(row.court_needed for row in findings)
        if measure.court == Measure.Court.YES or given or found_so:
            for name in names:
                if not found.get(name) and name not in self.errors:
                    self.add_error(name, gettext("This measure needs a court decision."))
        if found.get("decision_on") and found["decision_on"] > today():
            self.add_error("decision_on", gettext("This day lies in the future."))

    def demand_grounds(self, measure: Measure, found: dict[str, Any]) -> None:
        """Search comes after a refusal or with a reason; interception always with one."""
        if measure.power not in COERCIVE:
            return
        if not found.get("foreign_case_number"):
            self.add_error("foreign_case_number", gettext("This measure needs it."))
        is_free = measure.power == Measure.Power.SEARCH and bool(self.who_refused(found))
        if not is_free and not found.get("why_not_less"):
            self.add_error("why_not_less", gettext("Say why less intrusive means fail."))

    def keep_to_duration(self, measure: Measure, found: dict[str, Any]) -> None:
        """Interception ends within six months, a preservation order within 90 days (K11, 16.2)."""
        until = found.get("until_on")
        latest = None
        if measure.power in INTERCEPTIONS:
            latest = interception_may_last_until(today())
            if until is None and "until_on" not in self.errors:
                self.add_error("until_on", gettext("Say when the interception ends."))
        elif measure.power == Measure.Power.PRESERVATION:
            latest = order_may_last_until(today())
            earliest = today() + timedelta(days=found.get("days") or SHORTEST_DAYS)
            if until and until < earliest:
                words = {"day": day_text(earliest)}
                self.add_error("until_on", gettext("Not before %(day)s.") % words)
                return
        if until and until < today():
            self.add_error("until_on", gettext("This day has passed."))
        if until and latest and until > latest:
            words = {"day": day_text(latest)}
            self.add_error("until_on", gettext("At the latest %(day)s.") % words)
