"""The whole form of a registration: its parts, as they were typed, and what they amount to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import QueryDict

from casework.access.models import User
from casework.cases.people import Contact
from casework.incoming.paper import Box, Paper
from casework.incoming.registration.forms import (
    TIMES,
    ArrivalForm,
    BoxesForm,
    ItemForm,
    OfficeForm,
    PersonForm,
)
from casework.incoming.registration.told import Told
from casework.workflow import drafts

PERSONS, ITEMS = "persons", "items"
REQUESTING = Contact.Part.REQUESTING
BEGIN_WITH = {PERSONS: 3, ITEMS: 3}
AT_MOST = 20  # lines of a kind: a form, not a table of thousands


@dataclass(frozen=True)
class ShownBox:
    """A box of the form as the page shows it."""

    box: Box
    fields: list[Any] = field(default_factory=list)
    office: list[Any] = field(default_factory=list)
    rows: list[Any] = field(default_factory=list)

    @property
    def place(self) -> str:
        """The id of the box on the page."""
        return f"box-{self.box.number}"


class Sheet:
    """All parts of the form, bound to what was sent, or only beginning with it.

    typed     what was sent or kept as a draft, None for a new form
    is_sent   whether it is to be judged; else it is only shown again
    more      the kind of line of which one more is wanted
    """

    def __init__(
        self,
        paper: Paper,
        by: User,
        typed: QueryDict | None = None,
        *,
        is_sent: bool = False,
        more: str = "",
    ) -> None:
        self.paper = paper
        self.typed, self.is_sent, self.more = typed, is_sent, more
        self.data = typed if is_sent else None
        self.arrival = ArrivalForm(self.data, by=by, kind=paper.kind, prefix="arrival")
        for name in paper.arrival.keys() & self.arrival.fields.keys():
            self.arrival.fields[name].label = paper.arrival[name]  # type: ignore[assignment]
        self.boxes = BoxesForm(self.data, paper=paper)
        self.offices = {
            part: OfficeForm(self.data, part=part, paper=paper) for part in paper.contacts
        }
        self.zone = self.sender_zone()
        self.persons = [
            PersonForm(self.data, prefix=f"{PERSONS}-{n}") for n in range(self.count(PERSONS))
        ]
        self.items = [
            ItemForm(self.data, prefix=f"{ITEMS}-{n}", sender_zone=self.zone)
            for n in range(self.count(ITEMS))
        ]
        if typed is not None and not is_sent:
            for form in self.parts():
                drafts.fill(form, dict(typed.lists()))

    def sender_zone(self) -> str:
        """Return the zone stated in box 5, "" if there is none or nobody knows it."""
        office = self.offices.get(REQUESTING)
        if office is None:
            return self.paper.zone
        return office.cleaned_data.get("time_zone", "") if self.is_sent and bound(office) else ""

    def count(self, kind: str) -> int:
        """Return how many lines of this kind the form has."""
        said = str(self.typed.get(f"{kind}-rows", "")) if self.typed else ""
        number = int(said) if said.isascii() and said.isdecimal() and len(said) < 4 else 0
        return min(max(number, BEGIN_WITH[kind]) + (self.more == kind), AT_MOST)

    def parts(self) -> Iterator[forms.Form]:
        """Give every form of the sheet in the order of the page."""
        yield self.arrival
        yield self.boxes
        yield from self.offices.values()
        yield from self.persons
        yield from self.items

    def is_valid(self) -> bool:
        """Whether everything can be registered as it is; each part says what cannot."""
        judged = [form.is_valid() for form in self.parts()]  # every part, not up to the first fault
        if all(judged):
            self.boxes.read_times(TIMES, self.zone)
        return not any(form.errors for form in self.parts())

    def told(self) -> Told:
        """Return the request; the sheet is valid."""
        arrival, boxes = self.arrival.cleaned_data, self.boxes.cleaned_data
        contacts = {part: row for part, form in self.offices.items() if (row := form.row())}
        requester = contacts.get(REQUESTING, {})
        return Told(
            kind=self.paper.kind,
            authority=self.arrival.desk(),
            received_at=arrival["received_at"],
            channel=arrival["channel"],
            is_copy=arrival["is_copy"],
            remark=arrival["remark"],
            fields={
                **boxes,
                "request_type": arrival["request_type"],
                "requesting_state": arrival["requesting_state"],
                "requesting_authority": requester.get("organisation", ""),
                "sender_zone": self.zone or "Asia/Baku",
            },
            contacts=contacts,
            persons=[form.cleaned_data for form in self.persons if form.has_changed()],
            items=[form.row() for form in self.items if form.has_changed()],
        )

    def shown(self) -> Iterator[ShownBox]:
        """Give the boxes of the form in their order."""
        rows: Mapping[str, list[Any]] = {PERSONS: self.persons, ITEMS: self.items}
        for box in self.paper.boxes:
            office = list(self.offices[box.part]) if box.part else []
            yield ShownBox(box, [self.boxes[n] for n in box.fields], office, rows.get(box.rows, []))

    def problems(self) -> list[tuple[str, str, str]]:
        """Return (id of the box, its label, sentence) of everything that is wrong."""
        return [
            (form[name].id_for_label if name in form.fields else "", label(form, name), str(words))
            for form in self.parts()
            if self.is_sent
            for name, sentences in form.errors.items()
            for words in sentences
        ]


def bound(form: forms.Form) -> bool:
    """Whether what was sent could be read, at least in part."""
    form.is_valid()
    return hasattr(form, "cleaned_data")


def label(form: forms.Form, name: str) -> str:
    """Return what stands beside this box, "" for what concerns the whole part."""
    return str(form[name].label) if name in form.fields else ""
