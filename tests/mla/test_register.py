"""Registering a request for assistance: only where such requests are worked on."""

import uuid

import pytest
from django.urls import reverse

from casework.access.scope import set_scope
from casework.directory.models import RequestType
from mla.models import IncomingRequest

pytestmark = pytest.mark.django_db
FORM = "mla:register"


def typed(**more):
    return {
        "token": str(uuid.uuid4()),
        "arrival-received_at": "2026-02-03T10:15",
        "arrival-channel": "diplomatic",
        "arrival-request_type": RequestType.objects.get(code="subscriber").pk,
        "persons-rows": "3",
        "items-rows": "3",
        **more,
    }


def test_an_officer_of_the_prosecutors_registers_with_the_least(client, pgo):
    client.force_login(pgo.officer)
    response = client.post(reverse(FORM), typed(stage="trial", status="new"))
    assert response.status_code == 302
    set_scope(pgo.officer)
    case = IncomingRequest.objects.get()
    assert (case.reference, case.stage) == ("PGO-MLA-2026-000001", "trial")
    assert (case.state, case.officer, case.status) == ("received", pgo.officer, "new")
    page = client.get(response["Location"]).content.decode()
    assert "The request does not say: the instrument on which the request rests" in page


def test_whoever_works_on_no_such_requests_registers_none(client, officer, pgo, auditor):
    for person in (officer, auditor, pgo.lawyer):
        client.force_login(person)
        assert client.get(reverse(FORM)).status_code == 403
        assert client.post(reverse(FORM), typed()).status_code == 403


def test_what_was_typed_on_this_page_is_kept_as_a_draft(client, pgo):
    client.force_login(pgo.officer)
    saved = client.post(reverse("draft"), {"draft-page": reverse(FORM), "summary": "An account"})
    assert saved.status_code == 200 and saved.json()["saved"]
    assert "An account" in client.get(reverse(FORM)).content.decode()
