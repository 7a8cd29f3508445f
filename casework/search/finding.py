"""Finding cases by words: each must be there, from its first letter on; whole words count more.

The rarest word leads: its rows are one range of the key of SearchWord, and the others are asked of
those cases alone. Where every word stands in very many cases, only some of them are looked at: the
latest that say a word as it was typed, the first that say the rarest one, the latest of all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from casework.access.models import User
from casework.cases.case import Case
from casework.cases.keys import reference_key
from casework.cases.queries import served_by
from casework.search.words import Asked, asked_of

MOST_SHOWN = 50
MOST_READ = 1_000  # rows of the word that leads; at most twice as many cases are looked at
LAST_LETTER = "\U0010ffff"
OF_WORD = "authority_id = ANY(%(authorities)s) AND word >= %({0})s AND word < %({0}_end)s"
COUNT = "(SELECT count(*) FROM (SELECT 1 FROM casework_searchword WHERE {} LIMIT {}) AS n)"
# OFFSET 0 keeps these from being turned into a join that reads every row of a frequent word.
SAYS = (
    "EXISTS (SELECT 1 FROM casework_searchword s WHERE s.case_id = c.case_id"
    " AND s.word >= %({0})s AND s.word < %({0}_end)s OFFSET 0)"
)
SAYS_WHOLE = (
    "EXISTS (SELECT 1 FROM casework_searchword s WHERE s.case_id = c.case_id"
    " AND s.word = %({0})s OFFSET 0)"
)
RARE = "SELECT case_id FROM casework_searchword WHERE {} LIMIT {}"
WHOLE_LATEST = (
    "SELECT w.case_id FROM unnest(%(authorities)s::bigint[]) AS a(id) CROSS JOIN LATERAL ("
    "SELECT case_id FROM casework_searchword WHERE authority_id = a.id AND word = %({0})s"
    " ORDER BY case_id DESC LIMIT {1}) w"
)
LATEST = (
    "SELECT id FROM casework_case WHERE authority_id = ANY(%(authorities)s)"
    " AND id > (SELECT max(id) FROM casework_case) - {0}"
)
OF_KEY = (
    "SELECT case_id FROM casework_searchword"
    " WHERE authority_id = ANY(%(authorities)s) AND word = %(key)s LIMIT {0}"
)
FIND = """
WITH c AS MATERIALIZED ({leads} UNION SELECT unnest(%(granted)s::bigint[]))
SELECT k.id FROM c JOIN casework_case k ON k.id = c.case_id
WHERE ({says}) AND (k.id = ANY(%(granted)s) OR (k.authority_id, k.kind) IN (
    SELECT * FROM unnest(%(served)s::bigint[], %(kinds)s::text[])))
ORDER BY k.reference = %(reference)s OR k.foreign_key = %(foreign)s DESC, ({whole}) DESC,
    k.received_at DESC, k.id DESC
LIMIT {most}
"""


@dataclass(frozen=True)
class Found:
    """What a search has found, the best first, at most fifty.

    is_more     there are others: be more precise
    is_partial  the words are so frequent that not every case that says them was looked at
    """

    asked: Asked
    cases: Sequence[Any] = ()
    is_more: bool = False
    is_partial: bool = False


def find(person: User, text: str) -> Found:
    """Return the cases that this person may see and that say every word of the text."""
    asked = asked_of(text)
    if not asked.words or not (person.current_roles or person.granted_cases):
        return Found(asked)
    words = _named(person, asked, text)
    leads, is_partial = _leads(asked, words)
    names = [f"w{number}" for number in range(len(asked.words))]
    says = " AND ".join(SAYS.format(name) for name in names)
    statement = FIND.format(
        leads=leads,
        whole=" AND ".join(SAYS_WHOLE.format(name) for name in names),
        says=f"({says}) OR {SAYS_WHOLE.format('key')}" if _is_key(asked) else says,
        most=MOST_SHOWN + 1,
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, words)
        keys = [key for (key,) in cursor.fetchall()]
    rows = _visible(person, keys)
    return Found(asked, rows[:MOST_SHOWN], len(rows) > MOST_SHOWN, is_partial)


def _named(person: User, asked: Asked, text: str) -> dict[str, Any]:
    """Return the values of the statements: the words with the end of their ranges, the scope."""
    served = served_by(person)
    words: dict[str, Any] = {
        "served": [authority for authority, _kind in served],
        "kinds": [kind for _authority, kind in served],
        "authorities": sorted({authority for authority, _kind in served}),
        "granted": sorted(person.granted_cases),
        "key": asked.key,
        "reference": text.strip().upper(),
        "foreign": reference_key(text),
    }
    for number, word in enumerate(asked.words):
        words |= {f"w{number}": word, f"w{number}_end": word + LAST_LETTER}
    return words


def _leads(asked: Asked, words: dict[str, Any]) -> tuple[str, bool]:
    """Return the statement that gives the cases to look at, and whether others may matter too.

    Counting stops at the bound, so a word that everybody uses costs no more than a rare one.
    """
    names = [f"w{number}" for number in range(len(asked.words))]
    parts = [COUNT.format(OF_WORD.format(name), MOST_READ + 1) for name in names]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", words)
        counts = dict(zip(names, cursor.fetchone(), strict=True))
    rarest = min(names, key=counts.__getitem__)
    is_partial = counts[rarest] > MOST_READ
    if is_partial:
        found = [WHOLE_LATEST.format(name, MOST_READ // 2 // len(names)) for name in names]
        found.append(RARE.format(OF_WORD.format(rarest), MOST_READ // 2))
        found.append(LATEST.format(MOST_READ))
    else:
        found = [RARE.format(OF_WORD.format(rarest), MOST_READ)]
    if _is_key(asked):
        found.append(OF_KEY.format(MOST_READ))
    return " UNION ".join(f"({one})" for one in found), is_partial


def _is_key(asked: Asked) -> bool:
    """Whether the whole may be a reference that was written with other signs than ours."""
    return len(asked.key) > 3 and asked.words != (asked.key,) and any(map(str.isdigit, asked.key))


def _visible(person: User, keys: list[int]) -> list[Any]:
    """Return these cases in this order, as far as the person may see them."""
    related = ("requesting_state", "request_type", "authority", "officer")
    rows = Case.objects.visible_to(person).select_related(*related).in_bulk(keys)
    return [rows[key] for key in keys if key in rows]
