"""Cases made of the rows of a register: numbers, dates, events, words; and silence."""

from datetime import date, timedelta

import pytest

from casework.access.scope import set_scope, set_scope_of_all
from casework.audit.chain import parsed
from casework.audit.reading import heads
from casework.audit.verify import verify
from casework.cases.case import Case
from casework.clock import baku_day, now, today
from casework.figures.checking import differences
from casework.notices.expected import expected_notices
from casework.notices.models import Notice
from casework.notices.planning import plan_due
from casework.notices.watching import Watch
from casework.registers import keeping
from casework.registers.running import run
from casework.search.model import SearchWord
from casework.workflow.history import history_of
from contact_point.models import ContactRequest
from tests.registers.conftest import ENDED, HEADS, OPEN, as_csv, as_xlsx

pytestmark = pytest.mark.django_db


def rows_of(register):
    return list(register.rows.order_by("number"))


def said_of(row):
    return dict(row.problems["en"])


def test_rows_become_cases_with_new_numbers_and_their_own_dates(brought, supervisor):
    register = brought(as_csv(OPEN, ENDED))
    first, second = ContactRequest.objects.order_by("pk")
    assert (register.status, [row.case_id for row in rows_of(register)]) == (
        "done", [first.pk, second.pk],
    )  # fmt: skip
    assert first.reference.startswith("SSS-CP-") and first.reference[-6:] < second.reference[-6:]
    assert (first.state, first.review_on) == ("received", date(2025, 11, 6))
    assert (first.requesting_state.code, first.receipt.channel) == ("DE", "email")
    assert (second.state, second.waiting_on) == ("executed", "nobody")
    assert baku_day(second.ended_at) == date(2024, 3, 11)
    assert (second.due_on, second.execution_on) == (None, None)
    assert not second.deadlines.exists()
    assert not second.letters.exists()


def test_the_event_names_file_and_row_and_the_chain_holds(brought, supervisor):
    register = brought(as_csv(OPEN, ENDED))
    event = Case.objects.latest("pk").events.get()
    details = parsed(event.details)
    assert (event.verb, event.after, event.actor) == ("bring_in", "executed", supervisor)
    assert (details["register_row"], details["sha256"]) == (3, register.sha256)
    assert details["old_number"] == "18/2024"
    (line,) = history_of(Case.objects.latest("pk"))
    assert "brought the case in from an older register" in line.sentence
    assert ("Row", "", "3") in [(label, before, after) for label, before, after in line.rows]
    (head,) = heads("default", "SSS")
    assert (verify(head, "default").damage, head.number) == (None, 2)


def test_the_former_number_finds_the_case(brought):
    brought(as_csv(ENDED))
    case = Case.objects.get()
    words = set(SearchWord.objects.filter(case=case.pk).values_list("word", flat=True))
    assert {"182024", "oclctic9"} <= words
    note = case.notes.get().text
    assert "18/2024" in note
    assert "Old Officer" in note


def test_nothing_old_is_ever_said(brought, officer, lawyer):
    overdue = [*OPEN[:1], (today() - timedelta(30)).strftime("%d.%m.%Y"), *OPEN[2:]]
    urgent = ["19/2025", *overdue[1:5], "OTHER 5", "", "In execution", "", "yes"]
    brought(as_csv(overdue, urgent, ENDED, heads=[*HEADS, "Urgent"]))
    set_scope_of_all()
    assert plan_due(now()) == 2
    assert not Notice.objects.exists()
    case = Case.objects.get(is_urgent=True)
    assert (case.state, case.is_unacknowledged) == ("execution", False)
    told = expected_notices(Watch(now())([case])[case.pk], now())
    assert told  # without the day from which reminders count, something would have left


def test_figures_count_what_is_known_and_guess_no_review(brought):
    brought(as_csv(OPEN, ENDED))
    set_scope_of_all()
    assert differences(None) == []
    counted = Case.objects.get(state="executed").counted.figures
    assert {row[2] for row in counted} >= {"received", "ended", "whole_days"}
    assert not {row[2] for row in counted} & {"review_days", "waited", "execution_days"}


