"""Guessing which column of a register is which, by its heading."""

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.utils.translation import override

from casework.registers.kinds import Column
from casework.registers.values import key

SHORTEST = 5  # letters that a heading must share to be the beginning of another one


def guessed(heads: Sequence[str], columns: Sequence[Column]) -> dict[str, int]:
    """Return the number of the column for each field that a heading names; each column once.

    First what is written alike, then what begins alike, so that “State” never takes “Status”; the
    surest words of a column come first.
    """
    folded = [key(head) for head in heads]
    names = {column.name: names_of(column) for column in columns}
    found: dict[str, int] = {}
    for fits in (is_same, begins_alike):
        for name, words in names.items():
            if name in found:
                continue
            free = [n for n in range(len(heads)) if n not in found.values() and folded[n]]
            place = next((n for word in words for n in free if fits(folded[n], word)), None)
            if place is not None:
                found[name] = place
    return found


def as_before(
    heads: Sequence[str], former: Mapping[str, int], then: Sequence[str]
) -> dict[str, int]:
    """Return the columns that an earlier register had under the same headings."""
    by_head = {key(head): n for n, head in reversed(list(enumerate(heads))) if head}
    kept = {name: key(then[n]) for name, n in former.items() if n < len(then)}
    return {name: by_head[head] for name, head in kept.items() if head in by_head}


def names_of(column: Column) -> list[str]:
    """Return what a column may be headed with: its label in every language, and other words."""
    words = []
    for language, _label in settings.LANGUAGES:
        with override(language):
            words.append(str(column.label))
    return [key(word) for word in (*words, *column.headings)]


def is_same(head: str, word: str) -> bool:
    """Whether both are the same."""
    return head == word


def begins_alike(head: str, word: str) -> bool:
    """Whether one begins with the other, and that is long enough to mean something."""
    short, long = sorted((head, word), key=len)
    return len(short) >= SHORTEST and long.startswith(short)
