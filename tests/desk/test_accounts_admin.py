"""Accounts in the administration: who sees, makes and changes whom."""

from datetime import date

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.admin.models import LogEntry
from django.core import mail
from django.urls import reverse

from casework.access.models import Membership, User
from casework.access.permissions import Role
from casework.directory.models import Authority

pytestmark = pytest.mark.django_db
LIST = "/administration/casework/user/"
ADD = LIST + "add/"


def change(user):
    return f"{LIST}{user.pk}/change/"


def inline(prefix, rows=(), initial=0):
    form = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": initial}
    for number, row in enumerate(rows):
        form |= {f"{prefix}-{number}-{key}": value for key, value in row.items()}
    return form


def about(**values):
    return {
        "email": "new@sss.example",
        "full_name": "Yeni Əməkdaş",
        "language": "az",
        "is_active": "on",
        **values,
    }


def role_in(code, role=Role.OFFICER):
    authority = Authority.objects.get(code=code)
    return {"authority": authority.pk, "role": role, "procedure": "", "from_on": "2026-01-01"}


@pytest.fixture
def head(client, supervisor):
    client.force_login(supervisor)
    return client


@pytest.mark.parametrize("who", ["officer", "lawyer", "registrar", "stranger"])
def test_without_the_role_the_administration_stays_closed(client, who, request):
    client.force_login(request.getfixturevalue(who))
    response = client.get("/administration/", follow=True)
    assert response.status_code == 403
    assert "You may not do this" in response.content.decode()


def test_signing_in_is_the_desks_own_page(client):
    response = client.get(LIST, follow=True)
    assert response.redirect_chain[-1][0] == f"/account/login/?next={LIST}"


def test_a_supervisor_sees_the_people_of_the_own_authority_and_those_of_none(
    head, officer, stranger, make_user
):
    elsewhere = make_user(Role.OFFICER, authority="PGO", full_name="elsewhere")
    shown = set(head.get(LIST).context["cl"].queryset)
    assert {officer, stranger} <= shown
    assert elsewhere not in shown
    assert head.get(change(elsewhere)).status_code == 302  # the administration's "does not exist"


def test_a_new_account_has_no_password_and_a_mail_invites(head, django_capture_on_commit_callbacks):
    assert "password" not in head.get(ADD).context["adminform"].form.fields
    with django_capture_on_commit_callbacks(execute=True):
        head.post(ADD, about() | inline("memberships", [role_in("SSS")]))
    person = User.objects.get(email="new@sss.example")
    assert not person.has_usable_password()
    assert person.has_role(Role.OFFICER)
    assert [sent.to for sent in mail.outbox] == [["new@sss.example"]]
    assert "/account/password/reset/key/" in mail.outbox[0].body
    assert "new@sss.example" in mail.outbox[0].body


def test_nobody_is_given_a_role_in_another_authority(head):
    response = head.post(ADD, about() | inline("memberships", [role_in("PGO")]))
    assert response.status_code == 200
    assert not User.objects.filter(email="new@sss.example").exists()


def test_a_granted_role_is_ended_but_not_rewritten(head, officer):
    row = officer.memberships.get()
    sent = {**role_in("SSS", Role.SUPERVISOR), "id": row.pk, "user": officer.pk}
    form = about(email=officer.email) | inline("absences")
    form |= inline("memberships", [sent | {"until_on": "2030-01-01"}], initial=1)
    assert head.post(change(officer), form).status_code == 302
    row.refresh_from_db()
    assert (row.role, row.until_on) == (Role.OFFICER, date(2030, 1, 1))


def test_roles_elsewhere_are_not_shown(head, officer):
    pgo = Authority.objects.get(code="PGO")
    Membership.objects.create(user=officer, authority=pgo, role=Role.LAWYER)
    formset = head.get(change(officer)).context["inline_admin_formsets"][0].formset
    assert [form.instance.authority.code for form in formset.initial_forms] == ["SSS"]


