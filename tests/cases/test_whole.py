"""A case is gathered in two queries, and its rows are those that Django itself would read."""

import pytest

from casework.access.models import User
from casework.access.scope import set_scope
from casework.cases.grants import Grant
from casework.cases.orders import Order
from casework.cases.whole import by_keys, gather, parts
from casework.directory.models import Measure, State
from casework.workflow.proposals import propose
from contact_point.models import ContactRequest
from tests.cases.making import a_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def rich(desk):
    """A case with rows in most of its tables."""
    case = a_case(desk.officer, items=3, summary='“Ə” \\ " <b> \n İ')
    case = desk.steps(
        case, "start_review", "preserve", "record_preserved", "confirm_preservation",
        "renew_preservation", "ask", "record_answer", "accept", "order", "record_provider_answer",
        "prolong", "set_condition", "ask_to_decide", "record_decision", "postpone", "resume",
        "add_person",
    )  # fmt: skip
    propose(case, "refuse", by=desk.lawyer, version=case.version, **desk.details(case, "refuse"))
    return ContactRequest.objects.get(pk=case.pk)


def as_read(row):
    """Return every column as it was read; those left for later are read now."""
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_every_row_is_the_one_that_django_reads(rich):
    rows = gather(rich)
    filled = 0
    for model in parts():
        expected = list(model._default_manager.filter(case=rich.pk))
        assert [as_read(row) for row in rows[model].values()] == [as_read(r) for r in expected]
        filled += bool(expected)
    assert filled >= 15


def test_the_case_and_its_rows_ask_for_nothing_more(rich, django_assert_num_queries):
    with django_assert_num_queries(2):
        gather(rich)
    with django_assert_num_queries(0):
        for order in rich.orders.all():
            assert str(order.recipient) and str(order.measure) and order.made_by
            assert [str(line.item) for line in order.orderlines.all()]
            hasattr(order, "preservation") and list(order.preservation.renewals.all())
        for item in rich.dataitems.all():
            assert [one.value for one in item.identifiers.all()]
        assert [str(answer.document) for q in rich.questions.all() for answer in q.answers.all()]
        assert [row.resumptions.all()[0].to_on for row in rich.postponements.all()]
        assert [str(f.instrument or f.measure) for f in rich.findings.all()]
        assert str(rich.authority) and str(rich.officer) and rich.receipt and rich.request_type
        assert not hasattr(rich.prolongations.all()[0], "cancelled_by")
        assert [str(letter.order.recipient) for letter in rich.letters.all() if letter.order]


def test_what_was_gathered_is_still_filtered_by_its_case(rich, desk):
    other = desk.steps(a_case(desk.officer), "start_review", "preserve")
    gather(rich)
    offered = rich.orders.filter(lifted_at=None)
    assert set(offered) == set(Order.objects.filter(case=rich.pk, lifted_at=None))
    assert other.orders.get() not in rich.orders.all().order_by("-pk")


def test_no_row_of_another_case_is_gathered(rich, desk):
    other = desk.steps(a_case(desk.officer), "start_review", "preserve")
    set_scope(desk.officer)
    rows = gather(ContactRequest.objects.get(pk=other.pk))
    assert {row.case_id for model in parts() for row in rows[model].values()} == {other.pk}


def test_no_password_is_read_and_grants_stay_with_the_supervisor(rich):
    rows = gather(rich)
    assert Grant not in rows
    assert all("password" not in row.__dict__ for row in rows[User].values())
    assert rows[User]


def test_rows_of_several_tables_are_read_by_their_keys_in_one_query(django_assert_num_queries):
    measure, state = Measure.objects.first(), State.objects.first()
    with django_assert_num_queries(1):
        found = by_keys({Measure: [measure.pk, 0], State: [state.pk]})
    assert found == {Measure: {measure.pk: measure}, State: {state.pk: state}}
    assert as_read(found[State][state.pk]) == as_read(state)


def test_nothing_wanted_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert by_keys({State: []}) == {}
