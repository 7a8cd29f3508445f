"""What the State abroad is called: where it asks, where we ask it, where both stand together."""

import pytest
from django.urls import reverse

from tests.cases.making import a_case
from tests.outgoing.making import ours

pytestmark = pytest.mark.django_db
LIST = "/administration/casework/case/"
HEADER = '<th role="columnheader" scope="col">{}</th>'


@pytest.fixture
def both(pgo):
    """A request of ours, and one that came in."""
    return ours(pgo), a_case(pgo.officer, kind="mla", authority="PGO", stage="pre_trial")


def read(client, person, address):
    client.force_login(person)
    return client.get(address).content.decode()


def test_the_queue_says_requested_state_where_only_requests_of_ours_stand(client, pgo):
    ours(pgo)
    page = read(client, pgo.officer, reverse("cases"))
    assert HEADER.format("Requested State") in page and "Requesting State" not in page


def test_the_queue_says_requesting_state_where_only_received_ones_stand(client, officer):
    a_case(officer)
    page = read(client, officer, reverse("cases"))
    assert HEADER.format("Requesting State") in page and "Requested State" not in page


def test_the_queue_and_its_filters_say_foreign_state_where_both_stand(client, pgo, both):
    country = both[0].requesting_state_id
    page = read(client, pgo.officer, f"{reverse('cases')}?country={country}")
    assert HEADER.format("Foreign State") in page
    assert "Requesting State" not in page and "Requested State" not in page


def test_the_search_speaks_of_what_it_found(client, pgo, both):
    page = read(client, pgo.officer, f"{reverse('search')}?q=Wiesbaden-none")
    assert "Requesting State" not in page
    page = read(client, pgo.officer, f"{reverse('search')}?q=Germany")
    assert '<th scope="col">Foreign State</th>' in page


def test_the_administration_says_it_alike(client, pgo, both):
    page = read(client, pgo.supervisor, LIST)
    assert "Foreign State" in page
    assert "equesting State" not in page
    assert "Sent (Outgoing legal assistance)" in page
    chosen = read(client, pgo.supervisor, f"{LIST}?procedure=outgoing")
    assert both[0].reference in chosen and both[1].reference not in chosen
    page = read(client, pgo.supervisor, f"{LIST}{both[0].pk}/change/")
    assert "Requested State" in page and "Requesting" not in page
    assert "Initiator: investigator or court" in page
    page = read(client, pgo.supervisor, f"{LIST}{both[1].pk}/change/")
    assert "Requesting State" in page and "Requested State" not in page
