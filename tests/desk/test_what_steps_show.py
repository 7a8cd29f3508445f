"""What the page of a step shows beside its fields, and which choices it offers for this case."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from casework.access.scope import set_scope
from casework.clock import BAKU, now, today
from casework.directory.models import Instrument, Known, Measure, State
from casework.files.documents import Document
from casework.letters.leaving import NO_DATE
from casework.letters.models import Letter
from casework.workflow.proposals import propose
from tests.cases.making import a_case, a_document, sent

pytestmark = pytest.mark.django_db


def shown(client, user, case, step):
    client.force_login(user)
    return client.get(reverse("step", args=[case.public_id, step])).content.decode()


def choices(text, name):
    """The options of a list, with its groups: {heading: [label]}."""
    found, heading = {}, ""
    inside = text.split(f'name="{name}"', 1)[1].split("</select>", 1)[0]
    for group, label in re.findall(r'<optgroup label="([^"]*)">|<option [^>]*>([^<]*)', inside):
        heading = group or heading
        if label:
            found.setdefault(heading, []).append(label.strip())
    return found


@pytest.fixture
def reviewed(desk, officer):
    """An urgent request in review, which says much."""
    case = a_case(
        officer,
        is_urgent=True,
        urgency="life",
        loss_expected_at=now() + timedelta(hours=8),
        offence="Announcing an attack",
        provisions="Penal Code, Art. 224a",
        summary="Somebody wrote to a school.",
        necessity="To find the writer.",
    )
    return desk.step(desk.step(case, "take_on", by=officer), "start_review")


def test_who_accepts_reads_the_request_beside_the_form(client, lawyer, reviewed):
    text = shown(client, lawyer, reviewed, "accept")
    beside = text.split('id="request-in-short"', 1)[1].split("</section>", 1)[0]
    for words in (
        "Announcing an attack", "Penal Code, Art. 224a", "Somebody wrote to a school.",
        "Threat to life or limb", "203.0.113.1", "Data may be lost on", "To find the writer.",
    ):  # fmt: skip
        assert words in beside
    assert f'href="{reviewed.get_absolute_url()}#content-of-request"' in beside


def test_what_is_in_force_with_the_state_is_offered_first(client, lawyer, reviewed):
    offered = choices(shown(client, lawyer, reviewed, "accept"), "instrument")
    headings = list(offered)[1:]
    assert headings[0] == "In force between Germany and Azerbaijan"
    assert offered[headings[0]] == ["Convention on Cybercrime (Budapest Convention)"]
    assert headings[1:] == [
        "Not recorded whether it binds Germany: check first", "Without a treaty",
    ]  # fmt: skip
    everything = " ".join(label for labels in offered.values() for label in labels)
    for never in ("Russia", "Turkey", "INTERPOL", "GUAM", "Convention 108"):
        assert never not in everything


def test_a_treaty_with_one_state_is_offered_for_that_state(client, desk, officer, lawyer):
    case = a_case(officer, requesting_state=State.objects.get(code="RU"))
    offered = choices(
        shown(client, lawyer, desk.step(case, "start_review"), "accept"), "instrument"
    )
    russian = State.objects.get(code="RU").name
    assert any("Russia" in name for name in offered[f"In force between {russian} and Azerbaijan"])


def test_who_is_no_party_to_the_convention_is_not_accepted_under_it(reviewed):
    outside = State.objects.get(code="DE")
    outside.is_party_to_cybercrime = Known.NO
    assert not Instrument.objects.for_state(outside).filter(code="ets-185").exists()
    assert Instrument.objects.for_state(None).filter(code="ets-185").exists()


def test_closing_leads_to_each_letter_that_still_waits(client, desk, officer, case):
    case = desk.step(desk.step(case, "take_on", by=officer), "start_review")
    case = desk.steps(case, "accept", "refuse")
    set_scope(officer)
    sent(case, "refusal")
    draft = case.letters.drafts().get(kind="acceptance")
    address = reverse("letter", args=[case.public_id, draft.public_id])
    assert f'<li><a href="{address}">Acceptance</a></li>' in shown(client, officer, case, "close")


@pytest.fixture
def ordered(desk, reviewed):
    a_document(reviewed, desk.officer, "the request itself")
    Document.objects.filter(case=reviewed.pk).update(kind=Document.Kind.REQUEST)
    return desk.steps(reviewed, "accept", "order")


def test_the_request_is_not_offered_as_a_providers_answer(client, desk, officer, ordered):
    a_document(ordered, officer, "their answer")
    offered = choices(shown(client, officer, ordered, "record_provider_answer"), "document")
    assert "their answer.txt" in offered[""]
    assert "the request itself.txt" not in offered[""]


def test_a_request_is_not_offered_as_the_answer_to_our_question(client, desk, officer, reviewed):
    a_document(reviewed, officer, "the request itself")
    case = desk.step(reviewed, "ask")
    a_document(case, officer, "what they wrote back")
    offered = choices(shown(client, officer, case, "record_answer"), "document")[""]
    assert "what they wrote back.txt" in offered
    assert "the request itself.txt" not in offered


def test_days_of_preservation_are_folded_until_a_measure_preserves(
    client, officer, lawyer, desk, ordered
):
    text = shown(client, officer, ordered, "order")
    fold = text.split("Preservation only: for how long", 1)[0].rsplit("<details", 1)[1]
    assert "open" not in fold
    assert 'name="days"' in text
    keeps = Measure.objects.filter(power="preservation", has_basis=True).first()
    address = reverse("step", args=[ordered.public_id, "order"])
    text = client.post(address, {"version": ordered.version, "measure": keeps.pk}).content.decode()
    fold = text.split("Preservation only: for how long", 1)[0].rsplit("<details", 1)[1]
    assert "open" in fold


@pytest.fixture
def letter(ordered):
    set_scope(ordered.officer)
    return ordered.letters.drafts().get(kind="provider_request")


def sent_page(letter):
    return reverse("letter_sent", args=[letter.case.public_id, letter.public_id])


def send(client, letter, **typed):
    known = {"version": letter.version, "channel": "email", "dispatch_number": "24/1"}
    return client.post(sent_page(letter), {**known, "sent_on": today().isoformat(), **typed})


def test_a_letter_to_a_provider_leaves_by_ways_that_reach_one(client, officer, letter):
    client.force_login(officer)
    offered = choices(client.get(sent_page(letter)).content.decode(), "channel")[""]
    assert offered == [
        "–", "E-mail", "Portal of the provider", "Mail", "By hand or courier", "Fax",
    ]  # fmt: skip
    assert send(client, letter, channel="interpol").status_code == 422


def test_where_hours_count_the_time_is_kept_beside_the_day(client, officer, letter):
    client.force_login(officer)
    text = client.get(sent_page(letter)).content.decode()
    assert 'type="time"' in text
    minute = now().astimezone(BAKU).replace(second=0, microsecond=0)
    assert send(client, letter, sent_time=f"{minute:%H:%M}").status_code == 302
    kept = Letter.objects.get(pk=letter.pk)
    assert kept.left_at == minute
    assert kept.sent_on == minute.date()
    text = client.get(letter.case.get_absolute_url()).content.decode()
    assert f"{minute:%d.%m.%Y %H:%M} · E-mail" in text


def test_a_time_that_nobody_knows_is_not_made_up(client, officer, letter):
    client.force_login(officer)
    assert send(client, letter).status_code == 302
    assert Letter.objects.get(pk=letter.pk).left_at is None


@pytest.mark.parametrize("minutes", [3, -60])
def test_a_time_at_which_it_cannot_have_left_is_refused(client, officer, letter, minutes):
    Letter.objects.filter(pk=letter.pk).update(made_at=now() - timedelta(minutes=5))
    client.force_login(officer)
    typed = (now() + timedelta(minutes=minutes)).astimezone(BAKU)
    on = {"sent_on": typed.date().isoformat(), "sent_time": f"{typed:%H:%M}"}
    assert send(client, letter, **on).status_code == 422
    assert Letter.objects.get(pk=letter.pk).sent_at is None


def test_where_days_count_no_time_is_asked_for(client, desk, officer):
    case = desk.steps(a_case(officer), "start_review", "accept")
    draft = case.letters.drafts().first()
    client.force_login(officer)
    assert 'type="time"' not in client.get(sent_page(draft)).content.decode()


def test_a_letter_bears_the_day_on_which_it_left(client, officer, letter):
    assert f"Date: {NO_DATE}" in letter.text_en
    assert f"Tarix: {NO_DATE}" in letter.text_az
    client.force_login(officer)
    send(client, letter)
    kept = Letter.objects.get(pk=letter.pk)
    assert f"Date: {today():%d.%m.%Y}" in kept.text_en
    assert f"Tarix: {today():%d.%m.%Y}" in kept.text_az
    assert NO_DATE not in kept.text_en + kept.text_az


@pytest.fixture
def given(desk, officer):
    """A case of which everything is given, and no file is marked as material."""
    case = desk.step(a_case(officer, type="evidence"), "take_on", by=officer)
    case = desk.steps(case, "start_review", "accept", "order")
    return desk.step(case, "record_provider_answer")


def test_a_result_without_a_file_leads_to_where_one_is_added(client, officer, given):
    text = shown(client, officer, given, "report")
    add = reverse("document_add", args=[given.public_id]) + "?kind=material&then=report"
    assert f'href="{add.replace("&", "&amp;")}"' in text
    assert '<option value="material" selected>' in client.get(add).content.decode()
    file = SimpleUploadedFile("answer.csv", b"203.0.113.7;A. Mammadov")
    sent = client.post(add, {"file": file, "kind": "material"})
    assert sent.url == reverse("step", args=[given.public_id, "report"])
    assert "no file of the case is marked" not in client.get(sent.url).content.decode()


def test_an_address_that_names_no_step_leads_back_to_the_case(client, officer, given):
    client.force_login(officer)
    add = reverse("document_add", args=[given.public_id]) + "?then=//example.org"
    file = SimpleUploadedFile("answer.csv", b"203.0.113.7;A. Mammadov")
    assert client.post(add, {"file": file, "kind": "other"}).url.startswith("/cases/")


def test_who_decides_on_a_result_without_a_file_reads_what_to_look_at(
    client, officer, supervisor, given
):
    set_scope(officer)
    propose(given, "report", by=officer, version=given.version)
    client.force_login(supervisor)
    text = client.get(given.get_absolute_url()).content.decode()
    assert "Does the proposal say how the material leaves?" in text
    assert "otherwise" not in text.split('id="proposals"', 1)[1].split("</section>", 1)[0]
