"""Recorded values in words: the label of a field, and what stood in it, as a person reads them.

Events keep plain JSON: keys of rows, codes of choices, ISO dates. `Words` collects the keys of a
whole page first and asks for each table once.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django import forms
from django.db import models
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from casework.cases.orders import Order, Preservation
from casework.cases.whole import Rows, by_keys
from casework.clock import BAKU
from casework.directory.rows import capitalised

# What the name of a row reads besides its own columns.
RELATED: dict[Any, tuple[str, ...]] = {
    Order: ("measure", "provider", "person"),
    Preservation: ("order__measure", "order__provider", "order__person"),
}


@dataclass(frozen=True)
class Described:
    """What a recorded value is.

    model    values are primary keys of this model
    choices  values are codes, with their labels
    is_text  values are what somebody wrote, whatever it looks like
    """

    label: str
    model: type[models.Model] | None = None
    choices: Mapping[str, str] = field(default_factory=dict)
    is_text: bool = False


def of_form_field(shown: Any) -> Described:
    """Return what a field of a step's form holds."""
    label = capitalised(str(shown.label or ""))
    if isinstance(shown, forms.ModelChoiceField):
        named_itself = shown.to_field_name not in (None, "pk")
        model = None if named_itself or shown.queryset is None else shown.queryset.model
        return Described(label, model)
    if isinstance(shown, forms.ChoiceField):
        choices: Any = shown.choices
        return Described(label, choices=_flat(choices))
    return Described(label, is_text=type(shown.widget) in (forms.TextInput, forms.Textarea))


def of_column(model: Any, name: str) -> Described | None:
    """Return what a column of this model holds; None if it has no such column for people."""
    by_name = {column.name: column for column in model._meta.fields}
    column = by_name.get(name) or by_name.get(name.removesuffix("_id"))
    if column is None or column.auto_created:
        return None
    label = capitalised(str(column.verbose_name))
    if column.is_relation:
        return Described(label, column.related_model)
    is_text = isinstance(column, models.CharField | models.TextField)
    return Described(label, choices=_flat(column.flatchoices), is_text=is_text)


class Words:
    """Values of one page in words: first `want` every value, then `say` each."""

    def __init__(self, known: Rows | None = None) -> None:
        """Begin with nothing wanted. known: rows that were read already, by model and key."""
        self.known = known or {}
        self.wanted: dict[type[models.Model], set[int]] = defaultdict(set)
        self.named: dict[type[models.Model], dict[int, str]] = {}

    def want(self, what: Described, value: Any) -> None:
        """Remember the rows that this value names."""
        if what.model:
            self.wanted[what.model].update(_keys(value))

    def load(self) -> None:
        """Read the names of all rows that were wanted: one query, and one for each in RELATED."""
        left: dict[type[models.Model], set[int]] = {}
        for model, keys in self.wanted.items():
            known = self.known.get(model, {})
            self.named[model] = {key: str(known[key]) for key in keys if key in known}
            left[model] = keys - set(known)
        for model in [model for model in RELATED if left.get(model)]:
            rows = model._default_manager.select_related(*RELATED[model]).in_bulk(left.pop(model))
            self.named[model] |= {key: str(row) for key, row in rows.items()}
        for model, found in by_keys(left).items():
            self.named[model] |= {key: str(row) for key, row in found.items()}

    def say(self, what: Described, value: Any) -> str:
        """Return the value in the active language; "" for nothing, or a row that is not there."""
        if value in (None, "", []):
            return ""
        if what.model:
            names, keys = self.named.get(what.model, {}), _keys(value)
            if not keys and isinstance(value, str):
                return value  # named by its reference, not by its key
            return ", ".join(names[key] for key in keys if key in names)
        if isinstance(value, list):
            return ", ".join(self.say(what, one) for one in value)
        if str(value) in what.choices:
            return what.choices[str(value)]
        return str(value) if what.is_text else _plain(value)


def _keys(value: Any) -> list[int]:
    several = value if isinstance(value, list) else [value]
    return [int(one) for one in several if str(one).isdecimal()]


def _flat(choices: Iterable[Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for value, label in choices:
        if isinstance(label, list | tuple):
            found |= _flat(label)
        else:
            found[str(value)] = str(label)
    return found


def _plain(value: Any) -> str:
    if isinstance(value, bool) or value == "on":
        return _("yes") if value else _("no")
    text = str(value)
    try:
        instant = parse_datetime(text) if len(text) > 10 else None
        day = parse_date(text) if len(text) == 10 else None
    except ValueError:
        return text
    if isinstance(instant, datetime):
        there = instant.astimezone(BAKU) if instant.tzinfo else instant
        return f"{there:%d.%m.%Y %H:%M}"
    return f"{day:%d.%m.%Y}" if day else text
