"""Every (state × step × role) cell of the 24/7 procedure, allowed or refused exactly as the table
of the law says. The table below is written from the law, not read from the code.

Tried: with `refuse_strangers` taken out of the door, the cells of other roles go red. Without the
comparison of states in casework.workflow.checks they stay green: django_fsm refuses by itself.
"""

from contextlib import contextmanager

import pytest

from casework.incoming.states import S
from contact_point.procedure import PROCEDURE
from tests.cases.cells import ALWAYS, BOTH, ENDED, OPEN, REPORTED, check_cell, shelved
from tests.cases.reaching import OTHERS, REACH, READY, another_kind, two_authorities

TABLE = {
    "start_review": ("received", "O", "1"),
    "preserve": ("received review", "O", "1"),
    "confirm_preservation": (ALWAYS, "L", "1"),
    "lift_preservation": (ALWAYS, "L", "1"),
    "ask": (BOTH, "L", "1"),
    "remind_requester": ("clarification", "O", "1"),
    "record_answer": ("clarification", "O", "1"),
    "ask_to_decide": (BOTH, "L", "1"),
    "record_decision": (BOTH, "O", "1"),
    "accept": ("review", "L", "1"),
    "answer_directly": ("review", "L", "1"),
    "order": ("execution", "O", "1"),
    "apply_to_court": ("execution", "O", "1"),
    "follow_up": ("execution", "O", "1"),
    "record_provider_answer": ("execution", "O", "1"),
    "prolong": ("execution", "S", "2"),
    "cancel_prolongation": ("execution postponed", "S", "2"),
    "set_condition": (BOTH, "L", "1"),
    "record_acceptance": (BOTH, "O", "1"),
    "record_decline": (BOTH, "O", "1"),
    "decide_condition": (BOTH, "S", "2"),
    "report": ("execution", "S", "P"),
    "report_alone": ("execution", "OL", "1"),
    "review_release": (REPORTED, "S", "1"),
    "refuse": ("review clarification execution", "S", "2"),
    "postpone": (BOTH, "S", "2"),
    "resume": ("postponed", "S", "1"),
    "let_lapse": ("clarification", "S", "1"),
    "record_late_answer": ("lapsed closed", "O", "1"),
    "hand_over": (OPEN, "O", "A"),
    "forward": (OPEN, "O", "A"),
    "reclassify": (OPEN, "O", "A"),
    "withdraw": (OPEN, "O", "1"),
    "mark_duplicate": ("received review", "O", "1"),
    "void": (OPEN, "S", "1"),
    "record_preserved": (ALWAYS, "O", "1"),
    "renew_preservation": (ALWAYS, "S", "1"),
    "release_preservation": (ALWAYS, "S", "1"),
    "close": (ENDED, "O", "1"),
    "reopen": (f"{ENDED} closed", "S", "1"),
    "assign": (f"{OPEN} {ENDED}", "S", "1"),
    "take_on": (f"{OPEN} {ENDED}", "O", "1"),
    "add_item": (OPEN, "OLR", "1"),
    "add_person": (OPEN, "OLR", "1"),
    "add_receipt": (OPEN, "OR", "1"),
    "correct_content": (OPEN, "OLR", "1"),
    "correct_receipt": (OPEN, "S", "2"),
    "correct_question": (OPEN, "S", "2"),
    "confirm_formally": (OPEN, "OR", "1"),
}
# An objection always stands here: nothing provisional survives acceptance, no question was asked
# before review, and who found nothing released nothing alone.
OBJECTED = {
    *((state, name) for state in ("execution", "postponed", *REPORTED.split())
      for name in ("confirm_preservation", "lift_preservation")),
    ("received", "correct_question"),
    ("not_executed", "review_release"),
}  # fmt: skip
EVERY_CELL = [(state, name) for state in REACH for name in TABLE]


def test_the_table_has_every_state_and_every_step():
    assert set(TABLE) == set(PROCEDURE.rows)
    assert set(REACH) == set(S.values)


@contextmanager
def handing_over():
    """Another authority, and another kind of request, to which a case may go."""
    with another_kind():
        two_authorities()
        yield


@pytest.fixture(scope="module")
def shelf(django_db_setup, django_db_blocker):
    made = shelved(
        "contact_point",
        TABLE,
        beside=handing_over,
        reach=REACH,
        others=OTHERS,
        before=READY,
        objected=OBJECTED,
    )
    with django_db_blocker.unblock(), made as cases:
        yield cases


@pytest.mark.parametrize(("state", "name"), EVERY_CELL, ids=str)
def test_a_cell_allows_exactly_what_its_row_says(shelf, state, name):
    check_cell(shelf, state, name)
