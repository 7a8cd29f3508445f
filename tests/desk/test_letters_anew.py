"""A draft that the case has left behind says so, and is drafted anew only when a person asks."""

from datetime import timedelta

import pytest
from django.urls import reverse

from casework.access.scope import set_scope
from casework.audit.chain import parsed
from casework.clock import BAKU, now
from casework.letters import anew, changes
from casework.letters.anew import draft_anew
from casework.letters.changes import LetterRefused
from casework.letters.models import Letter
from tests.cases.making import a_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def provisional(desk, officer):
    """A case with a provisional preservation that nobody has confirmed yet."""
    case = a_case(officer, is_urgent=True, loss_expected_at=now() + timedelta(hours=8))
    return desk.steps(desk.step(case, "take_on", by=officer), "preserve", "start_review")


@pytest.fixture
def confirmed(desk, provisional):
    case = desk.step(provisional, "record_preserved")
    return desk.step(case, "confirm_preservation")


def notice_of(case):
    return case.letters.get(kind="preservation_notice")


def address(letter, name="letter"):
    return reverse(name, args=[letter.case.public_id, letter.public_id])


def shown(client, user, letter, name="letter"):
    client.force_login(user)
    return client.get(address(letter, name)).content.decode()


def test_a_draft_of_which_nothing_has_changed_says_nothing(client, officer, provisional):
    text = shown(client, officer, notice_of(provisional))
    assert 'id="left-behind"' not in text
    assert 'id="still-holds"' in text  # the review began since, and the letter says the same


@pytest.mark.parametrize("name", ["letter", "letter_print", "letter_sent"])
def test_a_draft_that_the_case_left_behind_says_so(client, officer, confirmed, name):
    text = shown(client, officer, notice_of(confirmed), name)
    assert 'id="left-behind"' in text
    assert address(notice_of(confirmed), "letter_anew") in text


def test_drafted_anew_it_says_what_is_now(client, officer, confirmed):
    letter = notice_of(confirmed)
    assert "The preservation is provisional" in letter.text_en
    assert "has still to confirm that day" in letter.text_en
    client.force_login(officer)
    done = client.post(address(letter, "letter_anew"), {"version": letter.version})
    assert done.status_code == 302
    set_scope(officer)
    letter.refresh_from_db()
    assert "The legal review has confirmed the preservation" in letter.text_en
    assert "has still to confirm that day" not in letter.text_en
    assert "təsdiq edilmişdir" in letter.text_az
    assert letter.addressee == Letter.Addressee.REQUESTER
    event = confirmed.events.order_by("pk").last()
    assert (event.verb, parsed(event.details)["drafted_anew"]) == ("edit_letter", True)
    assert "left-behind" not in shown(client, officer, letter)


def test_what_a_person_wrote_is_replaced_only_if_they_say_so(client, officer, confirmed):
    set_scope(officer)
    letter = notice_of(confirmed)
    texts = {name: getattr(letter, name) for name in changes.TEXTS}
    letter = changes.edit(
        letter, by=officer, version=letter.version, texts={**texts, "text_en": "My own words."}
    )
    with pytest.raises(LetterRefused):
        draft_anew(letter, confirmed, by=officer, version=letter.version)
    client.force_login(officer)
    sent = {"version": letter.version}
    assert client.post(address(letter, "letter_anew"), sent).status_code == 422
    set_scope(officer)
    assert Letter.objects.get(pk=letter.pk).text_en == "My own words."
    client.post(address(letter, "letter_anew"), {**sent, "lost": "on"})
    set_scope(officer)
    assert "Following your request" in Letter.objects.get(pk=letter.pk).text_en
    event = confirmed.events.order_by("pk").last()
    assert parsed(event.details)["changes"]["text_en"][0] == "My own words."


def test_a_second_click_gets_409_and_changes_nothing(client, officer, confirmed):
    letter = notice_of(confirmed)
    client.force_login(officer)
    sent = {"version": letter.version}
    codes = [client.post(address(letter, "letter_anew"), sent).status_code for _click in range(2)]
    assert codes == [302, 409]


def test_what_only_a_step_knew_is_not_drafted_anew(desk, officer, provisional):
    case = desk.step(provisional, "lift_preservation")
    letter = case.letters.get(kind="stop_letter")
    assert not anew.may_be_drafted_anew(letter)
    with pytest.raises(LetterRefused):
        draft_anew(letter, case, by=officer, version=letter.version)


def test_the_letter_to_a_provider_asks_to_preserve_before_the_data_are_lost(desk, officer):
    loss, answer = now() + timedelta(hours=8), now() + timedelta(hours=20)
    case = a_case(officer, is_urgent=True, loss_expected_at=loss, answer_by_at=answer)
    case = desk.steps(desk.step(case, "take_on", by=officer), "preserve")
    letter = case.letters.exclude(order=None).get()
    instant = in_baku(loss)
    for text in (letter.text_en, letter.text_az):
        assert text.count(instant) == 1  # when they are lost: until then no answer is asked for
        assert in_baku(answer) not in text
    assert "The matter is urgent." in letter.text_en
    assert "Məsələ təcilidir." in letter.text_az


def in_baku(instant):
    return f"{instant.astimezone(BAKU):%d.%m.%Y %H:%M}"
