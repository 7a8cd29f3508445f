"""Ways round the door: none of them moves a case, whichever layer they try to pass.

Tried: with the trigger `case_moves` disabled, every test that goes as far as the database goes red;
with `protected=True` taken off the field, the first one does.
"""

import uuid

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django_fsm import TransitionNotAllowed

from casework.cases.case import Case
from casework.workflow.door import opened, perform
from casework.workflow.refusals import StepRefused
from contact_point.models import ContactRequest
from contact_point.procedure import PROCEDURE

pytestmark = [pytest.mark.engines, pytest.mark.django_db]
ONLY_A_STEP = "Only a step changes the state and the version"


@pytest.fixture(autouse=True)
def nothing_has_changed(case):
    """Whatever a test tries, the case is afterwards as it was, with the same history."""
    yield
    row = Case.objects.get(pk=case.pk)
    assert (row.state, row.version) == ("received", 1)
    assert case.events.count() == 1


@pytest.fixture
def refused():
    """The database refuses what happens in the block, and the test goes on behind it."""

    def block(sentence=ONLY_A_STEP):
        return Refused(sentence)

    return block


class Refused:
    def __init__(self, sentence):
        self.raises = pytest.raises(DatabaseError, match=sentence)
        self.atomic = transaction.atomic()

    def __enter__(self):
        self.raises.__enter__()
        self.atomic.__enter__()

    def __exit__(self, *why):
        self.atomic.__exit__(*why)
        return self.raises.__exit__(*why)


def test_a_state_cannot_be_assigned(case):
    with pytest.raises(AttributeError):
        case.state = "executed"


def test_a_changed_instance_cannot_be_saved(case, refused):
    case.__dict__["state"] = "executed"
    with refused():
        case.save()


def test_an_update_of_the_state_is_refused(case, refused):
    with refused():
        Case.objects.filter(pk=case.pk).update(state="executed")


def test_an_update_of_state_and_version_together_is_refused(case, refused):
    with refused():
        Case.objects.filter(pk=case.pk).update(state="executed", version=F("version") + 1)


def test_an_update_of_the_version_alone_is_refused(case, refused):
    with refused():
        Case.objects.filter(pk=case.pk).update(version=7)


def test_a_bulk_update_is_refused(case, refused):
    row = Case.objects.get(pk=case.pk)
    row.__dict__["state"] = "executed"
    with refused():
        Case.objects.bulk_update([row], ["state"])


def test_plain_sql_is_refused(case, refused):
    with refused(), connection.cursor() as cursor:
        cursor.execute("UPDATE casework_case SET state = 'executed' WHERE id = %s", [case.pk])


def test_the_web_may_not_switch_the_trigger_off(case):
    for statement in (
        "ALTER TABLE casework_case DISABLE TRIGGER case_moves",
        "DROP TRIGGER case_moves ON casework_case",
        "SET session_replication_role = 'replica'",
    ):
        with Refused("(must be owner|permission denied)"), connection.cursor() as cursor:
            cursor.execute(statement)


def test_a_step_called_past_the_door_cannot_be_saved(case, refused):
    row = ContactRequest.objects.get(pk=case.pk)
    row.start_review()
    assert row.state == "review"
    with refused():
        row.save()


def test_a_new_instance_with_the_same_key_cannot_be_saved(case, refused):
    row = Case.objects.get(pk=case.pk)
    known = {field.attname: getattr(row, field.attname) for field in Case._meta.concrete_fields}
    with refused():
        Case(**{**known, "state": "executed"}).save(force_update=True)


def test_a_forged_insert_is_refused(case, refused):
    row = Case.objects.get(pk=case.pk)
    row.pk, row.public_id, row.reference = None, uuid.uuid4(), "SSS-CP-2026-999999"
    row._state.adding = True
    with refused("A case is opened by registering it"):
        row.save(force_insert=True)


def test_a_door_opened_for_one_case_moves_no_other(case, desk, refused):
    with opened(case.pk + 1), refused():
        Case.objects.filter(pk=case.pk).update(state="review", version=2)


def test_a_door_opened_for_a_case_takes_the_next_version_only(case, refused):
    with opened(case.pk), refused():
        Case.objects.filter(pk=case.pk).update(state="review")


def test_nobody_deletes_a_case(case):
    with Refused("permission denied"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM casework_case WHERE id = %s", [case.pk])


# django_fsm is the engine


def test_every_step_is_a_transition_built_from_its_row():
    for row in PROCEDURE:
        method = getattr(ContactRequest, row.name)
        sources = set(method._django_fsm.transitions)
        assert sources == {str(state) for state in row.start}, row.name


def test_without_its_transition_no_step_works(case, desk, monkeypatch):
    monkeypatch.setattr(ContactRequest.start_review._django_fsm, "transitions", {})
    with pytest.raises(StepRefused, match="not possible now"):
        perform(case, "start_review", by=desk.officer, version=1)


def test_the_state_machine_refuses_what_a_careless_caller_would_do(case):
    row = ContactRequest.objects.get(pk=case.pk)
    with pytest.raises(TransitionNotAllowed):
        row.close()
    assert row.state == "received"


def test_an_objection_guards_the_method_too(case):
    row = ContactRequest.objects.get(pk=case.pk)
    with pytest.raises(TransitionNotAllowed):
        row.confirm_formally(received_on=None)
