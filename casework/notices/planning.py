"""The first half of a sweep: for each case whose time has come, what is missing is written.

A case is looked at after each step and whenever something of it is due. What is expected and not
there is added under the unique key; what waits and is no longer expected is superseded.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import DatabaseError, connection, transaction

from casework.access.scope import set_scope_of_all
from casework.cases.case import Case
from casework.clock import baku_day, now
from casework.notices.expected import Point, Watched, expected_notices, next_moment
from casework.notices.kinds import AT_ONCE, audience_of
from casework.notices.ledger import limit_pause
from casework.notices.models import Notice, Status, Wake
from casework.notices.staff import Reached, Staff, staff_of_all
from casework.notices.watching import Watch, unwatched

log = structlog.get_logger(__name__)

BATCH = 200  # cases a transaction: an officer's step waits at most for one of them
LOOK_AGAIN = timedelta(minutes=5)  # at a case that could not be planned
NAMESPACE = uuid.UUID("6d2f7e0e-3a0b-4c54-9d0e-5b1f9a2f6c11")
PUT_BACK = """
UPDATE casework_wake SET at = v.at, problem = v.problem,
    problem_at = CASE WHEN v.problem_at IS NULL THEN NULL
                 ELSE coalesce(casework_wake.problem_at, v.problem_at) END
FROM (SELECT unnest(%s::bigint[]) AS case_id, unnest(%s::timestamptz[]) AS at,
             unnest(%s::text[]) AS problem, unnest(%s::timestamptz[]) AS problem_at) v
