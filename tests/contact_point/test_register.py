"""Registering a request in the order of T-CY(2018)11."""

import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.access.permissions import Role
from casework.access.scope import set_scope
from casework.workflow import drafts
from casework.workflow.models import Draft
from contact_point.models import ContactRequest
from contact_point.tcy11 import BOXES
from tests.contact_point.conftest import REGISTER

pytestmark = pytest.mark.django_db
FORM = reverse(REGISTER)


@pytest.fixture(autouse=True)
def on_a_tuesday():
    with time_machine.travel("2026-02-03T12:00:00+04:00", tick=False):
        yield


def cases(user):
    set_scope(user)
    return ContactRequest.objects.visible_to(user).order_by("pk")


def everything(typed, germany, **more):
    return typed(
        **{
            "arrival-requesting_state": germany.pk,
            "arrival-is_copy": "on",
            "arrival-remark": "Transmission report 17",
            "dated_on": "2026-02-02",
            "foreign_reference": "BKA 2026/4711",
            "foreign_case_number": "Js 5/26",
            "is_extension": "1",
            "previous_reference": "SSS-CP-2025-000009",
            "requested_authority": "State Security Service",
            "requesting-organisation": "Bundeskriminalamt",
            "requesting-person": "A. Muster",
            "requesting-email": "a@bka.example",
            "requesting-time_zone": "CET",
            "confirmation-person": "B. Beispiel",
            "investigating-organisation": "LKA Berlin",
            "prosecution-organisation": "StA Berlin",
            "prosecution-numbers": "12 Gs 3/26",
            "reply_channel": "email",
            "offence": "Fraud",
            "provisions": "§ 263a StGB",
            "penalties": "Up to five years",
            "summary": "An account was taken over.",
            "necessity": "The data will be overwritten.",
            "relation": "The address was used for it.",
            "persons-0-full_name": "Cem Canli",
            "persons-0-part": "suspect",
            "persons-1-full_name": "Dana Dahl",
            "persons-1-part": "victim",
            "items-0-category": "subscriber",
            "items-0-description": "Identity",
            "items-0-kind_1": "ip",
            "items-0-value_1": "203.0.113.7",
            "items-0-seen_at_1": "2026-02-01T08:30:15",
            "items-0-zone_1": "UTC",
            "items-0-value_2": "x@y.example",
            "items-2-category": "traffic",
            "items-2-value_1": "+994 50 123 45 67",
            "items-2-period_from": "2026-01-01T00:00",
            "items-2-period_to": "2026-02-01T00:00",
            "custodian": "Azercell",
            "partial_disclosure": "on",
            "is_urgent": "on",
            "urgency": "volatile",
            "loss_expected_at": "2026-02-05T12:00",
            "answer_by_at": "2026-02-06T18:00",
            "is_confidential": "on",
            "confirmation_requested": "on",
            "mla_intended": "on",
            "formal_required": "on",
            "special_procedure": "Tell nobody.",
            "is_signed": "on",
            **more,
        }
    )


def test_only_receipt_channel_and_type_are_needed(send, typed, officer):
    response = send(officer, typed())
    case = cases(officer).get()
    assert response.status_code == 302
    assert response["Location"] == case.get_absolute_url()
    assert (case.state, case.officer, case.requesting_state) == ("received", officer, None)
    assert case.receipt.received_at == datetime(2026, 2, 3, 6, 15, tzinfo=UTC)
    assert not case.dataitems.exists()
    assert not case.letters.exists()


def test_everything_on_the_form_is_registered(send, typed, officer, germany):
    send(officer, everything(typed, germany))
    case = cases(officer).get()
    assert (case.foreign_reference, case.foreign_key) == ("BKA 2026/4711", "bka20264711")
    assert case.requesting_authority == "Bundeskriminalamt"
    assert case.is_extension
    assert case.receipt.is_copy
    assert [one.part for one in case.contacts.all()] == [
        "requesting", "confirmation", "investigating", "prosecution",
    ]  # fmt: skip
    assert [one.full_name for one in case.persons.all()] == ["Cem Canli", "Dana Dahl"]
    first, second = case.dataitems.all()
    assert [one.kind for one in first.identifiers.all()] == ["ip", "email"]
    assert first.identifiers.first().seen_at == datetime(2026, 2, 1, 8, 30, 15, tzinfo=UTC)
    assert (second.number, second.zone) == (2, "CET")
    assert second.period_from == datetime(2025, 12, 31, 23, 0, tzinfo=UTC)
    assert all(line["there"] for line in case.checklist.values())
    assert [letter.kind for letter in case.letters.all()] == ["confirmation_of_receipt"]


