"""The one case that a typed reference means: whole in any spelling, or its bare number."""

import re
from typing import Any

from django.db.models import QuerySet

from casework.access.models import User
from casework.cases.case import Case
from casework.search.model import SearchWord
from casework.search.words import key_of

REFERENCE = re.compile(r"([a-z]+)\W+([a-z]+)\W+(\d{4})\W+(\d{1,9})", re.I | re.A)
SPELT_TOGETHER = re.compile(r"[a-z]+\d{10,13}")
NUMBER = re.compile(r"\d{1,6}", re.A)
MOST_OF_A_WORD = 200  # cases that say the same number: years, kinds and foreign references


def meant(person: User, text: str) -> Any:
    """Return the case of this person that the text names by our reference, or None.

    A bare number names a case only where one visible reference alone ends with it.
    """
    typed = text.strip()
    if whole := REFERENCE.fullmatch(typed):
        first, kind, year, number = whole.groups()
        wanted = f"{first}-{kind}-{year}-{int(number):06d}".upper()
        return Case.objects.visible_to(person).filter(reference=wanted).first()
    key = key_of(typed)
    if SPELT_TOGETHER.fullmatch(key):
        rows = saying(person, key)
        return next((row for row in rows if key_of(row.reference) == key), None)
    if NUMBER.fullmatch(typed):
        ending = f"{int(typed):06d}"
        found = list(saying(person, ending).filter(reference__endswith=f"-{ending}")[:2])
        return found[0] if len(found) == 1 else None
    return None


def saying(person: User, word: str) -> QuerySet[Any]:
    """Return visible cases that say this whole word, some of them if there are very many."""
    said = SearchWord.objects.filter(word=word, authority__in=person.authorities)
    keys = {*said.values_list("case", flat=True)[:MOST_OF_A_WORD], *person.granted_cases}
    return Case.objects.visible_to(person).filter(pk__in=keys)
