"""propose() and decide(): steps that need two persons. A proposal changes no state."""

import hashlib
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.audit import chain
from casework.cases.case import Case
from casework.clock import now
from casework.workflow.checks import (
    checked,
    refuse_objections,
    refuse_stale,
    refuse_strangers,
    whose,
)
from casework.workflow.door import lock, take
from casework.workflow.models import Proposal, Second
from casework.workflow.people import right_of
from casework.workflow.refusals import NotAllowed, StepRefused
from casework.workflow.registry import registered


def propose(case: Case, name: str, *, by: User, version: int, **details: Any) -> Proposal:
    """Ask a second person for the step `name` and return the proposal.

    Raises Stale, NotAllowed, StepRefused or InvalidDetails, as perform() does.
    """
    with transaction.atomic():
        locked, procedure = lock(case, name, details)
        row = procedure.table[name]
        refuse_stale(locked, version)
        right = right_of(by, locked, row)
        refuse_strangers(right, row)
        if right.second == Second.NONE:
            raise StepRefused(_("One person is enough for this step: take it."))
        if not right.may_propose:
            raise NotAllowed(whose(right, row))
        refuse_objections(locked, row, by)
        if locked.proposals.filter(step=name, status=Proposal.Status.OPEN).exists():
            raise StepRefused(_("The same step has been proposed already and is to be decided."))
        checked(locked, row, details, by)
        written = chain.canonical(details)
        proposal = Proposal.objects.create(
            case_id=locked.pk,
            authority_id=locked.authority_id,
            made_by=by,
            on_behalf_of=right.proposes_for,
            step=name,
            version=version,
            details=written,
            sha256=fingerprint(locked.pk, name, version, written),
        )
        about = {"details": dict(details)}
        record(locked, "propose", proposal, by, about, right.proposes_for)
        return proposal


def decide(proposal: Proposal, *, by: User, accept: bool, remark: str = "") -> Any:
    """Decide what another person proposed; return the case as it is then.

    Raises NotAllowed for the proposer and for who may not decide, StepRefused if the proposal is
    no longer open, was changed, or something now stands against the step.
    """
    with transaction.atomic():
        wanted = chain.parsed(proposal.details)
        case, procedure = lock(Case(pk=proposal.case_id), proposal.step, wanted)
        held = Proposal.objects.select_for_update().get(pk=proposal.pk)
        row = procedure.table[held.step]
        right = right_of(by, case, row)
        refuse_own(held, by, right.on_behalf_of)
        if not (right.may_decide or right.may_perform):
            raise NotAllowed(whose(right, row))
        refuse_overtaken(held, case)
        if not accept and not remark.strip():
            raise StepRefused(_("Say why it is not to be done."))
        held.status = Proposal.Status.ACCEPTED if accept else Proposal.Status.DECLINED
        held.decided_by, held.decided_at, held.remark = by, now(), remark
        held.save(update_fields=["status", "decided_by", "decided_at", "remark"])
        if accept:
            details = {**procedure.forms[row.name].BEFORE, **chain.parsed(held.details)}
            return take(case, row, by=by, right=right, details=details, proposal=held)
        record(case, "decline", held, by, {"remark": remark}, right.on_behalf_of)
        return case


def may_decide(case: Any, proposal: Proposal, user: User) -> bool:
    """Whether this person decides the proposal: never who made it, nor who stands in for them."""
    right = right_of(user, case, registered(case.kind).table[proposal.step])
    try:
        refuse_own(proposal, user, right.on_behalf_of)
    except NotAllowed:
        return False
    return right.may_decide or right.may_perform


def refuse_own(proposal: Proposal, by: User, on_behalf_of: User | None) -> None:
    """Raise NotAllowed if the person who decides is the one who proposed, or stands in for it."""
    proposers = {proposal.made_by_id, proposal.on_behalf_of_id} - {None}
    if by.pk in proposers or (on_behalf_of and on_behalf_of.pk in proposers):
        raise NotAllowed(_("You proposed this yourself: another person decides it."))


def refuse_overtaken(proposal: Proposal, case: Any) -> None:
    """Raise StepRefused unless the proposal is open, untouched, and the case unmoved since."""
    if proposal.status != Proposal.Status.OPEN:
        raise StepRefused(_("This proposal is no longer open."))
    known = fingerprint(case.pk, proposal.step, proposal.version, proposal.details)
    if proposal.sha256 != known:
        raise StepRefused(_("The proposal is not as it was made: it was changed afterwards."))
    if proposal.version != case.version:
        raise StepRefused(_("The case has moved on since this was proposed: propose it anew."))


def fingerprint(case_id: int, step: str, version: int, details: str) -> str:
    """Return the SHA-256 of what is proposed."""
    return hashlib.sha256(f"{case_id}\x1f{step}\x1f{version}\x1f{details}".encode()).hexdigest()


def record(
    case: Any,
    verb: str,
    proposal: Proposal,
    by: User,
    about: dict[str, Any],
    on_behalf_of: User | None = None,
) -> None:
    """Write what happened to the proposal; the case keeps its version."""
    chain.record(
        case,
        verb,
        by=by,
        on_behalf_of=on_behalf_of,
        before=case.state,
        after=case.state,
        details={"proposal": str(proposal.public_id), "step": proposal.step, **about},
    )
