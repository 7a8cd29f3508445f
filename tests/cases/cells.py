"""Trying every (state × step × role) cell of a procedure against a table that a test brings.

A table says by step: (states, who, persons). who: O officer, L lawyer, S supervisor, R registrar;
persons: 1 one is enough; 2 officer, lawyer or supervisor proposes and another supervisor decides; P
any other of these three decides; A one before legal review has begun, two afterwards.
"""

from contextlib import contextmanager, nullcontext

import pytest
from django.db import connection, transaction

from casework.access.permissions import Role
from casework.access.scope import set_scope
from casework.cases.case import Case
from casework.directory.seeds import seed_all
from casework.workflow.door import perform
from casework.workflow.proposals import decide, propose
from casework.workflow.refusals import NotAllowed, StepRefused
from casework.workflow.registry import registered
from tests.cases.making import Desk
from tests.conftest import make_user

OPEN = "received review clarification execution postponed"
ENDED = "executed partly not_executed refused withdrawn transferred lapsed"
ALWAYS = f"{OPEN} {ENDED} closed void"
BOTH = "review execution"
REPORTED = "executed partly not_executed"
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


class Shelf:
    """One case in each state, made once for a file in one transaction that is rolled back.

    table     the cells; objected: those where an objection always stands
    reach     by state (or by state and step, for cases of another shape): how such a case is made
    before    steps that have to be taken first, so that nothing stands against a step
    """

    def __init__(self, kind, table, *, reach, others, before, objected, code="SSS", desk=Desk):
        self.kind, self.table, self.before, self.objected = kind, table, before, objected
        maker = make_user.__wrapped__()
        self.people = {
            short: maker(*([role] if role else []), authority=code) for short, role in ROLES.items()
        }
        self.second = maker(Role.SUPERVISOR, full_name="second", authority=code)
        people = self.people
        self.desk = desk(people["O"], people["L"], people["S"], people["R"])
        self.cases = {state: make(self.desk) for state, make in reach.items()}
        for state, case in self.cases.items():
            assert case.state == state
        self.other = reach["received"](self.desk) if "received" in reach else None
        self.cases |= {key: make(self.desk) for key, make in others.items()}

    def case_for(self, state, name):
        case = self.cases.get((state, name)) or self.cases[state]
        return registered(self.kind).model.objects.get(pk=case.pk)

    def ready(self, case, name):
        """Return the case, after what this step needs before it."""
        wanted = [] if case.state == "postponed" else self.before.get(name, [])
        return self.desk.steps(case, *wanted)

    def details(self, case, name):
        if name == "mark_duplicate":
            return {"other": self.other.reference}
        return self.desk.details(case, name)


@contextmanager
def shelved(kind, table, *, shelf=Shelf, beside=nullcontext, **more):
    """Give the cases of a file and take them away again.

    beside  what has to stand while they are made and tried, as a context
    """
    with transaction.atomic():
        seed_all()  # tests that commit may have run before and taken the reference data along
        with beside():
            yield shelf(kind, table, **more)
        transaction.set_rollback(True)


def check_cell(shelf, state, name):
    """Try the step in this state as everybody: allowed or refused exactly as the table says."""
    states, who, persons = shelf.table[name]
    persons = {"A": "1" if state == "received" else "2"}.get(persons, persons)
    with transaction.atomic():
        set_scope(shelf.desk.officer)
        case = shelf.case_for(state, name)
        may_be = state in states.split() and (state, name) not in shelf.objected
        details = {}
        if may_be:
            case = shelf.ready(case, name)
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
