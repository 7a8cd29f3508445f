"""Forms of the steps of execution."""

from datetime import datetime
from functools import partial
from typing import Any

from django import forms
from django.db.models import Exists, Min, OuterRef, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.cases.clocks import dates_of
from casework.cases.facts import Prolongation
from casework.cases.items import Outcome
from casework.cases.orders import Order, OrderLine
from casework.clock import baku_day, today
from casework.explain import day_text
from casework.files.documents import Document
from casework.incoming.forms.outcomes import OutcomesForm
from casework.incoming.forms.review import day_of_case
from casework.incoming.guards.execution import silent_orders
from casework.workflow.fields import DayField, DocumentField, TextField
from casework.workflow.forms import StepForm


class ApplyToCourtForm(StepForm):
    applied_on = DayField(label=_("Applied on"), initial=today)
    court = forms.CharField(label=_("Court"), max_length=300)

    def clean_applied_on(self) -> Any:
        """Refuse a day before receipt or in the future."""
        return day_of_case(self, "applied_on")


class FollowUpForm(StepForm):
    orders = forms.ModelMultipleChoiceField(
        Order.objects.none(), label=_("Who has not answered"), widget=forms.CheckboxSelectMultiple
    )

    def prepare(self) -> None:
        """Offer the recipients who owe an answer, all of them chosen."""
        keys = [order.pk for order in silent_orders(self.case)]
        offered = Order.objects.filter(pk__in=keys).select_related("measure", "provider", "person")
        self.fields["orders"].queryset = offered
        self.fields["orders"].initial = keys


def only_one(rows: Any) -> Any:
    """Return the key of the only row, None if there are more or none. One query."""
    keys = list(rows.values_list("pk", flat=True)[:2])
    return keys[0] if len(keys) == 1 else None


def first_ordered_at(case: Any) -> datetime | None:
    """Return when the first measure was ordered: no recipient answered before. One query."""
    found: datetime | None = case.orders.aggregate(first=Min("ordered_at"))["first"]
    return found


class AnsweredOrderField(forms.ModelChoiceField):
    """An order, with the day of its last answer where there was one; still awaited ones first."""

    def of(self, case: Any) -> None:
        """Offer the orders that are not lifted; begin with the only one of which we wait."""
        lines = OrderLine.objects.filter(order=OuterRef("pk"))
        waits = Exists(lines.filter(outcome=Outcome.PENDING)) | (
            ~Exists(lines) & Q(answered_at=None)
        )
        rows = case.orders.filter(lifted_at=None).annotate(waits=waits).order_by("-waits", "number")
        self.queryset = rows.select_related("measure", "provider", "person", "preservation")
        self.initial = partial(only_one, rows.filter(waits))  # asked when the form is shown

    def label_from_instance(self, obj: Any) -> str:
        """Return the order in words; that it was answered already, and since when."""
        if obj.answered_at is None:
            return str(obj)
        words = {"order": obj, "day": f"{baku_day(obj.answered_at):%d.%m.%Y}"}
        if obj.waits:
            return gettext("%(order)s – answered in part on %(day)s") % words
        return gettext("%(order)s – already answered on %(day)s") % words


class RecordProviderAnswerForm(OutcomesForm):
    order = AnsweredOrderField(Order.objects.none(), label=_("Who answered"))
    answered_on = DayField(label=_("Answer came on"), initial=today)
    effective_on = DayField(label=_("Data preserved since"), required=False)
    pending_until = DayField(
        label=_("The rest is announced for"),
        required=False,
        help_text=_("Until then nobody is reminded."),
    )
    document = DocumentField(kind=Document.Kind.RECIPIENT, label=_("The answer"), required=False)

    def prepare(self) -> None:
        """Add three fields for each item of an order that is not lifted."""
        self.fields["order"].of(self.case)
        self.fields["document"].of(self.case)
        self.fields["document"].since(first_ordered_at(self.case))
        super().prepare()

    def clean_answered_on(self) -> Any:
        """Refuse a day before receipt or in the future."""
        return day_of_case(self, "answered_on")

    def clean_effective_on(self) -> Any:
        """Refuse a day before receipt or in the future."""
        return day_of_case(self, "effective_on") if self.cleaned_data["effective_on"] else None

    def clean(self) -> dict[str, Any]:
        """Demand an outcome for something that this order asked for, and a reason for a no."""
        found = super().clean() or {}
        order = found.get("order")
        if order is None:
            return found
        asked = set(order.orderlines.values_list("item_id", flat=True))
        answers = self.answers()
        for answer in answers:
            if answer.item.pk not in asked:
                self.add_error(
                    f"outcome_{answer.item.pk}", gettext("This order does not ask for it.")
                )
            else:
                self.demand_reason(answer)
        preserves = hasattr(order, "preservation")
        if found.get("effective_on") and not preserves:
            self.add_error("effective_on", gettext("This order does not ask for preservation."))
        elif found.get("effective_on") and order.preservation.effective_on:
            self.add_error("effective_on", gettext("It is recorded already since when they are."))
        if not answers and not (found.get("effective_on") or found.get("pending_until")):
            raise forms.ValidationError(gettext("Say what was answered, to one item at least."))
        return found

    def arguments(self) -> dict[str, Any]:
        """Return the answers as a list."""
        names = ("order", "answered_on", "effective_on", "pending_until", "document")
        return {**{name: self.cleaned_data[name] for name in names}, "answers": self.answers()}


class ProlongForm(StepForm):
    BEFORE = {"ground": Prolongation.Ground.OTHER.value}

    until = DayField(label=_("New last day"))
    ground = forms.ChoiceField(
        label=_("Main reason"),
        choices=[("", "–"), *Prolongation.Ground.choices],
        help_text=_("Statistics count prolongations by it."),
    )
    reason = TextField(label=_("Reason"), help_text=_("It stands in the notice to the requester."))

    def prepare(self) -> None:
        """Say between which days the new one has to lie."""
        if self.case.execution_on and self.case.ceiling_on:
            words = {
                "after": day_text(self.case.execution_on),
                "ceiling": day_text(self.case.ceiling_on),
            }
            self.fields["until"].help_text = (
                gettext("After %(after)s, and not after %(ceiling)s.") % words
            )

    def clean_until(self) -> Any:
        """Refuse a day that is not later, or beyond the ceiling (rule K7)."""
        until = self.cleaned_data["until"]
        found = dates_of(self.case, today()).found
        if until <= found.execution.effective:
            day = day_text(found.execution.effective)
            raise forms.ValidationError(
                gettext("It has to be later than the present last day, %(day)s.") % {"day": day}
            )
        if until > found.ceiling.effective:
            day = day_text(found.ceiling.effective)
            raise forms.ValidationError(
                gettext("It must not lie after the ceiling, %(day)s.") % {"day": day}
            )
        return until


class CancelProlongationForm(StepForm):
    prolongation = forms.ModelChoiceField(Prolongation.objects.none(), label=_("Prolongation"))
    reason = TextField(label=_("Reason"))

    def prepare(self) -> None:
        """Offer what was not cancelled."""
        rows = self.case.prolongations.filter(cancels=None, cancelled_by=None)
        self.fields["prolongation"].queryset = rows


class ReviewReleaseForm(StepForm):
    remark = TextField(label=_("Remark"), required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse the person who released: the second look is another person's."""
        released = self.case.events.filter(verb="report_alone").last()
        if released is not None and self.by.pk in (released.actor_id, released.on_behalf_of_id):
            raise forms.ValidationError(
                gettext("You released it yourself: another supervisor reviews it.")
            )
        return super().clean() or {}
