"""What a case says, read back from its rows: for a new case, and to build the words anew.

Every text column of a case and of its rows counts, unless it is named below; a new model is read
without a word here.
"""

from collections.abc import Collection, Iterator
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection, models

from casework.cases.case import Case
from casework.cases.rows import rows_of_cases
from casework.cases.whole import Rows
from casework.directory.models import Body, Provider, RecipientPerson, RequestType, State
from casework.search.texts import whole

# Columns that hold codes, keys, or what another column says already; of a letter most is said by
# its file, so that casework.letters reads it.
NOT_READ = frozenset({
    "asked_in", "basis", "checked_as", "clock", "content_type", "details", "due_clock",
    "foreign_key", "key", "kind", "office_hours", "postponed_in", "sender_zone", "sha256",
    "state", "step", "stored_as", "subject_az", "subject_en", "text_az", "text_en", "time_zone",
    "zone",
})  # fmt: skip
NAMED = (State, Provider, RecipientPerson, Body, RequestType)  # rows of the directory, by name
NAMES = ("name_en", "name_az", "full_name", "code")
RECEIPTS = (
    "SELECT c.case_id, 'remark', r.remark FROM casework_casereceipt c"
    " JOIN casework_receipt r ON r.id = c.receipt_id"
    " WHERE c.case_id = ANY(%(cases)s) AND r.remark <> ''"
)


def texts_of(cases: Collection[int]) -> Iterator[tuple[int, str]]:
    """Give (key of the case, text) for everything that these cases and their rows say.

    One statement for the rows, and one for each kind of directory row that they name.
    """
    with connection.cursor() as cursor:
        cursor.execute(_statement(), {"cases": list(cases)})
        found = cursor.fetchall()
    named: dict[str, set[int]] = {}
    for _case, source, text in found:
        if source in _labels():
            named.setdefault(source, set()).add(int(text))
    names = {label: _names(label, keys) for label, keys in named.items()}
    for case, source, text in found:
        if source in names:
            yield from ((case, name) for name in names[source].get(int(text), ()))
        else:
            yield case, text
            yield from ((case, one) for one in whole(source, text))


def texts_in(rows: Rows) -> Iterator[str]:
    """Give everything that rows say which were read already, their case among them: no statement.

    As texts_of() does, but for the remarks of receipts.
    """
    for model, found in rows.items():
        for field in model._meta.concrete_fields:
            source = _source_of(field)
            for row in found.values() if source else ():
                value = getattr(row, field.name)
                if source in _labels():
                    yield from names_of(value)
                elif value:
                    yield value
                    yield from whole(source, value)


def names_of(row: Any) -> list[str]:
    """Return the names under which a row of the directory is known; none for any other value."""
    if not isinstance(row, NAMED):
        return []
    found = [str(getattr(row, name, "")) for name in NAMES]
    if isinstance(row, Provider | Body):
        found += row.aliases.values_list("name", flat=True)
    return found


def _names(label: str, keys: Collection[int]) -> dict[int, list[str]]:
    rows = apps.get_model(label)._default_manager.filter(pk__in=keys)
    return {row.pk: names_of(row) for row in rows}


@cache
def _labels() -> frozenset[str]:
    return frozenset(model._meta.label for model in NAMED)


@cache
def _statement() -> str:
    """Return the statement that reads every text column; its parts have one column of the case."""
    kinds = [model for model in apps.get_models() if issubclass(model, Case)]
    parts = [part for model in kinds for part in _parts(model, "id", "case_ptr_id")]
    for model in rows_of_cases():
        parts += _parts(model, "case_id")
    return " UNION ALL ".join([*parts, RECEIPTS])


def _parts(model: type[models.Model], *keys: str) -> Iterator[str]:
    """Give a SELECT for each column that says something."""
    table, fields = model._meta.db_table, model._meta.local_fields
    key = next(name for name in keys if name in {field.column for field in fields})
    for field in fields:
        source = _source_of(field)
        if source:
            yield (
                f'SELECT {key}, \'{source}\', "{field.column}"::text FROM "{table}"'  # noqa: S608
                f" WHERE {key} = ANY(%(cases)s) AND \"{field.column}\"::text <> ''"
            )


def _source_of(field: Any) -> str:
    """Return what the column is called, or whose key it holds; "" for one that is not read."""
    if isinstance(field, models.ForeignKey):
        model = field.related_model
        return str(model._meta.label) if model in NAMED else ""
    is_text = isinstance(field, models.CharField | models.TextField)
    is_read = is_text and not field.choices and field.name not in NOT_READ
    return str(field.name) if is_read else ""
