"""Every (state × step × role) cell of a request of ours, as the table of the procedure says."""

import pytest

from mla.outgoing.procedure import PROCEDURE
from mla.outgoing.states import S
from tests.cases.cells import check_cell, shelved
from tests.outgoing.making import (
    REACH,
    OutgoingDesk,
    central,
    in_check,
    ours,
)

CHANGEABLE = "initiated collected translation central check defects"
PREPARED = f"{CHANGEABLE} approved"
AWAITED = "sent acknowledged partial"
OPEN = f"{PREPARED} {AWAITED} question answered"
ENDED = "forwarded refused_abroad withdrawn"
TABLE = {
    "collect": ("initiated", "O", "1"),
    "translate": ("collected translation", "O", "1"),
    "record_translation": ("translation", "OR", "1"),
    "translate_texts": (CHANGEABLE, "OLR", "1"),
    "submit": ("collected translation", "O", "1"),
    "start_check": ("central", "OL", "1"),
    "return_defects": ("check", "L", "1"),
    "come_back": ("defects", "OR", "1"),
    "pass_check": ("check", "L", "1"),
    "approve": ("check", "S", "2"),
    "take_back": ("approved", "OLS", "1"),
    "send": ("approved", "O", "1"),
    "send_directly": ("approved", "O", "1"),
    "acknowledge": ("sent", "OR", "1"),
    "remind_abroad": (AWAITED, "O", "1"),
    "record_question": (AWAITED, "OR", "1"),
    "answer_question": ("question", "O", "1"),
    "record_partial": (AWAITED, "OR", "1"),
    "record_reply": (AWAITED, "OR", "1"),
    "record_refusal": (f"{AWAITED} question", "O", "1"),
    "forward_reply": ("answered", "O", "1"),
    "record_late_reply": (f"{ENDED} closed", "O", "1"),
    "ask_preservation": (PREPARED, "O", "1"),
    "record_kept": (PREPARED, "O", "1"),
    "record_stage": (CHANGEABLE, "OLR", "1"),
    "record_basis": (CHANGEABLE, "OL", "1"),
    "pass_on": (CHANGEABLE, "O", "1"),
    "assign": (f"{OPEN} {ENDED}", "S", "1"),
    "take_on": (f"{OPEN} {ENDED}", "O", "1"),
    "add_subtask": (f"{OPEN} {ENDED}", "OL", "1"),
    "change_subtask": (f"{OPEN} {ENDED} closed", "OL", "1"),
    "finish_subtask": (f"{OPEN} {ENDED} closed", "OL", "1"),
    "drop_subtask": (f"{OPEN} {ENDED} closed", "OL", "1"),
    "add_item": (CHANGEABLE, "OLR", "1"),
    "add_person": (CHANGEABLE, "OLR", "1"),
    "correct_content": (f"{CHANGEABLE} {AWAITED} question answered", "OLR", "1"),
    "withdraw": (OPEN, "O", "1"),
    "void": (OPEN, "S", "1"),
    "close": (ENDED, "O", "1"),
    "reopen": ("withdrawn", "S", "1"),
}
BEFORE = {"approve": ["pass_check"]}
# Cases of another shape for steps that need one.
AT_TRIAL = {"stage": "trial"}
OTHERS = {
    ("translation", "submit"): lambda desk: desk.step(
        REACH["translation"](desk), "record_translation"
    ),
    ("initiated", "pass_on"): lambda desk: ours(desk, **AT_TRIAL),
    ("collected", "pass_on"): lambda desk: REACH["collected"](desk, **AT_TRIAL),
    ("translation", "pass_on"): lambda desk: REACH["translation"](desk, **AT_TRIAL),
    ("central", "pass_on"): lambda desk: central(desk, **AT_TRIAL),
    ("check", "pass_on"): lambda desk: desk.take(in_check(desk), "record_stage", stage="trial"),
    ("defects", "pass_on"): lambda desk: desk.take(
        REACH["defects"](desk), "record_stage", stage="trial"
    ),
}


def with_subtask(make):
    return lambda desk: desk.step(make(desk), "add_subtask")


# Each has an open sub-task; the closed one had it before, and a void one has none.
MADE = REACH | {
    state: with_subtask(make) for state, make in REACH.items() if state not in ("closed", "void")
}
EVERY_CELL = [(state, name) for state in REACH for name in TABLE]


def test_the_table_has_every_state_and_every_step():
    assert set(TABLE) == set(PROCEDURE.rows)
    assert set(REACH) == set(S.values)


@pytest.fixture(scope="module")
def shelf(django_db_setup, django_db_blocker):
    made = shelved(
        "outgoing",
        TABLE,
        reach=MADE,
        others=OTHERS,
        before=BEFORE,
        objected=set(),
        code="PGO",
        desk=OutgoingDesk,
    )
    with django_db_blocker.unblock(), made as cases:
        yield cases


@pytest.mark.parametrize(("state", "name"), EVERY_CELL, ids=str)
def test_a_cell_allows_exactly_what_its_row_says(shelf, state, name):
    check_cell(shelf, state, name)
