"""What is due is kept by everything that moves a last day, and filled from the cases there are.

Tried: with `due_of` taken out of the statement, or the earlier days not taken back, all go red.
"""

from collections import Counter
from importlib import import_module

import pytest
from django.db import connection

from casework.access.scope import set_scope, set_scope_of_all
from casework.cases.additions import Link
from casework.cases.case import Case
from casework.cases.orders import Order, OrderLine
from casework.cases.queries import NO_DAY
from casework.cases.subtasks import SubTask
from casework.clock import BAKU, begin_of, now, today
from casework.directory.calendar_changes import Swap
from casework.directory.models import Authority
from casework.directory.new_editions import new_edition
from casework.figures.due_checking import differing
from casework.figures.keeping import as_due, tally
from casework.figures.model import Counted, Due, Owed
from casework.workflow.editions import move_to_edition
from tests.cases.making import a_case, at

pytestmark = pytest.mark.django_db
OF_EACH, OF_ALL = import_module("casework.migrations.0032_due_days").FILLED
OWED_OF_EACH, OWED_OF_ALL = import_module("casework.migrations.0036_owed_answers").FILLED
OVER_ROWS_OF_NONE = """  -- which nobody but the owner may delete
ON CONFLICT (authority_id, kind, {}) DO UPDATE SET count = EXCLUDED.count
"""


def kept():
    """What is due of everybody, as (authority, officer, what, day) and how often."""
    set_scope_of_all()
    rows = Due.objects.exclude(count=0).values_list("authority", "officer", "what", "day", "count")
    return {tuple(row): number for *row, number in rows}


def owed():
    """The answers that are owed, as (what, hour) and how many."""
    set_scope_of_all()
    rows = Owed.objects.exclude(count=0).order_by("at", "what")
    return [(row.what, f"{row.at.astimezone(BAKU):%d.%m. %H:%M}", row.count) for row in rows]


def promised(desk, case):
    """Let the provider promise all of its answer by 9 February."""
    OrderLine.objects.filter(case=case).update(outcome="pending")
    Order.objects.filter(case=case).update(answered_at=now(), silent_until_on="2026-02-09")
    tally(case)


def whats():
    found = Counter()
    for (_authority, _officer, what, _day), number in kept().items():
        found[what] += number
    return dict(found)


def test_an_open_case_adds_its_last_days_and_an_ended_one_nothing(both, traveller):
    case = a_case(both.officer, is_urgent=True, answer_by_at=at("2026-02-20T23:30"))
    officer, day = case.officer_id, case.due_on
    assert kept() == {
        (case.authority_id, officer, "queue", day): 1,
        (case.authority_id, officer, "urgent", NO_DAY): 1,
        (case.authority_id, officer, "review", case.review_on): 1,
        (case.authority_id, officer, "execution", case.execution_on): 1,
        (case.authority_id, officer, "ceiling", case.ceiling_on): 1,
        (case.authority_id, officer, "answer_by", at("2026-02-20T23:30").date()): 1,
    }
    both.step(case, "withdraw")
    assert kept() == {}


def test_assigning_and_handing_over_move_everything(both, traveller):
    case = both.step(a_case(both.officer), "take_on")
    assert {officer for _at, officer, _what, _day in kept()} == {both.officer.pk}
    there = Authority.objects.get(code="PGO")
    both.take(case, "hand_over", **{**both.details(case, "hand_over"), "to": there.pk})
    assert {key[:2] for key in kept()} == {(there.pk, None)}
    assert differing() == []


def test_a_pause_takes_its_days_away_and_an_answer_brings_them_back(both, traveller):
    case = both.steps(a_case(both.officer), "take_on", "start_review", "accept")
    case = both.step(case, "postpone")
    assert {("suspended", NO_DAY), ("queue", NO_DAY)} == {key[2:] for key in kept()}
    case = both.steps(case, "resume", "prolong")
    assert (case.authority_id, case.officer_id, "queue", case.due_on) in kept()
    assert "suspended" not in whats()
    assert differing() == []