def test_a_case_that_came_ended_is_closed_without_a_letter(brought, desk):
    brought(as_csv(ENDED))
    closed = desk.take(Case.objects.get(), "close", by=desk.officer)
    assert closed.state == "closed"
    (row,) = [one for one in closed.counted.figures if one[3] == "outcome"]
    assert row[4] == "executed"


def test_an_open_case_goes_on_through_the_door(brought, desk):
    brought(as_csv([*OPEN[:6], "officer@sss.example", "In legal review", ""]))
    case = ContactRequest.objects.get()
    assert case.officer == desk.officer
    case = desk.step(desk.step(case, "add_item"), "ask")
    assert case.state == "clarification"


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({1: ""}, "received_at", "required"),
        ({1: "soon"}, "received_at", "no date"),
        ({1: "01.01.2190"}, "received_at", "future"),
        ({1: "01.01.1990"}, "received_at", "year"),
        ({2: "pigeon"}, "channel", "not known"),
        ({3: ""}, "request_type", "required"),
        ({4: "Atlantis"}, "requesting_state", "not known"),
        ({5: "x" * 201}, "foreign_reference", "200"),
        ({6: "Nobody"}, "officer", "no officer"),
        ({7: "Closed"}, "state", "Executed"),
        ({7: "Executed"}, "ended_on", "which day"),
        ({8: "05.11.2025"}, "state", "how it ended"),
        ({7: "Refused", 8: "01.11.2025"}, "ended_on", "before its receipt"),
        ({7: "Refused", 8: "01.01.2150"}, "ended_on", "future"),
    ],
)
def test_a_wrong_cell_is_named_in_both_languages(checked, changed, field, words):
    row = [changed.get(n, cell) for n, cell in enumerate(OPEN)]
    register = checked(as_csv(row))
    (one,) = rows_of(register)
    assert one.status == "wrong"
    assert words in said_of(one)[field]
    assert set(one.problems) == {"en", "az"}
    assert not Case.objects.exists()


def test_a_value_for_rows_that_say_nothing_is_taken(checked):
    register = checked(as_csv(["1/25", "03.11.2025"], heads=HEADS[:2]), channel="fax",
                       request_type="preservation")  # fmt: skip
    assert [row.status for row in rows_of(register)] == ["ready"]


def test_wrong_rows_stay_behind_and_the_corrected_file_adds_only_them(brought):
    bad = ["20/2025", "soon", *OPEN[2:5], "OTHER", "", "", ""]
    first = brought(as_csv(OPEN, bad))
    assert [row.status for row in rows_of(first)] == ["done", "wrong"]
    good = [bad[0], "05.11.2025", *bad[2:]]
    second = brought(as_csv(OPEN, good))
    assert [row.status for row in rows_of(second)] == ["twin", "done"]
    assert rows_of(second)[0].twin_id == rows_of(first)[0].case_id
    assert Case.objects.count() == 2


@pytest.mark.parametrize("column", [0, 5], ids=["our number", "their reference"])
def test_the_same_request_twice_in_a_file_is_one_case(brought, column):
    other = [cell if n in (1, 4, column) else "" for n, cell in enumerate(OPEN)]
    other[2:4] = OPEN[2:4]
    register = brought(as_csv(OPEN, other))
    assert [(row.status, row.twin_id) for row in rows_of(register)] == [
        ("done", None), ("twin", None),
    ]  # fmt: skip
    assert rows_of(register)[1].twin_row == 2


def test_the_same_number_of_another_day_is_another_case(brought):
    brought(as_csv(OPEN, [OPEN[0], "04.11.2025", *OPEN[2:]]))
    assert Case.objects.count() == 2


def test_a_case_registered_since_the_dry_run_is_not_doubled(checked, supervisor, brought, sss):
    register = checked(as_csv(OPEN))
    brought(as_csv([*OPEN[:6], "", "In execution", ""]), "other.csv")
    keeping.confirm(register, by=supervisor, mark=register.mark)
    run(register.pk)
    assert [row.status for row in rows_of(register)] == ["twin"]
    set_scope(supervisor)
    assert Case.objects.count() == 1


def test_a_workbook_is_brought_in_like_a_text(brought):
    brought(as_xlsx([17, date(2025, 11, 3), *OPEN[2:]]), "register.xlsx")
    assert baku_day(Case.objects.get().received_at) == date(2025, 11, 3)
