"""Objections: what stands against a step of the 24/7 procedure now.

Each takes the case and returns a sentence, or "" when the step may go on. The same sentence stands
beside the button, on the 409 page and in the condition of the transition. They read related rows
with `.all()`, so that the case page asks for each table once.
"""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.cases.items import Category, DataItem, Outcome
from casework.cases.orders import Order, Preservation
from casework.clock import now, today
from casework.directory.models import Authority
from casework.letters.kinds import outcome_kinds
from casework.workflow.models import Second
from contact_point.states import S

REMINDER_DAYS = (14, 30)  # after the question; a policy of ours, written in the procedure's table
LAPSE_DAYS = 60
ALONE_WITHIN = timedelta(hours=4)


# Preservation


def provisional_orders(case: Any) -> list[Order]:
    """Return the provisional preservations that a lawyer has neither confirmed nor lifted."""
    return [
        order
        for order in case.orders.all()
        if order.is_provisional and not order.confirmed_at and not order.lifted_at
    ]


def preservations(case: Any) -> list[Preservation]:
    """Return what recipients were asked to keep and may still keep."""
    rows = [order.preservation for order in case.orders.all() if hasattr(order, "preservation")]
    return [row for row in rows if row.released_at is None and row.order.lifted_at is None]


def nothing_provisional(case: Any) -> str:
    """No provisional preservation waits for the lawyer."""
    return "" if provisional_orders(case) else _("No provisional preservation is to be confirmed.")


def provisional_undecided(case: Any) -> str:
    """The lawyer has still to confirm or lift a provisional preservation."""
    if not provisional_orders(case):
        return ""
    return _("A provisional preservation has to be confirmed or lifted first.")


def nothing_unconfirmed_by_provider(case: Any) -> str:
    """No recipient has still to say since when it keeps data."""
    if any(row.effective_on is None for row in preservations(case)):
        return ""
    return _("No recipient has still to say since when it keeps data.")


def nothing_preserved(case: Any) -> str:
    """No preservation is in force."""
    if any(row.effective_on is not None for row in preservations(case)):
        return ""
    return _("No preservation is in force.")


# Acceptance


def no_items(case: Any) -> str:
    """Nothing is recorded that a provider could give."""
    if not case.request_type.needs_provider or case.dataitems.all():
        return ""
    return _("No data item is recorded: add what is asked for.")


def needs_a_provider(case: Any) -> str:
    """The type is executed by a provider or person, not from the desk."""
    if not case.request_type.needs_provider:
        return ""
    return _("“%(type)s” is executed by a provider or person: accept it instead.") % {
        "type": case.request_type
    }


def requester_undecided(case: Any) -> str:
    """The requester was told of a risk and has not decided."""
    if not undecided(case):
        return ""
    return _("The requester was told of a risk and has not decided yet.")


def undecided(case: Any) -> list[Any]:
    """Return the decisions that the requester still has to take."""
    return [row for row in case.requesterdecisions.all() if not row.choice]


def already_asked_to_decide(case: Any) -> str:
    """A decision of the requester is awaited already."""
    return _("A decision of the requester is awaited already.") if undecided(case) else ""


def nothing_asked_to_decide(case: Any) -> str:
    """The requester was asked for no decision."""
    return "" if undecided(case) else _("The requester was not asked to decide anything.")


# Clarification


def reminders_missing(case: Any) -> str:
    """The two reminders have not been sent."""
    question = open_question(case)
    if question is None:
        return ""
    sent = sorted(
        letter.sent_on
        for letter in case.letters.all()
        if letter.kind == "question_reminder" and letter.sent_on
    )
    for days in REMINDER_DAYS:
        due_on = question.sent_on + timedelta(days=days)
        later = [day for day in sent if day >= due_on]
        if not later:
            return _("The reminder of day %(days)s after the question has not been sent.") % {
                "days": days
            }
    return ""


def sixty_days_not_passed(case: Any) -> str:
    """Sixty days have not passed since the question."""
    question = open_question(case)
    if question is None or today() >= question.sent_on + timedelta(days=LAPSE_DAYS):
        return ""
    left = (question.sent_on + timedelta(days=LAPSE_DAYS) - today()).days
    return ngettext(
        "60 days have to pass after the question: %(days)s day is left.",
        "60 days have to pass after the question: %(days)s days are left.",
        left,
    ) % {"days": left}


def open_question(case: Any) -> Any:
    """Return the question that waits for its answer, or None."""
    rows = [q for q in case.questions.standing().prefetch_related("answers") if not q.answers.all()]
    return rows[-1] if rows else None


def not_closed_after_lapse(case: Any) -> str:
    """The case was closed for another reason than a lapse."""
    if case.state != S.CLOSED or case.has_lapsed:
        return ""
    return _("The case was not closed after a lapse: a supervisor may reopen it.")


