"""Forms of the steps that keep the record right."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.access.models import Membership, User
from casework.access.permissions import Role
from casework.cases.facts import Question
from casework.cases.items import Category, Identifier
from casework.cases.people import Person
from casework.clock import today
from casework.directory.models import RequestType, State
from casework.incoming.forms.review import day_of_case
from casework.workflow.fields import DayField, NamedField, TextField, WallClockField, in_zone, zones
from casework.workflow.forms import JustForm, StepForm

CONTENT = [
    "request_type", "requesting_state", "requesting_authority", "foreign_reference",
    "foreign_case_number", "is_urgent", "urgency", "urgency_note", "answer_by_at",
    "loss_expected_at", "sender_zone", "reply_channel", "offence", "provisions", "penalties",
    "summary", "relation", "necessity", "custodian", "is_confidential", "mla_intended",
    "confirmation_requested", "formal_required", "dated_on", "is_extension", "previous_reference",
    "requested_authority", "partial_disclosure", "special_procedure", "is_signed",
]  # fmt: skip


class AssignForm(StepForm):
    officer = forms.ModelChoiceField(User.objects.none(), label=_("Officer"))

    def prepare(self) -> None:
        """Offer the officers of the authority."""
        rows = Membership.objects.in_force(today()).filter(
            authority=self.case.authority_id,
            role=Role.OFFICER,
            procedure__in=["", self.case.kind],
        )
        people = User.objects.filter(is_active=True, pk__in=rows.values("user"))
        self.fields["officer"].queryset = people


class TakeOnForm(JustForm):
    pass


class AddItemForm(StepForm):
    category = forms.ChoiceField(label=_("Category"), choices=Category.choices)
    description = TextField(label=_("What is asked for"), required=False)
    identifier_kind = forms.ChoiceField(
        label=_("Kind of identifier"), choices=Identifier.Kind.choices
    )
    identifier = forms.CharField(label=_("Identifier"), max_length=500)
    seen_at = WallClockField(label=_("Seen at"), required=False)
    period_from = WallClockField(label=_("Period from"), required=False)
    period_to = WallClockField(label=_("Period to"), required=False)
    zone = forms.ChoiceField(label=_("Time zone of these times"), choices=zones, required=False)

    def prepare(self) -> None:
        """Begin with the zone of the requester."""
        self.fields["zone"].initial = self.case.sender_zone

    def clean(self) -> dict[str, Any]:
        """Read the times in the zone that was stated with them."""
        found = super().clean() or {}
        for name in ("seen_at", "period_from", "period_to"):
            found[name] = in_zone(found.get(name), found.get("zone"))
        begin, end = found.get("period_from"), found.get("period_to")
        if begin and end and end < begin:
            self.add_error("period_to", gettext("The period must not end before it begins."))
        return found

    def arguments(self) -> dict[str, Any]:
        """Return the item, with its identifier as the first of a list."""
        found = dict(self.cleaned_data)
        identifier = {
            "kind": found.pop("identifier_kind"),
            "value": found.pop("identifier"),
            "seen_at": found.pop("seen_at"),
            "zone": found["zone"],
        }
        return {**found, "identifiers": [identifier]}


class AddPersonForm(StepForm):
    part = forms.ChoiceField(label=_("Part"), choices=Person.Part.choices)
    full_name = forms.CharField(label=_("Name"), max_length=300)
    born_on = DayField(label=_("Born"), required=False)
    nationality = forms.CharField(label=_("Nationality"), max_length=100, required=False)
    occupation = forms.CharField(label=_("Occupation"), max_length=200, required=False)
    address = TextField(label=_("Address"), rows=2, required=False)
    remark = TextField(label=_("Remark"), rows=2, required=False)

    def clean_born_on(self) -> Any:
        """Refuse a day in the future."""
        day = self.cleaned_data["born_on"]
        if day and day > today():
            raise forms.ValidationError(gettext("This day lies in the future."))
        return day


class CorrectContentForm(StepForm):
    """The request as it is recorded; what is left alone stays.

    CONTENT  the columns; a procedure whose form of request has others names its own
    """

    CONTENT: Sequence[str] = CONTENT

    request_type = forms.ModelChoiceField(RequestType.objects.none(), label=_("Type of request"))
    requesting_state = NamedField(State.objects.none(), label=_("Requesting State"), required=False)
    requesting_authority = forms.CharField(
        label=_("Requesting authority"), max_length=300, required=False
    )

    def prepare(self) -> None:
        """Add a field for everything that a request says, with what is recorded."""
        made = forms.fields_for_model(type(self.case), fields=self.CONTENT)
        for name, field in made.items():
            if isinstance(field, forms.DateField):
                field = DayField(label=field.label, required=False)
            elif name in ("answer_by_at", "loss_expected_at"):
                field = WallClockField(label=field.label, required=False)
            elif name == "requesting_state":
                field = NamedField(State.objects.all(), label=field.label, required=False)
            self.fields[name] = field
            self.fields[name].initial = getattr(self.case, name)
        kinds = RequestType.objects.offered(today()).filter(procedure=self.case.kind)
        self.fields["request_type"].queryset = kinds
        self.fields["sender_zone"] = forms.ChoiceField(label=_("Time zone"), choices=zones)
        self.fields["sender_zone"].initial = self.case.sender_zone
        self.fields["reason"] = TextField(label=_("Reason of the correction"))
        for name in ("answer_by_at", "loss_expected_at"):
            known = getattr(self.case, name)
            self.fields[name].initial = known and known.astimezone(self.case.zone).replace(
                tzinfo=None
            )

    def clean(self) -> dict[str, Any]:
        """Read the times in the requester's zone."""
        found = super().clean() or {}
        for name in ("answer_by_at", "loss_expected_at"):
            found[name] = in_zone(found.get(name), found.get("sender_zone"))
        return found


class CorrectQuestionForm(StepForm):
    question = forms.ModelChoiceField(Question.objects.none(), label=_("Question"))
    sent_on = DayField(label=_("Left on"))
    answered_on = DayField(label=_("Answered on"), required=False)
    reason = TextField(label=_("Reason"))

    def prepare(self) -> None:
        """Offer the questions that stand."""
        self.fields["question"].queryset = self.case.questions.standing()

    def clean_sent_on(self) -> Any:
        """Refuse a day before receipt or in the future."""
        return day_of_case(self, "sent_on")

    def clean(self) -> dict[str, Any]:
        """An answered question keeps an answer, an open one none; never before it left."""
        found = super().clean() or {}
        question, sent, answered = (
            found.get("question"), found.get("sent_on"), found.get("answered_on")
        )  # fmt: skip
        if question:
            has_answer = question.answers.exists()
            if has_answer and not answered:
                self.add_error("answered_on", gettext("This question was answered: on which day?"))
            if answered and not has_answer:
                self.add_error("answered_on", gettext("This question is still open."))
        if sent and answered and not sent <= answered <= today():
            self.add_error(
                "answered_on", gettext("The answer cannot come before the question left.")
            )
        return found


class ConfirmFormallyForm(StepForm):
    received_on = DayField(label=_("Received on"), initial=today)

    def clean_received_on(self) -> Any:
        """Refuse a day before receipt or in the future."""
        return day_of_case(self, "received_on")
