"""Many copies of a few cases with everything that hangs on them, written in SQL by the owner.

A copy is made of every column: keys are shifted by the same stride in each copy, so that every
row of a copy points into the same copy; dates are shifted by a number of days; officers and States
take turns. Foreign keys and indexes are put back once the rows are there: this takes minutes, not
hours. Foreign keys then hold for new rows only.
"""

# ruff: noqa: S608 - the names are those of our own tables and columns

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connections, models

from bench.figures import count_copies
from casework.audit.events import ChainHead
from casework.cases.additions import CaseReceipt
from casework.cases.case import Case
from casework.cases.numbers import Counter
from casework.cases.receipts import Receipt
from casework.directory.models import State
from casework.letters.models import Letter

NOT_COPIED = {"Grant", "ReadLog", "RegisterRow", "Notice", "Proposal", "Counted"}
WHOLE = 20_000  # so many copies have whole letters, and events that name rows of their own copy
AFTER_COPIES = 5_000_000  # the last number given, far from those of the copies
LONGEST = 300  # characters of the letters of the others: else they are 10 GB
NAMED = ("order", "document", "preservation", "prolongation", "question")  # in details of events
SHIFTED = """
CREATE OR REPLACE FUNCTION pg_temp.shifted(text, bigint) RETURNS text LANGUAGE sql AS $$
SELECT coalesce(jsonb_set($1::jsonb, '{{details}}', $1::jsonb -> 'details' || (
    SELECT jsonb_object_agg(key, CASE WHEN key = 'items'
        THEN (SELECT jsonb_agg(item::bigint + $2 * by) FROM jsonb_array_elements_text(value) item)
        ELSE to_jsonb((value #>> '{{}}')::bigint + $2 * by) END)
    FROM jsonb_each($1::jsonb -> 'details') JOIN (VALUES {strides}) stride(key, by) USING (key)
))::text, $1)
$$
"""
FOREIGN_KEYS = """
SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE contype = 'f' AND conrelid = %s::regclass
"""
LONG_KEYS = """
SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE contype = 'p' AND array_length(conkey, 1) > 1 AND conrelid = %s::regclass
"""
# As the references of the copies are written below; other words with digits are each case's own.
WORD = """CASE WHEN {old} !~ '[1-9]' THEN {old}
WHEN {old} ~ '^[a-z]+2026[0-9]{{6}}$'
    THEN regexp_replace({old}, '.{{6}}$', lpad({key}::text, 7, '0'))
WHEN {old} ~ '^0000[0-9]{{2}}$' THEN lpad({key}::text, 7, '0')
ELSE left({old}, 50) || {key} END"""
INDEXES = """
SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i
WHERE i.indrelid = %s::regclass
AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)
"""


def copied_models() -> list[Any]:
    """Return the models of which rows belong to one case, the case itself first."""
    kinds = [model for model in apps.get_models() if issubclass(model, Case)]
    others = [
        model
        for model in apps.get_models()
        if model not in kinds
        and model.__name__ not in NOT_COPIED
        and any(field.related_model is Case for field in model._meta.local_fields)
    ]
    return [*kinds, Receipt, *others]


