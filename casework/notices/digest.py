"""The morning's summary for each person: what is due, without what was mailed singly today."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from casework.access.models import Absence, User
from casework.access.permissions import Role
from casework.cases.case import Case
from casework.clock import BAKU, baku_day, end_of
from casework.notices.expected import MORNING, morning
from casework.notices.kinds import Kind
from casework.notices.models import Host, Notice
from casework.notices.planning import new_notice
from casework.notices.staff import Staff

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
    """What a digest says; the counts are whole where the lists end early."""

    overdue: list[Line] = field(default_factory=list)
    soon: list[Line] = field(default_factory=list)
    unassigned: list[Case] = field(default_factory=list)
    overdue_count: int = 0
    unassigned_count: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say."""
        return not (self.overdue or self.soon or self.unassigned)


def plan(host: Host, at: datetime) -> int:
    """Write today's digests once it is 08:00 in Baku, and return how many there are.

    Who was away for days gets today's alone. The unique key lets each be written once.
    """
    day = baku_day(at)
    if host.digest_on == day or at.astimezone(BAKU).time() < MORNING:
        return 0
    staff = Staff(day)
    wanted: dict[int, tuple[User, int]] = {}
    for (authority, role), held in staff.roles.items():
        if role in (Role.OFFICER, Role.LAWYER, Role.SUPERVISOR):
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
    """Return this person's digest: a supervisor's of the authority, else of one's own cases.

    A deputy reads of the cases of who is absent too: nobody else does meanwhile.
    """
    seen = Case.objects.visible_to(user).open()
    is_head = user.has_role(Role.SUPERVISOR)
    absent = Absence.objects.in_force(day).filter(deputy=user).values_list("user", flat=True)
    mine = seen if is_head else seen.filter(officer__in=[user.pk, *absent])
    mailed = mailed_today(user, day)
    overdue = mine.overdue(day).order_by("due_on", "pk")
    soon = mine.filter(due_on__gte=day, due_on__lte=day + AHEAD).order_by("due_on", "pk")
    shown = list(overdue[:MOST])
    lines = lines_of(shown, mailed, day)
    content = Content(
        overdue=lines,
        soon=lines_of(soon[:MOST], mailed, day),
        overdue_count=overdue.count() - (len(shown) - len(lines)),
    )
    if is_head:
        unassigned = seen.unassigned().order_by("due_on", "pk")
        content.unassigned = list(unassigned[:MOST])
        content.unassigned_count = unassigned.count()
    return content


def mailed_today(user: User, day: date) -> set[tuple[int | None, str]]:
    """Return (case, kind) of what this person is told singly on this day."""
    rows = Notice.objects.standing().filter(
        user=user, due_at__gte=end_of(day - timedelta(1)), due_at__lt=end_of(day)
    )
    return set(rows.values_list("case_id", "kind"))


def lines_of(cases: Iterable[Case], mailed: set[tuple[int | None, str]], day: date) -> list[Line]:
    """Return a line for the next last day of each case, but for what was mailed singly."""
    found = []
    for case in cases:
        days = {kind: getattr(case, name) for name, kind in CLOCKS.items() if getattr(case, name)}
        kind = next((kind for kind, last_on in days.items() if last_on == case.due_on), None)
        if kind is not None and case.due_on and (case.pk, kind) not in mailed:
            found.append(Line(case, kind, case.due_on))
    return found