def test_the_times_asked_for_are_shown_in_both_zones(client, send, typed, officer, germany):
    send(officer, everything(typed, germany))
    case = cases(officer).get()
    assert case.answer_by_at == datetime(2026, 2, 6, 17, 0, tzinfo=UTC)
    text = client.get(case.get_absolute_url()).content.decode()
    for shown in ("06.02.2026 18:00 CET", "06.02.2026 21:00 in Baku", "05.02.2026 15:00 in Baku"):
        assert shown in text


def test_the_boxes_stand_in_the_order_of_the_form_in_both_languages(client, officer):
    client.force_login(officer)
    for language in ("en", "az"):
        client.cookies["django_language"] = language
        text = client.get(FORM).content.decode()
        places = [
            text.index(f'<span class="register-number">{box.number}</span><span>') for box in BOXES
        ]
        assert places == sorted(places)
        for box, begin, end in zip(BOXES, places, [*places[1:], len(text)], strict=True):
            assert f'<span lang="en">{box.label.en}</span>' in text[begin:end]
            assert f'<span lang="az">{box.label.az}</span>' in text[begin:end]


def test_a_receipt_in_the_future_is_refused_and_nothing_typed_is_lost(
    send, typed, officer, germany
):
    fields = everything(typed, germany, **{"arrival-received_at": "2026-02-03T12:01"})
    response = send(officer, fields)
    text = response.content.decode()
    assert "The receipt lies in the future." in text
    assert not cases(officer).exists()
    for typed_text in ("BKA 2026/4711", "Cem Canli", "203.0.113.7", "2026-02-01T08:30:15", "Fraud"):
        assert typed_text in text
    assert re.search(r'name="is_confidential"[^>]* checked', text)
    assert fields["token"] in text


def test_half_past_midnight_today_is_accepted(send, typed, officer):
    with time_machine.travel("2026-02-03T00:31:00+04:00", tick=False):
        send(officer, typed(**{"arrival-received_at": "2026-02-03T00:30"}))
    case = cases(officer).get()
    assert f"{case.receipt.received_on}" == "2026-02-03"
    assert f"{case.review_on}" == "2026-02-06"


def test_half_past_eight_in_the_evening_utc_is_the_next_day_in_baku(send, typed, officer):
    with time_machine.travel("2026-02-04T09:00:00+04:00", tick=False):
        send(officer, typed(**{"arrival-received_at": "2026-02-03T20:30Z"}))
    case = cases(officer).get()
    assert f"{case.receipt.received_on}" == "2026-02-04"
    assert f"{case.execution_on}" == "2026-02-16"


def test_now_is_the_default_in_baku(client, officer):
    client.force_login(officer)
    assert 'value="2026-02-03T12:00"' in client.get(FORM).content.decode()


def test_the_same_form_sent_twice_opens_one_case(send, typed, officer):
    fields = typed(foreign_reference="BKA 1/26")
    first, second = send(officer, fields), send(officer, fields)
    assert cases(officer).count() == 1
    assert first["Location"] == second["Location"]
    assert cases(officer).get().events.count() == 1


def test_a_registrar_registers_and_leaves_the_case_unassigned(send, typed, registrar):
    send(registrar, typed())
    assert cases(registrar).get().officer is None


@pytest.mark.parametrize("who", ["lawyer", "supervisor", "auditor", "stranger"])
@pytest.mark.parametrize("page", ["contact_point:register", "contact_point:urgent"])
def test_others_may_not_register(client, typed, request, who, page):
    person = request.getfixturevalue(who)
    client.force_login(person)
    assert client.get(reverse(page)).status_code == 403
    assert client.post(reverse(page), typed()).status_code == 403
    set_scope(request.getfixturevalue("officer"))
    assert not ContactRequest.objects.exists()


def test_who_serves_two_desks_says_which(send, typed, make_user, other_desk):
    person = make_user(Role.OFFICER)
    person.memberships.create(authority=other_desk, role=Role.OFFICER, from_on="2020-01-01")
    assert "Received by" in send(person, typed()).content.decode()
    send(person, typed(**{"arrival-authority": other_desk.pk}))
    assert cases(person).get().authority == other_desk


