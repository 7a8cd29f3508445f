"""Attacks of supervisors and auditors on people, calendar and policies.

Marks as in test_accounts_attacked.
"""

from datetime import date

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib import admin
from django.core import mail
from django.db import DatabaseError, transaction
from django.urls import reverse

from casework.access.models import Absence, Membership
from casework.access.permissions import Role
from casework.clock import today
from casework.directory.models import Authority, CalendarDay, Policy

pytestmark = pytest.mark.django_db
PEOPLE = "/administration/casework/user/"


def join(person, authority, role, procedure=""):
    return Membership.objects.create(
        user=person,
        authority=Authority.objects.get(code=authority),
        role=role,
        procedure=procedure,
        from_on=date(2020, 1, 1),
    )


def change(client, person, kept=(), added=(), away=(), **fields):
    """Send the form of a person: rows kept, rows added (authority, role), deputies."""
    given = {
        "email": person.email,
        "full_name": person.full_name,
        "language": "en",
        "job_title": "",
        "is_active": "on",
        **fields,
    }
    rows = [
        {
            "id": m.pk,
            "authority": m.authority_id,
            "role": m.role,
            "procedure": m.procedure,
            "from_on": m.from_on,
        }
        for m in kept
    ]
    for code, role in added:
        chosen = Authority.objects.get(code=code)
        rows.append({"authority": chosen.pk, "role": role, "from_on": "2020-01-02"})
    deputies = [{"deputy": deputy.pk, "from_on": today()} for deputy in away]
    for prefix, these, first in [("memberships", rows, len(kept)), ("absences", deputies, 0)]:
        given |= {f"{prefix}-TOTAL_FORMS": len(these), f"{prefix}-INITIAL_FORMS": first}
        for n, row in enumerate(these):
            row = {"id": "", "user": person.pk, "procedure": "", "until_on": "", **row}
            given |= {f"{prefix}-{n}-{name}": value for name, value in row.items()}
    return client.post(reverse("admin:casework_user_change", args=[person.pk]), given)


@pytest.fixture
def head(make_user):
    """The head of PGO."""
    return make_user(Role.SUPERVISOR, authority="PGO", full_name="head")


@pytest.fixture
def both(make_user):
    """A supervisor of SSS who is an officer of PGO too."""
    person = make_user(Role.SUPERVISOR, full_name="both")
    join(person, "PGO", Role.OFFICER)
    return person


@pytest.mark.parametrize("lookup", ["password__startswith", "password__regex", "password"])
def test_nobody_looks_up_password_hashes(client, auditor, officer, lookup):
    client.force_login(auditor)
    assert client.get(PEOPLE, {lookup: officer.password[:20]}).status_code == 400


def test_a_broken_pattern_is_no_server_error(client, auditor):
    client.force_login(auditor)
    client.raise_request_exception = False
    assert client.get(PEOPLE, {"full_name__regex": "((("}).status_code < 500


BROKEN = [
    ("body", "name_en__regex", "((("),
    ("body", "in_force_from__year", "0"),
    ("body", "kind__exact", "\0"),
    ("body", "kind__regex", "((("),
    ("policy", "in_force_from__year", "0"),
    ("policy", "in_force_from__year", "1"),
    ("policy", "in_force_from__year", "9999"),
    ("calendarday", "name_en__regex", "((("),
    ("calendaredition", "made_by__password__startswith", "a"),
]


@pytest.mark.parametrize(("model", "lookup", "value"), BROKEN)
def test_a_lookup_made_by_hand_is_refused(client, auditor, model, lookup, value):
    client.force_login(auditor)
    client.raise_request_exception = False
    place = reverse(f"admin:casework_{model}_changelist")
    assert client.get(place, {lookup: value}).status_code in (302, 400)


OURS = [model for model in admin.site._registry if model._meta.app_label == "casework"]


@pytest.mark.parametrize("model", OURS, ids=lambda m: m.__name__)
def test_no_list_is_asked_by_hand(client, auditor, model):
    client.force_login(auditor)
    place = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    assert client.get(place).status_code == 200
    assert client.get(place, {"pk__regex": "((("}).status_code == 400


def test_no_supervisor_chooses_the_deputy_of_a_supervisor_elsewhere(client, head, both, make_user):
    mate = make_user(Role.OFFICER, authority="PGO", full_name="mate")
    client.force_login(head)
    change(client, both, kept=[both.memberships.get(authority__code="PGO")], away=[mate])
    assert not Absence.objects.filter(user=both).exists()


def test_a_supervisor_of_one_procedure_grants_no_other(client, stranger):
    own = join(stranger, "PGO", Role.SUPERVISOR, "contact_point")
    client.force_login(stranger)
    change(client, stranger, kept=[own], added=[("PGO", "supervisor")])
    assert set(stranger.memberships.values_list("procedure", flat=True)) == {"contact_point"}