# Execution


def ceiling_reached(case: Any) -> str:
    """The whole of the two months is in use."""
    if case.execution_on and case.ceiling_on and case.execution_on >= case.ceiling_on:
        return _("The ceiling is reached: execution may not be prolonged beyond it.")
    return ""


def no_prolongation(case: Any) -> str:
    """There is no prolongation that could be cancelled."""
    if case.prolongations.filter(cancels=None, cancelled_by=None).exists():
        return ""
    return _("Execution has not been prolonged.")


def silent_orders(case: Any) -> list[Order]:
    """Return the orders to which nobody has answered: any recorded answer is feedback."""
    day = today()
    return [
        order
        for order in case.orders.all()
        if order.lifted_at is None
        and (
            order.answered_at is None
            or (order.silent_until_on is not None and order.silent_until_on < day)
        )
        and any(line.is_pending for line in order.orderlines.all())
    ]


def nobody_silent(case: Any) -> str:
    """Follow-up is neither called for nor possible (profile, step 5)."""
    if not case.is_urgent and not case.answer_by_at:
        return _("The request is not urgent and no time was asked for: nothing to follow up.")
    return "" if silent_orders(case) else _("No recipient owes an answer.")


def court_asked_already(case: Any) -> str:
    """A court has been asked and has not decided."""
    return _("The court was asked already and has not decided.") if case.court_asked_on else ""


def items_pending(case: Any) -> str:
    """Some item has no outcome."""
    pending = [item for item in case.dataitems.all() if not item.is_settled]
    if not pending:
        return "" if case.dataitems.all() else no_items(case)
    return _("No outcome yet: %(items)s.") % {"items": ", ".join(str(item) for item in pending)}


def conditions_not_accepted(case: Any) -> str:
    """A condition of use has not been accepted, and material would leave (Art. 28)."""
    waiting = [row for row in case.useconditions.all() if row.accepted_on is None]
    given = [item for item in case.dataitems.all() if item.outcome == Outcome.GIVEN]
    if not waiting or not given:
        return ""
    return _("The requester has not accepted the conditions of use.")


def conditions_accepted_already(case: Any) -> str:
    """No condition waits for acceptance."""
    if any(row.accepted_on is None for row in case.useconditions.all()):
        return ""
    return _("No condition of use waits for acceptance.")


def only_subscriber_given(case: Any) -> bool:
    """Whether nothing but subscriber information would leave."""
    given: list[DataItem] = [i for i in case.dataitems.all() if i.outcome == Outcome.GIVEN]
    return bool(given) and all(item.category == Category.SUBSCRIBER for item in given)


def release_second_person(case: Any) -> Second:
    """A supervisor decides on release; for subscriber information alone any second person."""
    return Second.PERSON if only_subscriber_given(case) else Second.SUPERVISOR


def not_releasable_alone(case: Any) -> str:
    """One person alone releases subscriber information only, shortly before the time asked for."""
    if not only_subscriber_given(case):
        return _("Only subscriber information may be released by one person alone.")
    if not case.answer_by_at or case.answer_by_at - now() > ALONE_WITHIN:
        return _("The answer is not due within 4 hours: there is time for a second person.")
    return ""


def nothing_to_review_again(case: Any) -> str:
    """Nothing was released by one person alone."""
    return "" if case.released_alone_at else _("Nothing was released by one person alone.")


# Ending


def outcome_letter_missing(case: Any) -> str:
    """The requester has not been told the outcome (Art. 27.7)."""
    kinds = outcome_kinds(case.kind)
    told = any(
        letter.kind in kinds and letter.sent_at and letter.made_at >= case.ended_at
        for letter in case.letters.all()
    )
    return "" if told else _("The letter that tells the outcome has not been sent.")


def release_not_reviewed(case: Any) -> str:
    """What one person released alone has not been reviewed."""
    if not case.released_alone_at:
        return ""
    return _("What one person released alone has to be reviewed by a supervisor first.")


def another_letter_owed(case: Any) -> str:
    """A letter is owed to the requester, so the case cannot be closed as a duplicate."""
    if not case.confirmation_requested:
        return ""
    confirmations = [row for row in case.letters.all() if row.kind == "confirmation_of_receipt"]
    if any(row.sent_at for row in confirmations):
        return ""
    return _("The confirmation of receipt that was asked for is owed first.")


def no_other_authority(case: Any) -> str:
    """No other authority of this installation works on such requests."""
    others = Authority.objects.serving(case.kind).exclude(pk=case.authority_id)
    if others.exists():
        return ""
    return _("No other authority of this installation works on such requests.")


def formal_confirmation_not_awaited(case: Any) -> str:
    """No formal confirmation is awaited."""
    if case.formal_required and not case.formal_received_on:
        return ""
    return _("No formal confirmation is awaited.")
