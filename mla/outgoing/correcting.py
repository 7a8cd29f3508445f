"""The form that corrects what our request says, in the words of its paper."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.clock import today
from casework.directory.models import RequestType, State
from casework.workflow.fields import DayField, NamedField, TextField, WallClockField, in_zone, zones
from casework.workflow.forms import StepForm

HEAD = ("request_type", "requesting_state")
WORDS = (
    "requested_authority", "initiator", "initiator_reference", "foreign_reference", "dated_on",
    "status", "previous_reference", "previous_dated_on", "previous_channel",
    "preservation_reference", "preservation_dated_on", "domestic_basis", "offence", "provisions",
    "penalties", "summary", "relation", "necessity", "custodian", "is_urgent", "urgency",
    "urgency_note", "answer_by_at", "loss_expected_at", "is_confidential", "use_asked",
    "special_procedure", "reply_channel", "is_signed",
)  # fmt: skip
TIMES = ("answer_by_at", "loss_expected_at")


class CorrectContentForm(StepForm):
    """The request as it is recorded; what is left alone stays."""

    request_type = forms.ModelChoiceField(RequestType.objects.none(), label=_("Type of request"))
    requesting_state = NamedField(
        State.objects.none(), label=_("State that is asked"), required=False
    )

    def prepare(self) -> None:
        """Add a field for everything that the request says, with what is recorded."""
        made: Any = forms.fields_for_model(type(self.case), fields=WORDS)
        for name, field in made.items():
            if isinstance(field, forms.DateField):
                field = DayField(label=field.label, required=False)
            elif name in TIMES:
                field = WallClockField(label=field.label, required=False)
            elif isinstance(field, forms.ModelChoiceField):
                field.queryset = field.queryset.offered(today())  # type: ignore[union-attr]
            elif name == "foreign_reference":
                field.label = _("Reference of the authority abroad")
            self.fields[name] = field
        for name in (*HEAD, *WORDS):
            self.fields[name].initial = getattr(self.case, name)
        kinds = RequestType.objects.offered(today()).filter(procedure=self.case.kind)
        self.fields["request_type"].queryset = kinds
        self.fields["requesting_state"].queryset = State.objects.offered(today())
        zone = forms.ChoiceField(label=_("Time zone"), choices=zones, initial=self.case.sender_zone)
        self.fields["sender_zone"] = zone
        self.fields["reason"] = TextField(label=_("Reason of the correction"))
        for name in TIMES:
            known = getattr(self.case, name)
            there = known and known.astimezone(self.case.zone).replace(tzinfo=None)
            self.fields[name].initial = there

    def clean(self) -> dict[str, Any]:
        """Read the times in the zone that was stated."""
        found = super().clean() or {}
        for name in TIMES:
            found[name] = in_zone(found.get(name), found.get("sender_zone"))
        return found
