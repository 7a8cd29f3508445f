"""Letters on their pages: both languages side by side, marked as sent, and then they stand."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import Error
from django.template.loader import render_to_string
from django.urls import reverse

from casework.access.permissions import Role
from casework.access.scope import set_scope
from casework.audit.chain import parsed
from casework.audit.events import ReadLog
from casework.cases.whole import gather
from casework.clock import now, today
from casework.desk.papers import papers_of
from casework.letters import changes
from casework.letters.drafts import draft
from casework.letters.models import Letter
from contact_point.models import ContactRequest
from tests.cases.making import Desk, a_case

pytestmark = pytest.mark.django_db
PAGES = ("letter", "letter_print", "letter_sent", "letter_drop")


@pytest.fixture
def case(officer):
    return a_case(officer)


@pytest.fixture
def letter(case, officer):
    return draft(case, "confirmation_of_receipt", by=officer)


@pytest.fixture
def other_officer(make_user):
    return make_user(Role.OFFICER, authority="PGO")


def address_of(letter, name="letter"):
    return reverse(name, args=[letter.case.public_id, letter.public_id])


def typed(letter, **changed):
    known = {name: getattr(letter, name) for name in changes.TEXTS}
    return {**known, "version": letter.version, **changed}


def how(letter, **changed):
    known = {"channel": "email", "sent_on": today().isoformat(), "dispatch_number": "12/345"}
    return {**known, "version": letter.version, **changed}


def post(client, user, letter, details, name="letter"):
    client.force_login(user)
    return client.post(address_of(letter, name), details)


def fresh(letter):
    return Letter.objects.get(pk=letter.pk)


def test_both_languages_stand_side_by_side_and_may_be_edited(client, officer, letter):
    client.force_login(officer)
    text = client.get(address_of(letter)).content.decode()
    assert 'name="text_en"' in text
    assert 'name="text_az"' in text
    assert "Hörmətli həmkarlar" in text
    assert ReadLog.objects.filter(what="letter", row=letter.pk, user=officer).count() == 1


def test_an_edited_text_is_kept_with_an_event_and_without_a_new_version_of_the_case(
    client, officer, case, letter
):
    response = post(client, officer, letter, typed(letter, text_en="Dear all,\r\nyes."))
    assert response.status_code == 302
    assert fresh(letter).text_en == "Dear all,\nyes."
    assert fresh(letter).edited_by == officer
    event = case.events.get(verb="edit_letter")
    assert parsed(event.details)["changes"]["text_en"][1] == "Dear all,\nyes."
    assert type(case).objects.get(pk=case.pk).version == case.version


def test_saving_what_is_there_already_changes_nothing(client, officer, case, letter):
    post(client, officer, letter, typed(letter))
    assert fresh(letter).version == 1
    assert not case.events.filter(verb="edit_letter").exists()


def test_who_was_overtaken_gets_409_and_keeps_what_was_typed(client, officer, lawyer, letter):
    post(client, lawyer, letter, typed(letter, text_en="The lawyer’s words."))
    response = post(client, officer, letter, typed(letter, text_en="The officer’s words."))
    text = response.content.decode()
    assert response.status_code == 409
    assert "lawyer has changed the letter meanwhile" in text
    assert "The officer’s words." in text
    assert "The lawyer’s words." in text
    assert fresh(letter).text_en == "The lawyer’s words."
    again = typed(letter, text_en="The officer’s words.", version=fresh(letter).version)
    assert f'name="version" value="{fresh(letter).version}"' in text
    assert post(client, officer, letter, again).status_code == 302
    assert fresh(letter).text_en == "The officer’s words."


def test_an_empty_text_is_asked_for_again(client, officer, letter):
    response = post(client, officer, letter, typed(letter, text_az=""))
    assert response.status_code == 422
    assert fresh(letter).text_az


def test_a_letter_is_marked_as_sent_with_channel_day_and_number(client, officer, case, letter):
    response = post(client, officer, letter, how(letter), "letter_sent")
    assert response.status_code == 302
    row = fresh(letter)
    assert (row.channel, row.sent_on, row.dispatch_number) == ("email", today(), "12/345")
    assert row.sent_by == officer
    event = case.events.get(verb="send_letter")
    assert parsed(event.details)["dispatch_number"] == "12/345"


def test_a_second_click_sends_it_once(client, officer, case, letter):
    for _click in range(2):
        assert post(client, officer, letter, how(letter), "letter_sent").status_code == 302
    assert case.events.filter(verb="send_letter").count() == 1


@pytest.mark.parametrize("missing", ["channel", "sent_on", "dispatch_number"])
def test_nothing_of_it_may_be_left_out(client, officer, letter, missing):
    response = post(client, officer, letter, how(letter, **{missing: ""}), "letter_sent")
    assert response.status_code == 422
    assert fresh(letter).sent_at is None


@pytest.mark.parametrize("days", [-1, 1])
def test_it_cannot_have_left_before_it_was_drafted_or_in_the_future(client, officer, letter, days):
    day = (today() + timedelta(days=days)).isoformat()
    response = post(client, officer, letter, how(letter, sent_on=day), "letter_sent")
    assert response.status_code == 422
    with pytest.raises(changes.LetterRefused):
        changes.send(
            letter,
            by=officer,
            version=1,
            channel="fax",
            sent_on=today() + timedelta(days=days),
            dispatch_number="1",
        )
    assert fresh(letter).sent_at is None


def test_who_sends_a_text_that_was_changed_meanwhile_gets_409(client, officer, lawyer, letter):
    post(client, lawyer, letter, typed(letter, text_en="Other words."))
    response = post(client, officer, letter, how(letter), "letter_sent")
    assert response.status_code == 409
    assert fresh(letter).sent_at is None


def test_what_was_sent_stands(client, officer, lawyer, letter):
    post(client, officer, letter, how(letter), "letter_sent")
    sent = fresh(letter)
    response = post(client, lawyer, letter, typed(sent, text_en="Other words."))
    assert response.status_code == 409
    assert "Other words." in response.content.decode()
    assert post(client, lawyer, letter, how(sent, channel="fax"), "letter_sent").status_code == 409
    dropping = {"version": sent.version, "reason": "no"}
    assert post(client, lawyer, letter, dropping, "letter_drop").status_code == 409
    assert fresh(letter).text_en == sent.text_en
    client.force_login(lawyer)
    assert "<textarea" not in client.get(address_of(letter)).content.decode()


def test_what_was_sent_stands_in_the_database_too(client, officer, letter):
    post(client, officer, letter, how(letter), "letter_sent")
    set_scope(officer)
    with pytest.raises(Error, match="stands"), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(text_en="Other words.")
    with (
        pytest.raises(Error, match="stands"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE casework_letter SET sent_at = NULL WHERE id = %s", [letter.pk])


def test_a_letter_that_is_not_needed_keeps_the_reason(client, officer, case, letter):
    empty = {"version": letter.version, "reason": " "}
    assert post(client, officer, letter, empty, "letter_drop").status_code == 422
    dropping = {"version": letter.version, "reason": "Said by telephone."}
    assert post(client, officer, letter, dropping, "letter_drop").status_code == 302
    assert fresh(letter).drop_reason == "Said by telephone."
    assert case.events.filter(verb="drop_letter").count() == 1
    assert post(client, officer, letter, how(letter, version=2), "letter_sent").status_code == 409


@pytest.mark.parametrize("who", ["officer", "lawyer", "supervisor"])
def test_who_writes_letters_may_draft_one_by_hand(client, who, request, case):
    client.force_login(request.getfixturevalue(who))
    address = reverse("letter_add", args=[case.public_id])
    for _click in range(2):
        assert client.post(address, {"kind": "acceptance"}).status_code == 302
    letter = case.letters.get()
    assert letter.kind == "acceptance"
    assert case.events.filter(verb="add_letter").count() == 1


def test_a_letter_to_a_provider_needs_an_order_of_this_case(
    client, officer, lawyer, supervisor, case
):
    desk = Desk(officer, lawyer, supervisor)
    other = desk.steps(a_case(officer), "preserve")
    client.force_login(officer)
    address = reverse("letter_add", args=[case.public_id])
    for order in ("", other.orders.get().pk):
        response = client.post(address, {"kind": "provider_reminder", "order": order})
        assert response.status_code == 422
    own = reverse("letter_add", args=[other.public_id])
    sending = {"kind": "provider_reminder", "order": other.orders.get().pk}
    assert client.post(own, sending).status_code == 302
    assert other.letters.get(kind="provider_reminder").order == other.orders.get()
    assert client.post(own, {"kind": "no_such_letter"}).status_code == 422


@pytest.mark.parametrize("who", ["registrar", "auditor"])
def test_who_writes_no_letters_reads_them(client, who, request, case, letter):
    user = request.getfixturevalue(who)
    client.force_login(user)
    text = client.get(address_of(letter)).content.decode()
    assert "<textarea" not in text
    assert letter.subject_en in text
    assert client.get(address_of(letter, "letter_print")).status_code == 200
    assert post(client, user, letter, typed(letter, text_en="x")).status_code == 403
    assert post(client, user, letter, how(letter), "letter_sent").status_code == 403
    dropping = {"version": 1, "reason": "no"}
    assert post(client, user, letter, dropping, "letter_drop").status_code == 403
    adding = client.post(reverse("letter_add", args=[case.public_id]), {"kind": "acceptance"})
    assert adding.status_code == 403
    assert fresh(letter).version == 1
    set_scope(user)
    assert type(case).objects.get(pk=case.pk).letters.count() == 1


@pytest.mark.parametrize("who", ["other_officer", "stranger"])
def test_for_another_authority_there_is_no_such_letter(client, who, request, case, letter):
    client.force_login(request.getfixturevalue(who))
    for name in PAGES:
        assert client.get(address_of(letter, name)).status_code == 404
        if name != "letter_print":
            assert client.post(address_of(letter, name), how(letter)).status_code == 404
    adding = client.post(reverse("letter_add", args=[case.public_id]), {"kind": "acceptance"})
    assert adding.status_code == 404
    assert not ReadLog.objects.filter(what="letter").exists()


@pytest.mark.parametrize(
    ("language", "en", "az"), [("en", 1, 0), ("az", 0, 1), ("", 1, 1), ("ru", 1, 1)]
)
def test_the_print_page_shows_one_language_or_both(client, auditor, letter, language, en, az):
    client.force_login(auditor)
    address = address_of(letter, "letter_print")
    text = client.get(address, {"language": language}).content.decode()
    assert text.count("Dear colleagues,") == en
    assert text.count("Hörmətli həmkarlar,") == az
    assert text.count('class="papers-authority"') == en + az


def test_what_was_typed_into_a_letter_is_escaped(client, officer, letter):
    post(client, officer, letter, typed(letter, text_en="<script>alert(1)</script>"))
    client.force_login(officer)
    for name in ("letter", "letter_print", "letter_sent"):
        assert "<script>alert" not in client.get(address_of(letter, name)).content.decode()


def test_saving_leads_on_to_marking_as_sent(client, officer, letter):
    response = post(client, officer, letter, {**typed(letter, text_en="x"), "then": "send"})
    assert response["Location"] == address_of(letter, "letter_sent")
    assert fresh(letter).text_en == "x"


def test_letters_to_be_sent_come_first_and_stand_out(client, officer, case, letter):
    later = draft(case, "acceptance", by=officer)
    post(client, officer, later, how(later), "letter_sent")
    set_scope(officer)
    found = papers_of(type(case).objects.get(pk=case.pk), officer)
    assert [row.pk for row in found["letters"]] == [letter.pk, later.pk]
    text = render_to_string("desk/case_letters.html", found)
    assert text.count("to be sent") == 1
    assert text.count("papers-due") == 1


def test_the_queries_of_the_panels_do_not_grow(officer, case, django_assert_max_num_queries):
    def look():
        seen = ContactRequest.objects.get(pk=case.pk)
        gather(seen)
        found = papers_of(seen, officer)
        for name in ("documents", "letters", "notes", "links"):
            render_to_string(f"desk/case_{name}.html", found)

    look()
    for _number in range(8):
        draft(case, "acceptance", by=officer)
        case.notes.create(authority_id=case.authority_id, text="x", made_by=officer)
        other = a_case(officer)
        case.links.create(authority_id=case.authority_id, other=other, kind="related")
    with django_assert_max_num_queries(6):
        look()


def test_a_letter_of_yesterday_is_told_by_the_day_of_receipt(officer, client):
    case = a_case(officer, received_at=now() - timedelta(days=2))
    letter = draft(case, "confirmation_of_receipt", by=officer)
    client.force_login(officer)
    text = client.get(address_of(letter)).content.decode()
    assert f"{case.receipt.received_on:%d.%m.%Y}" in text


def test_no_letter_tells_an_end_that_has_not_come(client, case, officer):
    early = draft(case, "transmittal", by=officer)
    assert post(client, officer, early, how(early), "letter_sent").status_code == 409
    early.refresh_from_db()
    assert early.sent_at is None
    with pytest.raises(changes.LetterRefused, match="it has not ended"):
        changes.add(case, "refusal", by=officer)
    assert b'value="transmittal"' not in client.get(case.get_absolute_url()).content
