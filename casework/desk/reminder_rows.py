"""What the page of the reminders shows, and to whom: everything is filtered here."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.access.models import User
from casework.access.permissions import Role
from casework.cases.case import Case
from casework.directory.rows import capitalised
from casework.notices.kinds import Kind
from casework.notices.models import Attempt, Notice, NoticeQuerySet, Wake

LATELY = 20  # mails to oneself
MANY = 50  # rows of each other list
# Why a case cannot be planned, in words; whatever else it is stands as the log has it.
PROBLEMS: dict[str, str | Promise] = {
    "NobodyToTell": _("Nobody of the authority can be told: no member, no duty address."),
    "MissingYear": _("The calendar has no entries for a year that is needed."),
    "NoPolicy": _("No policy was in force on the day of receipt."),
}
# What a mail is about, for who reads of one that went to somebody else.
TO_OTHERS: dict[str, str | Promise] = {Kind.ASSIGNED: _("assigned to the addressee")}


@dataclass(frozen=True)
class Row:
    """A notice in words; case is None for a digest, or if the person does not see the case."""

    notice: Notice
    case: Case | None
    what: str
    attempt: Attempt | None = None


@dataclass(frozen=True)
class Counts:
    """How many there are of each, as far as the person may know."""

    waiting: int
    failed: int
    uncertain: int
    problems: int


def seen_by(person: User) -> NoticeQuerySet:
    """Return the notices of this person's authorities about cases that the person sees.

    A digest and "handed over to another authority" belong to the authority alone.
    """
    return about_seen(person).filter(authority__in=person.authorities)


def supervised_by(person: User) -> NoticeQuerySet:
    """Return those among them for which this person is supervisor; none for anybody else."""
    allowed = Q(pk__in=[])
    for authority, role, procedure in person.current_roles:
        if role == Role.SUPERVISOR:
            own = Q(case=None) | Q(case__kind=procedure) if procedure else Q()
            allowed |= Q(authority=authority) & own
    return about_seen(person).filter(allowed)


def about_seen(person: User) -> NoticeQuerySet:
    """Return notices about cases that the person sees, or about none that is the authority's."""
    about = Q(case=None) | Q(kind=Kind.LEFT) | Q(case__in=Case.objects.visible_to(person))
    return Notice.objects.filter(about)


def counts_for(person: User) -> Counts:
    """Return how many wait, failed, are uncertain or cannot be planned. Four queries."""
    problems = problems_of(Case.objects.of_roles(person)).count()
    return Counts(**seen_by(person).counts(), problems=problems)


def problems_of(cases: Any) -> Any:
    """Return the wakes of those cases that could not be planned."""
    return Wake.objects.filter(problem_at__isnull=False, case__in=cases)


def told(person: User) -> list[Notice]:
    """Return what was mailed to this person lately, the latest first."""
    rows = Notice.objects.filter(user=person, sent_at__isnull=False).order_by("-sent_at", "-pk")
    return list(rows[:LATELY])


def lists_for(person: User) -> dict[str, list[Any]]:
    """Return what the page lists: for anybody one's own mails, the rest for supervisors."""
    mine = told(person)
    if not person.has_role(Role.SUPERVISOR):
        return {"mine": in_words(person, mine)}
    rows = supervised_by(person).select_related("user", "authority")
    uncertain = rows.uncertain().select_related("notice__user", "notice__authority")
    attempts = list(uncertain.order_by("pk")[:MANY])
    failed = list(rows.failed().order_by("-pk")[:MANY])
    waiting = list(rows.waiting().order_by("next_try_at", "pk")[:MANY])
    cases = cases_of(person, [*mine, *failed, *waiting, *(one.notice for one in attempts)])
    return {
        "mine": rows_of(mine, cases, is_mine=True),
        "failed": rows_of(failed, cases),
        "waiting": rows_of(waiting, cases),
        "uncertain": [row_of(one.notice, cases, one) for one in attempts],
        "problems": problems_for(person),
    }


def problems_for(person: User) -> list[tuple[Wake, str]]:
    """Return (the wake of a case, why it cannot be planned), the longest first."""
    rows = problems_of(Case.objects.of_roles(person)).select_related("case")
    return [(row, in_plain_words(row.problem)) for row in rows.order_by("problem_at", "pk")[:MANY]]


def in_plain_words(problem: str) -> str:
    """Return why a case cannot be planned, in the language of the page where it is known."""
    name, _colon, _words = problem.partition(":")
    return str(PROBLEMS.get(name, problem))


def in_words(person: User, notices: list[Notice]) -> list[Row]:
    """Return the notices that went to this person in words."""
    return rows_of(notices, cases_of(person, notices), is_mine=True)


def cases_of(person: User, notices: Iterable[Notice]) -> dict[int, Case]:
    """Return by key the cases of these notices that the person sees. One query."""
    keys = {notice.case_id for notice in notices if notice.case_id}
    return Case.objects.visible_to(person).in_bulk(keys) if keys else {}


def rows_of(
    notices: Iterable[Notice], cases: dict[int, Case], *, is_mine: bool = False
) -> list[Row]:
    """Return these notices in words, with their cases."""
    return [row_of(notice, cases, is_mine=is_mine) for notice in notices]


def row_of(
    notice: Notice, cases: dict[int, Case], attempt: Attempt | None = None, *, is_mine: bool = False
) -> Row:
    """Return a notice in words. is_mine: it went to the reader, so it may say "you"."""
    said = notice.get_kind_display() if is_mine else TO_OTHERS.get(notice.kind)
    what = capitalised(str(said or notice.get_kind_display()))
    return Row(notice, cases.get(notice.case_id or 0), what, attempt)
