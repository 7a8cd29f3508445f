"""Registering a request of ours: the form in the order of T-CY(2018)10, and who may."""

import uuid

import pytest
from django.urls import reverse

from casework.access.scope import set_scope
from casework.directory.models import Body, Policy, RequestType, State
from casework.figures.model import Tally
from mla.models import OutgoingRequest
from tests.outgoing.making import answered, sent_abroad, told

pytestmark = pytest.mark.django_db
FORM = "mla:outgoing"


def typed(**more):
    return {
        "token": str(uuid.uuid4()),
        "arrival-received_at": "2026-02-03T10:15",
        "arrival-channel": "mail",
        "arrival-request_type": RequestType.objects.get(code="our-subscriber").pk,
        "status": "new",
        "persons-rows": "3",
        "items-rows": "3",
        **more,
    }


def test_an_officer_registers_a_request_of_an_investigator(client, pgo):
    client.force_login(pgo.officer)
    page = client.get(reverse(FORM)).content.decode()
    assert "State that is asked" in page and "Requesting State" not in page
    response = client.post(
        reverse(FORM),
        typed(
            **{
                "arrival-requesting_state": State.objects.get(code="DE").pk,
                "initiator": Body.objects.get(code="pgo").pk,
                "investigating-person": "A. Mammadov",
                "stage": "pre_trial",
                "items-0-category": "subscriber",
                "items-0-kind_1": "ip",
                "items-0-value_1": "203.0.113.7",
                "items-0-seen_at_1": "2026-01-12T10:00:00",
            }
        ),
    )
    assert response.status_code == 302
    set_scope(pgo.officer)
    case = OutgoingRequest.objects.get()
    assert (case.reference, case.state) == ("PGO-OUT-2026-000001", "initiated")
    assert case.requesting_authority.startswith("Prosecutor General’s Office")
    assert case.due_on is None
    page = client.get(response["Location"]).content.decode()
    assert "State that is asked" in page and "A. Mammadov" in page


def test_whoever_works_on_no_such_requests_registers_none(client, officer, auditor, pgo):
    for person in (officer, auditor, pgo.lawyer):
        client.force_login(person)
        assert client.get(reverse(FORM)).status_code == 403
        assert client.post(reverse(FORM), typed()).status_code == 403


def test_one_officer_sees_both_procedures_in_one_queue(client, pgo):
    case = sent_abroad(pgo)
    client.force_login(pgo.officer)
    page = client.get(reverse("cases")).content.decode()
    assert case.reference in page and "Reminder due" in page
    home = client.get(reverse("home")).content.decode()
    assert reverse(FORM) in home and reverse("mla:register") in home


def test_every_page_of_a_case_and_the_administration_open_in_every_state(client, pgo):
    case = told(pgo, pgo.step(answered(pgo), "forward_reply"))
    for person in (pgo.officer, pgo.supervisor):
        client.force_login(person)
        assert client.get(case.get_absolute_url()).status_code == 200
    assert client.get(reverse("admin:casework_case_change", args=[case.pk])).status_code == 200
    policy = Policy.objects.get(procedure="outgoing")
    assert client.get(reverse("admin:casework_policy_changelist")).status_code == 200
    assert client.get(reverse("admin:casework_policy_change", args=[policy.pk])).status_code == 200
    assert client.get(reverse("calculator")).status_code == 200


def test_what_was_sent_and_answered_is_counted_by_state_and_type(pgo):
    told(pgo, pgo.step(answered(pgo), "forward_reply"))
    set_scope(pgo.officer)
    found = {
        (row.measure, row.dimension, row.value): row.count
        for row in Tally.objects.filter(kind="outgoing", span="year")
    }
    for measure in ("sent_abroad", "answered_abroad", "answered_in_part"):
        assert found[measure, "", ""] == 1
        assert found[measure, "state", "DE"] == 1
        assert found[measure, "type", "our-subscriber"] == 1
    assert found["sent_abroad", "way", "diplomatic"] == 1
    assert found["days_to_send", "days", "1"] == 1
    assert found["days_to_answer", "days", "0"] == 1
