"""Every (state × step × role) cell of a request for assistance, as the table of the law says."""

import pytest

from casework.incoming.states import S
from mla.procedure import PROCEDURE
from tests.cases.cells import ENDED, OPEN, check_cell, shelved
from tests.cases.reaching import READY, another_kind
from tests.cases.test_every_cell import TABLE as OF_CONTACT_POINT
from tests.mla.reaching import OTHERS, REACH

NOT_HERE = {"preserve", "confirm_preservation", "lift_preservation", "answer_directly"}
TABLE = {
    **{name: cell for name, cell in OF_CONTACT_POINT.items() if name not in NOT_HERE},
    "check_formally": ("received review", "OL", "1"),
    "record_stage": (OPEN, "OLR", "1"),
    "record_basis": (OPEN, "OL", "1"),
    "judge_reciprocity": ("review", "L", "1"),
    "judge_dual_criminality": ("review", "L", "1"),
    "record_assurance": ("review clarification", "OL", "1"),
    "assign_body": ("execution", "OS", "1"),
    "record_body_report": ("execution", "O", "1"),
    "pass_on": (OPEN, "O", "A"),
    "add_subtask": (f"{OPEN} {ENDED}", "OL", "1"),
    "change_subtask": (f"{OPEN} {ENDED} closed", "OL", "1"),
    "finish_subtask": (f"{OPEN} {ENDED} closed", "OL", "1"),
    "drop_subtask": (f"{OPEN} {ENDED} closed", "OL", "1"),
}
WITHOUT_PRESERVATION = (
    "received", "review", "clarification", "partly", "refused", "withdrawn", "transferred",
    "lapsed", "closed", "void",
)  # fmt: skip
# An objection always stands here: nothing is preserved before execution, no question was asked
# before review, and who found nothing released nothing alone.
OBJECTED = {
    *((state, name) for state in WITHOUT_PRESERVATION
      for name in ("record_preserved", "renew_preservation", "release_preservation")),
    ("received", "correct_question"),
    ("not_executed", "review_release"),
}  # fmt: skip
BEFORE = {
    **{name: steps for name, steps in READY.items() if name != "accept"},
    "record_body_report": ["assign_body"],
}
EVERY_CELL = [(state, name) for state in REACH for name in TABLE]


def test_the_table_has_every_state_and_every_step():
    assert set(TABLE) == set(PROCEDURE.rows)
    assert set(REACH) == set(S.values)


@pytest.fixture(scope="module")
def shelf(django_db_setup, django_db_blocker):
    made = shelved(
        "mla",
        TABLE,
        beside=another_kind,
        reach=REACH,
        others=OTHERS,
        before=BEFORE,
        objected=OBJECTED,
        code="PGO",
    )
    with django_db_blocker.unblock(), made as cases:
        yield cases


@pytest.mark.parametrize(("state", "name"), EVERY_CELL, ids=str)
def test_a_cell_allows_exactly_what_its_row_says(shelf, state, name):
    check_cell(shelf, state, name)
