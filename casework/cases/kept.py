"""Data preserved in one case and kept for a request of another: what each side may know.

The two cases usually belong to different authorities, and row-level security hides each from the
other. Functions of the database (migrations 0020, 0026 and 0029) tell what has to be known, read
from what is recorded at that moment. How long data are kept follows: casework.clock.preservation.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import DateField, Exists, F, Func, OuterRef, Q, QuerySet, Value
from django.db.models.lookups import IsNull

from casework.cases.additions import Link
from casework.cases.keys import reference_key
from casework.cases.likely import SHOWN, Look
from casework.clock.preservation import LinkedRequest, expiry
from casework.directory.models import Authority

WAITING, DECIDED, LEFT = "waiting", "decided", "left"


@dataclass(frozen=True)
class Held:
    """A case with preserved data, as far as another authority is told.

    is_held    a recipient keeps data; is_asked: one was asked to, and nothing ended it
    until      the first last day of what is kept; latest: the last one there was
    references, identifiers  by what it was found: references of the case, kinds of identifiers
    """

    holder_id: int
    holder: str
    holder_authority: int
    is_held: bool
    is_asked: bool
    until: date | None
    latest: date | None
    references: Sequence[str] = ()
    identifiers: Sequence[str] = ()
    authority: Authority | None = None


@dataclass(frozen=True)
class Kept:
    """A link between a request and the case that holds the data which it is about.

    decided_on     the day on which the request was decided, or the link was ended
    is_taken_back  whether somebody ended the link because it was wrong
    left_on        since when the request, undecided, is with a body outside
    was_let_go     whether the holder let the data go for that reason
    came_in_time   whether the request came while the data were held; else it keeps nothing
    """

    link_id: int
    request_id: int
    request: str
    request_authority: int
    holder_id: int
    holder: str
    holder_authority: int
    received_on: date
    decided_on: date | None
    is_taken_back: bool
    is_held: bool
    is_asked: bool
    until: date | None
    latest: date | None
    left_on: date | None
    was_let_go: bool
    came_in_time: bool

    @property
    def is_over(self) -> bool:
        """Whether somebody ended the link."""
        return self.is_taken_back or self.was_let_go

    @property
    def has_left(self) -> bool:
        """Whether the data are kept for a request that is with a body outside."""
        return self.left_on is not None and self.freezes

    @property
    def as_linked(self) -> LinkedRequest:
        """The request as the clock of preservation takes it."""
        return LinkedRequest(self.received_on, self.decided_on, self.is_taken_back)

    @property
    def freezes(self) -> bool:
        """Whether this request, undecided, keeps data that are still there."""
        return self.decided_on is None and self.came_in_time and (self.is_held or self.is_asked)


class DayOfRequests(Func):
    """A day of the linked requests that came in time for a preservation (case, last day, what).

    "waiting": since when one keeps the data; "decided": on which the last one was, if all are;
    "left": since when one that keeps the data is with a body outside. None: there is none.
    """

    function = "day_of_requests"
    output_field = DateField()


def kept_of(cases: Iterable[int]) -> list[Kept]:
    """Return the links of these cases, from either side, that the transaction's scope may know."""
    keys = sorted(set(cases))
    if not keys:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM links_of_preserved(%s::bigint[])", [keys])
        return [Kept(*row) for row in cursor.fetchall()]


def linked_requests(cases: Iterable[int]) -> dict[int, list[LinkedRequest]]:
    """Return, by the case that holds data, the requests for which they may have to be kept."""
    keys, found = set(cases), defaultdict(list)
    for row in kept_of(keys):
        if row.holder_id in keys:
            found[row.holder_id].append(row.as_linked)
    return found


def ends_on(last_on: date, linked: Collection[LinkedRequest]) -> date | None:
    """Return the day after which data with this last day may go; None: a request is undecided."""
    return expiry(last_on, linked) if linked else last_on


def preserved_for(
    look: Look,
    references: Collection[str] = (),
    own: str = "",
    *,
    but: Collection[int] = (),
) -> list[Held]:
    """Return the cases whose preserved data a request may be about, the likeliest first.

    references  what the request calls the earlier one, besides its own reference
    own         our reference of such a case, as somebody typed it
    but         the keys of cases that are not wanted

    Whoever tells a person of them writes it down too: casework.audit.reads.
    """
    typed = [reference_key(text) for text in references if text]
    keys = [key for key in (look.reference, *typed) if len(key) >= 3]
    ours = [text.strip().upper() for text in (own, *references) if text.strip()]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM preserved_elsewhere(%s::text[], %s::text[], %s::bigint, %s::text[])",
            [keys, ours, look.state.pk if look.state else None, list(look.identifiers)],
        )
        found = [Held(*row) for row in cursor.fetchall()]
    found = [one for one in found if one.holder_id not in but][:SHOWN]
    known = Authority.objects.in_bulk([one.holder_authority for one in found])
    return [replace(one, authority=known.get(one.holder_authority)) for one in found]


def day_of(what: str) -> DayOfRequests:
    """Return this day of the linked requests, for a query of preservations."""
    return DayOfRequests(F("case_id"), F("last_on"), Value(what))


def standing(wanted: str) -> Q:
    """Return the question whether a preservation has this day of linked requests.

    The links are looked at first: few data are kept for anybody, and an index knows it.
    """
    linked = Link.objects.filter(kind=Link.Kind.PRESERVED, other=OuterRef("case"))
    return Q(Exists(linked)) & Q(IsNull(day_of(wanted), False))


def expiring(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Return those of these preservations that no undecided request keeps beyond their last day."""
    return rows.exclude(standing(WAITING))
