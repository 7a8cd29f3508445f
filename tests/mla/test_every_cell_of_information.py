"""Every (state × step × role) cell of spontaneous information, as the table of the law says."""

import pytest

from casework.clock import today
from casework.directory.models import Body
from mla.spontaneous.procedure import PROCEDURE
from mla.spontaneous.states import S
from tests.cases.cells import Shelf, check_cell, shelved
from tests.mla.test_spontaneous import information

OPEN = "received sender passed"
STANDING = f"{OPEN} declined closed"
TABLE = {
    "record_terms": ("received", "OLR", "1"),
    "accept_terms": ("received", "L", "1"),
    "cannot_comply": ("received", "L", "1"),
    "record_sender_decision": ("sender", "OR", "1"),
    "acknowledge_information": ("received passed", "O", "1"),
    "pass_to_body": ("received passed", "O", "1"),
    "add_subtask": (f"{OPEN} declined", "OL", "1"),
    "change_subtask": (STANDING, "OL", "1"),
    "finish_subtask": (STANDING, "OL", "1"),
    "drop_subtask": (STANDING, "OL", "1"),
    "close": ("received passed declined", "O", "1"),
    "reopen": ("declined closed", "S", "1"),
    "void": (OPEN, "S", "1"),
    "assign": (f"{OPEN} declined", "S", "1"),
    "take_on": (f"{OPEN} declined", "O", "1"),
    "add_person": (OPEN, "OLR", "1"),
    "correct_content": (OPEN, "OLR", "1"),
}
BEFORE = {"pass_to_body": ["accept_terms"], "close": ["acknowledge_information"]}
EVERY_CELL = [(state, name) for state in S.values for name in TABLE]


def more(case, name):
    """The details of the steps that only this procedure has."""
    day = today().isoformat()
    return {
        "record_terms": {"terms": "Only for the case Beta"},
        "cannot_comply": {"reasons": "A court may order it."},
        "record_sender_decision": {"choice": "not_used", "decided_on": day},
        "pass_to_body": {"body": Body.objects.first().pk},
        "close": {"result": "An inquiry was opened."},
    }.get(name, {})


def steps(desk, case, *names):
    for name in names:
        case = desk.step(case, name, **more(case, name))
    return case


def received(desk):
    return desk.step(information(desk, terms="Only for the case Alpha"), "add_subtask")


def passed(desk):
    return steps(desk, received(desk), "accept_terms", "pass_to_body")


REACH = {
    "received": received,
    "sender": lambda desk: steps(desk, received(desk), "cannot_comply"),
    "passed": passed,
    "declined": lambda desk: steps(desk, received(desk), "cannot_comply", "record_sender_decision"),
    "closed": lambda desk: steps(desk, passed(desk), "acknowledge_information", "close"),
    "void": lambda desk: steps(desk, received(desk), "void"),
}


class Records(Shelf):
    def ready(self, case, name):
        wanted = self.before.get(name, [])
        taken = {"passed": {"accept_terms"}, "declined": set(wanted)}.get(case.state, set())
        return steps(self.desk, case, *(one for one in wanted if one not in taken))

    def details(self, case, name):
        return {**self.desk.details(case, name), **more(case, name)}


def test_the_table_has_every_state_and_every_step():
    assert set(TABLE) == set(PROCEDURE.rows)
    assert set(REACH) == set(S.values)


@pytest.fixture(scope="module")
def shelf(django_db_setup, django_db_blocker):
    made = shelved(
        "spontaneous",
        TABLE,
        shelf=Records,
        reach=REACH,
        others={},
        before=BEFORE,
        objected=set(),
        code="PGO",
    )
    with django_db_blocker.unblock(), made as cases:
        yield cases


@pytest.mark.parametrize(("state", "name"), EVERY_CELL, ids=str)
def test_a_cell_allows_exactly_what_its_row_says(shelf, state, name):
    check_cell(shelf, state, name)
