"""Drafts of forms: saved while somebody types, and across a lost session."""

import pytest
from django.test import Client
from django.urls import reverse

from casework.access.permissions import Role
from casework.access.scope import set_scope
from casework.cases.case import Case
from casework.clock import today
from casework.letters import changes
from casework.letters.drafts import draft
from casework.workflow import drafts
from casework.workflow.models import Draft
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/"


@pytest.fixture
def asking(desk, case):
    """The address of the form that asks for clarification, of a case in review."""
    case = desk.step(case, "start_review")
    return reverse("step", args=[case.public_id, "ask"])


def typed(**more):
    return {"gaps": "The period is missing.", "sent_on": "2026-01-02", **more}


def save(client, user, page, **fields):
    client.force_login(user)
    return client.post(reverse("draft"), {"draft-page": page, **fields})


def sign_in(client, user, page):
    return client.post(
        f"{LOGIN}?next={page}", {"login": user.email, "password": PASSWORD, "next": page}
    )


def test_a_saved_draft_fills_the_form_and_says_so(client, asking, lawyer):
    assert save(client, lawyer, asking, **typed()).json()["saved"]
    text = client.get(asking).content.decode()
    assert "The period is missing.</textarea>" in text
    assert 'value="2026-01-02"' in text
    assert "and have not sent." in text


def test_a_box_that_was_emptied_stays_empty(client, desk, case, lawyer):
    case = desk.step(case, "start_review")
    case = desk.steps(case, "preserve")
    page = reverse("step", args=[case.public_id, "preserve"])
    save(client, desk.officer, page, days="70")
    text = client.get(page).content.decode()
    assert 'value="70"' in text
    assert "checked" not in text


def test_a_draft_is_discarded(client, asking, lawyer):
    save(client, lawyer, asking, **typed())
    response = save(client, lawyer, asking, discard="1")
    assert response["Location"] == asking
    assert "The period is missing." not in client.get(asking).content.decode()


def test_a_draft_is_dropped_once_the_step_is_taken(client, asking, lawyer):
    save(client, lawyer, asking, **typed())
    response = client.post(asking, typed(version=2, sent_on=today().isoformat()))
    assert response.status_code == 302
    assert not Draft.objects.exists()


def test_a_draft_is_shown_to_nobody_else(client, asking, lawyer, make_user):
    other = make_user(Role.LAWYER, email="other@sss.example")
    save(client, lawyer, asking, **typed())
    client.force_login(other)
    assert "The period is missing." not in client.get(asking).content.decode()


def test_no_draft_is_kept_for_a_foreign_case_or_a_page_outside(
    client, asking, make_user, stranger, lawyer
):
    foreigner = make_user(Role.LAWYER, authority="PGO")
    for user in (foreigner, stranger):
        assert save(client, user, asking, **typed()).status_code == 404
    for page in ("/account/", "https://evil.example/cases/", "//evil.example", "/cases/no/", ""):
        assert save(client, lawyer, page, **typed()).status_code == 404
    assert not Draft.objects.exists()


def test_a_draft_is_only_posted(client, lawyer):
    client.force_login(lawyer)
    assert client.get(reverse("draft")).status_code == 405


def test_secrets_and_tokens_are_not_kept(client, asking, lawyer):
    save(client, lawyer, asking, **typed(version="7", csrfmiddlewaretoken="x", password="hunter2"))
    assert set(Draft.objects.get().typed) == {"gaps", "sent_on"}


def test_too_much_is_not_kept(client, asking, lawyer):
    response = save(client, lawyer, asking, gaps="x" * (drafts.LARGEST + 1))
    assert response.status_code == 413
    assert not Draft.objects.exists()


def test_emptying_a_form_drops_its_draft(client, asking, lawyer):
    save(client, lawyer, asking, **typed())
    assert save(client, lawyer, asking, gaps="", sent_on="").json() == {"saved": None}
    assert not Draft.objects.exists()


def test_a_lost_session_loses_no_text(client, asking, lawyer):
    sent = client.post(asking, typed(version=2))
    assert sent.status_code == 302 and LOGIN in sent["Location"]
    assert sign_in(client, lawyer, asking)["Location"] == asking
    text = client.get(asking).content.decode()
    assert "The period is missing.</textarea>" in text
    assert "and have not sent." in text
    # and it is still there when the page is loaded anew
    assert "The period is missing.</textarea>" in client.get(asking).content.decode()


