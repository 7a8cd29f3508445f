"""Names of the people, States and types of a page of the queue, and what its filters offer."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, F, IntegerField, OuterRef, Q, Value

from casework.access.models import User
from casework.cases.case import Case
from casework.cases.queries import served_by
from casework.desk.queue_filter import Chosen
from casework.desk.queue_rows import Row
from casework.directory.alphabet import by_alphabet
from casework.directory.models import RequestType, State
from casework.directory.rows import in_language

COLUMNS = ("what", "pk", "english", "azerbaijani", "rank")


@dataclass(frozen=True)
class Names:
    """Names by key, in the order in which a filter offers them."""

    country: dict[int, str] = field(default_factory=dict)
    officer: dict[int, str] = field(default_factory=dict)
    type: dict[int, str] = field(default_factory=dict)


def names_for(person: User, rows: Iterable[Row], chosen: Chosen | None = None) -> Names:
    """Return the names that these rows need. One query.

    chosen  what the filters choose: names of what else this person could choose come along,
            of people and States only such as have a case among the person's own
    """
    rows = list(rows)
    countries = State.objects.filter(
        _of_page([row.requesting_state_id for row in rows], person, chosen, "requesting_state")
    )
    people = User.objects.filter(
        _of_page([row.officer_id for row in rows], person, chosen, "officer")
    )
    wanted = Q(pk__in={row.request_type_id for row in rows})
    if chosen is not None:
        wanted |= Q(procedure__in={kind for _authority, kind in served_by(person)})
    types = RequestType.objects.filter(wanted)
    none = Value(0, output_field=IntegerField())
    parts = [
        _columns(countries, "country", F("name_en"), F("name_az"), none),
        _columns(people, "officer", F("full_name"), F("full_name"), none),
        _columns(types, "type", F("name_en"), F("name_az"), F("position")),
    ]
    return _sorted_out(parts[0].union(*parts[1:], all=True))


def _of_page(keys: list[int | None], person: User, chosen: Chosen | None, column: str) -> Any:
    used = Q(pk__in={key for key in keys if key is not None})
    if chosen is None:
        return used
    theirs = Case.objects.of_roles(person).filter(**{column: OuterRef("pk")})
    return used | Exists(theirs if chosen.ended else theirs.open())


def _columns(rows: Any, what: str, english: Any, azerbaijani: Any, rank: Any) -> Any:
    named = rows.annotate(what=Value(what), english=english, azerbaijani=azerbaijani, rank=rank)
    return named.order_by().values_list(*COLUMNS)


def _sorted_out(rows: Iterable[Any]) -> Names:
    found = Names()
    named = [(rank, in_language(english, az), what, key) for what, key, english, az, rank in rows]
    for _rank, name, what, key in sorted(named, key=lambda one: (one[0], by_alphabet(one[1]))):
        getattr(found, what)[key] = name
    return found
