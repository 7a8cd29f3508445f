"""Rows whose case stands still: a question without its answer, a postponement."""

from datetime import date, timedelta

import pytest

from casework.access.scope import set_scope_of_all
from casework.audit.chain import parsed
from casework.cases.case import Case
from casework.clock import today
from casework.figures.checking import differences
from casework.notices.models import Notice
from casework.notices.planning import plan_due
from contact_point.models import ContactRequest
from tests.registers.conftest import HEADS, OPEN, as_csv

pytestmark = pytest.mark.django_db
MORE = ["Question put on", "What was asked", "Postponed on", "To be looked at again on",
        "Stopped in"]  # fmt: skip
ALL = [*HEADS, *MORE]


def row(state, *more, ended=""):
    """Return a row, received on 3 November 2025, that stands there and says this of its wait."""
    return [*OPEN[:7], state, ended, *more, *[""] * (len(MORE) - len(more))]


def on(day):
    return f"{day:%d.%m.%Y}"


def test_a_question_stops_the_clock_on_its_day_and_goes_on_where_it_was_asked(brought, desk):
    brought(as_csv(row("Waiting for the requester", "05.11.2025", "The time zone", "", "",
                       "In execution"), heads=ALL))  # fmt: skip
    case = ContactRequest.objects.get()
    assert (case.state, case.waiting_on) == ("clarification", "requester")
    assert case.suspended_since == date(2025, 11, 5)
    assert (case.review_on, case.execution_on, case.due_on) == (None, None, None)
    assert case.deadlines.get(clock="execution").suspended_since == date(2025, 11, 5)
    (question,) = case.questions.all()
    assert (question.gaps, question.asked_in) == ("The time zone", "execution")
    answered = desk.step(case, "record_answer")
    assert answered.state == "execution"
    assert answered.execution_on >= today() + timedelta(days=7)  # two of the ten days were used


def test_where_nothing_says_in_which_state_it_stopped_review_is_not_skipped(brought, desk):
    brought(as_csv(row("Clarification awaited", "05.11.2025"), heads=ALL))
    case = ContactRequest.objects.get()
    assert case.questions.get().gaps
    answered = desk.step(case, "record_answer")
    assert answered.state == "review" and answered.review_on > today()


def test_a_postponed_case_stands_still_until_it_is_resumed(brought, desk):
    again = on(today() + timedelta(days=30))
    brought(as_csv(row("Postponed", "", "", "10.11.2025", again, "execution"), heads=ALL))
    case = ContactRequest.objects.get()
    assert (case.state, case.suspended_since) == ("postponed", date(2025, 11, 10))
    (row_of,) = case.postponements.all()
    assert row_of.review_on == today() + timedelta(days=30) and row_of.reason
    assert desk.step(case, "resume").state == "execution"


def test_what_waits_is_counted_and_nothing_old_is_said(brought):
    brought(as_csv(row("Clarification awaited", "05.11.2025"), heads=ALL))
    set_scope_of_all()
    assert differences(None) == []
    plan_due(today_at_noon())
    assert not Notice.objects.exists()
    details = parsed(Case.objects.get().events.get().details)
    assert details["changes"] == {"waiting_on": ["us", "requester"]}


def today_at_noon():
    return Case.objects.get().notices_from


@pytest.mark.parametrize(
    ("cells", "field", "words"),
    [
        (row("Clarification awaited"), "asked_on", "The clock stops on that day"),
        (row("Clarification awaited", "01.11.2025"), "asked_on", "before the receipt"),
        (row("Clarification awaited", "01.01.2150"), "asked_on", "in the future"),
        (row("Postponed", "", "", "", "01.01.2050"), "postponed_on", "The clock stops"),
        (row("Postponed", "", "", "10.11.2025"), "look_again_on", "looked at again"),
        (row("Postponed", "", "", "10.11.2025", "10.11.2025"), "look_again_on", "after"),
        (row("In execution", "05.11.2025"), "state", "write “Clarification awaited”"),
        (row("In execution", "", "", "10.11.2025"), "state", "write “Postponed”"),
        (row("Clarification awaited", "05.11.2025", "", "", "", "court"), "stopped_in", "court"),
    ],
)
def test_what_is_missing_is_said_in_both_languages(checked, cells, field, words):
    register = checked(as_csv(cells, heads=ALL))
    (one,) = register.rows.all()
    assert one.status == "wrong"
    assert words in dict(one.problems["en"])[field]
    assert field in dict(one.problems["az"])


def test_a_wait_of_a_case_that_has_ended_is_kept_in_words(brought):
    brought(as_csv(row("Executed", "05.11.2025", "The time zone", ended="20.11.2025"), heads=ALL))
    case = ContactRequest.objects.get()
    assert not case.questions.exists()
    assert "05.11.2025" in case.notes.get().text and "The time zone" in case.notes.get().text
