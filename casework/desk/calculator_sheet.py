"""Everything that was typed into the calculator, read from its address and written back to it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any, cast

from django import forms
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from casework.calculation import Answer, Calculation, Preserved, Rulebook, calculate
from casework.clock import Clarification, FactError, Facts, Reason, today
from casework.clock.preservation import SHORTEST_DAYS
from casework.desk.calculator_forms import (
    PostponementForm,
    ProlongationForm,
    QuestionForm,
    RequestForm,
    RowForm,
    Rows,
)
from casework.explain import sentence

MOST_ROWS = 30


@dataclass(frozen=True)
class RowKind:
    """A kind of rows: its name in the address, its form and its words on the page."""

    name: str
    form: type[RowForm]
    title: str | Promise
    one: str | Promise
    add: str | Promise

    def formset(self) -> type[Rows]:
        """Return the class of its rows; their number is found by counting, not told."""
        made = forms.formset_factory(
            self.form,
            formset=Rows,
            extra=0,
            max_num=MOST_ROWS,
            validate_max=True,
            absolute_max=MOST_ROWS + 1,
        )
        return cast(type[Rows], made)


KINDS = [
    RowKind(
        "question",
        QuestionForm,
        title=_("Questions to the requester"),
        one=_("Question"),
        add=_("Add a question"),
    ),
    RowKind(
        "postponement",
        PostponementForm,
        title=_("Postponements"),
        one=_("Postponement"),
        add=_("Add a postponement"),
    ),
    RowKind(
        "prolongation",
        ProlongationForm,
        title=_("Prolongations"),
        one=_("Prolongation"),
        add=_("Add a prolongation"),
    ),
]
# Where a fact that cannot be stands on the page: the kind of row, the values by which its row is
# known, and beside which field the sentence goes: the first.
PLACES: dict[str, tuple[str, dict[str, str]]] = {
    "question_before_receipt": ("question", {"sent_on": "day"}),
    "question_after_as_of": ("question", {"sent_on": "day"}),
    "question_ends_before_start": ("question", {"answered_on": "end", "sent_on": "start"}),
    "question_end_after_as_of": ("question", {"answered_on": "day"}),
    "postponement_before_receipt": ("postponement", {"from_on": "day"}),
    "postponement_after_as_of": ("postponement", {"from_on": "day"}),
    "postponement_ends_before_start": ("postponement", {"to_on": "end", "from_on": "start"}),
    "postponement_end_after_as_of": ("postponement", {"to_on": "day"}),
    "prolongation_before_receipt": ("prolongation", {"decided_on": "day"}),
    "prolongation_after_as_of": ("prolongation", {"decided_on": "day"}),
    "prolongation_not_later": ("prolongation", {"until": "until", "decided_on": "decided"}),
    "prolongation_after_ceiling": ("prolongation", {"until": "until", "decided_on": "decided"}),
}
FIELDS = {
    "receipt_after_as_of": "received_on",
    "no_policy": "received_on",
    "missing_year": "received_on",
    "preservation_before_receipt": "preserved_on",
    "preservation_after_as_of": "preserved_on",
    "preservation_too_short": "preserved_days",
}


@dataclass(frozen=True)
class Problem:
    """Why nothing can be calculated, and the id on the page where it is put right, "" for none."""

    words: str
    place: str


@dataclass(frozen=True)
class RowGroup:
    """The rows of one kind as they stand on the page."""

    kind: RowKind
    rows: Rows

    def named(self) -> list[tuple[str, RowForm]]:
        """Return each row with its name on the page, such as "Question 2, "."""
        return [(f"{self.kind.one} {n}, ", row) for n, row in enumerate(self.rows, start=1)]


class Sheet:
    """The form of the request and its rows; `add` and `remove` in the query rearrange the rows.

    While rows are rearranged a sheet that is not complete yet shows no errors.
    """

    def __init__(self, query: Mapping[str, Any]) -> None:
        self.is_blank = not query
        self._bind(query, is_bound=not self.is_blank)
        if {"add", "remove"} & query.keys() and not self.is_valid():
            self._bind(query, is_bound=False)

    def _bind(self, query: Mapping[str, Any], *, is_bound: bool) -> None:
        defaults = {
            "zone": "Asia/Baku",
            "as_of": today().isoformat(),
            "preserved_days": str(SHORTEST_DAYS),
        }
        typed = defaults | {n: v for n, v in query.items() if n in RequestForm.base_fields}
        self.request = RequestForm(typed) if is_bound else RequestForm(initial=typed)
        self.groups = [RowGroup(kind, rows_of(kind, query, is_bound)) for kind in KINDS]

    def is_valid(self) -> bool:
        """Whether every field can be read; all are looked at, so that all errors show at once."""
        return all([self.request.is_valid(), *(group.rows.is_valid() for group in self.groups)])

    def answer(self, rules: Rulebook) -> Answer | None:
        """Return the answer, or None for a sheet that cannot be calculated: its errors say why."""
        if not self.is_valid():
            return None
        try:
            return calculate(self.calculation(), rules)
        except FactError as error:
            self.refuse(error.reason)
            return None

    def calculation(self) -> Calculation:
        """Return what is asked. Only for a valid sheet."""
        entered = self.request.cleaned_data
        questions, postponements, prolongations = (
            tuple(row.fact() for row in group.rows.filled()) for group in self.groups
        )
        rule, preserved_on = entered["clarification"], entered["preserved_on"]
        return Calculation(
            procedure=entered["procedure"],
            facts=Facts(entered["received"], questions, postponements, prolongations),
            as_of=entered["as_of"],
            clarification=Clarification(rule) if rule else None,
            preservation=Preserved(preserved_on, entered["preserved_days"])
            if preserved_on
            else None,
        )

    def refuse(self, reason: Reason) -> None:
        """Say beside the field concerned, or else above all, why these facts cannot be."""
        words = sentence(reason)
        kind, known_by = PLACES.get(reason.code, ("", {}))
        for group in self.groups:
            for row in group.rows.filled() if group.kind.name == kind else ():
                if all(row.cleaned_data[f] == reason.values[v] for f, v in known_by.items()):
                    row.add_error(next(iter(known_by)), words)
                    return
        self.request.add_error(FIELDS.get(reason.code), words)

    def problems(self) -> list[Problem]:
        """Return every error once, each with its row and field, for the top of the page."""
        found: list[Problem] = []
        rows = chain.from_iterable(group.named() for group in self.groups)
        for whose, form in [("", self.request), *rows]:
            for name, errors in form.errors.items():
                known = name in form.fields
                label = f"{whose}{form[name].label}: " if known else ""
                place = form[name].id_for_label if known else ""
                found += [Problem(f"{label}{words}", place) for words in errors]
        for group in self.groups:
            place = f"{group.kind.name}-rows"
            found += [Problem(str(words), place) for words in group.rows.non_form_errors()]
        return found

    def address(self) -> str:
        """Return the query of what was typed: only what says something, rows numbered anew."""
        said = {name: self.request[name].value() for name in self.request.fields}
        for group in self.groups:
            for number, row in enumerate(group.rows.filled()):
                said |= {
                    f"{group.kind.name}-{number}-{name}": row[name].value() for name in row.fields
                }
        return urlencode({n: "on" if v is True else v for n, v in said.items() if v})


def rows_of(kind: RowKind, query: Mapping[str, Any], is_bound: bool) -> Rows:
    """Return the rows of `kind`, one more if the query asks to add one."""
    typed = rows_typed(kind.name, query)
    is_longer = query.get("add") == kind.name
    if is_longer:
        typed.append({})
    if is_bound:
        bound = {
            f"{kind.name}-{n}-{name}": row[name] for n, row in enumerate(typed) for name in row
        }
        counts = {f"{kind.name}-TOTAL_FORMS": len(typed), f"{kind.name}-INITIAL_FORMS": 0}
        rows = kind.formset()(bound | counts, prefix=kind.name)
    else:
        rows = kind.formset()(initial=typed, prefix=kind.name)
    if is_longer:
        first = next(iter(rows.forms[-1].fields.values()))
        first.widget.attrs["autofocus"] = True
    return rows


def rows_typed(name: str, query: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return what was typed into the rows of a kind, without the one to be removed."""
    rows: dict[int, dict[str, str]] = {}
    for key, value in query.items():
        match = re.fullmatch(rf"{name}-(\d{{1,3}})-(\w+)", key, re.ASCII)
        if match and f"{name}-{int(match[1])}" != query.get("remove"):
            rows.setdefault(int(match[1]), {})[match[2]] = value
    return [rows[number] for number in sorted(rows)]