def test_who_gets_another_address_is_told_at_the_old_one(
    client, supervisor, officer, django_capture_on_commit_callbacks
):
    before = officer.email
    client.force_login(supervisor)
    with django_capture_on_commit_callbacks(execute=True):
        change(client, officer, kept=[officer.memberships.get()], email="mine@evil.example")
    assert before in [address for sent in mail.outbox for address in sent.to]


def test_no_supervisor_takes_the_account_of_another(client, supervisor, make_user):
    mate = make_user(Role.SUPERVISOR, full_name="mate")
    before = mate.email
    TOTP.activate(mate, "JBSWY3DPEHPK3PXP")
    client.force_login(supervisor)
    change(client, mate, kept=[mate.memberships.get()], email="mine@evil.example")
    client.post(PEOPLE, {"action": "remove_second_factor", "_selected_action": [mate.pk]})
    mate.refresh_from_db()
    assert mate.email == before
    assert mate.authenticator_set.exists()


def test_no_role_is_granted_in_an_authority_that_one_does_not_supervise(client, head, both):
    client.force_login(head)
    own = both.memberships.get(authority__code="PGO")
    assert change(client, both, kept=[own], added=[("SSS", "supervisor")]).status_code == 200
    assert both.memberships.count() == 2


def test_a_forged_row_of_another_authority_is_not_changed(client, head, both):
    client.force_login(head)
    foreign = both.memberships.get(authority__code="SSS")
    change(client, both, kept=[foreign], **{"memberships-0-until_on": str(today())})
    foreign.refresh_from_db()
    assert foreign.until_on is None


def test_who_also_works_elsewhere_keeps_the_address(client, head, both):
    client.force_login(head)
    own = both.memberships.get(authority__code="PGO")
    assert change(client, both, kept=[own], email="mine@evil.example").status_code == 302
    both.refresh_from_db()
    assert both.email != "mine@evil.example"


def test_people_of_another_authority_cannot_be_changed(client, head, officer):
    client.force_login(head)
    change(client, officer, added=[("PGO", "supervisor")])
    assert officer.memberships.count() == 1


def test_a_role_that_ended_yesterday_opens_nothing(client, supervisor):
    client.force_login(supervisor)
    assert client.get("/administration/").status_code == 200
    supervisor.memberships.update(until_on=date.fromordinal(today().toordinal() - 1))
    assert client.get("/administration/").status_code == 302


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda m: m.__name__)
def test_an_auditor_changes_nothing_by_any_form_or_action(client, auditor, model):
    client.force_login(auditor)
    place = f"/administration/{model._meta.app_label}/{model._meta.model_name}/"
    assert client.post(place + "add/", {"name_en": "x"}).status_code == 403
    row = model._default_manager.first()
    if row is None:
        return
    for page in ("change", "delete"):
        assert client.post(f"{place}{row.pk}/{page}/", {"post": "yes"}).status_code == 403
    for action in ("delete_selected", "confirm", "send_invitation", "remove_second_factor"):
        client.post(place, {"action": action, "_selected_action": [row.pk], "post": "yes"})
    assert model._default_manager.filter(pk=row.pk).exists()
    assert not mail.outbox


def test_a_policy_that_has_begun_is_not_changed_by_a_forged_form(client, supervisor):
    client.force_login(supervisor)
    policy = Policy.objects.filter(procedure="contact_point").first()
    given = {f.name: getattr(policy, f.name) for f in Policy._meta.fields if f.name != "reminders"}
    forged = {**given, "review_length": 77, "in_force_from": "2027-01-01", "reminders": ""}
    client.post(reverse("admin:casework_policy_change", args=[policy.pk]), forged)
    policy.refresh_from_db()
    assert (policy.review_length, policy.in_force_from) == (3, given["in_force_from"])
    assert policy.reminders


@pytest.mark.engines
def test_no_day_is_added_to_an_edition_that_stands():
    with pytest.raises(DatabaseError), transaction.atomic():
        CalendarDay.objects.create(
            edition_id=1, day=date(2040, 1, 1), is_working=False, kind="weekend"
        )


@pytest.mark.engines
def test_the_database_keeps_a_policy_that_has_begun():
    with pytest.raises(DatabaseError), transaction.atomic():
        Policy.objects.filter(procedure="contact_point").update(review_length=99)


@pytest.mark.engines
def test_the_web_deletes_no_people_and_no_memberships(stranger):
    with pytest.raises(DatabaseError), transaction.atomic():
        Membership.objects.all().delete()


def test_the_calculator_survives_the_end_of_time(client, officer):
    client.force_login(officer)
    client.raise_request_exception = False
    asked = {
        "procedure": "contact_point",
        "received_on": "2026-02-03",
        "received_at": "10:15",
        "zone": "Asia/Baku",
        "as_of": "9999-12-31",
    }
    assert client.get("/calculator/", asked).status_code == 200
