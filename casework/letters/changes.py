"""What may happen to a letter: drafted by hand, edited, marked as sent, not needed.

Each function locks the case first and then the letter, and writes an event; none gives the case a
new version. A letter that was sent or dropped stands: the database refuses to change a sent one.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.audit import chain
from casework.cases.case import Case
from casework.cases.orders import Order
from casework.clock import now
from casework.explain import day_text
from casework.letters import drafts
from casework.letters.kinds import KINDS, leaves_by_step, settled
from casework.letters.leaving import day_fault, mark_as_sent, time_fault
from casework.letters.models import Letter

Afterwards = Callable[[Case], Mapping[str, list[Any]]]  # [before, now] by column of the case
TEXTS = ("subject_en", "text_en", "subject_az", "text_az")
SAME_CLICK = timedelta(minutes=1)


class LetterRefused(Exception):  # noqa: N818
    """The letter was not changed; `sentence` says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class LetterChanged(LetterRefused):
    """Somebody else changed the letter meanwhile; `letter` is as it is now."""

    def __init__(self, letter: Letter) -> None:
        super().__init__(what_happened(letter))
        self.letter = letter


def add(
    case: Any, name: str, *, by: User, order: Order | None = None, on_behalf_of: User | None = None
) -> Letter:
    """Draft a letter by hand and return it; the same one asked for twice in a minute is one.

    case  as its procedure's own model

    Raises LetterRefused if the procedure has no such letter, it needs an order, or it tells how
    the case ended before it has.
    """
    kind = KINDS[case.kind].get(name)
    if kind is None:
        raise LetterRefused(_("There is no such letter."))
    if kind.addressee != Letter.Addressee.RECIPIENT:
        order = None
    elif order is None:
        raise LetterRefused(_("Choose the order to which this letter belongs."))
    with transaction.atomic():
        held = lock_case(case.pk, by)
        refuse_early(held, name)
        refuse_settled(held, name)
        since = now() - SAME_CLICK
        known = Letter.objects.drafts().filter(case=case.pk, kind=name, order=order, made_by=by)
        twin = known.filter(made_at__gte=since).first()
        if twin is not None:
            return twin
        fresh = type(case)._default_manager.select_related("authority").get(pk=case.pk)
        letter = drafts.draft(fresh, name, by=by, order=order)
        record(letter, "add_letter", by, on_behalf_of)
    return letter


def refuse_early(case: Case, name: str) -> None:
    """Raise LetterRefused for a letter that tells how the case ended, while it has not ended.

    Otherwise one person could send the result before the second one has decided on it.
    """
    if KINDS[case.kind][name].outcome_of and case.ended_at is None:
        raise LetterRefused(_("This letter tells how the case ended, and it has not ended."))


def refuse_by_hand(letter: Letter) -> None:
    """Raise LetterRefused for a letter that only a step of the case marks as sent."""
    if leaves_by_step(letter.case.kind, letter.kind):
        raise LetterRefused(_("A step of the case marks this letter as sent, once it may leave."))


def refuse_settled(case: Case, name: str) -> None:
    """Raise LetterRefused for a letter of which what it says has been decided."""
    if sentence := settled(case, name):
        raise LetterRefused(sentence)


def edit(
    letter: Letter,
    *,
    by: User,
    version: int,
    texts: Mapping[str, str],
    on_behalf_of: User | None = None,
) -> Letter:
    """Change subjects and texts of a draft and return it; unchanged texts change nothing.

    version  the version of the letter that the person saw

    Raises LetterChanged if somebody else changed, sent or dropped it meanwhile.
    """
    with transaction.atomic():
        held = lock(letter, by)
        changed = {name: texts[name] for name in TEXTS if texts[name] != getattr(held, name)}
        if not changed and held.is_draft:
            return held
        refuse_changed(held, version)
        refuse_settled(held.case, held.kind)
        about = {name: [getattr(held, name), text] for name, text in changed.items()}
        for name, text in changed.items():
            setattr(held, name, text)
        held.edited_at, held.edited_by, held.version = now(), by, held.version + 1
        held.save(update_fields=[*changed, "edited_at", "edited_by", "version"])
        record(held, "edit_letter", by, on_behalf_of, changes=about)
    return held


