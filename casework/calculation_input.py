"""Reading a calculation from JSON. Bad input raises FactError with a reason fit for a sentence."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import Any, TypeVar

from casework.calculation import Calculation, Preserved
from casework.clock import (
    Clarification,
    FactError,
    Facts,
    Postponement,
    Prolongation,
    Question,
    baku_day,
)

T = TypeVar("T")
PLAIN_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
FIELDS = {
    "": {"id", "procedure", "received_at", "as_of", "clarification", "questions", "postponements",
         "prolongations", "preservation"},
    "questions": {"sent_on", "answered_on"},
    "postponements": {"from", "to"},
    "prolongations": {"decided_on", "until", "cancelled"},
    "preservation": {"in_effect_on", "days"},
}  # fmt: skip


def parse(line: bytes | str) -> dict[str, Any]:
    """Return the JSON object of one line. Raises FactError if it is none."""
    try:
        record = json.loads(line, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise FactError("not_json") from error
    return _object(record, "line")


def _refuse_constant(name: str) -> None:
    """NaN and Infinity are no JSON, though Python reads them."""
    raise ValueError(name)


def read(record: dict[str, Any], procedures: Iterable[str]) -> Calculation:
    """Return the calculation that `record` asks for.

    procedures  the kinds that are known

    Raises FactError for a field that is missing or cannot be read.
    """
    received_at = _instant(record, "received_at")
    facts = Facts(
        received_at=received_at,
        questions=tuple(
            Question(_date(row, "sent_on", at), _date_or_none(row, "answered_on", at))
            for at, row in _rows(record, "questions")
        ),
        postponements=tuple(
            Postponement(_date(row, "from", at), _date_or_none(row, "to", at))
            for at, row in _rows(record, "postponements")
        ),
        prolongations=tuple(
            Prolongation(
                _date(row, "decided_on", at), _date(row, "until", at), _truth(row, "cancelled", at)
            )
            for at, row in _rows(record, "prolongations")
        ),
    )
    return Calculation(
        procedure=_one_of(record, "procedure", list(procedures), "unknown_procedure"),
        facts=facts,
        as_of=_baku_day(_instant(record, "as_of")),
        clarification=_clarification(record),
        preservation=_preserved(record),
        unknown_fields=tuple(sorted(_unknown_fields(record))),
    )


def _clarification(record: dict[str, Any]) -> Clarification | None:
    if record.get("clarification") is None:
        return None
    rules = [str(rule) for rule in Clarification]
    return Clarification(_one_of(record, "clarification", rules, "unknown_rule"))


def _preserved(record: dict[str, Any]) -> Preserved | None:
    if record.get("preservation") is None:
        return None
    asked = _object(record["preservation"], "preservation")
    days = _present(asked, "days", "preservation")
    if not isinstance(days, int) or isinstance(days, bool):
        raise FactError("bad_number", field="preservation.days", value=days)
    return Preserved(_date(asked, "in_effect_on", "preservation"), days)


def _unknown_fields(record: dict[str, Any]) -> Iterator[str]:
    yield from record.keys() - FIELDS[""]
    for name in ("questions", "postponements", "prolongations"):
        for at, row in _rows(record, name):
            yield from (f"{at}.{field}" for field in row.keys() - FIELDS[name])
    for field in (record.get("preservation") or {}).keys() - FIELDS["preservation"]:
        yield f"preservation.{field}"


def _rows(record: dict[str, Any], name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    rows = record.get(name)
    if rows is None:
        return
    if not isinstance(rows, list):
        raise FactError("not_list", field=name)
    for number, row in enumerate(rows):
        at = f"{name}[{number}]"
        yield at, _object(row, at)


def _object(value: Any, name: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise FactError("not_object", field=name)
    return value


def _present(row: dict[str, Any], field: str, at: str) -> Any:
    if field not in row:
        raise FactError("missing", field=f"{at}.{field}" if at else field)
    return row[field]


def _one_of(record: dict[str, Any], field: str, known: list[str], code: str) -> str:
    value = _present(record, field, "")
    if not isinstance(value, str) or value not in known:
        raise FactError(code, value=value, known=", ".join(known))
    return value


def _instant(record: dict[str, Any], field: str) -> datetime:
    value = _present(record, field, "")
    instant = _parsed(datetime.fromisoformat, value)
    if instant is None or instant.tzinfo is None:
        raise FactError("bad_instant", field=field, value=value)
    return _representable(instant)


def _representable(instant: datetime) -> datetime:
    _baku_day(instant)
    return instant


def _baku_day(instant: datetime) -> date:
    try:
        return baku_day(instant)
    except OverflowError as error:
        raise FactError("out_of_range") from error


def _date(row: dict[str, Any], field: str, at: str) -> date:
    value = _present(row, field, at)
    day = None
    if isinstance(value, str) and PLAIN_DATE.fullmatch(value):
        day = _parsed(date.fromisoformat, value)
    if day is None:
        raise FactError("bad_date", field=f"{at}.{field}", value=value)
    return day


def _date_or_none(row: dict[str, Any], field: str, at: str) -> date | None:
    return None if row.get(field) is None else _date(row, field, at)


def _truth(row: dict[str, Any], field: str, at: str) -> bool:
    value = row.get(field, False)
    if not isinstance(value, bool):
        raise FactError("bad_boolean", field=f"{at}.{field}", value=value)
    return value


def _parsed(parse_text: Callable[[str], T], value: Any) -> T | None:
    try:
        return parse_text(value)
    except (TypeError, ValueError):
        return None
