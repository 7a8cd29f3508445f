"""Forms of the steps on preserved data: provisional, confirmed, renewed, released."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.cases.kept import Kept, kept_of
from casework.cases.orders import Order, Preservation
from casework.clock import BAKU, today
from casework.clock.preservation import LONGEST_ORDER_DAYS, SHORTEST_DAYS
from casework.directory.models import Measure
from casework.explain import day_text
from casework.incoming.forms.orders import RecipientForm
from casework.incoming.forms.review import day_of_case
from casework.incoming.guards.keeping import preservations, provisional_orders
from casework.workflow.fields import DayField, TextField
from casework.workflow.forms import JustForm, StepForm


class PreserveForm(RecipientForm):
    def prepare(self) -> None:
        """Begin with the usual measure and the shortest length."""
        super().prepare()
        self.fields["days"].initial = SHORTEST_DAYS
        self.fields["measure"].initial = self.fields["measure"].queryset.first
        self.fields["measure"].help_text = gettext(
            "Our law knows no preservation order: the data are kept by way of production or search."
        )

    def measures(self, offered: Any) -> Any:
        """Return the ways to preserve that no court decides."""
        ways = offered.filter(has_basis=True, power=Measure.Power.PRESERVATION)
        return ways.exclude(court=Measure.Court.YES)


class ConfirmPreservationForm(JustForm):
    def told(self) -> list[str]:
        """Return what was asked for at night: of whom, which data, and for how long."""
        orders = provisional_orders(self.case)
        words = gettext("%(order)s: %(items)s. %(days)s days asked for on %(at)s.")
        told = [
            words
            % {
                "order": order,
                "items": "; ".join(str(line.item) for line in order.orderlines.all()),
                "days": order.preservation.days,
                "at": f"{order.ordered_at.astimezone(BAKU):%d.%m.%Y %H:%M}",
            }
            for order in orders
        ]
        return [gettext("You confirm what the officer on duty asked for:"), *told]


class LiftPreservationForm(StepForm):
    reason = TextField(label=_("Reason"))


class RecordPreservedForm(StepForm):
    order = forms.ModelChoiceField(Order.objects.none(), label=_("Who keeps the data"))
    effective_on = DayField(label=_("Since"), initial=today)

    def prepare(self) -> None:
        """Offer the orders of which the recipient has not said since when."""
        waiting = self.case.orders.filter(
            preservation__effective_on=None, preservation__isnull=False, lifted_at=None
        )
        self.fields["order"].queryset = waiting.select_related("measure", "provider", "person")

    def clean_effective_on(self) -> Any:
        """Refuse a day before receipt or in the future."""
        return day_of_case(self, "effective_on")


class PreservationForm(StepForm):
    """A step on one preservation that is in force."""

    preservation = forms.ModelChoiceField(Preservation.objects.none(), label=_("Preservation"))

    def prepare(self) -> None:
        """Offer what is kept at present."""
        keys = [row.pk for row in preservations(self.case) if row.effective_on]
        rows = Preservation.objects.filter(pk__in=keys)
        related = ("order__measure", "order__provider", "order__person")
        self.fields["preservation"].queryset = rows.select_related(*related)


class RenewPreservationForm(PreservationForm):
    until_on = DayField(label=_("Until"))
    reason = TextField(label=_("Reason"))

    def clean(self) -> dict[str, Any]:
        """Refuse a renewal after the end, or for more than 90 days (Art. 16.2)."""
        found = super().clean() or {}
        row, until = found.get("preservation"), found.get("until_on")
        if row and until:
            latest = row.last_on + timedelta(days=LONGEST_ORDER_DAYS)
            if row.last_on < today():
                said = gettext("It has ended: order it anew.")
                if undecided(self.case, row):
                    said = gettext("It does not expire while a linked request is undecided.")
                self.add_error("preservation", said)
            elif until <= row.last_on:
                words = {"day": day_text(row.last_on)}
                self.add_error("until_on", gettext("Later than %(day)s.") % words)
            elif until > latest:
                self.add_error(
                    "until_on", gettext("At the latest %(day)s.") % {"day": day_text(latest)}
                )
        return found


class ReleasePreservationForm(PreservationForm):
    reason = TextField(label=_("Reason"))

    def clean(self) -> dict[str, Any]:
        """Refuse a release while a linked request is undecided (Art. 29(7))."""
        found = super().clean() or {}
        row = found.get("preservation")
        waiting = undecided(self.case, row) if row else []
        if waiting:
            words = {"references": ", ".join(one.request for one in waiting)}
            said = gettext("The data are kept until this is decided: %(references)s.")
            self.add_error("preservation", said % words)
        return found


def undecided(case: Any, row: Preservation) -> list[Kept]:
    """Return the linked requests that came in time and keep this preservation."""
    return [
        one
        for one in kept_of([case.pk])
        if one.holder_id == case.pk
        and one.decided_on is None
        and (row.last_on is None or one.received_on <= row.last_on)
    ]
