"""The language of the page. Words that follow from little else are put together once for each.

Labels of steps, states and letters are lazy: a page of a case asked for eight hundred of them.
"""

from collections.abc import Callable, Hashable
from functools import cache, wraps
from typing import TypeVar

from django.utils.translation import get_language

Found = TypeVar("Found")


def is_azerbaijani() -> bool:
    """Whether the page is in Azerbaijani; without a language it is in English."""
    return (get_language() or "").startswith("az")


def per_language(make: Callable[..., Found]) -> Callable[..., Found]:
    """Let a function of few different arguments answer once in each language.

    Its answer is shared: nobody may change it.
    """

    @cache
    def made(_language: str | None, *values: Hashable) -> Found:
        return make(*values)

    @wraps(make)
    def found(*values: Hashable) -> Found:
        return made(get_language(), *values)

    return found
