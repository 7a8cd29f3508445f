"""The pages of registration, and what is typed into them."""

import uuid

import pytest
from django.urls import reverse

from casework.directory.models import Authority, RequestType, State

REGISTER, URGENT = "contact_point:register", "contact_point:urgent"


@pytest.fixture
def typed(db):
    """Return a maker of what the full form sends: the minimum, and whatever is added."""

    def make(**more):
        return {
            "token": str(uuid.uuid4()),
            "arrival-received_at": "2026-02-03T10:15",
            "arrival-channel": "email",
            "arrival-request_type": RequestType.objects.get(code="preservation").pk,
            "persons-rows": "3",
            "items-rows": "3",
            **{name.replace("__", "-"): value for name, value in more.items()},
        }

    return make


@pytest.fixture
def send(client):
    """Return a way to send a form as somebody."""

    def post(user, fields, page=REGISTER):
        client.force_login(user)
        return client.post(reverse(page), fields)

    return post


@pytest.fixture
def germany(db):
    return State.objects.get(code="DE")


@pytest.fixture
def other_desk(db):
    """Another authority of the installation that works on 24/7 requests too."""
    desk = Authority.objects.get(code="PGO")
    desk.procedures = ["contact_point", "mla"]
    desk.duty_phone, desk.duty_email = "+994 12 000 00 00", "duty@pgo.example"
    desk.save()
    return desk
