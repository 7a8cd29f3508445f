"""What a registered request says, in the boxes of the form of its kind."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from casework.cases.people import Person
from casework.clock import BAKU
from casework.explain import day_text
from casework.incoming.paper import PAPERS, Box, Label, Paper


@dataclass(frozen=True)
class Line:
    """A label and what was said; the note says the same in another zone, or more of it."""

    label: Label | str
    text: str
    note: str = ""


@dataclass(frozen=True)
class ToldBox:
    """A box of the form with what it says."""

    number: int
    label: Label
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class Content:
    """The boxes that say something, and the empty ones; both in the order of the form."""

    told: list[ToldBox]
    empty: list[ToldBox]


def content(case: Any) -> Content:
    """Return what the request says; two queries, for offices and for persons."""
    paper = PAPERS[case.kind]
    offices = {office.part: office for office in case.contacts.all()}
    persons = list(case.persons.all())
    boxes = [
        ToldBox(box.number, box.label, list(lines_of(case, box, paper, offices, persons)))
        for box in paper.boxes
        if box.rows != "files"  # documents have a panel of their own
    ]
    return Content([box for box in boxes if box.lines], [box for box in boxes if not box.lines])


def lines_of(
    case: Any, box: Box, paper: Paper, offices: dict[str, Any], persons: list[Person]
) -> Iterator[Line]:
    """Give what this box says, line by line; nothing for what was left empty."""
    office = offices.get(box.part)
    for name in paper.contacts.get(box.part, ()) if office else ():
        if getattr(office, name):
            yield Line(paper.label_of(name, box.part), getattr(office, name))
    for name in box.fields:
        line = line_of(case, name, paper)
        if line.text:
            yield line
    if box.rows == "persons":
        for person in persons:
            yield Line(person.get_part_display(), person.full_name, about(person))
    elif box.rows == "items":
        for item in case.dataitems.all():
            named = ", ".join(one.value for one in item.identifiers.all())
            yield Line(str(item), named or _("no identifier"), item.description)


def line_of(case: Any, name: str, paper: Paper) -> Line:
    """Return the line of one column; its text is "" where nothing was said."""
    label, value = paper.label_of(name), getattr(case, name)
    if name == "is_extension":
        is_said = value or case.previous_reference
        return Line(label, str(paper.statuses[bool(value)]) if is_said else "")
    if isinstance(value, bool):
        return Line(label, _("yes") if value else "")
    if isinstance(value, datetime):
        return Line(label, *in_both_zones(value, case.zone))
    if isinstance(value, date):
        return Line(label, day_text(value))
    shown = getattr(case, f"get_{name}_display", None)
    return Line(label, str(shown() if shown else value or ""))


def in_both_zones(instant: datetime, zone: ZoneInfo) -> tuple[str, str]:
    """Return the instant in the requester's zone and, if that is another one, in Baku."""
    there, here = instant.astimezone(zone), instant.astimezone(BAKU)
    in_baku = _("%(time)s in Baku") % {"time": f"{here:%d.%m.%Y %H:%M}"}
    if there.utcoffset() == here.utcoffset():
        return in_baku, ""
    return f"{there:%d.%m.%Y %H:%M} {zone.key}", in_baku


def about(person: Person) -> str:
    """Return what else is known of a person."""
    born = _("born %(day)s") % {"day": day_text(person.born_on)} if person.born_on else ""
    known = (born, person.nationality, person.occupation, person.address, person.remark)
    return ", ".join(words for words in known if words)
