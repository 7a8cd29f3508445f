"""The parts of the form: how it came in, the boxes, offices, persons, data items."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.cases.items import Category, Identifier
from casework.cases.people import Contact, Person
from casework.cases.receipts import Channel
from casework.clock import today
from casework.directory.models import RequestType, State
from casework.incoming.paper import Paper
from casework.incoming.registration.fields import ArrivalFields, Dressed, ZoneField
from casework.incoming.registration.identifiers import kind_of
from casework.workflow.fields import DayField, InstantInput, NamedField, TextField, WallClockField
from casework.workflow.registry import registered

EMPTY = [("", "–")]
LONG = ("summary", "necessity", "relation")  # boxes in which much is written
TIMES = ("loss_expected_at", "answer_by_at")
IN_ZONE = _("In the time zone of box 5; without one, in Baku.")
IDENTIFIERS = (1, 2, 3)


class ArrivalForm(ArrivalFields):
    """Not on the form of the Council of Europe: what we know of the arrival itself."""

    channel = forms.ChoiceField(label=_("Channel"), choices=EMPTY + list(Channel.choices))
    request_type = forms.ModelChoiceField(
        RequestType.objects.none(), label=_("Type of request"), empty_label="–"
    )
    requesting_state = NamedField(
        State.objects.none(), label=_("Requesting State"), required=False, empty_label=_("unknown")
    )
    is_copy = forms.BooleanField(label=_("A copy; the original follows"), required=False)
    remark = forms.CharField(
        label=_("Remark"),
        max_length=500,
        required=False,
        help_text=_("For example the number of the transmission report, or who telephoned."),
    )

    def prepare(self) -> None:
        """Offer the types of this procedure and every State."""
        super().prepare()
        fields: Any = self.fields
        fields["request_type"].queryset = types(self.kind)
        fields["requesting_state"].queryset = State.objects.offered(today())


class BoxesForm(Dressed):
    """What of the boxes stands on the case itself; none of it is required."""

    def __init__(self, *args: Any, paper: Paper, **options: Any) -> None:
        self.paper = paper
        super().__init__(*args, **options)

    def prepare(self) -> None:
        """Add a field for every column of the boxes, labelled as the form prints it."""
        made: Any = forms.fields_for_model(
            registered(self.paper.kind).model, fields=self.paper.on_case
        )
        for name, field in made.items():
            if name in TIMES:
                field = WallClockField(required=False)
            elif isinstance(field, forms.DateField):
                field = DayField(required=False)
            elif isinstance(field, forms.ModelChoiceField):
                field.queryset = field.queryset.offered(today())  # type: ignore[union-attr]
            elif isinstance(field.widget, forms.Textarea):
                field = TextField(rows=4 if name in LONG else 2, required=False)
            field.label = self.paper.label_of(name)
            field.help_text = IN_ZONE if name in TIMES else ""
            self.fields[name] = field
        if self.paper.statuses:
            self.fields["is_extension"] = self.status()

    def status(self) -> forms.ChoiceField:
        """Return the choice between a new request and one that goes on."""
        new, extension = self.paper.statuses[False], self.paper.statuses[True]
        return forms.ChoiceField(
            label=self.paper.label_of("is_extension"),  # type: ignore[arg-type]
            choices=[("", new), ("1", extension)],
            widget=forms.RadioSelect,
            required=False,
            initial="",
        )

    def clean_is_extension(self) -> bool:
        """Return whether it extends a previous request."""
        return bool(self.cleaned_data["is_extension"])

    def clean_dated_on(self) -> Any:
        """Refuse a day in the future: a request is dated when it is written."""
        day = self.cleaned_data["dated_on"]
        if day and (day > today() or day.year < 2000):
            raise forms.ValidationError(gettext("This date cannot be meant."))
        return day


class OfficeForm(Dressed):
    """An office behind the request."""

    def __init__(self, *args: Any, part: str, paper: Paper, **options: Any) -> None:
        self.part, self.paper = part, paper
        super().__init__(*args, prefix=part, **options)

    def prepare(self) -> None:
        """Add the fields of this box."""
        made: Any = forms.fields_for_model(Contact, fields=self.paper.contacts[self.part])
        for name, field in made.items():
            if name == "time_zone":
                field = ZoneField(help_text=_("Of the times in this request, for example CET."))
            elif name == "address":
                field = TextField(rows=2, required=False)
            field.label = self.paper.label_of(name, self.part)
            self.fields[name] = field

    def row(self) -> dict[str, Any]:
        """Return the columns of the office, empty if nothing was typed."""
        return {name: value for name, value in self.cleaned_data.items() if value}


class RowForm(Dressed):
    """One of several lines; a line that was left alone says nothing."""

    beside: tuple[str, ...] = ()  # boxes that begin with a choice and alone say nothing

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, empty_permitted=True, **options)

    def has_changed(self) -> bool:
        """Whether anything was typed in this line."""
        return any(name not in self.beside for name in self.changed_data)


class PersonForm(RowForm):
    beside = ("part",)

    full_name = forms.CharField(label=_("Name"), max_length=300)
    part = forms.ChoiceField(
        label=_("Part"),
        choices=Person.Part.choices,
        initial=Person.Part.SUSPECT,
        required=False,
    )
    born_on = DayField(label=_("Born"), required=False)
    nationality = forms.CharField(label=_("Nationality"), max_length=100, required=False)
    remark = forms.CharField(
        label=_("Address, occupation, remark"), max_length=1000, required=False
    )

    def clean_part(self) -> str:
        """Return the part; box 11 of the form is that of suspects."""
        return self.cleaned_data["part"] or str(Person.Part.SUSPECT.value)

    def clean_born_on(self) -> Any:
        """Refuse a day in the future."""
        day = self.cleaned_data["born_on"]
        if day and day > today():
            raise forms.ValidationError(gettext("This day lies in the future."))
        return day


class ItemForm(RowForm):
    """Something that is asked for, with up to three identifiers and its period."""

    category = forms.ChoiceField(label=_("Category"), choices=EMPTY + list(Category.choices))
    description = forms.CharField(
        label=_("What is asked for"),
        max_length=5000,
        required=False,
        help_text=_("For example: identity, address, numbers and billing (Art. 18.3)."),
    )
    period_from = WallClockField(label=_("From"), required=False)
    period_to = WallClockField(label=_("To"), required=False)
    zone = ZoneField(help_text=_("Empty: the zone of the requester."))

    def __init__(self, *args: Any, sender_zone: str = "", **options: Any) -> None:
        self.sender_zone = sender_zone
        super().__init__(*args, **options)

    def prepare(self) -> None:
        """Add the lines of the identifiers."""
        kinds = EMPTY + list(Identifier.Kind.choices)
        seconds = InstantInput(attrs={"step": "1"})
        for n in IDENTIFIERS:
            self.fields |= {
                f"kind_{n}": forms.ChoiceField(label=_("Kind"), choices=kinds, required=False),
                f"value_{n}": forms.CharField(
                    label=_("Identifier"), max_length=500, required=False
                ),
                f"seen_at_{n}": WallClockField(label=_("Seen at"), required=False, widget=seconds),
                f"zone_{n}": ZoneField(),
            }

    @property
    def lines(self) -> list[list[forms.BoundField]]:
        """The boxes of each identifier."""
        names = ("kind", "value", "seen_at", "zone")
        return [[self[f"{name}_{n}"] for name in names] for n in IDENTIFIERS]

    def clean(self) -> dict[str, Any]:
        """Read every time in its zone; a time without any zone cannot be used in an order."""
        found = super().clean() or {}
        own = found["zone"] = found.get("zone") or self.sender_zone
        self.read_with_zone(("period_from", "period_to"), "zone", own)
        for n in IDENTIFIERS:
            zone = found[f"zone_{n}"] = found.get(f"zone_{n}") or own
            self.read_with_zone((f"seen_at_{n}",), f"zone_{n}", zone)
            if not found.get(f"value_{n}") and (
                found.get(f"seen_at_{n}") or found.get(f"kind_{n}")
            ):
                self.add_error(f"value_{n}", gettext("Which identifier?"))
        begin, end = found.get("period_from"), found.get("period_to")
        if begin and end and end < begin:
            self.add_error("period_to", gettext("The period must not end before it begins."))
        return found

    def read_with_zone(self, names: tuple[str, ...], box: str, zone: str) -> None:
        """Make instants of these times; say so where nobody stated their zone."""
        bare = [name for name in names if (at := self.cleaned_data.get(name)) and not at.tzinfo]
        if bare and not zone and box not in self.errors:
            self.add_error(box, gettext("In which zone is this time meant?"))
        self.read_times(names, zone)

    def row(self) -> dict[str, Any]:
        """Return what the case's new_item takes."""
        found = self.cleaned_data
        names = ("category", "description", "period_from", "period_to", "zone")
        return {
            **{name: found[name] for name in names},
            "identifiers": [
                {
                    "kind": found[f"kind_{n}"] or kind_of(found[f"value_{n}"]),
                    "value": found[f"value_{n}"],
                    "seen_at": found[f"seen_at_{n}"],
                    "zone": found[f"zone_{n}"],
                }
                for n in IDENTIFIERS
                if found[f"value_{n}"]
            ],
        }


def types(kind: str) -> Any:
    """Return the types of request of this kind that are taken today."""
    return RequestType.objects.offered(today()).filter(procedure=kind)
