"""The morning's summary for each person: what is due, without what was mailed singly today."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Q

from casework.access.models import Absence, Membership, User
from casework.access.permissions import Role
from casework.cases.case import Case
from casework.cases.facts import Postponement
from casework.cases.kept import expiring
from casework.cases.orders import Preservation
from casework.cases.queries import CaseQuerySet
from casework.cases.urgency import WORKING
from casework.clock import BAKU, baku_day, end_of
from casework.notices.expected import MORNING, morning
from casework.notices.headed import Headed, headed_for
from casework.notices.kinds import Kind
from casework.notices.models import Host, Notice
from casework.notices.planning import new_notice
from casework.notices.staff import staff_of_all

AHEAD = timedelta(days=3)
MOST = 50  # lines of each part; the desk shows them all
CLOCKS = {"review_on": Kind.REVIEW, "execution_on": Kind.EXECUTION, "ceiling_on": Kind.CEILING}


@dataclass(frozen=True)
class Line:
    """A case of a digest: its reference and which of its days it is listed for."""

    case: Case
    kind: Kind
    last_on: date


@dataclass
class Content:
    """What a digest says; the counts are whole where the lists end early.

    headed  the headings of the supervisor's page, None for who is head of nothing
    """

    overdue: list[Line] = field(default_factory=list)
    soon: list[Line] = field(default_factory=list)
    overdue_count: int = 0
    headed: Headed | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say."""
        return not (self.overdue or self.soon or (self.headed and self.headed.says_anything))


def plan(host: Host, at: datetime) -> int:
    """Write today's digests once it is 08:00 in Baku, and return how many there are.

    Who was away for days gets today's alone. The unique key lets each be written once.
    """
    day = baku_day(at)
    if host.digest_on == day or at.astimezone(BAKU).time() < MORNING:
        return 0
    staff = staff_of_all(day)
    wanted: dict[int, tuple[User, int]] = {}
    for (authority, role), held in staff.roles.items():
        if role in WORKING:
            for user, _procedure in held:
                wanted.setdefault(user.pk, (user, authority))
    rows = [
        new_notice(
            None,
            authority,
            user,
            kind=Kind.DIGEST,
            version=day.toordinal(),
            due_at=morning(day),
            last_on=day,
        )
        for key, (user, authority) in wanted.items()
        if key not in staff.deputies
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    host.digest_on = day
    host.save(update_fields=["digest_on"])
    return len(rows)


def content_of(row: Notice, at: datetime) -> Content | None:
    """Return what this person's digest says, None if nothing, or if its day is over."""
    assert row.user is not None and row.last_on is not None  # noqa: S101 - for mypy
    if at >= end_of(row.last_on):
        return None
    content = written_for(row.user, row.last_on)
    return None if content.is_empty else content


def written_for(user: User, day: date) -> Content:
    """Return this person's digest: the headings of a head, a lawyer's of what is in review.

    An officer's is of the own cases. A deputy reads for who is absent too: nobody else does. What
    a head sees under a heading stands there alone, also if it was mailed singly: the mail counts
    as the page does.
    """
    mine, headed = cases_of(user, day)
    mailed = mailed_today(user, day)
    seen = Case.objects.filter(mine & ~headed).open()
    late = seen.filter(Q(due_on__lt=day) | Q(ceiling_on__lt=day)).order_by("due_on", "pk")
    soon = seen.filter(due_on__gte=day, due_on__lte=day + AHEAD).order_by("due_on", "pk")
    shown = list(late[:MOST])
    lines = lines_of(shown, mailed, day)
    every = Case.objects.filter(mine | headed)
    return Content(
        overdue=[*lines, *passed(every.open(), every, mailed, day)],
        soon=lines_of(soon[:MOST], mailed, day),
        overdue_count=late.count() - (len(shown) - len(lines)),
        headed=headed_for(user, day),
    )


def cases_of(user: User, day: date) -> tuple[Q, Q]:
    """Return which cases a person's digest is about, and of which the person is head today."""
    absent = Absence.objects.in_force(day).filter(deputy=user).values_list("user", flat=True)
    here = user.authorities
    held = Membership.objects.in_force(day).filter(user__in=[user.pk, *absent])
    mine, headed = Q(pk__in=[]), Q(pk__in=[])
    for row in held.filter(authority__in=here):
        scope = Q(authority=row.authority_id)
        if row.procedure:
            scope &= Q(kind=row.procedure)
        if row.role == Role.SUPERVISOR:
            headed |= scope
        elif row.role == Role.LAWYER:
            mine |= scope & Q(review_on__isnull=False)
        elif row.role == Role.OFFICER:
            mine |= scope & Q(officer=row.user_id)
    return mine, headed


def passed(
    seen: CaseQuerySet, ever: CaseQuerySet, mailed: set[tuple[int | None, str]], day: date
) -> list[Line]:
    """Return a line for what else has passed and still waits for somebody.

    seen  open cases
    ever  ended ones too: data are preserved beyond the end of a case
    """
    midnight = end_of(day - timedelta(1))
    found = [
        Line(case, Kind.ANSWER_BY, baku_day(case.answer_by_at))
        for case in seen.filter(answer_by_at__lt=midnight).order_by("answer_by_at")[:MOST]
    ]
    found += [
        Line(row.case, Kind.POSTPONED, row.review_on)
        for row in Postponement.objects.filter(
            case__in=seen, corrected_by=None, resumptions=None, review_on__lt=day
        ).select_related("case")[:MOST]
    ]
    found += [
        Line(row.case, Kind.PRESERVATION, row.last_on or day)
        for row in expiring(
            Preservation.objects.filter(
                case__in=ever, released_at=None, order__lifted_at=None, last_on__lt=day
            )
        ).select_related("case")[:MOST]
    ]
    return [line for line in found if (line.case.pk, line.kind) not in mailed]


def mailed_today(user: User, day: date) -> set[tuple[int | None, str]]:
    """Return (case, kind) of what this person is told singly on this day."""
    rows = Notice.objects.standing().filter(
        user=user, due_at__gte=end_of(day - timedelta(1)), due_at__lt=end_of(day)
    )
    return set(rows.values_list("case_id", "kind"))


def lines_of(cases: Iterable[Case], mailed: set[tuple[int | None, str]], day: date) -> list[Line]:
    """Return a line for each case, but for what was mailed singly.

    It names the last day that passed last, else the one that comes first.
    """
    found = []
    for case in cases:
        days = {kind: getattr(case, name) for name, kind in CLOCKS.items() if getattr(case, name)}
        over = [(last_on, kind) for kind, last_on in days.items() if last_on < day]
        ahead = [(last_on, kind) for kind, last_on in days.items() if last_on >= day]
        if case.due_on and not days:  # its procedure counts days of its own
            (over if case.due_on < day else ahead).append((case.due_on, Kind(case.due_clock)))
        last_on, kind = max(over) if over else min(ahead)
        if (case.pk, kind) not in mailed:
            found.append(Line(case, kind, last_on))
    return found
