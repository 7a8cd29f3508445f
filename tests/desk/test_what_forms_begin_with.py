"""What the form of a step begins with is found out when it is shown, not when it is sent."""

import pytest

from casework.workflow.registry import registered
from tests.cases.making import a_case

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("step", ["order", "preserve"])
def test_a_form_that_is_sent_asks_nothing_that_only_a_page_needs(
    step, desk, django_assert_num_queries
):
    case = a_case(desk.registrar)
    form = registered(case.kind).forms[step]
    with django_assert_num_queries(0):
        form({}, case=case, by=desk.officer)


def test_the_form_of_an_order_still_begins_with_all_items(desk):
    case = desk.step(a_case(desk.registrar), "add_item")
    form = registered(case.kind).forms["order"](case=case, by=desk.officer)
    assert form["items"].initial == [item.pk for item in case.dataitems.all()] != []
