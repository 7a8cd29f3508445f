"""Adding words to a case. None is taken away: a corrected reference still finds its case."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection

from casework.cases.case import Case
from casework.search.model import SearchWord
from casework.search.sources import names_of, texts_of
from casework.search.texts import typed_in
from casework.search.words import words_of

ADD = (
    "INSERT INTO casework_searchword (authority_id, word, case_id)"
    " SELECT %s, unnest(%s::varchar[]), %s ON CONFLICT DO NOTHING"
)
ADD_ALL = (
    "INSERT INTO casework_searchword (authority_id, word, case_id)"
    " SELECT * FROM unnest(%s::bigint[], %s::varchar[], %s::bigint[]) ON CONFLICT DO NOTHING"
)


def add_words(case: Case, texts: Iterable[str]) -> int:
    """Let the case be found by these texts too; return how many words are new.

    One statement, or none if nothing is said. Must run in the transaction of what says it.
    """
    words = sorted(words_of(*texts))
    if not words:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(ADD, [case.authority_id, words, case.pk])
        return int(cursor.rowcount)


def add_details(case: Case, details: Any) -> int:
    """Let the case be found by what was typed into these details of an event."""
    return add_words(case, typed_in(details))


def add_all(cases: Iterable[Case], details: Mapping[int, Any]) -> None:
    """Let new cases be found by all that they say, and by the details of their events.

    One statement for reading, one for writing, however many there are.
    """
    rows = {case.pk: case for case in cases}
    said: dict[int, list[str]] = {key: [*typed_in(details.get(key))] for key in rows}
    for key, text in texts_of(list(rows)):
        said[key].append(text)
    found = sorted({(rows[k].authority_id, word, k) for k in rows for word in words_of(*said[k])})
    if found:
        with connection.cursor() as cursor:
            cursor.execute(ADD_ALL, [list(column) for column in zip(*found, strict=True)])


def keep_words(case: Case, chosen: Iterable[Any], *, has_moved: bool) -> None:
    """Let the case be found by the names of the directory's rows that a step has chosen.

    has_moved  the case belongs to another authority since: its words go along
    """
    if has_moved:
        SearchWord.objects.filter(case=case.pk).update(authority=case.authority_id)
    add_words(case, [name for value in chosen for name in names_of(value)])


def add_everything(case: Case) -> int:
    """Let the case be found by all that it and its rows say now."""
    return add_words(case, (text for _case, text in texts_of([case.pk])))
