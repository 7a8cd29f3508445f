"""Register urgent: registered, under review and preserved in one submit."""

import uuid

import pytest
from django.urls import reverse

from casework.access.scope import set_scope
from casework.clock import BAKU, now
from casework.directory.models import Measure, Provider, RequestType
from casework.incoming.registration.identifiers import kind_of
from contact_point.models import ContactRequest
from tests.contact_point.conftest import URGENT

pytestmark = pytest.mark.django_db


def urgent(**more):
    return {
        "token": str(uuid.uuid4()),
        "received_at": f"{now().astimezone(BAKU):%Y-%m-%dT%H:%M}",
        "channel": "phone",
        "request_type": RequestType.objects.get(code="preservation").pk,
        **more,
    }


def case_of(user):
    set_scope(user)
    return ContactRequest.objects.visible_to(user).get()


def at_azercell(**more):
    provider = Provider.objects.get(code="azercell").pk
    return urgent(**{"provider": provider, "identifiers": "203.0.113.9\n+994 50 123 45 67", **more})


def test_one_submit_registers_reviews_and_drafts_the_preservation(client, send, officer):
    response = send(officer, at_azercell(), URGENT)
    case = case_of(officer)
    assert response["Location"] == case.get_absolute_url()
    assert (case.state, case.is_urgent, case.officer) == ("review", True, officer)
    assert [event.verb for event in case.events.order_by("number")] == [
        "register", "start_review", "preserve",
    ]  # fmt: skip
    order = case.orders.get()
    assert (order.measure.code, order.is_provisional) == ("art16-production", True)
    assert order.preservation.days == 60
    assert {letter.kind for letter in case.letters.all()} == {
        "provider_request", "preservation_notice",
    }  # fmt: skip
    letter = case.letters.get(kind="provider_request")
    assert letter.order == order
    assert "203.0.113.9" in letter.text_en
    text = client.get(response["Location"]).content.decode()
    assert "Missing in the request" in text
    assert "(e) " in text


def test_the_state_may_be_unknown_and_nothing_but_the_arrival_is_needed(client, send, officer):
    response = send(officer, urgent(), URGENT)
    case = case_of(officer)
    assert (case.state, case.requesting_state) == ("review", None)
    assert not case.orders.exists()
    assert "nothing is preserved" in client.get(response["Location"]).content.decode()


def test_somebody_new_receives_the_request(send, officer):
    send(officer, urgent(new_person="Forum administrator", identifiers="user17"), URGENT)
    case = case_of(officer)
    assert case.orders.get().person.full_name == "Forum administrator"
    assert case.custodian == "Forum administrator"


def test_the_same_form_sent_twice_has_one_effect(send, officer):
    fields = at_azercell()
    assert send(officer, fields, URGENT)["Location"] == send(officer, fields, URGENT)["Location"]
    case = case_of(officer)
    assert case.orders.count() == 1
    assert case.events.count() == 3


def test_a_registrar_registers_only_and_is_told(client, send, registrar):
    response = send(registrar, at_azercell(), URGENT)
    case = case_of(registrar)
    assert (case.state, case.officer) == ("received", None)
    assert not case.orders.exists()
    assert "Only registered: an officer" in client.get(response["Location"]).content.decode()


def test_a_refused_preservation_does_not_lose_the_registration(client, send, officer):
    Measure.objects.filter(power="preservation").update(is_active=False)
    response = send(officer, at_azercell(), URGENT)
    case = case_of(officer)
    assert case.state == "review"
    assert not case.orders.exists()
    text = client.get(response["Location"]).content.decode()
    assert "Registered, but not preserved:" in text


def test_a_receipt_in_the_future_is_refused_and_nothing_typed_is_lost(send, officer):
    text = send(officer, at_azercell(received_at="2199-01-01T00:00"), URGENT).content.decode()
    assert "The receipt lies in the future." in text
    assert "203.0.113.9" in text
    set_scope(officer)
    assert not ContactRequest.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"days": "59"},
        {"days": "91"},
        {"new_person": "Somebody too"},
        {"identifiers": "\n".join(f"10.0.0.{n}" for n in range(51))},
        {"identifiers": "x" * 501},
    ],
)
def test_what_makes_no_sense_is_told_before_anything_is_saved(send, officer, wrong):
    response = send(officer, at_azercell(**wrong), URGENT)
    assert response.status_code == 200
    assert "Please correct" in response.content.decode()
    set_scope(officer)
    assert not ContactRequest.objects.exists()


def test_times_are_meant_in_the_zone_that_is_stated(send, officer):
    send(officer, urgent(answer_by_at="2026-02-06T18:00", sender_zone="cet"), URGENT)
    assert f"{case_of(officer).answer_by_at:%H:%M}" == "17:00"


def test_now_preservation_and_sixty_days_are_there_already(client, officer):
    client.force_login(officer)
    text = client.get(reverse(URGENT)).content.decode()
    kind = RequestType.objects.get(code="preservation").pk
    assert f'<option value="{kind}" selected>' in text
    assert 'value="60"' in text
    assert f'value="{now().astimezone(BAKU):%Y-%m-%dT%H:}' in text


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("203.0.113.9", "ip"),
        ("203.0.113.9:8080", "ip"),
        ("2001:db8::1", "ip"),
        ("[2001:db8::1]:443", "ip"),
        ("+994 (50) 123-45-67", "phone"),
        ("a.b@c.example", "email"),
        ("https://forum.example/u/17", "url"),
        ("forum.example", "url"),
        ("user17", "account"),
        ("12345", "account"),
    ],
)
def test_the_kind_of_an_identifier_is_guessed(text, kind):
    assert kind_of(text) == kind
