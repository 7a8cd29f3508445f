"""What came of each item, as somebody who was asked says it: the fields, and how they are read."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.cases.items import Outcome
from casework.clock import today
from casework.directory.models import RefusalGround
from casework.incoming.forms.given import ItemAnswer
from casework.workflow.forms import StepForm

NOTHING_GIVEN = (Outcome.REFUSED, Outcome.NOT_HELD)


class OutcomesForm(StepForm):
    """Three fields for each item of the case: its outcome, the reason, a note."""

    def prepare(self) -> None:
        """Add the fields of the items."""
        self.items = list(self.case.dataitems.all())
        self.fields |= self.added(self.case)

    @classmethod
    def added(cls, case: Any) -> dict[str, forms.Field]:
        """Return what is asked of each item."""
        reasons = RefusalGround.objects.reasons().offered(today())
        found: dict[str, forms.Field] = {}
        for item in case.dataitems.all():
            found[f"outcome_{item.pk}"] = forms.ChoiceField(
                label=str(item), choices=[("", "–"), *Outcome.choices], required=False
            )
            found[f"reason_{item.pk}"] = forms.ModelChoiceField(
                reasons, label=_("Reason"), required=False
            )
            found[f"note_{item.pk}"] = forms.CharField(
                label=_("Note"), required=False, max_length=2000
            )
        return found

    def answers(self) -> list[ItemAnswer]:
        """Return what was answered, item by item, as far as it was typed in."""
        found = self.cleaned_data
        return [
            ItemAnswer(
                item,
                found[f"outcome_{item.pk}"],
                found.get(f"reason_{item.pk}"),
                found.get(f"note_{item.pk}", ""),
            )
            for item in self.items
            if found.get(f"outcome_{item.pk}")
        ]

    def demand_reason(self, answer: ItemAnswer) -> None:
        """Refuse an answer by which nothing is given without its reason."""
        if answer.outcome in NOTHING_GIVEN and not answer.reason:
            self.add_error(f"reason_{answer.item.pk}", gettext("Give the reason."))