def test_a_session_that_was_ended_on_the_server_loses_no_text(client, asking, lawyer):
    client.force_login(lawyer)
    client.session.flush()
    client.post(asking, typed(version=2))
    sign_in(client, lawyer, asking)
    assert "The period is missing.</textarea>" in client.get(asking).content.decode()


def test_what_was_typed_stays_in_its_browser(client, asking, lawyer):
    client.post(asking, typed(version=2))
    other = Client()
    sign_in(other, lawyer, asking)
    assert "The period is missing." not in other.get(asking).content.decode()


def test_what_was_typed_is_not_shown_to_who_may_not_see_the_case(client, asking, make_user):
    foreigner = make_user(Role.LAWYER, authority="PGO")
    client.post(asking, typed(version=2))
    sign_in(client, foreigner, asking)
    response = client.get(asking)
    assert response.status_code == 404
    assert "The period is missing." not in response.content.decode()


def test_nothing_is_done_without_a_session(client, asking, officer):
    client.post(asking, typed(version=2, sent_on=today().isoformat()))
    set_scope(officer)
    assert Case.objects.get().state == "review"


@pytest.mark.parametrize("page", ["/account/", LOGIN, "/", "/cases/drafts/"])
def test_other_pages_keep_nothing(client, page):
    client.post(page, {"login": "x", "password": "y", "gaps": "z"})
    assert "typed_before_signing_in" not in client.session


def test_a_browser_without_a_session_keeps_a_few_small_forms(client, asking):
    for number in range(5):
        client.post(f"{asking}?{number}".replace("ask", f"ask{number}"), typed())
    client.post(asking, {"gaps": "x" * (drafts.LARGEST + 1)})
    assert len(client.session["typed_before_signing_in"]) == 3


def test_a_form_from_another_site_leaves_nothing(asking):
    client = Client(enforce_csrf_checks=True)
    assert client.post(asking, typed(version=2)).status_code == 403
    assert "typed_before_signing_in" not in client.session


def test_a_remark_on_a_proposal_survives_a_lost_session(client, desk, case, supervisor):
    case = desk.step(case, "start_review")
    client.force_login(desk.lawyer)
    details = desk.details(case, "refuse")
    client.post(
        reverse("step", args=[case.public_id, "refuse"]), {"version": case.version, **details}
    )
    client.logout()
    where = reverse("proposal", args=[case.proposals.get().public_id])
    client.post(where, {"decline": "1", "remark": "Ask them first."})
    sign_in(client, supervisor, where)
    text = client.get(where, follow=True).content.decode()
    assert "Ask them first.</textarea>" in text


def test_a_letter_survives_a_lost_session(client, case, officer):
    letter = draft(case, "confirmation_of_receipt", by=officer)
    page = reverse("letter", args=[case.public_id, letter.public_id])
    client.post(page, {"version": 1, "subject_en": "Typed subject", "text_en": "Typed by night"})
    assert "Typed by night" in sign_in(client, officer, page).client.get(page).text
    letter.refresh_from_db()
    assert "Typed by night" not in letter.text_en


def test_a_letter_changed_meanwhile_shows_both_texts(client, case, officer, lawyer):
    letter = draft(case, "confirmation_of_receipt", by=officer)
    page = reverse("letter", args=[case.public_id, letter.public_id])
    save(client, officer, page, text_en="Mine")
    texts = dict.fromkeys(changes.TEXTS, "Theirs")
    changes.edit(letter, by=lawyer, version=1, texts=texts)
    shown = client.get(page).text
    assert "Mine" in shown and "Theirs" in shown
    assert "Somebody changed this letter after you had typed." in shown


def test_a_note_survives_a_lost_session(client, case, officer):
    page = reverse("note_add", args=[case.public_id])
    client.post(page, {"kind": "note", "text": "Typed by night"})
    assert "Typed by night" in sign_in(client, officer, page).client.get(page).text
    assert not case.notes.exists()


@pytest.mark.parametrize("name", ["letter_add", "link_add", "document_add", "note_add"])
def test_after_signing_in_again_no_page_says_405(client, case, officer, name):
    client.force_login(officer)
    assert client.get(reverse(name, args=[case.public_id])).status_code in (200, 302)
