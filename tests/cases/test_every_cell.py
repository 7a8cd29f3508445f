"""Every (state × step × role) cell of the 24/7 procedure, allowed or refused exactly as the table
of the law says. The table below is written from the law, not read from the code.

Tried: with `refuse_strangers` taken out of the door, the cells of other roles go red. Without the
comparison of states in casework.workflow.checks they stay green: django_fsm refuses by itself.
"""

import pytest
from django.db import connection, transaction

from casework.access.permissions import Role
from casework.access.scope import set_scope
from casework.cases.case import Case
from casework.directory.seeds import seed_all
from casework.incoming.states import S
from casework.workflow.door import perform
from casework.workflow.proposals import decide, propose
from casework.workflow.refusals import NotAllowed, StepRefused
from contact_point.models import ContactRequest
from contact_point.procedure import PROCEDURE
from tests.cases.making import Desk, a_case
from tests.cases.reaching import OTHERS, REACH, another_kind, ready_for, two_authorities
from tests.conftest import make_user

OPEN = "received review clarification execution postponed"
ENDED = "executed partly not_executed refused withdrawn transferred lapsed"
ALWAYS = f"{OPEN} {ENDED} closed void"
BOTH = "review execution"
REPORTED = "executed partly not_executed"
# step: (states, who, persons)
# who: O officer, L lawyer, S supervisor, R registrar; persons: 1 one is enough; 2 officer, lawyer
# or supervisor proposes and another supervisor decides; P any other of these three decides; A one
# before legal review has begun, two afterwards
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
ROLES = {
    "O": Role.OFFICER,
    "L": Role.LAWYER,
    "S": Role.SUPERVISOR,
    "R": Role.REGISTRAR,
    "A": Role.AUDITOR,
    "-": None,
}
COUNTED = [
    "event", "letter", "order", "proposal", "deadline", "dataitem", "prolongation", "question",
    "casereceipt", "finding", "link", "preservation",
]  # fmt: skip
COUNTS = ", ".join(
    f"(SELECT count(*) FROM casework_{table} WHERE case_id = %(case)s) AS {table}"  # noqa: S608
    for table in COUNTED
)
EVERYTHING = (
    "SELECT state, version, due_on, authority_id, (SELECT count(*) FROM casework_event e"  # noqa: S608
    " WHERE e.case_id = c.id AND e.version = c.version AND verb <> 'register') AS at_this_version,"
    f" {COUNTS} FROM casework_case c WHERE id = %(case)s"
)
EVERY_CELL = [(state, name) for state in REACH for name in TABLE]


def test_the_table_has_every_state_and_every_step():
    assert set(TABLE) == set(PROCEDURE.rows)
    assert set(REACH) == set(S.values)


class Shelf:
    """One case in each state, made once for the file in one transaction that is rolled back."""

    def __init__(self, make_user):
        self.people = {short: make_user(*([role] if role else [])) for short, role in ROLES.items()}
        self.second = make_user(Role.SUPERVISOR, full_name="second")
        people = self.people
        self.desk = Desk(people["O"], people["L"], people["S"], people["R"])
        two_authorities()
        self.other = a_case(people["O"])
        self.cases = {state: reach(self.desk) for state, reach in REACH.items()}
        for state, case in self.cases.items():
            assert case.state == state
        self.cases |= {key: reach(self.desk) for key, reach in OTHERS.items()}

    def case_for(self, state, name):
        case = self.cases.get((state, name)) or self.cases[state]
        return ContactRequest.objects.get(pk=case.pk)

    def details(self, case, name):
        if name == "mark_duplicate":
            return {"other": self.other.reference}
        return self.desk.details(case, name)


@pytest.fixture(scope="module")
def shelf(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        seed_all()  # tests that commit may have run before and taken the reference data along
        with another_kind():
            yield Shelf(maker())
        transaction.set_rollback(True)


def maker():
    """The maker of accounts of all tests, which is a fixture of one test only."""
    return make_user.__wrapped__()


@pytest.mark.parametrize(("state", "name"), EVERY_CELL, ids=str)
def test_a_cell_allows_exactly_what_its_row_says(shelf, state, name):
    states, who, persons = TABLE[name]
    persons = {"A": "1" if state == "received" else "2"}.get(persons, persons)
    with transaction.atomic():
        set_scope(shelf.desk.officer)
        case = shelf.case_for(state, name)
        may_be = state in states.split() and (state, name) not in OBJECTED
        details = {}
        if may_be:
            case = ready_for(shelf.desk, case, name)
            details = shelf.details(case, name)
        before = everything(case)
        for short, person in shelf.people.items():
            set_scope(person)
            refused = expected(short, who, persons)
            alone = may_be and persons == "1" and short in who
            proposing = may_be and persons != "1" and short in "OLS"
            try_alone(case, name, person, details, alone, refused)
            try_proposing(case, name, person, details, proposing, refused)
        assert everything(case) == before
        if may_be and persons != "1":
            try_deciding(shelf, case, name, details, "OLS" if persons == "P" else "S")
        transaction.set_rollback(True)


def expected(short, who, persons):
    """Who has nothing to do with the step is told so; everybody else, what stands against it."""
    if short == "-":
        return Case.DoesNotExist
    return StepRefused if short in (who if persons == "1" else "OLS") else NotAllowed


def try_alone(case, name, person, details, allowed, refused):
    def act():
        perform(case, name, by=person, version=case.version, **details)

    attempt(case, allowed, refused, act)


def try_proposing(case, name, person, details, allowed, refused):
    def act():
        propose(case, name, by=person, version=case.version, **details)

    attempt(case, allowed, refused, act, is_step=False)


def try_deciding(shelf, case, name, details, deciders):
    proposer = shelf.second
    set_scope(proposer)
    proposal = propose(case, name, by=proposer, version=case.version, **details)
    for short, person in {**shelf.people, "own": proposer}.items():
        set_scope(person)
        allowed = short in list(deciders)
        refused = Case.DoesNotExist if short == "-" else NotAllowed
        attempt(case, allowed, refused, lambda by=person: decide(proposal, by=by, accept=True))


def attempt(case, allowed, refused, act, *, is_step=True):
    if not allowed:
        with pytest.raises(refused):
            act()
        return
    before = everything(case)
    with transaction.atomic():
        act()
        after = everything(case)
        assert after["version"] == before["version"] + is_step
        assert after["at_this_version"] == (1 if is_step else before["at_this_version"])
        transaction.set_rollback(True)


def everything(case):
    """State, version, dates and the number of rows of each kind that hang on the case."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('mla.authorities', string_agg(id::text, ','), true)"
            " FROM casework_authority"
        )
        cursor.execute(EVERYTHING, {"case": case.pk})
        found = dict(zip([c.name for c in cursor.description], cursor.fetchone(), strict=True))
        transaction.set_rollback(True)
    return found