class Copying:
    """Copies of the sample cases, which are all the cases that there are."""

    def __init__(self, officers: dict[int, list[int]]) -> None:
        """Read how far keys are shifted. officers: who shares the cases, by authority."""
        self.officers, self.models = officers, copied_models()
        self.states = list(State.objects.order_by("code").values_list("pk", flat=True)[::6][:40])
        with connections["owner"].cursor() as cursor:
            self.strides = {model: self.stride(cursor, model) for model in self.models}

    def stride(self, cursor: Any, model: Any) -> int:
        """Return how far the keys of one copy are from those of the next."""
        key = "number" if model.__name__ == "Event" else model._meta.pk.column
        if isinstance(model._meta.pk, models.CompositePrimaryKey):
            return 0
        columns = f"greatest(max({key}), max({model._meta.pk.column}), 0)"
        cursor.execute(f"SELECT {columns} FROM {model._meta.db_table}")
        found: int = cursor.fetchone()[0]
        return found

    def copy(self, keys: list[int], copies: int, days: str) -> None:
        """Write so many copies of these cases. days: how old copy `g` is made, in SQL."""
        with connections["owner"].cursor() as cursor:
            cursor.execute(SHIFTED.format(strides=self.strides_by_name()))
            for model in self.models:
                values = dict(self.values(model, days))
                cursor.execute(
                    f"INSERT INTO {model._meta.db_table} ({', '.join(values)})"
                    f" SELECT {', '.join(values.values())}"
                    f" FROM {model._meta.db_table} t, generate_series(1, %s) AS g"
                    f" WHERE {self.of_cases(model)}",
                    [copies, keys],
                )

    def strides_by_name(self) -> str:
        """Return, as SQL, by how much keys in the details of events are shifted."""
        by_name = {model.__name__.lower(): stride for model, stride in self.strides.items()}
        pairs = [(name, by_name[name]) for name in NAMED] + [("items", by_name["dataitem"])]
        return ", ".join(f"('{name}', {stride}::bigint)" for name, stride in pairs)

    def of_cases(self, model: Any) -> str:
        """Return which rows belong to the cases."""
        if model is Receipt:
            joined = CaseReceipt._meta.db_table
            return f"t.id IN (SELECT receipt_id FROM {joined} WHERE case_id = ANY(%s))"
        column = next(
            field.column
            for field in model._meta.local_fields
            if field.related_model is Case or (field.column == "id" and model is Case)
        )
        return f"t.{column} = ANY(%s)"

    def values(self, model: Any, days: str) -> Iterator[tuple[str, str]]:
        """Give each column and what a copy has in it."""
        for column in model._meta.local_concrete_fields:
            if not column.generated:
                yield f'"{column.column}"', self.value(model, column, f't."{column.column}"', days)

    def value(self, model: Any, column: Any, old: str, days: str) -> str:
        """Return what a copy has in this column."""
        target = model if column.primary_key and not column.is_relation else column.related_model
        if target in self.strides:
            return f"{old} + g * {self.strides[target]}"
        if column.name == "officer":
            return self.officer_in_turn(old)
        if column.name == "requesting_state":
            return f"(ARRAY{self.states})[1 + (g * 7 + t.id) %% {len(self.states)}]"
        if (model.__name__, column.name) == ("Event", "number"):
            return f"{old} + g * {self.strides[model]}"
        if isinstance(column, models.UUIDField):
            return "gen_random_uuid()"
        if isinstance(column, models.DateTimeField):
            return f"{old} - ({days}) * interval '1 day'"
        if isinstance(column, models.DateField):
            return f"{old} - ({days})"
        return self.text(model, column, old)

    def officer_in_turn(self, old: str) -> str:
        """Return one of the officers of the authority."""
        turns = [
            f"WHEN {desk} THEN (ARRAY{people})[1 + g %% {len(people)}]"
            for desk, people in self.officers.items()
        ]
        chosen = f"CASE t.authority_id {' '.join(turns)} END"
        return f"CASE WHEN {old} IS NULL THEN NULL ELSE {chosen} END"

    def text(self, model: Any, column: Any, old: str) -> str:
        """Return a text: our reference and theirs are of each case alone."""
        if model is Case and column.name == "reference":
            number = f"lpad((t.id + g * {self.strides[Case]})::text, 7, '0')"
            return f"regexp_replace({old}, '[0-9]+$', {number})"
        if column.name in ("foreign_reference", "foreign_key") and model is Case:
            return f"CASE {old} WHEN '' THEN '' ELSE {old} || (t.id + g * {self.strides[Case]}) END"
        if model.__name__ == "SearchWord" and column.name == "word":
            return WORD.format(old=old, key=f"(t.case_id + g * {self.strides[Case]})")
        if model is Letter and isinstance(column, models.TextField):
            return f"CASE WHEN g > {WHOLE} THEN left({old}, {LONGEST}) ELSE {old} END"
        if (model.__name__, column.name) == ("Event", "details"):
            return f"CASE WHEN g > {WHOLE} THEN {old} ELSE pg_temp.shifted({old}, g) END"
        if column.unique:
            return f"left({old}, 40) || g"
        return old


@contextmanager
def bare(tables: list[str]) -> Iterator[None]:
    """Take triggers, foreign keys and indexes from the tables while the block writes rows."""
    with connections["owner"].cursor() as cursor:
        again = []
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            for constraints, unchecked in ((FOREIGN_KEYS, " NOT VALID"), (LONG_KEYS, "")):
                cursor.execute(constraints, [table])
                for name, definition in cursor.fetchall():
                    change = f'ALTER TABLE {table} {{}} CONSTRAINT "{name}"'
                    cursor.execute(change.format("DROP"))
                    again.append(f"{change.format('ADD')} {definition}{unchecked}")
            cursor.execute(INDEXES, [table])
            for name, definition in cursor.fetchall():
                cursor.execute(f"DROP INDEX {name}")
                again.append(definition)
        yield
        cursor.execute("SET maintenance_work_mem = '512MB'")
        again.sort()  # foreign keys before indexes: the order does not matter
        for statement in again:
            cursor.execute(statement)
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def make_many(ended: list[int], opened: list[int], size: int, officers: Any) -> None:
    """Let there be `size` cases: 4 % of them open, of the last weeks; the others of five years."""
    copying = Copying(officers)
    tables = [model._meta.db_table for model in copying.models]
    share = size // 25
    with bare(tables):
        copying.copy(ended, (size - share) // len(ended), "60 + g %% 1800")
        copying.copy(opened, share // len(opened), "g %% 21")
        count_copies(copying.strides[Case])
    go_on(copying.models)


def go_on(copied: list[Any]) -> None:
    """Let keys, numbers and chains go on after the copies, and the planner know of them."""
    with connections["owner"].cursor() as cursor:
        for model in copied:
            pk, table = model._meta.pk, model._meta.db_table
            if isinstance(pk, models.AutoField):
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}"
                )
        cursor.execute(f"UPDATE {Counter._meta.db_table} SET last = {AFTER_COPIES}")
        cursor.execute(
            f"UPDATE {ChainHead._meta.db_table} h SET number ="
            " (SELECT max(number) FROM casework_event e WHERE e.authority_id = h.authority_id)"
        )
        cursor.execute("VACUUM ANALYZE")