WHERE casework_wake.case_id = v.case_id
"""

Key = tuple[str, str, int, int]


class NobodyToTell(LookupError):  # noqa: N818 - somebody is missing, not an error made
    """The authority has nobody who could be told."""


@dataclass
class Plan:
    """What a batch of cases changes in the outbox."""

    new: list[Notice] = field(default_factory=list)
    superseded: list[int] = field(default_factory=list)
    revived: list[int] = field(default_factory=list)
    wakes: list[tuple[int, datetime | None, str, datetime | None]] = field(default_factory=list)


def plan_due(at: datetime) -> int:
    """Plan every case whose time has come and return how many there were."""
    planned = 0
    if not Wake.objects.filter(at__lte=at).exists():
        return planned
    staff, watch = staff_of_all(baku_day(at)), Watch(at)
    while True:
        count = plan_batch(at, staff, watch)
        planned += count
        if count < BATCH:
            return planned


def plan_batch(at: datetime, staff: Staff, watch: Watch) -> int:
    """Plan the next cases, each locked by its wake alone; return how many there were."""
    with transaction.atomic():
        limit_pause()
        set_scope_of_all()
        due = Wake.objects.filter(at__lte=at).order_by("at")
        keys = [wake.pk for wake in due.select_for_update(skip_locked=True)[:BATCH]]
        cases = Case.objects.filter(pk__in=keys).select_related("officer").defer(*unwatched())
        write(plan_cases(list(cases), at, staff, watch))
    return len(keys)


def plan_cases(cases: Sequence[Case], at: datetime, staff: Staff, watch: Watch) -> Plan:
    """Return what is to be written; a case that cannot be planned stops no other one."""
    plan, known, recorded = Plan(), notices_of(cases), watch.recorded(cases)
    for case in cases:
        try:
            watched = watch.of(case, *recorded[case.pk])
            plan_case(plan, case, watched, known[case.pk], at, staff)
        except DatabaseError:
            raise  # the transaction is lost: the next sweep begins anew
        except Exception as error:
            log.exception("a case could not be planned", case=case.pk)
            plan.wakes.append((case.pk, at + LOOK_AGAIN, f"{type(error).__name__}: {error}", at))
    return plan


def notices_of(cases: Iterable[Case]) -> dict[int, list[Notice]]:
    """Return what was planned of each case before, but not what steps wrote at once."""
    found: dict[int, list[Notice]] = defaultdict(list)
    rows = Notice.objects.filter(case__in=[case.pk for case in cases])
    columns = (
        "case_id", "authority_id", "kind", "subject", "version", "offset", "user_id", "status",
    )  # fmt: skip
    for row in rows.exclude(kind__in=AT_ONCE).only(*columns):
        found[row.case_id or 0].append(row)
    return found


def plan_case(
    plan: Plan,
    case: Case,
    watched: list[Watched],
    known: list[Notice],
    at: datetime,
    staff: Staff,
) -> None:
    """Add to the plan what this case is missing and what it no longer needs."""
    by_key: dict[Key, list[Notice]] = defaultdict(list)
    for row in known:
        if row.authority_id == case.authority_id:  # another authority's people were told, not these
            by_key[key_of(row)].append(row)
    points = expected_notices(watched, at, case.notices_from)
    for point in points:
        plan_point(plan, case, point, by_key.get(point.key, []), staff)
    expected = {point.key for point in points}
    plan.superseded += [
        row.pk
        for row in known
        if row.status == Status.WAITING
        and (key_of(row) not in expected or row.authority_id != case.authority_id)
    ]
    plan.wakes.append((case.pk, next_moment(watched, at), "", None))


def plan_point(plan: Plan, case: Case, point: Point, known: list[Notice], staff: Staff) -> None:
    """Plan one notice for whom it concerns now.

    What has been sent is not said again to others; but who takes the place of somebody whose mail
    was put aside before it left is told.
    """
    told = [row.pk for row in known if row.status in (Status.SENT, Status.FAILED)]
    if told and len(told) == len(known):
        return
    people = recipients(case, point, staff)
    wanted = {person.pk if person else None: person for person in people}
    rows = {row.user_id: row for row in known}
    plan.superseded += [
        row.pk for key, row in rows.items() if key not in wanted and row.status == Status.WAITING
    ]
    waiting = [row for key, row in rows.items() if key in wanted and row.status == Status.WAITING]
    if told and len(told) + len(waiting) >= len(wanted):
        return
    plan.revived += [
        row.pk for key, row in rows.items() if key in wanted and row.status == Status.SUPERSEDED
    ]
    plan.new += [notice_of(case, point, wanted[key]) for key in wanted if key not in rows]


def recipients(case: Case, point: Point, staff: Staff) -> list[Reached]:
    """Return whom this concerns. Raises NobodyToTell if there is nobody."""
    people = staff.reached(case, audience_of(point.watched.kind, point.moment.offset))
    if not people:
        raise NobodyToTell("Nobody of the authority can be told: no member, no duty address.")
    return people


def notice_of(case: Case, point: Point, person: Reached) -> Notice:
    """Return the new row for one person."""
    kind, subject, version, offset = point.key
    return new_notice(
        case,
        case.authority_id,
        person,
        kind=kind,
        subject=subject,
        version=version,
        offset=offset,
        due_at=point.moment.at,
        last_on=point.watched.last_on,
        last_at=point.watched.last_at,
    )


def new_notice(case: Case | None, authority_id: int, person: Reached, **fields: Any) -> Notice:
    """Return a row not saved; its Message-ID follows from what makes it one notice.

    Of a case its public id, which no other case ever has: after a restore, keys are used again.
    """
    marks = [case.public_id if case else "", authority_id, person.pk if person else ""]
    marks += [fields.get(name, "") for name in ("kind", "subject", "version", "offset")]
    return Notice(
        case_id=case.pk if case else None,
        authority_id=authority_id,
        user=person,
        made_at=now(),
        next_try_at=now(),
        message_id=uuid.uuid5(NAMESPACE, ":".join(map(str, marks))),
        **fields,
    )


def key_of(row: Notice) -> Key:
    """Return what makes a row the same notice, whoever it goes to."""
    return (row.kind, row.subject, row.version, row.offset)


def write(plan: Plan) -> None:
    """Write the plan; a row that another sweep has written meanwhile stays as it is."""
    waiting = Notice.objects.filter(status=Status.WAITING)
    waiting.filter(pk__in=plan.superseded).update(status=Status.SUPERSEDED)
    if plan.revived:
        gone = Notice.objects.filter(pk__in=plan.revived, status=Status.SUPERSEDED)
        gone.update(
            status=Status.WAITING,
            next_try_at=now(),
            made_at=now(),
            tries=0,
            is_relay_failure=False,
        )
    Notice.objects.bulk_create(plan.new, ignore_conflicts=True)
    if plan.wakes:
        with connection.cursor() as cursor:
            cursor.execute(PUT_BACK, [list(column) for column in zip(*plan.wakes, strict=True)])
