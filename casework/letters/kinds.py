"""The letters of each procedure: to whom they go, and which of them let a case be closed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from casework.languages import per_language
from casework.letters.models import Letter


@dataclass(frozen=True)
class LetterKind:
    """A letter; its text stands in templates/letters/<language>/<name>.txt, subject first.

    outcome_of  the states of which it tells the requester that the case ended so (Art. 27.7);
                without it no such case is closed: a refusal is told by its reasons
    body        for a letter to a body: the column of the case that names it
    says        what else only this letter speaks of, in the language that is active
    by_step     a step marks it as sent, once it may leave: nobody does so by hand
    says_once   what was typed into a step stands in it and nowhere else: it is not drafted anew
    settled     why no draft of it may be written, changed or dropped now, by the case;
                "" while it may
    is_awaited  whether somebody waits for the outcome it tells: not who has withdrawn the request
    """

    name: str
    label: str | Promise
    addressee: str = Letter.Addressee.REQUESTER
    outcome_of: Sequence[str] = ()
    body: str = "forwarded_to"
    says: Callable[[Any], Mapping[str, Any]] = lambda case: {}
    by_step: bool = False
    says_once: bool = False
    settled: Callable[[Any], str] = lambda case: ""
    is_awaited: bool = True


KINDS: dict[str, dict[str, LetterKind]] = {}


def register(procedure: str, *kinds: LetterKind) -> None:
    """Make the letters of a procedure known. Raises ValueError if it has some already."""
    if procedure in KINDS:
        raise ValueError(f"The letters of {procedure} are known already.")
    KINDS[procedure] = {kind.name: kind for kind in kinds}


def kind_of(letter: Letter) -> LetterKind:
    """Return what kind of letter this is. Raises KeyError for a kind that nobody registered."""
    return KINDS[letter.case.kind][letter.kind]


def leaves_by_step(procedure: str, name: str) -> bool:
    """Whether only a step marks letters of this kind as sent."""
    kind = KINDS[procedure].get(name)
    return kind is not None and kind.by_step


def settled(case: Any, name: str) -> str:
    """Return why no draft of this letter may be written, changed or dropped now; "" if it may."""
    kind = KINDS[case.kind].get(name)
    return str(kind.settled(case)) if kind else ""


def outcome_kinds(procedure: str, state: str) -> list[str]:
    """Return the names of the letters that tell the requester that a case ended in this state."""
    return [kind.name for kind in KINDS[procedure].values() if state in kind.outcome_of]


def answer_kinds(procedure: str, state: str) -> list[str]:
    """Return which of those letters somebody waits for: the answer that was asked for."""
    kinds = KINDS[procedure]
    return [name for name in outcome_kinds(procedure, state) if kinds[name].is_awaited]


def titles(procedure: str, letters: Iterable[Letter]) -> list[str]:
    """Return what each letter is called: its label, and the measure that it is about.

    Two letters of one kind may go to one recipient: to preserve the data, and to give them.
    """
    words = labels(procedure)
    named = [(words.get(letter.kind, letter.kind), letter.order) for letter in letters]
    return [
        f"{label}: {order.number}. {order.measure}" if order else label for label, order in named
    ]


@per_language
def labels(procedure: str) -> Mapping[str, str]:
    """Return the label of each letter by name, in the language of the page."""
    return {kind.name: str(kind.label) for kind in KINDS[procedure].values()}
