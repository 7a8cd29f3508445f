"""The words for what figures are counted by: States, types, grounds, outcomes, who has to act."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from casework.cases.case import WaitingOn
from casework.cases.facts import Prolongation
from casework.cases.items import Category, Outcome
from casework.directory.models import RefusalGround, RequestType, State
from casework.directory.rows import capitalised
from casework.figures.counting import COUNTINGS
from casework.figures.reading import Figures
from casework.workflow.registry import registered


@dataclass(frozen=True)
class Words:
    """Names by dimension and value; what is not known goes by its code."""

    names: dict[str, dict[str, str]]
    is_sent: bool = False

    def of(self, dimension: str, value: str) -> str:
        """Return the name of a value."""
        return self.names[dimension].get(value) or value or _("not recorded")


def words_for(found: Figures, kinds: Sequence[str], *, is_sent: bool = False) -> Words:
    """Return the words for these figures. Three queries."""
    grounds = {*found.by("refused", "ground"), *found.by("not_given", "reason")}
    ground_names = {
        row.code: capitalised(row.name) for row in RefusalGround.objects.filter(code__in=grounds)
    }
    types = RequestType.objects.filter(code__in=list(found.by("received", "type")))
    states = {*found.by("received", "state"), *found.by("deficient", "state")}
    return Words(
        {
            "outcome": outcomes(kinds),
            "state": {row.code: str(row) for row in State.objects.filter(code__in=states)},
            "type": {row.code: row.name for row in types},
            "ground": ground_names,
            "reason": ground_names,
            "category": labels(Category.choices),
            "item": labels(Outcome.choices),
            "who": labels(WaitingOn.choices),
            "prolonging": {**labels(Prolongation.Ground.choices), "unknown": _("not recorded")},
        },
        is_sent,
    )


def labels(choices: Iterable[tuple[str, object]]) -> dict[str, str]:
    """Return the choices as words of the page's language."""
    return {value: str(label) for value, label in choices}


def outcomes(kinds: Sequence[str]) -> dict[str, str]:
    """Return how cases of these procedures end."""
    found: dict[str, str] = {}
    for kind in kinds:
        found |= labels(registered(kind).table.states.choices)
        found |= labels(COUNTINGS[kind].named.items())
    return found
