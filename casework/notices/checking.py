"""The last look before a mail leaves: is it still expected, and still this person's?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import DatabaseError, transaction
from django.db.models import F
from django.db.models.functions import Coalesce

from casework.access.scope import set_scope_of_all
from casework.notices import digest
from casework.notices.expected import expected_notices
from casework.notices.kinds import AT_ONCE, Kind, audience_of
from casework.notices.ledger import limit_pause
from casework.notices.models import Notice, Status, Wake
from casework.notices.planning import LOOK_AGAIN, key_of
from casework.notices.staff import Staff
from casework.notices.wakes import touch
from casework.notices.watching import Watch, unwatched

SOON = timedelta(seconds=20)
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Ready:
    """A notice that may leave now, as long as no step is taken in the case before it does."""

    notice: Notice
    turn: int
    content: Any  # of a digest


def ready_of(keys: Sequence[int], at: datetime, staff: Staff) -> list[Ready]:
    """Return these notices as far as they may leave; supersede what is no longer to be said.

    The notices are locked by this session. The same few queries, however many there are.
    """
    with transaction.atomic():
        limit_pause()
        set_scope_of_all()
        rows = Notice.objects.waiting().filter(pk__in=keys, next_try_at__lte=at)
        # The turn is read in the statement that reads the case, before everything else of it: a
        # step that is taken from here on makes the claim fail.
        rows = rows.annotate(turn=Coalesce("case__wake__turn", 0)).defer(*unwatched("case__"))
        rows = rows.select_related("case__officer", "authority", "user")
        notices = sorted(rows, key=lambda row: keys.index(row.pk))  # urgent ones first
        wanted = still_wanted(notices, at, staff)
        judged = [row for row in notices if row.pk in wanted]
        supersede([row for row in judged if wanted[row.pk] is None])
        return [
            Ready(row, row.turn, wanted[row.pk]) for row in judged if wanted[row.pk] is not None
        ]


def still_wanted(notices: Sequence[Notice], at: datetime, staff: Staff) -> dict[int, Any]:
    """Return by notice whether it is still to be sent, None if not; a digest with its content.

    One that cannot be judged is missing and put off: it stops no other one.
    """
    cases = {row.case_id: row.case for row in notices if row.case_id and row.kind not in AT_ONCE}
    watch = Watch(at)
    recorded = watch.recorded([case for case in cases.values() if case])
    found: dict[int, Any] = {}
    is_behind = Wake.objects.filter(at__lte=at).exists()
    for row in notices:
        if row.kind == Kind.DIGEST and is_behind:
            put_off(row, at + SOON)  # what is mailed singly today is not written yet
            continue
        try:
            found[row.pk] = judged(row, watch, recorded, at, staff)
        except DatabaseError:
            raise  # the transaction is lost
        except Exception as error:
            log.exception("a notice could not be checked", notice=row.pk)
            put_off(row, at + LOOK_AGAIN, f"{type(error).__name__}: {error}")
    return found


def judged(row: Notice, watch: Watch, recorded: dict[int, Any], at: datetime, staff: Staff) -> Any:
    """Return whether one notice is still to be sent, None if not; a digest with its content."""
    if row.user is not None and not row.user.is_active:
        return None
    if row.kind == Kind.DIGEST:
        return digest.content_of(row, at)
    if row.kind in AT_ONCE:
        return is_at_once(row, staff) or None
    assert row.case is not None  # noqa: S101 - for mypy; the database demands it
    watched = watch.of(row.case, *recorded[row.case.pk])
    return is_expected(row, watched, at, staff) or None


def put_off(row: Notice, until: datetime, why: str = "") -> None:
    """Let a notice that cannot be checked now wait a while, and keep why."""
    tries = F("tries") + (1 if why else 0)
    Notice.objects.filter(pk=row.pk).update(next_try_at=until, failure=why, tries=tries)


def is_expected(row: Notice, watched: list, at: datetime, staff: Staff) -> bool:
    """Whether the pure function still wants it, and for this person of this authority."""
    case = row.case
    assert case is not None  # noqa: S101 - for mypy; the database demands it
    if row.authority_id != case.authority_id:
        return False
    points = {point.key for point in expected_notices(watched, at, case.notices_from)}
    people = staff.reached(case, audience_of(row.kind, row.offset))
    reached = {person.pk if person else None for person in people}
    return key_of(row) in points and row.user_id in reached


def is_at_once(row: Notice, staff: Staff) -> bool:
    """Whether what a step said is still so."""
    case = row.case
    assert case is not None  # noqa: S101 - for mypy; the database demands it
    if row.kind == Kind.LEFT:
        return row.user in staff.heads_of(row.authority_id, case.kind)
    if case.ended_at is not None or case.authority_id != row.authority_id:
        return False
    if row.kind in (Kind.ARRIVED, Kind.REOPENED):
        return row.user is None or staff.serves(row.user, case)
    return any(person.pk == row.user_id for person in staff.given_to(case))


def supersede(rows: Sequence[Notice]) -> None:
    """Put aside what is no longer to be said; somebody else may have to be told instead.

    The times of the cases are locked before the notices, as planning does, and in one order: no
    two sweeps wait for each other.
    """
    cases = {row.case_id: row.case for row in rows if row.kind not in AT_ONCE}
    for _key, case in sorted(cases.items(), key=lambda item: item[0] or 0):
        if case is not None:
            touch(case)
    gone = Notice.objects.filter(pk__in=[row.pk for row in rows], status=Status.WAITING)
    gone.update(status=Status.SUPERSEDED)
