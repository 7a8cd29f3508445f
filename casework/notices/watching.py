"""The dates of many cases, as the pure function takes them: the same few queries for all."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from casework.cases.case import Case
from casework.cases.deadlines import Deadline
from casework.cases.facts import Postponement, Question
from casework.cases.kept import linked_requests
from casework.cases.orders import Order
from casework.cases.subtasks import SubTask
from casework.clock import baku_day, end_of
from casework.clock.followup import follow_up_at
from casework.clock.own import AWAITED, KEPT
from casework.clock.preservation import LinkedRequest
from casework.directory.models import Policy
from casework.notices.expected import (
    Moment,
    Watched,
    after_days,
    by_the_day,
    by_the_hour,
    every_day,
    in_order,
)
from casework.notices.kinds import PASSED, Kind
from casework.notices.preserved import preservation_of, reminded

BY_THE_DAY = {"review": Kind.REVIEW, "execution": Kind.EXECUTION, "ceiling": Kind.CEILING}
OWN = {AWAITED: Kind.AWAITED, KEPT: Kind.KEPT_ABROAD}
BY_THE_HOUR = {"answer_by": Kind.ANSWER_BY, "loss": Kind.LOSS}
HOURS = {Kind.ANSWER_BY: "answer_by", Kind.LOSS: "expected_loss"}  # as policies call them
LISTENING_IN = ("traffic", "interception")  # powers whose measure ends on a day (rule K11)
CLIMB = {Kind.URGENT: 0, Kind.URGENT_DEPUTY: 15, Kind.URGENT_HEAD: 30}  # minutes

WATCHED = {
    "id", "public_id", "reference", "kind", "authority", "officer", "received_at", "ended_at",
    "is_urgent", "urgent_at", "acknowledged_at", "answer_by_at", "review_on", "calendar",
    "notices_from", "state",
}  # fmt: skip


def unwatched(prefix: str = "") -> list[str]:
    """Return the columns of a case that reminders never read."""
    return [prefix + field.name for field in Case._meta.fields if field.name not in WATCHED]


class Watch:
    """Reads the dates of cases; keeps the policies that it met."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.policies: dict[tuple[str, date], dict[str, list[int]]] = {}

    def __call__(self, cases: Iterable[Case]) -> dict[int, list[Watched]]:
        """Return what is watched of each case, by its key."""
        rows = list(cases)
        recorded = self.recorded(rows)
        return {case.pk: self.of(case, *recorded[case.pk]) for case in rows}

    def recorded(self, cases: Iterable[Case]) -> dict[int, tuple[list[Any], ...]]:
        """Return what is recorded of each case. Six queries, however many there are.

        One more where recipients were asked to keep data: whether a request is linked.
        """
        rows = [case.pk for case in cases]
        parts: list[dict[int, list[Any]]] = [
            by_case(Deadline.objects.filter(case__in=rows, is_current=True)),
            by_case(
                Order.objects.filter(case__in=rows, lifted_at=None)
                .select_related("measure", "preservation")
                .prefetch_related("orderlines")
            ),
            by_case(Question.objects.filter(case__in=rows, corrected_by=None, answers=None)),
            by_case(
                Postponement.objects.filter(case__in=rows, corrected_by=None, resumptions=None)
            ),
            by_case(SubTask.objects.filter(case__in=rows, ended_on=None)),
        ]
        keeping = [key for key in rows if any(hasattr(o, "preservation") for o in parts[1][key])]
        parts.append(linked_requests(keeping))
        return {key: tuple(part[key] for part in parts) for key in rows}

    def of(
        self,
        case: Case,
        deadlines: list[Deadline],
        orders: list[Order],
        questions: list[Question],
        postponements: list[Postponement],
        subtasks: list[SubTask],
        linked: list[LinkedRequest],
    ) -> list[Watched]:
        """Return what is watched of one case; preservation and sub-tasks may outlive it."""
        offsets = self.offsets_of(case)
        found = [row for order in orders for row in preservation_of(case, order, offsets, linked)]
        found += [subtask_of(row) for row in subtasks]
        if case.ended_at is not None:
            return found
        for deadline in deadlines:
            found += [*clock_of(deadline, offsets), *own_of(case, deadline, offsets)]
        for order in orders:
            found += order_of(case, order, offsets, self.at)
        found += [question_of(row, offsets) for row in questions]
        found += [postponement_of(row) for row in postponements]
        return found + urgency_of(case)

    def offsets_of(self, case: Case) -> dict[str, list[int]]:
        """Return when each clock reminds, by the policy in force on the day of receipt."""
        key = case.kind, baku_day(case.received_at)
        if key not in self.policies:
            self.policies[key] = Policy.objects.in_force(*key).offsets()
        return self.policies[key]


