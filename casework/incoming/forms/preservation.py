"""Forms of the steps on preserved data: provisional, confirmed, renewed, released."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.functional import cached_property, lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.cases.kept import Kept
from casework.cases.orders import Order, Preservation
from casework.clock import BAKU, today
from casework.clock.preservation import LONGEST_ORDER_DAYS, SHORTEST_DAYS, renews_from
from casework.directory.models import Measure
from casework.explain import day_text
from casework.incoming.forms.orders import RecipientForm
from casework.incoming.forms.review import day_of_case
from casework.incoming.guards.keeping import (
    names_of,
    preservations,
    provisional_orders,
    requests_of,
    undecided,
)
from casework.incoming.named import named_provider
from casework.workflow.fields import DayField, TextField
from casework.workflow.forms import JustForm, StepForm


class PreserveForm(RecipientForm):
    def prepare(self) -> None:
        """Begin with the usual measure, the shortest length, and the provider that is named."""
        super().prepare()
        self.fields["provider"].initial = self.provider_named
        self.fields["days"].initial = SHORTEST_DAYS
        self.fields["measure"].initial = self.fields["measure"].queryset.first
        self.fields["measure"].help_text = gettext(
            "Our law knows no preservation order: the data are kept by way of production or search."
        )

    def provider_named(self) -> int | None:
        """Return the one provider that the request names as who holds the data."""
        return named_provider(self.case.custodian, self.fields["provider"].queryset)

    def measures(self, offered: Any) -> Any:
        """Return the ways to preserve that no court decides."""
        ways = offered.filter(has_basis=True, power=Measure.Power.PRESERVATION)
        return ways.exclude(court=Measure.Court.YES)


class ConfirmPreservationForm(JustForm):
    def told(self) -> list[Any]:
        """Return what was asked for provisionally: of whom, which data, for how long, by whom.

        In words only when they are shown: who asked is a query, and the page of the case only
        wants to know whether there is something to read.
        """
        told = [in_words(order) for order in provisional_orders(self.case)]
        return [gettext("You confirm what was asked for provisionally:"), *told]


def asked_provisionally(order: Order) -> str:
    """Return a provisional preservation in a sentence."""
    words = gettext("%(order)s: %(items)s. %(days)s days asked for on %(at)s by %(who)s.")
    return words % {
        "order": order,
        "items": "; ".join(str(line.item) for line in order.orderlines.all()),
        "days": order.preservation.days,
        "at": f"{order.ordered_at.astimezone(BAKU):%d.%m.%Y %H:%M}",
        "who": order.made_by or "–",
    }


in_words = lazy(asked_provisionally, str)


class LiftPreservationForm(StepForm):
    reason = TextField(label=_("Reason"))

    def clean(self) -> dict[str, Any]:
        """Refuse to lift what is kept for a linked request that is undecided (Art. 29(7))."""
        linked = requests_of(self.case)
        rows = [order.preservation for order in provisional_orders(self.case)]
        waiting = [one for row in rows for one in undecided(linked, row)]
        if waiting:
            self.add_error(None, kept_until_decided(waiting))
        return super().clean() or {}


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

    def told(self) -> list[str]:
        """Return from which day each renewal counts where that is not simply the last day."""
        rows = [(row, self.counts_from(row)) for row in self.fields["preservation"].queryset]
        words = gettext(
            "%(order)s: the last day was %(last)s, and the data were kept until %(day)s for a"
            " request that is decided. A renewal counts from %(day)s: at the latest %(latest)s."
        )
        said = [
            words
            % {
                "order": row,
                "last": day_text(row.last_on),
                "day": day_text(day),
                "latest": day_text(day + timedelta(days=LONGEST_ORDER_DAYS)),
            }
            for row, day in rows
            if day is not None and day > row.last_on
        ]
        return [gettext("The data are still held, until they are released:"), *said] if said else []

    def counts_from(self, row: Preservation) -> date | None:
        """Return the day from which a renewal counts; None if there is none any more."""
        if row.last_on is None:
            return None
        return renews_from(row.last_on, (one.as_linked for one in self.linked), today())

    @cached_property
    def linked(self) -> list[Kept]:
        """The requests for which data of the case are or were kept."""
        return requests_of(self.case)

    def clean(self) -> dict[str, Any]:
        """Refuse a renewal after the end, or for more than 90 days (Art. 16.2)."""
        found = super().clean() or {}
        row, until = found.get("preservation"), found.get("until_on")
        if not row or not until:
            return found
        begins = self.counts_from(row)
        if begins is None:
            said = gettext("It has ended: order it anew.")
            if undecided(self.linked, row):
                said = gettext("It does not expire while a linked request is undecided.")
            self.add_error("preservation", said)
            return found
        latest = begins + timedelta(days=LONGEST_ORDER_DAYS)
        if until <= begins:
            words = {"day": day_text(begins)}
            self.add_error("until_on", gettext("Later than %(day)s.") % words)
        elif until > latest:
            self.add_error(
                "until_on", gettext("At the latest %(day)s.") % {"day": day_text(latest)}
            )
        return {**found, "counts_from": begins}


class ReleasePreservationForm(PreservationForm):
    reason = TextField(label=_("Reason"))

    def clean(self) -> dict[str, Any]:
        """Refuse a release while a linked request is undecided (Art. 29(7))."""
        found = super().clean() or {}
        row = found.get("preservation")
        waiting = undecided(requests_of(self.case), row) if row else []
        if waiting:
            self.add_error("preservation", kept_until_decided(waiting))
        return found


def kept_until_decided(waiting: Iterable[Kept]) -> str:
    """Return the sentence that names the requests for which the data are kept."""
    said = gettext("The data are kept until this is decided: %(references)s.")
    return said % {"references": names_of(waiting)}
