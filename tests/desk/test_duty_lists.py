"""What the Duty page says of the shift: what waits, what is confirmed by day, what happened."""

from datetime import timedelta

import pytest
from django.urls import reverse

from casework.access.permissions import Role
from casework.audit.chain import parsed
from casework.audit.events import Event
from casework.cases.additions import Note
from casework.cases.case import Case
from casework.cases.people import Contact
from casework.clock import BAKU, now, today
from casework.desk.duty_lists import HAPPENED, LISTINGS, page_of
from casework.directory.models import Authority, Provider, RecipientPerson
from tests.cases.making import Desk, a_case
from tests.cases.reaching import two_authorities

pytestmark = pytest.mark.django_db
LONG_AGO = timedelta(hours=13)


@pytest.fixture
def desk(officer, lawyer, supervisor, registrar):
    return Desk(officer, lawyer, supervisor, registrar)


@pytest.fixture
def foreign(make_user):
    two_authorities()
    return make_user(Role.OFFICER, authority="PGO")


def shown(name, user, hours=12, **more):
    since = now() - timedelta(hours=hours)
    return page_of(LISTINGS[name], user, since, limit=more.pop("limit", 50), **more)


def titles(name, user, **more):
    return [entry.title for entry in shown(name, user, **more).entries]


def a_contact(case, **fields):
    fields.setdefault("phone", "+48 22 1")
    return Contact.objects.create(
        case=case, authority=case.authority, part="requesting", organisation="KGP", **fields
    )


def a_recipient(code="SSS"):
    return RecipientPerson.objects.create(
        authority=Authority.objects.get(code=code), full_name="Vaqif Quliyev"
    )


def a_call(case, by):
    return Note.objects.create(
        case=case, authority=case.authority, kind="call", called_at=now(), spoke_with="Anna",
        confirmation_pending=True, made_by=by,
    )  # fmt: skip


def press(client, user, what, key):
    client.force_login(user)
    return client.post(reverse("duty_confirm", args=[what, key]))


def everything(desk):
    """Return a case with an entry in every list, and what is to be confirmed."""
    case = desk.step(a_case(desk.registrar, is_urgent=True), "preserve")
    unseen = a_case(desk.registrar, is_urgent=True)
    call = a_call(case, desk.officer)
    Provider.objects.filter(code="azercell").update(night_contact="+994 12 1")
    return case, unseen, call, a_contact(case), a_recipient()


def test_every_list_names_what_belongs_to_it(desk):
    case, unseen, *_others = everything(desk)
    both = [unseen.reference, case.reference]
    assert titles("unseen", desk.officer) == [unseen.reference]
    assert titles("provisional", desk.lawyer) == [case.reference]
    assert titles("calls", desk.officer) == [case.reference]
    assert titles("contacts", desk.officer) == ["KGP"]
    assert titles("recipients", desk.officer) == ["Vaqif Quliyev"]
    assert titles("providers", desk.officer) == ["Azercell Telecom"]
    assert titles("registered", desk.officer) == both
    assert titles("steps", desk.officer) == [case.reference]


def test_the_page_shows_them_with_their_buttons_and_an_auditor_has_none(client, desk, auditor):
    case, unseen, call, contact, _person = everything(desk)
    addresses = [
        reverse("acknowledge", args=[unseen.public_id]),
        reverse("note_confirmed", args=[case.public_id, call.pk]),
        reverse("duty_confirm", args=["contact", contact.pk]),
        f"{reverse('duty_call')}?reference={case.reference}",
    ]
    client.force_login(desk.officer)
    text = client.get(reverse("duty")).content.decode()
    for address in addresses:
        assert address in text
    client.force_login(auditor)
    text = client.get(reverse("duty")).content.decode()
    assert case.reference in text
    for address in addresses:
        assert address not in text


def test_what_is_done_leaves_its_list(desk):
    case, unseen, call, *_others = everything(desk)
    desk.step(unseen, "start_review")
    desk.step(desk.step(case, "start_review"), "confirm_preservation")
    Note.objects.filter(pk=call.pk).update(confirmed_on=today())
    for name in ("unseen", "provisional", "calls"):
        assert titles(name, desk.officer) == [], name


def test_a_shift_begins_with_ones_own_turn_or_twelve_hours_ago(client, desk):
    old = a_case(desk.officer)
    Case.objects.filter(pk=old.pk).update(opened_at=now() - LONG_AGO)
    new = a_case(desk.officer)
    assert titles("registered", desk.officer) == [new.reference]
    assert titles("registered", desk.officer, hours=14) == [new.reference, old.reference]
    client.force_login(desk.officer)
    page = reverse("duty")
    assert "in the last 12 hours" in client.get(page).content.decode()
    client.post(reverse("duty_begin", args=["SSS"]))
    text = client.get(page).content.decode()
    assert "since your turn began" in text and new.reference not in text
    assert new.reference in client.get(page, {"last": "12"}).content.decode()


def test_nothing_of_another_authority_is_in_any_list(desk, foreign):
    everything(desk)
    for name in LISTINGS:
        assert titles(name, foreign) == [], name


def test_a_role_for_another_procedure_sees_no_case_of_this_one(desk, make_user):
    everything(desk)
    other = make_user(Role.OFFICER, full_name="other")
    other.memberships.update(procedure="mla_in")
    for name in ("unseen", "provisional", "calls", "contacts", "registered", "steps"):
        assert titles(name, other) == [], name


