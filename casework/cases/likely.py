"""Requests that may be the same one, found before a new one is saved.

A foreign reference or an identifier that both have makes two requests likely duplicates; where the
new one has neither, a recent request of the same State does. What another authority has is told
only by its name and duty contact: row-level security hides its cases, and a function of the
database (migration 0006) gives away nothing but which authority it is.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.models import Q

from casework.cases.case import Case
from casework.cases.items import Identifier
from casework.cases.keys import identifier_key, reference_key
from casework.clock import now
from casework.directory.models import Authority, State

SHOWN = 5  # rows: more would not be compared by anybody
COMPARED = 50  # identifiers of one request
RECENT = timedelta(days=3)
SHORTEST_REFERENCE = 3  # "1" is nobody's reference


@dataclass(frozen=True)
class Look:
    """What a request is compared by: keys, not what was typed."""

    reference: str = ""
    state: State | None = None
    identifiers: tuple[str, ...] = ()

    @property
    def is_vague(self) -> bool:
        """Whether there is nothing but the State to go by."""
        return not self.reference and not self.identifiers


@dataclass(frozen=True)
class Likely:
    """A case that may be the same request, and what both have.

    identifiers  as they are written in that case
    """

    case: Any
    same_reference: bool
    same_state: bool
    identifiers: list[str] = field(default_factory=list)


def look_of(reference: str, state: State | None, identifiers: Collection[str]) -> Look:
    """Return what a request with this reference, State and these identifiers is compared by."""
    key = reference_key(reference)
    keys = sorted({found for text in identifiers if (found := identifier_key(text))})
    return Look(key if len(key) >= SHORTEST_REFERENCE else "", state, tuple(keys[:COMPARED]))


def likely_cases(user: Any, look: Look) -> list[Likely]:
    """Return the cases that this person sees and that may be the same request, the best first."""
    same = identifiers_of_cases(user, look)
    if look.is_vague:
        recent = {"requesting_state": look.state, "received_at__gte": now() - RECENT}
        keys = _keys(user, **recent) if look.state else []
    else:
        keys = [*_keys(user, foreign_key=look.reference)] if look.reference else []
        keys += list(same)[:SHOWN]
    rows = seen(user).filter(pk__in=keys).select_related("requesting_state", "authority")
    found = [
        Likely(
            row,
            bool(look.reference) and row.foreign_key == look.reference,
            look.state is not None and row.requesting_state_id == look.state.pk,
            same.get(row.pk, []),
        )
        for row in rows
    ]
    found.sort(key=lambda one: (one.same_reference, one.same_state, one.case.pk), reverse=True)
    return found[:SHOWN]


def identifiers_of_cases(user: Any, look: Look) -> dict[int, list[str]]:
    """Return, by key of a visible case, the identifiers that it has too; the newest case first."""
    found: dict[int, list[str]] = {}
    if not look.identifiers:
        return found
    own = user.authorities
    rows = Identifier.objects.filter(
        authority__in=own, key__in=look.identifiers, case__in=seen(user)
    )
    for key, value in rows.order_by("-case", "pk").values_list("case", "value")[:COMPARED]:
        found.setdefault(key, []).append(value)
    return found


def predecessors(user: Any, state: State | None, references: Collection[str]) -> list[Likely]:
    """Return the cases that this person sees and that a request names as earlier ones.

    references  theirs or ours, as the request gives them; a case of another State is none
    """
    keys = [key for text in references if len(key := reference_key(text)) >= SHORTEST_REFERENCE]
    if not keys:
        return []
    ours = [text.strip().upper() for text in references]
    rows = seen(user).filter(Q(foreign_key__in=keys) | Q(reference__in=ours))
    if state is not None:
        rows = rows.filter(Q(requesting_state=state) | Q(requesting_state=None))
    rows = rows.select_related("requesting_state", "authority").order_by("-pk")
    return [Likely(row, False, row.requesting_state_id is not None) for row in rows[:SHOWN]]


def likely_elsewhere(look: Look) -> list[Authority]:
    """Return the authorities of this installation that have such a request, and nothing else.

    Only those in which the person of this transaction has no role; none without a scope.
    """
    if look.is_vague:
        return []
    state = look.state.pk if look.state else None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT likely_elsewhere(%s::text, %s::bigint, %s::text[])",
            [look.reference, state, list(look.identifiers)],
        )
        keys = [key for (key,) in cursor.fetchall()]
    return list(Authority.objects.filter(pk__in=keys).order_by("code"))


def seen(user: Any) -> Any:
    """Return the cases of this person's roles, without registrations that were declared void.

    A case of another authority that the person may read is that authority's, as any other there.
    """
    return Case.objects.of_roles(user).exclude(state="void")


def _keys(user: Any, **same: Any) -> list[int]:
    return list(seen(user).filter(**same).values_list("pk", flat=True)[:SHOWN])