def test_a_desk_where_the_person_has_no_role_is_not_taken(send, typed, officer, other_desk):
    send(officer, typed(**{"arrival-authority": other_desk.pk}))
    assert cases(officer).get().authority.code == "SSS"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"arrival-channel": ""}, "This field is required."),
        ({"arrival-received_at": "0001-01-01T00:00"}, "This year cannot be meant."),
        ({"answer_by_at": "9999-12-31T23:59"}, "This year cannot be meant."),
        ({"requesting-time_zone": "Atlantis"}, "Write the zone as a place"),
        ({"items-0-value_1": "192.0.2.1"}, "This field is required."),
        (
            {"items-0-category": "traffic", "items-0-period_from": "2026-01-01T00:00"},
            "In which zone is this time meant?",
        ),
        (
            {
                "items-0-category": "traffic",
                "items-0-zone": "utc",
                "items-0-period_from": "2026-01-02T00:00",
                "items-0-period_to": "2026-01-01T00:00",
            },
            "The period must not end before it begins.",
        ),
        ({"persons-0-remark": "tall"}, "This field is required."),
        ({"foreign_reference": "nul\x00"}, "Null characters are not allowed."),
        ({"dated_on": "2026-02-04"}, "This date cannot be meant."),
        ({"items-rows": "999999999999"}, None),
        ({"items-rows": "²"}, None),
        ({"token": "spoilt"}, None),
    ],
)
def test_what_makes_no_sense_is_told_in_a_sentence(send, typed, officer, wrong, words):
    response = send(officer, typed(**wrong))
    assert response.status_code == (302 if words is None else 200)
    assert cases(officer).exists() is (words is None)
    if words:
        assert words in response.content.decode()


def test_one_more_line_keeps_what_was_typed_and_judges_nothing(send, typed, officer):
    fields = typed(**{"add": "items", "summary": "Half a", "arrival-channel": ""})
    text = send(officer, fields).content.decode()
    assert 'name="items-3-category"' in text
    assert "Half a</textarea>" in text
    assert "This field is required." not in text


def test_what_is_missing_is_registered_all_the_same_and_listed(client, send, typed, officer):
    send(officer, typed(offence="Fraud", summary="An account was taken over."))
    text = client.get(cases(officer).get().get_absolute_url()).content.decode()
    assert "The request does not say (Art. 29.2): (a)" in text
    panel = text[text.index('id="missing"') : text.index('id="content-of-request"')]
    for letter in "acdef":
        assert f"({letter}) " in panel
    assert "(b) " not in panel
    assert panel.count("needed for acceptance") == 4  # all but (d)
    assert "signature and stamp" in panel


def test_a_whole_request_misses_only_what_is_awaited(client, send, typed, officer, germany):
    send(officer, everything(typed, germany, formal_required=""))
    text = client.get(cases(officer).get().get_absolute_url()).content.decode()
    assert 'id="missing"' not in text
    assert "Bundeskriminalamt" in text
    assert "Cem Canli" in text


def test_a_refused_file_never_loses_the_registration(
    client, send, typed, officer, settings, tmp_path
):
    settings.DOCUMENTS_DIR = str(tmp_path)
    good = SimpleUploadedFile("request.txt", b"Please preserve.")
    bad = SimpleUploadedFile("page.html", b"<html><script>alert(1)</script></html>")
    response = send(officer, {**typed(), "files": [good, bad]})
    case = cases(officer).get()
    assert [(one.name, one.kind) for one in case.documents.all()] == [("request.txt", "request")]
    text = client.get(response["Location"]).content.decode()
    assert "Not stored: page.html" in text


def test_a_draft_fills_every_part_of_the_form_and_goes_away(client, send, typed, officer, germany):
    fields = everything(typed, germany)
    set_scope(officer)
    drafts.save(officer, FORM, {name: [str(value)] for name, value in fields.items()})
    client.force_login(officer)
    text = client.get(FORM).content.decode()
    for kept in ("Bundeskriminalamt", "Cem Canli", "203.0.113.7", "2026-02-06T18:00"):
        assert kept in text
    assert "This field is required." not in text
    send(officer, fields)
    assert not Draft.objects.filter(user=officer).exists()


def test_the_queries_of_the_form_do_not_grow_with_its_lines(
    client, typed, officer, django_assert_max_num_queries
):
    client.force_login(officer)
    with django_assert_max_num_queries(20):
        client.post(FORM, typed(**{"items-rows": "20", "persons-rows": "20", "add": "none"}))


def test_the_panels_of_the_case_ask_as_much_for_ten_persons_as_for_one(
    client, send, typed, officer
):
    numbers = []
    for persons in (1, 10):
        more = {f"persons-{n}-full_name": f"Person {n}" for n in range(persons)}
        more |= {f"persons-{n}-part": "suspect" for n in range(persons)}
        fields = typed(**more, **{"persons-rows": "10", "anyway": "1"})
        page = send(officer, fields)["Location"]
        client.get(page)  # the messages of the registration
        with CaptureQueriesContext(connection) as asked:
            client.get(page)
        numbers.append(len(asked))
    assert numbers[0] == numbers[1]
