"""What stands against steps of legal review: items, risks left to the requester, questions."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.cases.facts import standing
from casework.cases.law import RequesterDecision
from casework.clock import today
from casework.incoming.states import S

REMINDER_DAYS = (14, 30)  # after the question; a policy of ours, written in the procedure's table
LAPSE_DAYS = 60


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
    """The requester was told of a risk and has not decided, or decided not to go on."""
    rows = case.requesterdecisions.all()
    if undecided(case):
        return _("The requester was told of a risk and has not decided yet.")
    if rows and rows[len(rows) - 1].choice == RequesterDecision.Choice.WITHDRAW:
        return _("The requester decided not to go on: record the withdrawal.")
    return ""


def undecided(case: Any) -> list[Any]:
    """Return the decisions that the requester still has to take."""
    return [row for row in case.requesterdecisions.all() if not row.choice]


def already_asked_to_decide(case: Any) -> str:
    """A decision of the requester is awaited already."""
    return _("A decision of the requester is awaited already.") if undecided(case) else ""


def nothing_asked_to_decide(case: Any) -> str:
    """The requester was asked for no decision."""
    return "" if undecided(case) else _("The requester was not asked to decide anything.")


def reminders_missing(case: Any) -> str:
    """The two reminders have not been sent; one letter never counts for both."""
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
        while sent and sent[0] < due_on:
            sent.pop(0)
        if not sent:
            return _("The reminder of day %(days)s after the question has not been sent.") % {
                "days": days
            }
        sent.pop(0)
    return ""


def sixty_days_not_passed(case: Any) -> str:
    """Sixty days have not passed since the question."""
    question = open_question(case)
    if question is None:
        return ""
    left = LAPSE_DAYS - (today() - question.sent_on).days
    if left <= 0:
        return ""
    return ngettext(
        "60 days have to pass after the question: %(days)s day is left.",
        "60 days have to pass after the question: %(days)s days are left.",
        left,
    ) % {"days": left}


def open_question(case: Any) -> Any:
    """Return the question that waits for its answer, or None."""
    rows = standing(case.questions.all())
    ended = {answer.question_id for answer in case.answers.all()} if rows else set()
    return next((row for row in reversed(rows) if row.pk not in ended), None)


def nothing_asked(case: Any) -> str:
    """No question was put to the requester."""
    if case.questions.all():
        return ""
    return _("No question was put to the requester.")


def not_closed_after_lapse(case: Any) -> str:
    """The case was closed for another reason than a lapse."""
    if case.state != S.CLOSED or case.has_lapsed:
        return ""
    return _("The case was not closed after a lapse: a supervisor may reopen it.")
