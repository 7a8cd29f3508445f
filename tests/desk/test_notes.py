"""Notes, calls and links: logged, visible to the authority, and they move nothing."""

from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from casework.access.permissions import Role
from casework.access.scope import set_scope
from casework.audit.chain import parsed
from casework.clock import BAKU, now, today
from casework.desk.papers import papers_of
from tests.cases.making import a_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(officer):
    return a_case(officer)


@pytest.fixture
def other_officer(make_user):
    return make_user(Role.OFFICER, authority="PGO")


def called(**changed):
    at = now().astimezone(BAKU).replace(second=0, microsecond=0, tzinfo=None)
    return {
        "kind": "call",
        "spoke_with": "Erika Muster",
        "phone": "+49 30 1",
        "called_at": at.isoformat(),
        "text": "The answer follows.",
        "confirmation_pending": "on",
        **changed,
    }


def post(client, user, case, details, name="note_add"):
    client.force_login(user)
    return client.post(reverse(name, args=[case.public_id]), details)


def confirm(client, user, note, day):
    client.force_login(user)
    address = reverse("note_confirmed", args=[note.case.public_id, note.pk])
    return client.post(address, {"confirmed_on": day.isoformat()})


def panel(case, user, name):
    return render_to_string(f"desk/case_{name}.html", papers_of(case, user))


@pytest.mark.parametrize("who", ["officer", "lawyer", "supervisor", "registrar"])
def test_who_works_on_the_case_adds_notes(client, who, request, case):
    user = request.getfixturevalue(who)
    assert post(client, user, case, {"kind": "note", "text": "Look <here>"}).status_code == 302
    note = case.notes.get()
    assert note.made_by == user
    event = case.events.get(verb="add_note")
    assert (event.actor, parsed(event.details)["note"]) == (user, note.pk)
    assert "Look &lt;here&gt;" in panel(case, user, "notes")
    assert type(case).objects.get(pk=case.pk).version == case.version


def test_the_same_note_twice_within_a_minute_is_one(client, officer, lawyer, case):
    for details in ({"kind": "note", "text": "Once."}, called()):
        for _click in range(2):
            assert post(client, officer, case, details).status_code == 302
    assert case.notes.count() == 2
    assert case.events.filter(verb="add_note").count() == 2
    post(client, lawyer, case, {"kind": "note", "text": "Once."})
    assert case.notes.count() == 3


def test_the_same_note_later_is_another_one(client, officer, case):
    post(client, officer, case, {"kind": "note", "text": "Again."})
    case.notes.update(made_at=now() - timedelta(minutes=2))
    post(client, officer, case, {"kind": "note", "text": "Again."})
    assert case.notes.count() == 2


def test_a_call_waits_for_its_written_confirmation(client, officer, case):
    post(client, officer, case, called())
    note = case.notes.get()
    assert (note.spoke_with, note.confirmation_pending) == ("Erika Muster", True)
    assert "written confirmation pending" in panel(case, officer, "notes")
    assert confirm(client, officer, note, today()).status_code == 302
    assert confirm(client, officer, note, today()).status_code == 302
    note.refresh_from_db()
    assert note.confirmed_on == today()
    assert case.events.filter(verb="confirm_note").count() == 1
    assert "confirmed in writing" in panel(case, officer, "notes")


@pytest.mark.parametrize("days", [-2, 1])
def test_a_call_is_not_confirmed_before_it_was_made_or_in_the_future(client, officer, case, days):
    post(client, officer, case, called())
    note = case.notes.get()
    assert confirm(client, officer, note, today() + timedelta(days=days)).status_code == 422
    note.refresh_from_db()
    assert note.confirmed_on is None