def test_who_also_works_elsewhere_keeps_the_address(head, officer):
    pgo = Authority.objects.get(code="PGO")
    Membership.objects.create(user=officer, authority=pgo, role=Role.LAWYER)
    row = officer.memberships.get(authority__code="SSS")
    sent = {**role_in("SSS"), "id": row.pk, "user": officer.pk}
    form = about(email="mine@evil.example") | inline("absences")
    head.post(change(officer), form | inline("memberships", [sent], initial=1))
    officer.refresh_from_db()
    assert officer.email != "mine@evil.example"


def test_a_former_address_opens_nothing(head, officer):
    EmailAddress.objects.create(user=officer, email=officer.email, primary=True)
    row = officer.memberships.get()
    sent = {**role_in("SSS"), "id": row.pk, "user": officer.pk}
    form = about(email="moved@sss.example") | inline("absences")
    head.post(change(officer), form | inline("memberships", [sent], initial=1))
    officer.refresh_from_db()
    assert officer.email == "moved@sss.example"
    assert not EmailAddress.objects.filter(user=officer).exists()


def test_the_former_address_hears_of_the_new_one_in_the_readers_language(
    head, officer, django_capture_on_commit_callbacks
):
    former = officer.email
    User.objects.filter(pk=officer.pk).update(language="az")
    row = officer.memberships.get()
    sent = {**role_in("SSS"), "id": row.pk, "user": officer.pk}
    form = about(email="moved@sss.example") | inline("absences")
    with django_capture_on_commit_callbacks(execute=True):
        head.post(change(officer), form | inline("memberships", [sent], initial=1))
    assert [message.to for message in mail.outbox] == [[former]]
    assert "moved@sss.example" in mail.outbox[0].body
    assert "Bakı" in mail.outbox[0].body
    logged = [entry.get_change_message() for entry in LogEntry.objects.all()]
    assert f"E-mail address: {former} → moved@sss.example." in logged


def test_an_unchanged_address_hears_nothing(head, officer, django_capture_on_commit_callbacks):
    row = officer.memberships.get()
    sent = {**role_in("SSS"), "id": row.pk, "user": officer.pk}
    form = about(email=officer.email) | inline("absences")
    with django_capture_on_commit_callbacks(execute=True):
        head.post(change(officer), form | inline("memberships", [sent], initial=1))
    assert not mail.outbox


def test_the_page_of_another_supervisor_says_who_changes_the_address(head, supervisor, make_user):
    mate = make_user(Role.SUPERVISOR, full_name="<b>mate")
    page = head.get(change(mate))
    assert "email" not in page.context["adminform"].form.fields
    assert "&lt;b&gt;mate is a supervisor too." in page.content.decode()
    assert "email" in head.get(change(supervisor)).context["adminform"].form.fields
    chosen = {"action": "remove_second_factor", "_selected_action": [mate.pk]}
    said = head.post(LIST, chosen, follow=True).content.decode()
    assert "changed by the operator of this installation" in said


def test_a_supervisor_of_one_procedure_looks_and_changes_nothing(client, stranger, officer):
    sss = Authority.objects.get(code="SSS")
    Membership.objects.create(
        user=stranger, authority=sss, role=Role.SUPERVISOR, procedure="contact_point"
    )
    client.force_login(stranger)
    page = client.get(change(officer))
    formset = page.context["inline_admin_formsets"][0].formset
    assert [form.instance.user for form in formset.initial_forms] == [officer]
    assert 'name="_save"' not in page.content.decode()
    assert client.post(change(officer), about()).status_code == 403
    assert client.get(ADD).status_code == 403


