"""A row of a register as a form: what registration asks of a request, asked of its cells."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.clock import baku_day, today
from casework.incoming.registration.fields import FIRST, LAST, ArrivalFields
from casework.incoming.registration.forms import BoxesForm
from casework.incoming.states import ENDED, OPEN, S
from casework.registers import values
from contact_point.import_waits import judge_waits
from contact_point.models import ContactRequest

LONGEST_IDENTIFIER, MOST_PARTS, LONGEST_NAME = 500, 50, 300


class ReadField(forms.CharField):
    """A cell that a function reads; what it does not read it explains by a ValueError."""

    def __init__(self, read: Callable[[str], Any], **options: Any) -> None:
        self.read = read
        super().__init__(required=False, **options)

    def clean(self, value: Any) -> Any:
        """Return what the cell means."""
        try:
            return self.read(super().clean(value))
        except (ValueError, OverflowError) as error:
            raise forms.ValidationError(str(error)) from error


class NamedField(forms.CharField):
    """A cell that names something known; `known` says what, by folded name."""

    known: Mapping[str, Any] = {}

    def clean(self, value: Any) -> Any:
        """Return what is named, None for an empty cell that may be empty."""
        text = super().clean(value)
        if text in values.NOTHING:
            if self.required:
                raise forms.ValidationError(self.error_messages["required"])
            return None
        found = self.known.get(values.key(text))
        if found is None:
            raise forms.ValidationError(gettext("“%(text)s” is not known.") % {"text": text[:60]})
        return found


class ImportForm(forms.Form):
    """A row. The text columns are bounded as they are in the form of a registration."""

    ON_CASE: ClassVar = (
        "request_type", "requesting_state", "requesting_authority", "foreign_reference", "dated_on",
        "is_urgent", "answer_by_at", "offence", "summary", "custodian", "foreign_case_number",
        "refusal_ground",
    )  # fmt: skip
    key = staticmethod(values.key)

    received_at = forms.CharField(label=_("Date of receipt"))
    received_time = forms.CharField(label=_("Time of receipt"), required=False)
    channel = NamedField(label=_("Channel"))
    request_type = NamedField(label=_("Type of request"))
    requesting_state = NamedField(label=_("Requesting State"), required=False)
    old_number = forms.CharField(label=_("Our former number"), max_length=100, required=False)
    dated_on = ReadField(values.day_of, label=_("Date of the request"))
    officer = forms.CharField(label=_("Officer"), max_length=254, required=False)
    state = forms.CharField(label=_("Where it stands"), required=False)
    ended_on = ReadField(values.day_of, label=_("Ended on"))
    refusal_ground = forms.CharField(label=_("Ground of refusal"), required=False)
    asked_on = ReadField(values.day_of, label=_("Question put on"))
    gaps = forms.CharField(label=_("What was asked"), max_length=5000, required=False)
    postponed_on = ReadField(values.day_of, label=_("Postponed on"))
    look_again_on = ReadField(values.day_of, label=_("To be looked at again on"))
    postponed_because = forms.CharField(
        label=_("Reason of the postponement"), max_length=5000, required=False
    )
    stopped_in = NamedField(label=_("Stopped in"), required=False)
    is_urgent = forms.CharField(label=_("Urgent"), required=False)
    answer_by_at = ReadField(values.instant_of, label=_("Answer asked for by"))
    persons = forms.CharField(label=_("Persons"), max_length=5000, required=False)
    category = NamedField(label=_("Category of data"), required=False)
    identifiers = forms.CharField(label=_("Identifiers"), max_length=5000, required=False)
    remark = forms.CharField(label=_("Remark"), max_length=500, required=False)

    def __init__(self, said: Mapping[str, str], *, known: Mapping[str, Mapping[str, Any]]) -> None:
        super().__init__(said)
        self.known, self.in_words = known, list[tuple[str, str]]()
        for name, names in known.items():
            field = self.fields[name]
            if isinstance(field, NamedField):
                field.known = names

    def clean_received_at(self) -> datetime:
        """Return the instant; judged as that of any registration."""
        text, at = self.cleaned_data["received_at"], self.data.get("received_time", "")
        try:
            instant = values.instant_of(text, at)
            if instant is None:
                raise ValueError(gettext("The day of receipt is missing."))
        except (ValueError, OverflowError) as error:
            raise forms.ValidationError(str(error)) from error
        self.cleaned_data["received_at"] = instant
        return ArrivalFields.clean_received_at(self)  # type: ignore[arg-type]

    clean_dated_on = BoxesForm.clean_dated_on

    def clean_answer_by_at(self) -> datetime | None:
        """Refuse a year that cannot be meant."""
        instant: datetime | None = self.cleaned_data["answer_by_at"]
        if instant is not None and not FIRST <= instant <= LAST:
            raise forms.ValidationError(gettext("This year cannot be meant."))
        return instant

    def clean_is_urgent(self) -> bool:
        """Return whether the row says yes, or the word itself."""
        text = self.cleaned_data["is_urgent"]
        if values.key(text) in ("urgent", "tecili", "срочно"):
            return True
        try:
            return values.yes_or_no(text)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def clean_state(self) -> str:
        """Return the state; what is no state is refused with those that there are."""
        text = self.cleaned_data["state"].strip()
        if text in values.NOTHING:
            return str(S.RECEIVED.value)
        found: str | None = self.known["state"].get(values.key(text))
        if found is None:
            labels = [str(state.label) for state in (*OPEN, *ENDED)]
            raise forms.ValidationError(
                gettext("“%(text)s” is not known. Write one of: %(known)s.")
                % {"text": text[:60], "known": ", ".join(labels)}
            )
        return found

    def clean_persons(self) -> str:
        """Refuse a name that is longer than a case holds."""
        return self.listed("persons", LONGEST_NAME)

    def clean_identifiers(self) -> str:
        """Refuse an identifier that is longer than a case holds."""
        return self.listed("identifiers", LONGEST_IDENTIFIER)

    def listed(self, name: str, longest: int) -> str:
        """Return a cell that lists several things, each of which is short enough."""
        text: str = self.cleaned_data[name]
        parts = text.replace("\n", ";").split(";")
        if len(parts) > MOST_PARTS or any(len(part) > longest for part in parts):
            raise forms.ValidationError(gettext("This cell lists too much."))
        return text

    def clean(self) -> dict[str, Any]:
        """Judge what one cell says beside another."""
        found = super().clean() or {}
        state, ended_on = found.get("state"), found.get("ended_on")
        has_ended = state in {str(one.value) for one in ENDED}
        if state and "ended_on" in found:
            self.judge_end(state, has_ended, ended_on)
        if state:
            judge_waits(self, state)
        if found.get("identifiers") and not found.get("category") and "category" in found:
            self.add_error("category", gettext("Which category of data do the identifiers name?"))
        if "officer" in found:
            found["officer"] = self.officer_of(found["officer"], must_be=not has_ended)
        found["refusal_ground"] = self.ground_of(found.get("refusal_ground", ""), state)
        return found

    def judge_end(self, state: str, has_ended: bool, ended_on: date | None) -> None:
        """Say what is wrong with the day on which it ended."""
        received_at = self.cleaned_data.get("received_at")
        if has_ended and ended_on is None:
            self.add_error("ended_on", gettext("On which day did it end?"))
        elif not has_ended and ended_on is not None:
            self.add_error("state", gettext("It has a day of its end: say how it ended."))
        elif ended_on and ended_on > today():
            self.add_error("ended_on", gettext("This day lies in the future."))
        elif ended_on and received_at and ended_on < baku_day(received_at):
            self.add_error("ended_on", gettext("It cannot have ended before its receipt."))

    def officer_of(self, text: str, *, must_be: bool) -> Any:
        """Return the officer. Who has left stays named on a case that has ended, in words."""
        if text in values.NOTHING:
            return None
        found = self.known["officer"].get(values.key(text))
        if found is None and must_be:
            self.add_error(
                "officer",
                gettext("“%(text)s” is no officer of this desk today.") % {"text": text[:60]},
            )
        elif found is None:
            self.in_words.append(("officer", text))
        return found

    def ground_of(self, text: str, state: str | None) -> Any:
        """Return the ground of a refusal; what the directory does not know stays in words."""
        if text in values.NOTHING:
            return None
        found = self.known["refusal_ground"].get(values.key(text))
        if found is None or state != S.REFUSED:
            self.in_words.append(("refusal_ground", text))
            return None
        return found


TEXTS: Any = forms.fields_for_model(
    ContactRequest,
    fields=["requesting_authority", "foreign_reference", "offence", "summary", "custodian",
            "foreign_case_number"],
)  # fmt: skip
ImportForm.base_fields.update(TEXTS)
