"""The words that the files of letters say themselves: no case is found by them.

They would be three quarters of all words that are kept, and stand in every case alike.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from django.template import Engine

from casework.search.words import words_of

TAGS = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)


def said_beside(texts: Iterable[str]) -> Iterator[str]:
    """Give the lines of these texts that no file has just so."""
    for text in texts:
        yield from (line for line in text.splitlines() if line.strip() not in fixed_lines())


@cache
def fixed_words() -> frozenset[str]:
    """Return every word that stands in a file of a letter, in any language; no numbers."""
    found = words_of(*(TAGS.sub(" ", text) for text in files()))
    return frozenset(word for word in found if word.isalpha())


@cache
def fixed_lines() -> frozenset[str]:
    """Return every line of the files that has no tag: nothing of it is said of a case."""
    return frozenset(line.strip() for text in files() for line in text.splitlines())


def files() -> list[str]:
    """Return the files of all letters."""
    folders = [Path(folder) / "letters" for folder in Engine.get_default().dirs]
    return [path.read_text("utf-8") for folder in folders for path in sorted(folder.rglob("*.txt"))]
