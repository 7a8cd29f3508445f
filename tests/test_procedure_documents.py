"""Every procedure is whole: each row has all that belongs to it, and its page is current."""

import inspect
import re

import pytest
from django.conf import settings

from casework.access.permissions import Role
from casework.letters.kinds import KINDS
from casework.workflow.forms import StepForm
from casework.workflow.registry import REGISTERED
from config import procedure_documents

ROWS = [(kind, row) for kind, found in REGISTERED.items() for row in found.table]
BY_ROW = pytest.mark.parametrize(("kind", "row"), ROWS, ids=str)
BY_KIND = pytest.mark.parametrize("kind", REGISTERED)
LANGUAGES = [code for code, _name in settings.LANGUAGES]


@BY_KIND
def test_the_page_of_the_procedure_is_what_its_rows_say(kind):
    path = procedure_documents.FOLDER / f"{kind}.md"
    assert path.read_text() == procedure_documents.document(kind), "run: make documents"


@BY_KIND
def test_the_page_names_every_step_state_and_letter(kind):
    page, procedure = procedure_documents.document(kind), REGISTERED[kind]
    for row in procedure.table:
        assert f"| {row.label} |" in page
        assert all(str(KINDS[kind][name].label) in page for name in row.letters)
    for value, label in procedure.table.states.choices:
        assert f'state "{label}" as {value}' in page


@BY_KIND
def test_every_arrow_of_the_diagram_joins_two_states(kind):
    states = {str(value) for value, _label in REGISTERED[kind].table.states.choices}
    page, known = procedure_documents.document(kind), states | {"[*]", "open"}
    arrows = re.findall(r"^    (\S+) --> ([^\s:]+)", page, re.M)
    assert arrows
    assert {name for arrow in arrows for name in arrow} <= known


@BY_ROW
def test_every_step_has_a_method_that_the_state_machine_knows(kind, row):
    method = getattr(REGISTERED[kind].model, row.name, None)
    assert callable(method), f"{row.name} has no method"
    assert hasattr(method, "_django_fsm"), f"{row.name} is not decorated"
    assert inspect.getdoc(method), f"{row.name} does not say what it does"


@BY_KIND
def test_every_method_of_the_state_machine_has_a_row(kind):
    procedure = REGISTERED[kind]
    methods = inspect.getmembers(procedure.model, inspect.isfunction)
    steps = {name for name, method in methods if hasattr(method, "_django_fsm")}
    assert steps == {row.name for row in procedure.table}


@BY_ROW
def test_every_step_goes_from_and_to_states_of_the_procedure(kind, row):
    known = {str(value) for value, _label in REGISTERED[kind].table.states.choices}
    assert row.start
    assert {str(state) for state in (*row.start, *row.ends)} <= known


@BY_ROW
def test_every_step_names_who_takes_it_and_never_an_auditor(kind, row):
    assert row.roles
    assert set(row.roles) <= set(Role) - {Role.AUDITOR}


@BY_ROW
def test_every_step_has_a_form_and_a_sentence(kind, row):
    procedure = REGISTERED[kind]
    assert issubclass(procedure.forms[row.name], StepForm)
    assert str(procedure.said[row.name])
    assert str(row.label)


@BY_ROW
def test_everything_that_may_stand_against_a_step_says_so_in_one_line(kind, row):
    for named in (*row.unless, *row.refused, *([row.second] if row.second else [])):
        first = (inspect.getdoc(named) or "").partition("\n")[0]
        assert first.endswith("."), named


@BY_KIND
def test_no_sentence_is_about_a_step_that_is_not_there(kind):
    procedure = REGISTERED[kind]
    beside = {"register", "receipt_joined"}
    assert set(procedure.said) - beside == {row.name for row in procedure.table}


@BY_ROW
def test_every_letter_of_a_step_is_known(kind, row):
    assert set(row.letters) <= set(KINDS[kind])


@pytest.mark.parametrize("language", LANGUAGES)
@BY_KIND
def test_every_letter_is_written_in_both_languages(kind, language):
    folder = procedure_documents.FOLDER.parent.parent / "templates" / "letters" / language
    written = {path.stem for path in folder.glob("*.txt")}
    assert set(KINDS[kind]) <= written
