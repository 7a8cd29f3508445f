"""Who holds the data, as the request itself names them: a provider of our directory."""

import re
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from casework.directory.models import Provider
from casework.search.words import fold

BESIDE = re.compile(r"\(.*?\)")  # "Azerfon (Nar)": a name, and a brand that is an alias too


def named_provider(text: str, offered: QuerySet[Any]) -> int | None:
    """Return the key of the one offered provider that `text` names; None for none or several."""
    if not text.strip():
        return None
    said = spoken(text)
    rows: Iterable[Provider] = offered.prefetch_related("aliases")
    found = [row.pk for row in rows if any(spoken(name) in said for name in names_of(row))]
    return found[0] if len(found) == 1 else None


def names_of(provider: Provider) -> list[str]:
    """Return by which names a request may call this provider."""
    names = [provider.name_en, provider.name_az, provider.code]
    names += [alias.name for alias in provider.aliases.all()]
    return [name for name in (BESIDE.sub("", name).strip() for name in names) if name]


def spoken(text: str) -> str:
    """Return the words of a text, folded, with a space around each: only whole words are found."""
    return " " + " ".join(re.findall(r"\w+", fold(text))) + " "