def test_a_later_edition_of_the_calendar_moves_days(both, traveller):
    case = both.steps(a_case(both.officer), "take_on", "start_review", "accept")
    saturday = case.execution_on.fromordinal(
        case.execution_on.toordinal() + 5 - case.execution_on.weekday()
    )
    edition = new_edition(
        [Swap(saturday, case.execution_on)], by=both.supervisor, reason="Cabinet, no. 1"
    )
    before = {key for key in kept() if key[2] == "execution"}
    set_scope(both.supervisor)
    move_to_edition(case, edition.number, by=both.supervisor, version=case.version)
    after = {key for key in kept() if key[2] == "execution"}
    assert before.isdisjoint(after) and len(after) == 1
    assert differing() == []


def test_an_order_is_owed_from_its_day_and_late_from_its_hour(both, traveller):
    """It is 3 February, 10:15; the last day is the 13th."""
    case = both.steps(a_case(both.officer), "take_on", "start_review", "accept", "order")
    last = begin_of(case.due_on.fromordinal(case.due_on.toordinal() + 1))
    assert owed() == [("owed", "03.02. 00:00", 1), ("late", f"{last:%d.%m. %H:%M}", 1)]
    Case.objects.filter(pk=case.pk).update(is_urgent=True)
    tally(case)
    assert owed() == [("owed", "03.02. 00:00", 1), ("late", "04.02. 11:00", 1)]
    Case.objects.filter(pk=case.pk).update(answer_by_at=at("2026-02-03T22:15"))
    tally(case)
    assert owed() == [("owed", "03.02. 00:00", 1), ("late", "03.02. 17:00", 1)]
    promised(both, case)
    after = "10.02. 00:00"
    assert owed() == [("promised", "03.02. 00:00", 1), ("late", after, 1), ("owed", after, 1)]
    assert differing() == []
    Order.objects.filter(case=case).update(lifted_at=now())
    tally(case)
    assert owed() == []


def test_the_migration_fills_what_the_steps_keep(both, traveller):
    preserved = both.steps(a_case(both.officer), "start_review", "preserve", "record_preserved")
    preserved = both.step(preserved, "withdraw")
    rows = {"case_id": preserved.pk, "authority_id": preserved.authority_id, "number": 1}
    SubTask.objects.create(**rows, kind="other", asked_on=today(), due_on=today())
    tally(preserved)
    a_case(both.officer, is_urgent=True, loss_expected_at=at("2026-02-20T03:30"))
    both.steps(a_case(both.officer), "take_on", "start_review", "accept", "order")
    promised(both, both.steps(a_case(both.officer), "take_on", "start_review", "accept", "order"))
    set_scope_of_all()
    before, before_owed = kept(), owed()
    each = dict(Counted.objects.values_list("case", "due"))
    assert {"preservation", "subtask", "loss", "urgent"} < set(whats())
    Due.objects.update(count=0)
    Owed.objects.update(count=0)
    Counted.objects.update(due=None)
    with connection.cursor() as cursor:
        cursor.execute(OF_EACH)
        cursor.execute(OF_ALL + OVER_ROWS_OF_NONE.format("officer_id, what, day"))
        cursor.execute(OWED_OF_EACH)
        cursor.execute(OWED_OF_ALL + OVER_ROWS_OF_NONE.format("provider_id, what, at"))
    assert (kept(), owed()) == (before, before_owed)
    filled = dict(Counted.objects.values_list("case", "due"))
    assert {key: as_due(due or []) for key, due in filled.items()} == {
        key: as_due(due) for key, due in each.items()
    }


def test_the_check_knows_data_that_were_linked_with_a_request(both, traveller):
    """Their link is made elsewhere, by casework.workflow.kept, which counts the holder anew."""
    case = both.steps(a_case(both.officer), "start_review", "preserve", "record_preserved")
    assert whats()["preservation"] == 1
    other = a_case(both.officer)
    Link.objects.create(
        case=other, authority_id=other.authority_id, other=case, kind=Link.Kind.PRESERVED
    )
    set_scope_of_all()
    assert {(row[3], row[5], row[6]) for row in differing()} == {
        ("preservation", 1, 0), ("linked", 0, 1)
    }  # fmt: skip
    assert today() < case.preservations.get().last_on
