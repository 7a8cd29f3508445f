"""Two people, or one person twice, at the same moment over HTTP: one step, one winner, and the
other one is told who changed what.

Tried one layer below, in test_at_once.py: without the comparison of versions a double click leaves
two events.
"""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from casework.access.permissions import Role
from casework.access.scope import acting_as
from casework.cases.case import Case
from casework.cases.receipts import Receipt
from casework.clock import now
from casework.directory.models import Authority, RequestType
from casework.workflow.opening import open_case

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "owner"]),
    pytest.mark.usefixtures("seeded"),
]
ROUNDS = 200


@pytest.fixture
def two_at_once():
    """Return a function that sends two forms at the same moment and returns both answers."""
    barrier = Barrier(2)
    with ThreadPoolExecutor(2) as pool:

        def send(*posts):
            def one(client, address, typed):
                barrier.wait(timeout=60)
                return client.post(address, typed)

            return [f.result(timeout=60) for f in [pool.submit(one, *post) for post in posts]]

        yield send
        for left in [pool.submit(lambda: barrier.wait(timeout=60)) for _number in range(2)]:
            left.result()

        def close():
            barrier.wait(timeout=60)
            connections.close_all()

        for left in [pool.submit(close) for _number in range(2)]:
            left.result()


@pytest.fixture
def officer(make_user):
    return make_user(Role.OFFICER, full_name="Aysel")


@pytest.fixture
def supervisor(make_user):
    return make_user(Role.SUPERVISOR, full_name="Kamran")


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def register(by):
    with acting_as(by):
        authority = Authority.objects.get(code="SSS")
        receipt = Receipt(received_at=now() - timedelta(minutes=1), channel="email", door=authority)
        return open_case(
            "contact_point",
            authority=authority,
            by=by,
            receipt=receipt,
            token=uuid.uuid4(),
            fields={"request_type": RequestType.objects.get(code="evidence")},
        )


def address(case, name):
    return reverse("step", args=[case.public_id, name])


def test_of_two_conflicting_steps_one_wins_and_the_other_person_is_told(
    officer, supervisor, two_at_once
):
    hers, his = signed_in(officer), signed_in(supervisor)
    won = {"Aysel": 0, "Kamran": 0}
    for _round in range(ROUNDS):
        case = register(officer)
        answers = two_at_once(
            (hers, address(case, "start_review"), {"version": 1}),
            (his, address(case, "void"), {"version": 1, "reason": "Registered by mistake."}),
        )
        assert sorted(answer.status_code for answer in answers) == [302, 409]
        winner = "Aysel" if answers[0].status_code == 302 else "Kamran"
        loser = answers[1] if winner == "Aysel" else answers[0]
        won[winner] += 1
        assert winner in loser.content.decode()
        with acting_as(officer):
            row = Case.objects.get(pk=case.pk)
            assert row.state == ("review" if winner == "Aysel" else "void")
            assert row.version == 2
            assert row.events.get(version=2).actor.full_name == winner
    assert sum(won.values()) == ROUNDS


def test_a_double_click_has_one_effect(officer, make_user, two_at_once):
    turns = officer, make_user(Role.OFFICER, full_name="Kamran")
    browsers = [(signed_in(person), signed_in(person)) for person in turns]
    case = register(officer)
    for version in range(1, ROUNDS + 1):
        clients = browsers[version % 2]
        answers = two_at_once(
            *((client, address(case, "take_on"), {"version": version}) for client in clients)
        )
        assert sorted(answer.status_code for answer in answers) == [302, 409]
    with acting_as(officer):
        assert Case.objects.get(pk=case.pk).version == ROUNDS + 1
        assert case.events.filter(verb="take_on").count() == ROUNDS
