"""The cases that are to go to officers, as a page names them, and why one cannot."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from casework.access.models import User
from casework.cases.case import Case
from casework.desk.bulk_people import ASSIGN, Officers
from casework.workflow.checks import refuse_objections
from casework.workflow.models import Second
from casework.workflow.refusals import StepRefused
from casework.workflow.registry import registered

AT_MOST = 200  # cases in one go: a page that somebody still reads, an answer within seconds


@dataclass(frozen=True)
class Wanted:
    """What is wished for a case: the version that was shown, and its new officer."""

    version: int
    officer: User


@dataclass(frozen=True)
class Entry:
    """A case on the page: the version that was shown, and why it cannot change, "" if it can."""

    case: Any
    version: int
    officer: User
    why_not: str
    is_proposal: bool = False

    @property
    def mark(self) -> str:
        """What the page sends again for this case."""
        return f"{self.case.public_id}:{self.version}:{self.officer.pk}"


def wanted_in(marks: list[str], officers: Officers, officer: User | None) -> dict[UUID, Wanted]:
    """Return what is wished by the id of each case that is ticked; at most AT_MOST.

    officer  for marks that name none
    """
    found = {}
    for mark in marks[:AT_MOST]:
        name, _colon, rest = mark.partition(":")
        version, _colon, chosen = rest.partition(":")
        whom = officers.by_key.get(chosen) if chosen else officer
        try:
            key = UUID(name)
        except ValueError:
            continue
        if whom and version.isascii() and version.isdecimal() and len(version) < 10:
            found[key] = Wanted(int(version), whom)
    return found


def entries_of(person: User, wanted: dict[UUID, Wanted], officers: Officers) -> list[Entry]:
    """Return the cases that the person may see of those wanted, in the order of the queue."""
    rows = Case.objects.visible_to(person).filter(public_id__in=wanted)
    rows = rows.select_related("officer", "requesting_state")
    found = []
    for case in rows.order_by("queue_on", "-is_urgent", "pk"):
        right = officers.rights.get((case.authority_id, case.kind))
        is_proposal = right is not None and right.second != Second.NONE
        wish = wanted[case.public_id]
        words = why_not(case, wish.version, officers, wish.officer)
        found.append(Entry(case, wish.version, wish.officer, words, is_proposal))
    return found


def why_not(case: Any, version: int, officers: Officers, officer: User) -> str:
    """Return why the case cannot be given to this officer, "" if it can."""
    desk = (case.authority_id, case.kind)
    if desk not in officers.rights:
        return _("You may read this case, not assign it.")
    if case.officer_id == officer.pk:
        return _("It is assigned to %(officer)s already.") % {"officer": officer}
    if case.version != version:
        return _("It has moved on since the list was shown: look at it first.")
    if (desk, officer.pk) not in officers.serving:
        return _("%(officer)s is no officer of this desk.") % {"officer": officer}
    try:
        refuse_objections(case, registered(case.kind).table[ASSIGN])
    except StepRefused as error:
        return " ".join(error.sentences)
    return ""