def test_an_absence_is_entered_for_own_people_alone(head, officer, lawyer, make_user):
    def enter(person):
        row = {"id": "", "user": person.pk, "deputy": deputy.pk, "from_on": "2026-01-01"}
        held = person.memberships.get(authority__code="SSS")
        kept = {**role_in("SSS"), "id": held.pk, "user": person.pk}
        form = about(email=person.email) | inline("absences", [row])
        assert head.post(change(person), form | inline("memberships", [kept], 1)).status_code == 302

    deputy = make_user(Role.OFFICER, full_name="deputy")
    pgo = Authority.objects.get(code="PGO")
    Membership.objects.create(user=lawyer, authority=pgo, role=Role.LAWYER)
    enter(officer)
    enter(lawyer)
    assert officer.absences.count() == 1
    assert lawyer.absences.count() == 0


FILTERS = {
    "user": ["is_active__exact=1", "pk=1", "q=a&o=1&p=1"],
    "body": ["kind__exact=ministry", "verified_on__isempty=1", "in_force=now", "_popup=1"],
    "authorityrule": ["authority__id__exact=1", "stage__exact=x"],
    "instrumentarticle": ["instrument__id__exact=1"],
    "policy": ["in_force_from__year=2026&in_force_from__month=1&in_force_from__day=1"],
    "calendarday": ["edition=1&year=2026&is_working__exact=1"],
}


@pytest.mark.parametrize(
    ("model", "asked"), [(m, a) for m, these in FILTERS.items() for a in these]
)
def test_the_filters_of_a_list_still_work(head, model, asked):
    assert head.get(f"/administration/casework/{model}/?{asked}").status_code == 200


def test_a_field_with_search_still_finds(head):
    asked = {"app_label": "casework", "model_name": "body", "field_name": "parent", "term": "a"}
    assert head.get("/administration/autocomplete/", asked).json()["results"]


def test_an_auditor_looks_and_changes_nothing(client, auditor, officer):
    client.force_login(auditor)
    page = client.get(change(officer))
    assert page.status_code == 200
    assert 'name="_save"' not in page.content.decode()
    assert client.post(change(officer), about()).status_code == 403
    assert client.get(ADD).status_code == 403


def test_supervising_one_authority_gives_no_rights_in_an_audited_one(client, make_user):
    both = make_user(Role.SUPERVISOR, full_name="both")
    pgo = Authority.objects.get(code="PGO")
    Membership.objects.create(user=both, authority=pgo, role=Role.AUDITOR)
    theirs = make_user(Role.OFFICER, authority="PGO", full_name="theirs")
    client.force_login(both)
    assert client.get(change(theirs)).status_code == 200
    assert client.post(change(theirs), about()).status_code == 403


def test_nobody_deletes_an_account(head, officer):
    assert head.get(f"{LIST}{officer.pk}/delete/").status_code == 403
    assert "delete_selected" not in head.get(LIST).content.decode()


def test_a_lost_telephone_is_forgotten_but_only_that_of_own_people(
    head, officer, make_user, django_capture_on_commit_callbacks
):
    TOTP.activate(officer, "JBSWY3DPEHPK3PXP")
    shared = make_user(Role.OFFICER, full_name="shared")
    pgo = Authority.objects.get(code="PGO")
    Membership.objects.create(user=shared, authority=pgo, role=Role.LAWYER)
    TOTP.activate(shared, "JBSWY3DPEHPK3PXP")
    ids = [officer.pk, shared.pk]
    with django_capture_on_commit_callbacks(execute=True):
        head.post(LIST, {"action": "remove_second_factor", "_selected_action": ids})
    assert [sent.to for sent in mail.outbox] == [[officer.email]]
    assert not officer.authenticator_set.exists()
    assert shared.authenticator_set.exists()


def test_signing_out_and_passwords_are_the_desks_own_pages(head):
    assert head.post("/administration/logout/")["Location"] == reverse("account_logout")
    location = head.get("/administration/password_change/")["Location"]
    assert location == reverse("account_change_password")


def test_the_list_asks_no_more_for_more_people(head, make_user, django_assert_max_num_queries):
    for number in range(12):
        make_user(Role.OFFICER, full_name=f"officer{number}")
    with django_assert_max_num_queries(20):
        head.get(LIST)