def test_a_confirmation_on_another_day_gets_409(client, officer, case):
    yesterday = now().astimezone(BAKU).replace(tzinfo=None) - timedelta(days=1)
    post(client, officer, case, called(called_at=yesterday.isoformat(timespec="minutes")))
    note = case.notes.get()
    confirm(client, officer, note, today())
    assert confirm(client, officer, note, today() - timedelta(days=1)).status_code == 409
    note.refresh_from_db()
    assert note.confirmed_on == today()


def test_a_plain_note_waits_for_no_confirmation(client, officer, case):
    post(client, officer, case, {"kind": "note", "text": "x"})
    assert confirm(client, officer, case.notes.get(), today()).status_code == 404


def test_what_is_missing_is_asked_for_and_what_was_typed_stays(client, officer, case):
    response = post(client, officer, case, called(spoke_with="", text="Typed text."))
    text = response.content.decode()
    assert response.status_code == 422
    assert "Typed text." in text
    assert "This field is required." in text
    assert not case.notes.exists()


def test_a_call_cannot_lie_in_the_future(client, officer, case):
    later = (now().astimezone(BAKU) + timedelta(hours=1)).replace(tzinfo=None)
    details = called(called_at=later.isoformat(timespec="minutes"))
    response = post(client, officer, case, details)
    assert "This time lies in the future." in response.content.decode()
    assert not case.notes.exists()


@pytest.mark.parametrize("who", ["officer", "registrar"])
def test_a_link_joins_two_cases_and_is_seen_from_both(client, who, request, officer, case):
    user, other = request.getfixturevalue(who), a_case(officer)
    details = {"reference": f" {other.reference.lower()} ", "kind": "related", "remark": "Same IP"}
    assert post(client, user, case, details, "link_add").status_code == 302
    event = case.events.get(verb="add_link")
    assert parsed(event.details)["other"] == other.reference
    assert other.reference in panel(case, user, "links")
    assert case.reference in panel(other, user, "links")
    again = post(client, user, case, details, "link_add")
    assert again.status_code == 422
    assert "linked this way already" in again.content.decode()
    assert case.links.count() == 1


def test_only_a_case_that_one_sees_is_linked(client, officer, case):
    for reference in (case.reference, "PGO-MLA-2026-000001", "%", ""):
        details = {"reference": reference, "kind": "related"}
        assert post(client, officer, case, details, "link_add").status_code == 422
    assert not case.links.exists()


def test_a_case_is_made_a_duplicate_by_its_step_only(client, officer, case):
    other = a_case(officer)
    details = {"reference": other.reference, "kind": "duplicate"}
    assert post(client, officer, case, details, "link_add").status_code == 422


def test_an_auditor_reads_and_adds_nothing(client, auditor, officer, case):
    post(client, officer, case, called())
    note = case.notes.get()
    other = a_case(officer)
    assert post(client, auditor, case, {"kind": "note", "text": "x"}).status_code == 403
    assert confirm(client, auditor, note, today()).status_code == 403
    link = {"reference": other.reference, "kind": "related"}
    assert post(client, auditor, case, link, "link_add").status_code == 403
    for name in ("documents", "letters", "notes", "links"):
        assert "<form" not in panel(case, auditor, name)
    assert "The answer follows." in panel(case, auditor, "notes")


@pytest.mark.parametrize("who", ["other_officer", "stranger"])
def test_for_another_authority_there_is_no_such_case(client, who, request, officer, case):
    post(client, officer, case, called())
    note, user = case.notes.get(), request.getfixturevalue(who)
    assert post(client, user, case, {"kind": "note", "text": "x"}).status_code == 404
    assert confirm(client, user, note, today()).status_code == 404
    assert post(client, user, case, {"reference": "x"}, "link_add").status_code == 404
    set_scope(officer)
    assert case.notes.count() == 1


def test_empty_panels_say_what_belongs_there(officer, case):
    assert "No document yet." in panel(case, officer, "documents")
    assert "No letter yet." in panel(case, officer, "letters")
    assert "No note yet." in panel(case, officer, "notes")
    assert "No linked case." in panel(case, officer, "links")
