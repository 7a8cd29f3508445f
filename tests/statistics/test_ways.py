"""Received and sent requests stand apart; sums are made of either."""

from dataclasses import replace

import pytest
from django.urls import reverse

from casework.figures.counting import COUNTINGS
from tests.cases.making import a_case
from tests.cases.reaching import another_kind, works_on

pytestmark = pytest.mark.django_db
YEAR = {"from": "2025-01-01", "to": "2025-12-31"}


@pytest.fixture
def sent_kind():
    """A second procedure, whose requests are ours to other States."""
    with another_kind():
        works_on("SSS", "rogatory")
        counted = COUNTINGS["contact_point"]
        COUNTINGS["rogatory"] = replace(counted, kind="rogatory", is_sent=True)
        yield "rogatory"
        del COUNTINGS["rogatory"]


def shown(client, person, **asked):
    client.force_login(person)
    response = client.get(
        reverse("statistics"), {"from": "2025-01-01", "to": "2025-12-31", **asked}
    )
    return {one.label: one.value for one in response.context["headlines"]}, response


def test_received_requests_are_never_summed_with_sent_ones(client, desk, sent_kind):
    a_case(desk.officer)
    a_case(desk.officer, kind=sent_kind, type="evidence")
    a_case(desk.officer, kind=sent_kind, type="evidence")
    received, response = shown(client, desk.supervisor)
    assert received["Received"] == 1
    assert [label for label, _query, _is in response.context["asked"].ways] == [
        "Received requests",
        "Sent requests",
    ]
    for asked in ({"way": "sent"}, {"kind": sent_kind}):
        numbers, response = shown(client, desk.supervisor, **asked)
        assert numbers["Begun"] == 2 and "Received" not in numbers
        assert "By requested State" in response.content.decode()
    assert shown(client, desk.supervisor, kind="contact_point")[0]["Received"] == 1


def test_the_year_has_a_part_for_each_way(client, desk, sent_kind):
    a_case(desk.officer)
    a_case(desk.officer, kind=sent_kind, type="evidence")
    client.force_login(desk.supervisor)
    parts = client.get(reverse("statistics_year"), {"year": 2025}).context["parts"]
    assert [(one.key, one.headlines[0].value) for one in parts] == [("received", 1), ("sent", 1)]