def send(
    letter: Letter,
    *,
    by: User,
    version: int,
    channel: str,
    sent_on: date,
    dispatch_number: str,
    left_at: datetime | None = None,
    on_behalf_of: User | None = None,
    afterwards: Afterwards = lambda case: {},
) -> Letter:
    """Mark a draft as sent and return it; from then on it never changes, and bears its date.

    left_at     the instant at which it left on that day, where it is known; clocks count the day
    afterwards  what follows for the case, in the same transaction and event

    Sent twice with the same details, it is sent once. Raises LetterRefused for a day on which it
    cannot have left, LetterChanged if the text is no longer the one that the person saw.
    """
    with transaction.atomic():
        held = lock(letter, by)
        told = (held.channel, held.sent_on, held.dispatch_number, held.sent_by_id)
        if held.sent_at and told == (channel, sent_on, dispatch_number, by.pk):
            return held
        refuse_changed(held, version)
        refuse_early(held.case, held.kind)
        refuse_by_hand(held)
        fault = day_fault(held, sent_on) or (time_fault(held, left_at) if left_at else "")
        if fault:
            raise LetterRefused(fault)
        held.channel, held.dispatch_number, held.left_at = channel, dispatch_number, left_at
        mark_as_sent(held, by=by, at=now(), sent_on=sent_on)
        about = {"channel": channel, "sent_on": sent_on, "dispatch_number": dispatch_number}
        about |= {"left_at": left_at} if left_at else {}
        record_end(held, "send_letter", by, on_behalf_of, afterwards(held.case), **about)
    return held


def drop(
    letter: Letter,
    *,
    by: User,
    version: int,
    reason: str,
    on_behalf_of: User | None = None,
    afterwards: Afterwards = lambda case: {},
) -> Letter:
    """Decide that a draft is not needed and return it. Raises as send() does."""
    with transaction.atomic():
        held = lock(letter, by)
        if held.dropped_at and held.drop_reason == reason:
            return held
        refuse_changed(held, version)
        refuse_settled(held.case, held.kind)
        held.dropped_at, held.drop_reason, held.version = now(), reason, held.version + 1
        held.save(update_fields=["dropped_at", "drop_reason", "version"])
        record_end(held, "drop_letter", by, on_behalf_of, afterwards(held.case), reason=reason)
    return held


def lock_case(key: int, by: User) -> Case:
    """Return the case, locked. Raises Case.DoesNotExist if the person does not see it (now)."""
    found: Case = Case.objects.visible_to(by).select_for_update(no_key=True).get(pk=key)
    return found


def lock(letter: Letter, by: User) -> Letter:
    """Return the letter, locked after its case."""
    case = lock_case(letter.case_id, by)
    held = Letter.objects.select_for_update(no_key=True).get(pk=letter.pk)
    held.case = case
    return held


def refuse_changed(letter: Letter, version: int) -> None:
    """Raise LetterChanged unless the letter is a draft, and the one that the person saw."""
    if not letter.is_draft or letter.version != version:
        raise LetterChanged(letter)


def what_happened(letter: Letter) -> str:
    """Return what became of the letter since, as a sentence."""
    if letter.sent_at and letter.sent_on:
        return _("%(person)s has marked the letter as sent on %(day)s: it stands.") % {
            "person": letter.sent_by,
            "day": day_text(letter.sent_on),
        }
    if letter.dropped_at:
        return _("It was decided meanwhile that the letter is not needed.")
    return _("%(person)s has changed the letter meanwhile.") % {"person": letter.edited_by}


def record_end(
    letter: Letter,
    verb: str,
    by: User,
    on_behalf_of: User | None,
    changed: Mapping[str, list[Any]],
    **about: Any,
) -> None:
    """Write that a letter is no draft any more, and what has changed of its case with it."""
    state = letter.case.state if changed else ""
    about |= {"changes": dict(changed)} if changed else {}
    record(letter, verb, by, on_behalf_of, state, **about)


def record(
    letter: Letter, verb: str, by: User, on_behalf_of: User | None, state: str = "", **about: Any
) -> None:
    """Write what happened to the letter; the case keeps its version.

    state  in which the case is, if the event says something of the case too
    """
    details = {"letter": str(letter.public_id), "kind": letter.kind, **about}
    behalf = {"on_behalf_of": on_behalf_of, "before": state, "after": state}
    chain.record(letter.case, verb, by=by, details=details, **behalf)  # type: ignore[arg-type]
