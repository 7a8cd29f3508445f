"""perform(): the one way in which a case changes. A trigger refuses every other way.

In one transaction: lock the case, compare the version that the person saw, ask who may and what
stands against it, check the details by the step's form, let django_fsm take the step, count the
dates anew, write event and letters, wake the reminders.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django_fsm import TransitionNotAllowed

from casework.access.models import User
from casework.audit import chain
from casework.cases.case import Case
from casework.cases.clocks import replan
from casework.cases.orders import Order
from casework.cases.receipts import Receipt
from casework.cases.urgency import keep_urgency
from casework.cases.whole import forget, gather
from casework.clock import FactError, MissingYear, baku_day, now
from casework.directory.calendars import NoCalendar
from casework.directory.models import NoPolicy
from casework.explain import sentence
from casework.figures.keeping import tally
from casework.letters import drafts
from casework.letters.unsent import keep_pressing
from casework.notices.telling import tell_of_step
from casework.search.writing import kept_names
from casework.workflow.checks import (
    checked,
    needs_second,
    refuse_objections,
    refuse_stale,
    refuse_strangers,
)
from casework.workflow.kept import Told, holders_to_tell, tell_holders
from casework.workflow.models import Proposal, Second, void_proposals
from casework.workflow.people import Right, right_of
from casework.workflow.refusals import StepRefused
from casework.workflow.registry import Registered, registered
from casework.workflow.steps import Step
from casework.workflow.tracked import changed_columns, changes, remember, snapshot

OPEN = "mla.step"  # what the trigger of migration 0005 looks for


@dataclass
class Act:
    """Who takes a step, when, and which letters it owes; methods find it as `case.act`.

    afterwards  called with the case once it is saved; each returns what the event says of it
    says        names of the directory that the step has chosen: the case is found by them
    """

    by: User | None
    on_behalf_of: User | None
    at: datetime
    letters: list[tuple[str, Order | None, dict[str, Any]]] = field(default_factory=list)
    join: list[tuple[Case, Receipt]] = field(default_factory=list)
    afterwards: list[Callable[[Any], Mapping[str, Any]]] = field(default_factory=list)
    says: list[str] = field(default_factory=list)

    @property
    def today(self) -> date:
        """The day in Baku."""
        return baku_day(self.at)

    def owe(self, letter: str, *, order: Order | None = None, **about: Any) -> None:
        """Let this letter be drafted once the step is saved."""
        self.letters.append((letter, order, about))


def perform(case: Case, name: str, *, by: User, version: int, **details: Any) -> Any:
    """Take the step `name` and return the case as it is now, as its procedure's own model.

    version  the version of the case that the person saw
    details  plain JSON values, as the form of the step takes them

    Raises Stale, NotAllowed, StepRefused or InvalidDetails; then nothing was changed.
    """
    with transaction.atomic():
        locked, procedure = lock(case, name, details)
        row = procedure.table[name]
        refuse_stale(locked, version)
        right = right_of(by, locked, row)
        refuse_strangers(right, row)
        if right.second != Second.NONE:
            raise StepRefused(needs_second(right))
        return take(locked, row, by=by, right=right, details=details)


def lock(case: Case, name: str, details: Mapping[str, Any]) -> tuple[Any, Registered]:
    """Return the case, locked, as its procedure's own model, and the procedure.

    Another case that the step changes too is locked with it, in the order of their keys.
    Raises Case.DoesNotExist for a case that this transaction's scope does not see.
    """
    kind = case.kind or Case.objects.values_list("kind", flat=True).get(pk=case.pk)
    procedure, cases = registered(kind), Case.objects.select_for_update(no_key=True)
    other = str(details.get(procedure.table[name].locks, "")).replace("\x00", "")
    if other:
        list(cases.filter(Q(pk=case.pk) | Q(reference=other)).order_by("pk"))
    # No other table is joined: a row that was read before the wait for the lock would be an old one
    whole = procedure.model.objects.select_for_update(no_key=True, of=("self", "case_ptr"))
    held = whole.get(pk=case.pk)
    remember(held)
    return held, procedure


def take(
    case: Any,
    row: Step,
    *,
    by: User | None,
    right: Right,
    details: Mapping[str, Any],
    proposal: Proposal | None = None,
) -> Any:
    """Take a step whose version and person were checked; the case is locked."""
    known = gather(case)
    refuse_objections(case, row, by)
    form = checked(case, row, details, by)
    before, state_before, has_ended = snapshot(case), case.state, case.is_ended
    case.act = Act(by, right.on_behalf_of, now())
    with in_sentences():
        getattr(case, row.name)(**form.arguments())
        gather(case, known)
        has_moved = case.authority_id != before["authority_id"]
        keep_urgency(case, by=by, at=case.act.at, has_moved=has_moved)
        save(case)
    case.act.says = kept_names(case, form.cleaned_data.values(), has_moved=has_moved)
    about = follow(case, details, proposal)
    told = holders_to_tell(case, before, has_ended)
    write(case, row.name, before, state_before, about)
    write_letters(case, row.letters)
    join_and_tell(case, told)
    forget(case)
    void_proposals(case, known)
    tell_of_step(case, by, before, has_ended)
    return case


def follow(case: Any, details: Mapping[str, Any], proposal: Proposal | None) -> dict[str, Any]:
    """Do what follows once the case is saved; return what the event of the step says."""
    about: dict[str, Any] = {"details": dict(details)}
    about |= {"proposed_by": proposal.made_by_id} if proposal else {}
    for afterwards in case.act.afterwards:
        forget(case)
        about |= afterwards(case)
    return about


@contextmanager
def in_sentences() -> Iterator[None]:
    """Turn what the state machine, the clocks and the directory refuse into StepRefused."""
    try:
        yield
    except TransitionNotAllowed as error:
        raise StepRefused(_("This step is not possible now.")) from error
    except FactError as error:
        raise StepRefused(sentence(error.reason)) from error
    except (MissingYear, NoPolicy, NoCalendar) as error:
        raise StepRefused(str(error)) from error


def write(
    case: Any, verb: str, before: Mapping[str, Any], state_before: str, about: dict[str, Any]
) -> None:
    """Write the event, in the chain of the authority that acted: also where it gave the case away.

    before  the tracked columns as they were
    """
    chain.record(
        case,
        verb,
        by=case.act.by,
        on_behalf_of=case.act.on_behalf_of,
        at=case.act.at,
        before=state_before,
        after=case.state,
        version=case.version,
        authority_id=before["authority_id"],
        details={**about, "changes": changes(before, snapshot(case))},
        says=case.act.says,
    )
    tally(case)


def join_and_tell(case: Any, told: Told) -> None:
    """Give receipts to the cases that go on, and say what happened where its data are held."""
    for other, receipt in case.act.join:
        join(other, receipt, case)
    tell_holders(case, told)


def join(other: Case, receipt: Receipt, case: Any) -> None:
    """Give the receipt of a duplicate to the case that goes on; the earliest receipt governs."""
    child = registered(other.kind).model.objects.select_related("authority").get(pk=other.pk)
    before, child.act = snapshot(child), case.act
    with in_sentences():
        child.join_receipt(receipt)
        save(child)
    write(child, "receipt_joined", before, child.state, {"duplicate": case.reference})
    void_proposals(child)


def save(case: Any) -> None:
    """Save the case with its next version and the dates that its facts now give."""
    table = registered(case.kind).table
    running = case.state in table.running
    case.version += 1
    case.waiting_on = case.waits_on()
    if running and case.is_ended:  # it goes on: nothing from before is said again
        case.ended_at, case.notices_from = None, case.act.at
    elif not running and not case.is_ended:
        case.ended_at = case.act.at
    keep_pressing(case)
    replan(case, reviewing=case.state in table.reviewing, running=running, as_of=case.act.today)
    with opened(case.pk):
        case.save(update_fields=changed_columns(case))


@contextmanager
def opened(key: int | str) -> Iterator[None]:
    """Let this one case change its state and version; shut again at the end of the block."""
    _set(str(key))
    try:
        yield
    finally:
        if not connection.needs_rollback:
            _set("")


def _set(value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [OPEN, value])


def write_letters(case: Any, names: Sequence[str] = ()) -> None:
    """Draft these letters and those that were asked for on the way, which know more to say."""
    owed = {name for name, _order, _about in case.act.letters}
    for name, order, about in [(n, None, {}) for n in names if n not in owed] + case.act.letters:
        drafts.draft(case, name, by=case.act.by, order=order, **about)
