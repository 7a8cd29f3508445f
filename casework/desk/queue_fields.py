"""The filters of the queue as a form shows them, and the chosen ones as chips."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from casework.access.models import User
from casework.cases.case import WaitingOn
from casework.cases.queries import served_by
from casework.desk.queue_filter import (
    DUE,
    ME,
    NOBODY,
    SUBTASK,
    UNKNOWN,
    Chosen,
    state_labels,
    titles,
)
from casework.desk.queue_names import Names
from casework.subtasks.steps import is_offered
from casework.workflow.foreign import state_word_for
from casework.workflow.registry import REGISTERED


@dataclass(frozen=True)
class Option:
    """One value of a filter."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class Field:
    """One filter with the values that exist for this person."""

    name: str
    title: str
    options: list[Option]


@dataclass(frozen=True)
class FilterChip:
    """One chosen filter, and the address of the queue without it."""

    title: str
    value: str
    query: str


def fields_of(person: User, chosen: Chosen, names: Names) -> list[Field]:
    """Return the filters that have anything to choose."""
    offered = values_of(person, chosen, names)
    return [
        Field(
            name,
            title,
            [Option(v, label, v == getattr(chosen, name)) for v, label in offered[name].items()],
        )
        for name, title in titles(state_word_for(person)).items()
        if offered.get(name)
    ]


def values_of(person: User, chosen: Chosen, names: Names) -> dict[str, Mapping[str, str]]:
    """Return value and label of what each filter offers."""
    kinds = [kind for kind in REGISTERED if kind in {kind for _one, kind in served_by(person)}]
    countries, officers = _keys(names.country), _keys(names.officer)
    is_working = bool(kinds)
    nobodys = {ME: _("Me"), NOBODY: _("Nobody yet")} if is_working else {}
    return {
        "due": dues_of(kinds),
        "state": state_labels(kinds, running=not chosen.ended),
        "waiting": {str(value): str(label) for value, label in WaitingOn.choices},
        "country": {**countries, UNKNOWN: _("State not known")} if countries else {},
        "type": _keys(names.type),
        "officer": {**nobodys, **officers},
    }


def dues_of(kinds: Iterable[str]) -> dict[str, str]:
    """Return what can be chosen of last days; sub-tasks only where a procedure has them."""
    found = {value: str(label) for value, label in DUE.items()}
    if not any(is_offered(kind) for kind in kinds):
        del found[SUBTASK]
    return found


def chips_of(person: User, chosen: Chosen, names: Names) -> list[FilterChip]:
    """Return the chosen filters; a name that this person could not choose is not told."""
    offered, found = values_of(person, chosen, names), []
    for name, title in titles(state_word_for(person)).items():
        value = getattr(chosen, name)
        if not value:
            continue
        rest = chosen.without(name).query
        if name == "ended":
            found.append(FilterChip("", title, rest))
        else:
            label = offered[name].get(value) or _("none of your cases")
            found.append(FilterChip(title, label, rest))
    return found


def _keys(names: Mapping[int, str]) -> dict[str, str]:
    return {str(key): name for key, name in names.items()}
