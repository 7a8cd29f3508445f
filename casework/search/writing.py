"""Adding words to a case. None is taken away: a corrected reference still finds its case."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from typing import Any

from django.db import connection

from casework.cases.case import Case
from casework.cases.rows import CaseRow
from casework.cases.whole import Rows
from casework.search.model import SearchWord
from casework.search.sources import names_of, texts_in, texts_of
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

# The authority by (case, word) of what is written at the end of a block, within such a block.
_put_off: list[dict[tuple[int, str], int]] = []


def add_words(case: Case, texts: Iterable[str], *, but: Set[str] = frozenset()) -> int:
    """Let the case be found by these texts too; return how many words are new.

    but  words by which nothing is to be found

    One statement, or none if nothing is said. Must run in the transaction of what says it.
    """
    words = sorted(words_of(*texts) - but)
    if not words:
        return 0
    if _put_off:
        _put_off[-1].update({(case.pk, word): case.authority_id for word in words})
        return len(words)
    with connection.cursor() as cursor:
        cursor.execute(ADD, [case.authority_id, words, case.pk])
        return int(cursor.rowcount)


@contextmanager
def written_at_the_end() -> Iterator[None]:
    """Write all words that are added within the block in one statement, at its end.

    For a demonstration that lives through months in one transaction: nobody searches meanwhile.
    """
    _put_off.append({})
    try:
        yield
        insert(sorted((authority, word, key) for (key, word), authority in _put_off[-1].items()))
    finally:
        _put_off.pop()


def insert(rows: Sequence[tuple[int, str, int]]) -> None:
    """Write these rows of authority, word and case; what is there already stays."""
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(ADD_ALL, [list(column) for column in zip(*rows, strict=True)])


def add_all(cases: Iterable[Case], details: Mapping[int, Any]) -> None:
    """Let new cases be found by all that they say, and by the details of their events.

    One statement for reading, one for writing, however many there are.
    """
    rows = {case.pk: case for case in cases}
    said: dict[int, list[str]] = {key: [*typed_in(details.get(key))] for key in rows}
    for key, text in texts_of(list(rows)):
        said[key].append(text)
    insert(sorted({(rows[k].authority_id, w, k) for k in rows for w in words_of(*said[k])}))


def kept_names(case: Case, chosen: Iterable[Any], *, has_moved: bool) -> list[str]:
    """Return the names of the directory's rows that a step has chosen: its event writes them.

    has_moved  the case belongs to another authority since: its words go along
    """
    if has_moved:
        SearchWord.objects.filter(case=case.pk).update(authority=case.authority_id)
        for waiting in _put_off:
            waiting.update({key: case.authority_id for key in waiting if key[0] == case.pk})
    return [name for value in chosen for name in names_of(value)]


def everything_in(case: Case, rows: Rows) -> list[str]:
    """Return all that a new case, its receipt and its rows say.

    rows  what gather() has read of it
    """
    own = {model: found for model, found in rows.items() if issubclass(model, CaseRow)}
    return [case.receipt.remark, *texts_in({type(case): {case.pk: case}, **own})]


def everything(case: Case) -> list[str]:
    """Return all that the case and its rows say now."""
    return [text for _case, text in texts_of([case.pk])]


def add_everything(case: Case) -> int:
    """Let the case be found by all that it and its rows say now."""
    return add_words(case, everything(case))
