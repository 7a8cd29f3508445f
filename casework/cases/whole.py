"""A case with everything that hangs on it, read in two queries whatever there is of it.

The first query returns the rows of every table of a case as one JSON value; the second one what
those rows name: people, measures, providers, grounds. The rows are then ordinary instances, put
where Django itself looks for what was prefetched: `case.orders.all()`, `order.preservation` and
`line.item` ask the database for nothing more. Twenty queries one by one cost more than drawing the
whole page of a case.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection, models

from casework.cases.additions import Link, LinkEnd
from casework.cases.case import Case
from casework.cases.grants import Grant
from casework.cases.prepared import prepared
from casework.cases.receipts import Receipt
from casework.cases.rows import CaseRow, rows_of_cases

ELSEWHERE = (Link, LinkEnd, Grant)  # asked for in its own way, or not
GATHERED = "_is_gathered"  # in the case's own dict
NOT_READ = {"password", "text_en", "text_az"}  # a letter has its own page; read if asked for
READ_AS: dict[type[models.Field[Any, Any]], Callable[[Any], Any]] = {
    models.DateTimeField: datetime.fromisoformat,
    models.DateField: date.fromisoformat,
    models.UUIDField: UUID,
    models.DecimalField: lambda number: Decimal(str(number)),
}

Rows = dict[Any, dict[int, Any]]  # by model, then by key, in the order of the model


def gather(case: Any, known: Rows | None = None) -> Rows:
    """Read the rows of the case and what they name, and return them by model.

    known  what was gathered before: rows of the directory and people are not read again
    """
    rows = read(dict.fromkeys(parts(), '"case_id" = $1'), "bigint", [case.pk])
    for part in (part for found in rows.values() for part in found.values()):
        part._meta.get_field("case").set_cached_value(part, case)
    own: Rows = {type(case): {case.pk: case}}
    named = named_by({**own, **rows}, known or {})
    for model, found in {**own, **rows}.items():
        join(model, found.values(), {**named, **rows})
    for model, found in rows.items():
        collect(model, found.values(), "case", [case])
    case.__dict__[GATHERED] = True
    return {**named, **rows}


def is_gathered(case: Any) -> bool:
    """Whether the case knows all its rows, so that asking for them costs nothing."""
    return GATHERED in case.__dict__


def forget(case: Any) -> None:
    """Let the case ask for its rows again: they change, or somebody else may keep the case."""
    case.__dict__.pop(GATHERED, None)
    case.__dict__.pop("_prefetched_objects_cache", None)


@cache
def parts() -> tuple[type[CaseRow], ...]:
    """Return the models of which the rows belong to one case."""
    return tuple(model for model in rows_of_cases() if model not in ELSEWHERE)


def named_by(rows: Rows, known: Rows) -> Rows:
    """Return the rows of other tables that these rows name; no step changes what is known."""
    wanted: dict[Any, set[int]] = defaultdict(set)
    for model, found in rows.items():
        for field in keys_of(model):
            if field.related_model not in rows:
                wanted[field.related_model] |= {
                    getattr(row, field.attname) for row in found.values()
                } - {None}
    kept = {model: found for model, found in known.items() if is_elsewhere(model)}
    fresh = by_keys({model: keys - set(kept.get(model, ())) for model, keys in wanted.items()})
    return {model: {**kept.get(model, {}), **fresh.get(model, {})} for model in wanted}


def is_elsewhere(model: Any) -> bool:
    """Whether the rows of this table stand in the directory, or are people: not of a case."""
    return model is not Receipt and not issubclass(model, (Case, CaseRow))


def by_keys(wanted: Mapping[Any, Iterable[int]]) -> Rows:
    """Return the rows of several tables with these keys, in one query."""
    values = {model: sorted(keys) for model, keys in wanted.items() if keys}
    which = {
        model: f'"{model._meta.pk.column}" = ANY(${place})' for place, model in enumerate(values, 1)
    }
    return read(which, "bigint[]", list(values.values())) if values else {}


def read(which: Mapping[Any, str], kind: str, values: Sequence[Any]) -> Rows:
    """Return the rows of each model for which its condition holds, in one query.

    which  SQL with $1, $2 … for the values, all of which are of this kind
    """
    sql = ", ".join(rows_as_json(model, condition) for model, condition in which.items())
    answer = prepared(f"SELECT {sql}", kind, values)
    return {
        model: {row.pk: row for row in map(maker(model), json.loads(found or "[]"))}
        for model, found in zip(which, answer, strict=True)
    }


@cache
def rows_as_json(model: Any, condition: str) -> str:
    """Return the SQL of the rows of a table as one JSON value, in the order of the model."""
    columns = ", ".join(f'"{field.column}"' for field in read_fields(model))
    order = ", ".join(f'"{name}"{" DESC" if less else ""}' for name, less in ordering(model))
    rows = f"json_agg(json_build_array({columns}) ORDER BY {order})::text"
    return f"(SELECT {rows} FROM {model._meta.db_table} WHERE {condition})"  # noqa: S608 - our own


def ordering(model: Any) -> list[tuple[str, bool]]:
    """Return the columns by which the model orders its rows, and whether downwards."""
    names = [(name.removeprefix("-"), name.startswith("-")) for name in model._meta.ordering]
    kept = [(model._meta.pk.name if name == "pk" else name, less) for name, less in names]
    known = {field.name: field.column for field in model._meta.local_fields}
    return [(known[name], less) for name, less in kept] or [(model._meta.pk.column, False)]


@cache
def read_fields(model: Any) -> tuple[Any, ...]:
    """Return the fields that are read; the others are read by Django if anybody asks."""
    return tuple(field for field in model._meta.concrete_fields if field.name not in NOT_READ)


@cache
def maker(model: Any) -> Callable[[list[Any]], Any]:
    """Return the function that makes an instance of one row as JSON has it."""
    fields = read_fields(model)
    names = [field.attname for field in fields]
    others = [(n, READ_AS[type(field)]) for n, field in enumerate(fields) if type(field) in READ_AS]

    def make(values: list[Any]) -> Any:
        for place, read_as in others:
            if values[place] is not None:
                values[place] = read_as(values[place])
        return model.from_db(connection.alias, names, values)

    return make


@cache
def keys_of(model: Any) -> tuple[Any, ...]:
    """Return the foreign keys of the model."""
    return tuple(
        field
        for field in model._meta.concrete_fields
        if field.is_relation and not issubclass(field.related_model, Case)
    )


def join(model: Any, found: Iterable[Any], rows: Rows) -> None:
    """Let each row know the rows that it names, and those know it."""
    for field in keys_of(model):
        target = rows.get(field.related_model)
        if target is None:
            continue
        for row in found:
            key = getattr(row, field.attname)
            if key is None or key in target:
                field.set_cached_value(row, None if key is None else target[key])
        if issubclass(field.related_model, CaseRow):
            collect(model, found, field.name, target.values())


def collect(model: Any, found: Iterable[Any], name: str, owners: Iterable[Any]) -> None:
    """Give each owner the rows that name it in this field, as Django keeps what it prefetched."""
    field = model._meta.get_field(name)
    related, kept = field.remote_field, defaultdict(list)
    if related.hidden:
        return
    for row in found:
        kept[getattr(row, field.attname)].append(row)
    for owner in owners:
        if field.one_to_one:
            related.set_cached_value(owner, next(iter(kept[owner.pk]), None))
            continue
        rows = model._default_manager.all()
        rows._defer_next_filter = (
            True  # worked out if anybody asks for some of them, as Django does
        )
        rows = rows.filter(**{name: owner})
        rows._result_cache, rows._prefetch_done = kept[owner.pk], True
        prefetched = owner.__dict__.setdefault("_prefetched_objects_cache", {})
        prefetched[related.cache_name] = rows
