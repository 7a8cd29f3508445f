"""Linking a request with the case that holds the data it is about, and what follows from it.

Nothing is kept twice: how long data are kept is read from both cases whenever it is asked. So what
is done here is to record the link, to tell the other authority in its own chain, and to let the
sweep look at its case. Both cases are locked, in the order of their keys: a release of the data
and a link to them never pass each other.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.audit import chain
from casework.cases.additions import Link, LinkEnd
from casework.cases.case import Case
from casework.cases.kept import Held, Kept, kept_of
from casework.figures.keeping import tally
from casework.workflow.locking import in_scope_of, locked, wake_and_lock
from casework.workflow.refusals import StepRefused

LINKED, TAKEN_BACK = "keep_for", "keep_no_longer_for"
LET_GO, LET_GO_THERE = "let_go", "let_go_there"
DECIDED, GOES_ON, CORRECTED = "request_decided", "request_goes_on", "request_corrected"


def link_preserved(case: Case, held: Held, *, by: User, on_behalf_of: User | None = None) -> bool:
    """Record that the request is about the data held there; return whether that is new.

    Raises StepRefused for a request that is void, or for the case itself.
    """
    with transaction.atomic(), in_scope_of([held.holder_authority]):
        rows = locked(case.pk, held.holder_id)
        request, holder = rows[case.pk], rows[held.holder_id]
        if request.state == "void":
            raise StepRefused(_("This registration is void."))
        if any(row.holder_id == holder.pk and not row.is_over for row in kept_of([request.pk])):
            return False
        add_link(request, holder, by=by, on_behalf_of=on_behalf_of)
    return True


def add_link(
    request: Case, holder: Case, *, by: User | None, on_behalf_of: User | None = None
) -> None:
    """Write the link of two locked cases, an event for each, and count the holder anew."""
    wake_and_lock([request.pk, holder.pk], [request.authority_id, holder.authority_id])
    Link.objects.create(
        case=request,
        authority_id=request.authority_id,
        other=holder,
        kind=Link.Kind.PRESERVED,
        made_by=by,
    )
    about = {"other": holder.reference, "kind": Link.Kind.PRESERVED.value}
    chain.record(request, "add_link", by=by, on_behalf_of=on_behalf_of, details=about)
    told = {"request": request.reference}
    chain.record(holder, LINKED, by=by, on_behalf_of=on_behalf_of, details=told)
    tally(holder)


def end_link(
    case: Case, row: Kept, *, reason: str, by: User, on_behalf_of: User | None = None
) -> bool:
    """Take a wrong link back, with a reason; return whether it was still there."""
    with transaction.atomic(), in_scope_of([row.holder_authority]):
        rows = locked(case.pk, row.holder_id)
        request, holder = rows[case.pk], rows[row.holder_id]
        if LinkEnd.objects.filter(link=row.link_id).exists():
            return False
        write_end(request, holder, row, reason, by=by)
        about = {"other": holder.reference, "reason": reason}
        chain.record(request, "end_link", by=by, on_behalf_of=on_behalf_of, details=about)
        told = {"request": request.reference}
        chain.record(holder, TAKEN_BACK, by=by, on_behalf_of=on_behalf_of, details=told)
        tally(holder)
    return True


def let_go(
    case: Case, row: Kept, *, reason: str, by: User, on_behalf_of: User | None = None
) -> bool:
    """End at the case that holds the data that they are kept for a request which left us.

    Return whether the link was still there. Raises StepRefused unless the request, undecided, is
    with a body outside: whether it is, is asked again under the lock.
    """
    with transaction.atomic(), in_scope_of([row.request_authority]):
        rows = locked(case.pk, row.request_id)
        holder, request = rows[case.pk], rows[row.request_id]
        row = next(one for one in kept_of([holder.pk]) if one.link_id == row.link_id)
        if row.is_over:
            return False
        if not row.has_left:
            words = {"reference": row.request}
            raise StepRefused(
                _("%(reference)s is not with a body outside: it is open here again, or decided.")
                % words
            )
        write_end(request, holder, row, reason, by=by, was_wrong=False)
        about = {"request": request.reference, "reason": reason}
        chain.record(holder, LET_GO, by=by, on_behalf_of=on_behalf_of, details=about)
        told = {"other": holder.reference}
        chain.record(request, LET_GO_THERE, by=by, on_behalf_of=on_behalf_of, details=told)
        tally(holder)
    return True


def write_end(
    request: Case, holder: Case, row: Kept, reason: str, *, by: User, was_wrong: bool = True
) -> None:
    """End the link of two locked cases; the sweep looks at both."""
    wake_and_lock([request.pk, holder.pk], [request.authority_id, holder.authority_id])
    LinkEnd.objects.create(
        case=request,
        authority_id=request.authority_id,
        link_id=row.link_id,
        reason=reason,
        was_wrong=was_wrong,
        made_by=by,
    )


@dataclass(frozen=True)
class Told:
    """What a step of a request means to the cases that hold its data.

    verb    what happened, "" for nothing that concerns them; rows: the links of the request
    joined  the links of the requests that have this one's receipt now, by their keys
    """

    verb: str = ""
    rows: Sequence[Kept] = ()
    joined: Mapping[int, Sequence[Kept]] = field(default_factory=dict)

    @property
    def everywhere(self) -> list[Kept]:
        """All these links."""
        return [*self.rows, *(row for rows in self.joined.values() for row in rows)]


def holders_to_tell(case: Any, before: Mapping[str, Any], had_ended: bool) -> Told:
    """Return which cases have to know of this step; all of them are woken, their chains locked.

    before     the tracked columns as they were; had_ended: whether the case had ended before

    The step is saved, its event is not written yet.
    """
    told = whom_it_concerns(case, before, had_ended)
    joined = [other for other, _receipt in case.act.join]
    authorities = {before["authority_id"], case.authority_id}
    authorities |= {other.authority_id for other in joined}
    wake_and_lock([case.pk, *(other.pk for other in joined)], authorities, told.everywhere)
    return told


def whom_it_concerns(case: Any, before: Mapping[str, Any], had_ended: bool) -> Told:
    """Return what this step means to cases that hold data. A request that was forwarded goes on."""
    verb = ""
    if case.is_ended != had_ended:
        verb = DECIDED if case.is_ended else GOES_ON
    elif before["received_at"] != case.received_at:
        verb = CORRECTED
    others = [other.pk for other, _receipt in case.act.join]
    if not verb and not others:
        return Told()
    found = [row for row in kept_of([case.pk, *others]) if not row.is_over]
    own = [row for row in found if row.request_id == case.pk]
    joined = {key: [row for row in found if row.request_id == key] for key in others}
    if verb == DECIDED and not others:
        own = [row for row in own if row.decided_on]
    return Told(verb, own, joined)


def tell_holders(case: Any, told: Told) -> None:
    """Let the cases that hold data for this request be looked at, and their chains say why.

    What was a duplicate leaves its links to the request that goes on.
    """
    for other, _receipt in case.act.join:
        carry_over(case, other, told.rows)
        say_to_holders(case, other.reference, CORRECTED, told.joined.get(other.pk, ()))
    if not case.act.join:
        say_to_holders(case, case.reference, told.verb, told.rows)


def say_to_holders(case: Any, reference: str, verb: str, rows: Iterable[Kept]) -> None:
    """Record in the chain of each holder what happened to the request."""
    holders = {row.holder_id: row.holder_authority for row in rows}
    if not holders:
        return
    act = case.act
    with in_scope_of(holders.values()):
        for holder in Case.objects.filter(pk__in=holders).order_by("authority", "pk"):
            about = {"request": reference}
            chain.record(
                holder, verb, by=act.by, on_behalf_of=act.on_behalf_of, at=act.at, details=about
            )


def links_to_carry(case: Any) -> list[Kept]:
    """Return the links of a request that go along when it goes on as another case."""
    rows = kept_of([case.pk])
    return [row for row in rows if row.request_id == case.pk and not row.is_over]


def carry_over(case: Any, other: Any, rows: Iterable[Kept]) -> None:
    """Give the links of a request to the case that goes on in its stead, and end those it had.

    The cases that hold the data need no lock: until all of it is saved the old links keep them.
    """
    act = case.act
    has = {row.holder_id for row in kept_of([other.pk]) if not row.is_over}
    for row in rows:
        with in_scope_of([row.holder_authority, other.authority_id]):
            if row.holder_id not in has | {other.pk}:
                holder = Case.objects.get(pk=row.holder_id)
                add_link(other, holder, by=act.by, on_behalf_of=act.on_behalf_of)
        words = _("The request goes on as %(reference)s.") % {"reference": other.reference}
        LinkEnd.objects.create(
            case_id=case.pk,
            authority_id=case.authority_id,
            link_id=row.link_id,
            reason=words,
            made_by=act.by,
        )