def by_case(rows: Iterable[Any]) -> dict[int, list[Any]]:
    """Return rows by the key of their case."""
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.case_id].append(row)
    return found


def clock_of(row: Deadline, offsets: dict[str, list[int]]) -> list[Watched]:
    """Return what is watched of a clock that runs; nothing of one that is stopped or paused."""
    if row.clock in BY_THE_DAY and row.effective_on:
        moments = by_the_day(row.effective_on, offsets[row.clock], nominal_on=row.nominal_on)
        until = end_of(row.effective_on)
        kind = BY_THE_DAY[row.clock]
        version = row.effective_on.toordinal()
        return [Watched(kind, "", version, moments, until, last_on=row.effective_on)]
    if row.clock in BY_THE_HOUR and row.due_at:
        kind = BY_THE_HOUR[row.clock]
        moments = by_the_hour(row.due_at, offsets[HOURS[kind]])
        version = int(row.due_at.timestamp())
        return [Watched(kind, "", version, moments, row.due_at, last_at=row.due_at)]
    return []


def own_of(case: Case, row: Deadline, offsets: dict[str, list[int]]) -> list[Watched]:
    """Return what is watched of a clock that the procedure counts itself, while it runs."""
    if row.clock not in OWN or row.effective_on is None:
        return []
    last_on, days = row.effective_on, {0: row.effective_on}
    if row.clock == KEPT:
        days |= dict(zip(*reminded(case, last_on, offsets), strict=True))
    moments = in_order({**days, PASSED: last_on + timedelta(1)})
    return [Watched(OWN[row.clock], "", last_on.toordinal(), moments, end_of(last_on), last_on)]


def order_of(
    case: Case, order: Order, offsets: dict[str, list[int]], at: datetime
) -> list[Watched]:
    """Return what is watched of an order while its case is open: end, confirmation, silence."""
    found, subject = [], str(order.number)
    if order.until_on and order.measure.power in LISTENING_IN:
        moments = by_the_day(order.until_on, offsets[Kind.INTERCEPTION])
        version, until = order.until_on.toordinal(), end_of(order.until_on)
        found.append(
            Watched(Kind.INTERCEPTION, subject, version, moments, until, last_on=order.until_on)
        )
    if order.is_provisional and order.confirmed_at is None and case.review_on:
        moments = by_the_day(case.review_on, [1, 0])
        version, until = case.review_on.toordinal(), end_of(case.review_on)
        found.append(
            Watched(Kind.PROVISIONAL, subject, version, moments, until, last_on=case.review_on)
        )
    silence = silent_since(case, order)
    if silence:
        version = int(silence[0].timestamp())
        found.append(Watched(Kind.FOLLOW_UP, subject, version, every_day(silence, at)))
    return found


def silent_since(case: Case, order: Order) -> Sequence[datetime]:
    """Return when the recipient of this order is asked again, before it becomes daily (rule K9).

    Any recorded answer is feedback; "pending until X" silences until X.
    """
    if not order.is_open or not (case.is_urgent or case.answer_by_at):
        return ()
    if order.answered_at is not None:
        until = order.silent_until_on
        return (end_of(until),) if until else ()
    if order.followed_up_at is not None:
        return (order.followed_up_at + timedelta(days=1),)
    return follow_up_at(order.ordered_at, is_urgent=case.is_urgent, answer_by=case.answer_by_at)


def question_of(row: Question, offsets: dict[str, list[int]]) -> Watched:
    """Return what is watched of a question: reminders to the requester, then it may lapse."""
    moments = after_days(row.sent_on, offsets[Kind.QUESTION])
    return Watched(
        Kind.QUESTION, str(row.pk), row.sent_on.toordinal(), moments, last_on=row.sent_on
    )


def postponement_of(row: Postponement) -> Watched:
    """Return what is watched of a postponement: the day to look at it again."""
    moments = in_order({0: row.review_on})
    return Watched(
        Kind.POSTPONED, str(row.pk), row.review_on.toordinal(), moments, last_on=row.review_on
    )


def subtask_of(row: SubTask) -> Watched:
    """Return what is watched of a sub-task: the day it is due, and when that has passed."""
    moments = by_the_day(row.due_on, [0])
    version, until = row.due_on.toordinal(), end_of(row.due_on)
    return Watched(Kind.SUBTASK, str(row.number), version, moments, until, last_on=row.due_on)


def urgency_of(case: Case) -> list[Watched]:
    """Return what is watched of an urgent case that nobody has acknowledged: it climbs."""
    if case.urgent_at is None or case.acknowledged_at is not None:
        return []
    version = int(case.urgent_at.timestamp())
    return [
        Watched(
            kind,
            "",
            version,
            (Moment(case.urgent_at + timedelta(minutes=minutes), minutes),),
            last_at=case.urgent_at,
        )
        for kind, minutes in CLIMB.items()
    ]
