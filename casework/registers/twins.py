"""Rows that are the same request as a case that is here, or as an earlier row of the file.

The same is: our former number or the foreign reference, with the same State and day of receipt.
A row with neither is the same as one that says the same word for word.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from casework.cases.case import Case
from casework.cases.keys import reference_key
from casework.cases.likely import SHORTEST_REFERENCE
from casework.clock import baku_day
from casework.registers.kinds import Told
from casework.registers.model import RegisterImport, RegisterRow

Status = RegisterRow.Status


@dataclass(frozen=True)
class Twin:
    """What a row is the same as: the key of a case, or a row of the file."""

    case: int | None = None
    row: int | None = None


def keys_of(told: Told, said: Mapping[str, str]) -> tuple[str, str]:
    """Return (old_key, foreign_key) of a row; the first is never empty."""
    country = told.fields.get("requesting_state")
    place = f"|{country.pk if country else ''}|{baku_day(told.received_at)}"
    old = reference_key(told.old_number)
    foreign = reference_key(str(told.fields.get("foreign_reference", "")))
    foreign_key = f"{foreign}{place}" if len(foreign) >= SHORTEST_REFERENCE else ""
    if old or foreign_key:
        return f"{old}{place}" if old else "", foreign_key
    words = json.dumps(said, sort_keys=True, ensure_ascii=False)
    return f"={hashlib.sha256(words.encode()).hexdigest()}{place}", ""


def twins_of(register: RegisterImport, rows: Sequence[RegisterRow]) -> dict[int, Twin]:
    """Return, by key of the row, what it is the same as. Three queries for any number of rows.

    rows  with their keys, in the order of their numbers
    """
    cases = cases_by_key(register, [row.foreign_key for row in rows if row.foreign_key])
    old = [row.old_key for row in rows if row.old_key]
    cases |= brought_by_key(register, old)
    earlier = rows_by_key(register, rows)
    found: dict[int, Twin] = {}
    for row in rows:
        keys = [key for key in (row.old_key, row.foreign_key) if key]
        case = next((cases[key] for key in keys if key in cases), None)
        first = next((earlier[k] for k in keys if earlier.get(k, row.number) < row.number), None)
        if case is not None:
            found[row.pk] = Twin(case=case)
        elif first is not None:
            found[row.pk] = Twin(row=first)
        else:
            earlier |= {key: min(row.number, earlier.get(key, row.number)) for key in keys}
    return found


def cases_by_key(register: RegisterImport, keys: Sequence[str]) -> dict[str, int]:
    """Return the cases of the authority by foreign reference, State and day of receipt."""
    wanted = {key.partition("|")[0] for key in keys}
    rows = Case.objects.filter(
        authority=register.authority_id, kind=register.kind, foreign_key__in=wanted
    ).exclude(state="void")
    return {
        f"{foreign}|{country or ''}|{baku_day(received_at)}": case
        for case, foreign, country, received_at in rows.values_list(
            "pk", "foreign_key", "requesting_state_id", "received_at"
        )
    }


def brought_by_key(register: RegisterImport, keys: Sequence[str]) -> dict[str, int]:
    """Return the cases that were brought in before under one of these former numbers."""
    rows = RegisterRow.objects.filter(
        register__authority=register.authority_id,
        register__kind=register.kind,
        old_key__in=keys,
        status=Status.DONE,
    )
    return {key: case for key, case in rows.values_list("old_key", "case_id") if case}


def rows_by_key(register: RegisterImport, rows: Sequence[RegisterRow]) -> dict[str, int]:
    """Return the first row of the file, before the last of these, that has one of their keys."""
    if not rows:
        return {}
    before = RegisterRow.objects.filter(
        register=register.pk, number__lt=rows[-1].number, status=Status.READY
    ).exclude(pk__in=[row.pk for row in rows])
    wanted = {key for row in rows for key in (row.old_key, row.foreign_key) if key}
    found: dict[str, int] = {}
    old = before.filter(old_key__in=wanted).values_list("old_key", "number")
    foreign = before.filter(foreign_key__in=wanted).values_list("foreign_key", "number")
    for key, number in [*old, *foreign]:
        found[key] = min(number, found.get(key, number))
    return found
