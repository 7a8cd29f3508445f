"""The paper form on which requests of a kind are written: its boxes, in both languages.

Forms are printed in two languages, so their labels stand beside each other on every page and are
never translated.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString

from casework.cases.people import Contact
from casework.languages import is_azerbaijani

IN_BOTH = (
    '<span lang="{}">{}</span> <span class="register-other">'
    '<span aria-hidden="true">/</span> <span lang="{}">{}</span></span>'
)


@dataclass(frozen=True)
class Label:
    """What the form prints in both languages; that of the page comes first."""

    en: str
    az: str

    def __str__(self) -> str:
        first, second = (self.az, self.en) if is_azerbaijani() else (self.en, self.az)
        return f"{first} / {second}"

    @property
    def both(self) -> SafeString:
        """Both for a page: a registration has 120 of them, too many for a template each."""
        return self.azerbaijani_first if is_azerbaijani() else self.english_first

    @cached_property
    def english_first(self) -> SafeString:
        """For an English page."""
        return format_html(IN_BOTH, "en", self.en, "az", self.az)

    @cached_property
    def azerbaijani_first(self) -> SafeString:
        """For an Azerbaijani page."""
        return format_html(IN_BOTH, "az", self.az, "en", self.en)


@dataclass(frozen=True)
class Box:
    """A numbered box.

    fields  what of it stands on the case itself
    part    the office of which it tells, as in casework.cases.people.Contact
    rows    persons, items or files, where it holds several
    """

    number: int
    label: Label
    fields: tuple[str, ...] = ()
    part: str = ""
    rows: str = ""


@dataclass(frozen=True)
class Gap:
    """Something that a request does not say.

    line   the letter or number of the rule that demands it, "" for what only the form asks for
    gates  whether acceptance needs it; may_be_empty: the rule says that a note is enough
    """

    text: str | Promise
    line: str = ""
    gates: bool = False
    may_be_empty: bool = False

    def __str__(self) -> str:
        return str(self.text)


@dataclass(frozen=True)
class Paper:
    """A form, and what is made of it.

    name       as its authors call it: "T-CY(2018)11"
    url        the name of the page on which it is filled in; urgent: of the shorter one
    statuses   what is_extension says: False and True
    contacts   columns of an office, by its part
    arrival    what the boxes above the form are called, where it is not the usual words
    zone       the time zone of times without one, where no box of the form states it
    completed  what follows from what was typed: columns of the case, given whether data are named
    missing    what a case has not been told
    keeps      columns that name earlier requests, whose preserved data the request may be about
    follows    how a request with these columns is linked with an earlier one, "" for a new one
    unsaid     the sentence that names what is missing, with %(gaps)s
    """

    kind: str
    name: str
    title: str | Promise
    url: str
    boxes: Sequence[Box]
    labels: Mapping[str, Label]
    contacts: Mapping[str, tuple[str, ...]]
    missing: Callable[[Any], list[Gap]]
    unsaid: str | Promise
    statuses: Mapping[bool, Label] = field(default_factory=dict)
    completed: Callable[[Mapping[str, Any], bool], Mapping[str, Any]] = lambda said, has_items: {}
    urgent: str = ""
    arrival: Mapping[str, str | Promise] = field(default_factory=dict)
    zone: str = ""
    keeps: tuple[str, ...] = ()
    follows: Callable[[Mapping[str, Any]], str] = lambda said: ""

    @property
    def on_case(self) -> tuple[str, ...]:
        """The columns of the case that the boxes fill."""
        return tuple(name for box in self.boxes for name in box.fields)

    def label_of(self, name: str, part: str = "") -> Label:
        """Return what stands beside this field; who confirms is simply a name."""
        is_name = part == Contact.Part.CONFIRMATION and name == "person"
        return self.labels["name" if is_name else name]


PAPERS: dict[str, Paper] = {}


def register(paper: Paper) -> None:
    """Make `paper` the form of its kind. Raises ValueError if that has one."""
    if paper.kind in PAPERS:
        raise ValueError(f"There is a form for {paper.kind} already.")
    PAPERS[paper.kind] = paper


def named(name: str) -> Paper:
    """Return the form of this name, whichever kind it is of. Raises LookupError if none is."""
    found = next((paper for paper in PAPERS.values() if paper.name == name), None)
    if found is None:
        raise LookupError(f"There is no form {name}.")
    return found