@pytest.mark.parametrize("name", ["recipients", "registered"])
def test_a_long_list_goes_on_behind_a_key_without_gap_or_repetition(client, desk, name):
    for _number in range(7):
        a_recipient() if name == "recipients" else a_case(desk.officer)
    found, after = [], None
    while True:
        page = shown(name, desk.officer, limit=3, after=after)
        found += [entry.key for entry in page.entries]
        after = page.further
        if after is None:
            break
    assert len(found) == len(set(found)) == 7
    assert found == sorted(found, reverse=LISTINGS[name] in HAPPENED)
    client.force_login(desk.officer)
    assert f"?what={name}" in client.get(reverse("duty")).content.decode()
    assert client.get(reverse("duty_list"), {"what": name}).status_code == 200
    assert client.get(reverse("duty_list"), {"what": "nonsense"}).status_code == 404


def test_the_queries_do_not_grow_with_the_entries(client, desk, django_assert_max_num_queries):
    client.force_login(desk.officer)
    for _number in range(4):
        everything(desk)
    client.get(reverse("duty"))
    with django_assert_max_num_queries(30) as first:
        client.get(reverse("duty"))
    everything(desk)
    with django_assert_max_num_queries(len(first)):
        client.get(reverse("duty"))


# Confirming by day


def test_an_office_is_confirmed_once_with_who_and_when(client, desk):
    contact = a_contact(a_case(desk.registrar, is_urgent=True))
    for _click in range(2):
        assert press(client, desk.officer, "contact", contact.pk).status_code == 302
    contact.refresh_from_db()
    assert (contact.confirmed_on, contact.confirmed_by) == (today(), desk.officer)
    event = contact.case.events.get(verb="confirm_contact")
    assert (event.actor, parsed(event.details)["contact"]) == (desk.officer, contact.pk)
    assert titles("contacts", desk.officer) == []


def test_an_office_that_nobody_can_call_is_not_to_be_confirmed(desk):
    a_contact(a_case(desk.registrar, is_urgent=True), phone="")
    assert titles("contacts", desk.officer) == []


def test_a_provider_without_any_address_is_not_to_be_confirmed(desk):
    everything(desk)
    Provider.objects.filter(code="azercell").update(night_contact="")
    assert titles("providers", desk.officer) == []


def test_a_recipient_is_confirmed_once_with_who_and_when(client, desk):
    person = a_recipient()
    for _click in range(2):
        assert press(client, desk.lawyer, "recipient", person.pk).status_code == 302
    person.refresh_from_db()
    assert (person.confirmed_on, person.confirmed_by) == (today(), desk.lawyer)
    assert person.history.first().history_user == desk.lawyer
    assert Event.objects.get(verb="confirm_recipient").actor == desk.lawyer


def test_the_address_of_a_provider_is_confirmed_once_with_who_and_when(client, desk):
    everything(desk)
    provider = Provider.objects.get(code="azercell")
    for _click in range(2):
        assert press(client, desk.officer, "provider", provider.pk).status_code == 302
    provider.refresh_from_db()
    assert provider.verified_on == today()
    assert provider.history.first().history_user == desk.officer
    assert Event.objects.get(verb="verify_provider").actor == desk.officer


@pytest.mark.parametrize("what", ["contact", "recipient", "provider"])
def test_who_only_reads_confirms_nothing_and_others_find_nothing(
    client, desk, auditor, foreign, stranger, what
):
    keys = {
        "contact": a_contact(a_case(desk.registrar, is_urgent=True)).pk,
        "recipient": a_recipient().pk,
        "provider": Provider.objects.get(code="azercell").pk,
    }
    events = Event.objects.count()
    assert press(client, auditor, what, keys[what]).status_code == 403
    assert press(client, stranger, what, keys[what]).status_code == 404
    assert press(client, stranger, what, 999_999).status_code == 404
    if what != "provider":  # that directory is shared
        assert press(client, foreign, what, keys[what]).status_code == 404
    assert press(client, foreign, what, 999_999).status_code == 404
    assert press(client, desk.officer, "nonsense", 1).status_code == 404
    assert Event.objects.count() == events


# A call for a case that is named by its reference


def called(reference, **more):
    at = now().astimezone(BAKU).replace(second=0, microsecond=0, tzinfo=None)
    return {
        "reference": reference, "kind": "call", "spoke_with": "Anna", "text": "She calls back.",
        "called_at": at.isoformat(), "confirmation_pending": "on", **more,
    }  # fmt: skip


def test_a_call_is_added_to_the_case_that_is_named(client, desk):
    case = a_case(desk.officer)
    client.force_login(desk.officer)
    address = reverse("duty_call")
    assert case.reference in client.get(address, {"reference": case.reference}).content.decode()
    response = client.post(address, called(f" {case.reference.lower()} "))
    assert response["Location"] == f"{case.get_absolute_url()}#notes"
    assert case.notes.get().confirmation_pending
    assert titles("calls", desk.officer) == [case.reference]


def test_a_case_that_one_does_not_see_is_named_as_one_that_is_not_there(client, desk, foreign):
    case = a_case(desk.officer)
    client.force_login(foreign)
    said = []
    for reference in (case.reference, "SSS-CP-2026-999999"):
        response = client.post(reverse("duty_call"), called(reference))
        assert response.status_code == 422
        said.append("No case with this reference is known here." in response.content.decode())
    assert said == [True, True]
    client.force_login(desk.officer)
    assert not case.notes.exists()


def test_an_auditor_notes_no_call(client, desk, auditor):
    case = a_case(desk.officer)
    client.force_login(auditor)
    assert client.post(reverse("duty_call"), called(case.reference)).status_code == 403
    assert not case.notes.exists()
