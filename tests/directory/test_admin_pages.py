"""The directory in the administration: supervisors write, auditors look, the others stay out."""

from datetime import date

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch

from casework.access.permissions import Role
from casework.clock import today
from casework.directory.admin.rows import KeptAdmin
from casework.directory.models import Authority, Body, BodyAlias, Provider, RecipientPerson, State

pytestmark = pytest.mark.django_db

KEPT = sorted(
    model._meta.model_name
    for model, its_admin in admin.site._registry.items()
    if isinstance(its_admin, KeptAdmin) and "directory" in model.__module__
)
PAGES = [*KEPT, "calendaredition", "calendarday"]
MODELS = {model._meta.model_name: model for model in admin.site._registry}


def test_every_table_of_the_directory_has_its_page():
    assert len(KEPT) == 15


@pytest.mark.parametrize("name", PAGES)
def test_a_supervisor_and_an_auditor_see_the_list(name, page, client, supervisor, auditor):
    for person in (supervisor, auditor):
        client.force_login(person)
        response = client.get(page(name))
        assert response.status_code == 200
        assert client.get(page(name), {"q": "a"}).status_code in (200, 302)


@pytest.mark.parametrize("name", PAGES)
def test_the_others_stay_out(name, page, client, officer, lawyer, registrar, stranger):
    for person in (officer, lawyer, registrar, stranger):
        client.force_login(person)
        assert client.get(page(name), follow=True).status_code == 403
    client.logout()
    assert client.get(page(name)).status_code == 302


@pytest.mark.parametrize("name", [name for name in KEPT if name != "recipientperson"])
def test_a_row_opens_for_both_and_only_a_supervisor_may_save(
    name, page, client, supervisor, auditor
):
    row = MODELS[name].objects.order_by("pk").first()
    if name == "foreigncontactpoint":
        row = MODELS[name].objects.create(state=State.objects.get(code="FR"), name="Office")
    if name == "authority":
        row = Authority.objects.get(code="SSS")
    address = page(name, "change", row.pk)
    client.force_login(supervisor)
    assert b'name="_save"' in client.get(address).content
    client.force_login(auditor)
    response = client.get(address)
    assert response.status_code == 200
    assert b'name="_save"' not in response.content
    assert client.post(address, {}).status_code == 403


@pytest.mark.parametrize("name", [n for n in KEPT if n != "authority"])
def test_a_supervisor_may_add_and_an_auditor_may_not(name, page, client, supervisor, auditor):
    client.force_login(supervisor)
    assert client.get(page(name, "add")).status_code == 200
    client.force_login(auditor)
    assert client.get(page(name, "add")).status_code == 403


@pytest.mark.parametrize("name", KEPT)
def test_nobody_deletes(name, page, client, supervisor):
    client.force_login(supervisor)
    row = MODELS[name].objects.order_by("pk").first()
    if row is not None:
        assert client.post(page(name, "delete", row.pk), {"post": "yes"}).status_code == 403
    assert b"delete_selected" not in client.get(page(name)).content


def test_the_list_takes_as_many_queries_for_many_rows_as_for_few(page, signed_in, supervisor):
    """The least of three: the health of the reminders is asked for once in some seconds."""
    browser = signed_in(supervisor)
    for name in ("measure", "body", "instrumentarticle", "authorityrule", "state"):
        counts = []
        for _again in range(3):
            with CaptureQueriesContext(connection) as asked:
                browser.get(page(name))
            counts.append(len(asked))
        assert min(counts) <= 14


def provider_form(provider, **changes):
    fields = [f for f in Provider._meta.fields if f.editable and f.name not in ("id", "code")]
    values = {field.name: getattr(provider, field.name) or "" for field in fields}
    values["is_active"] = "on" if provider.is_active else ""
    inline = {"aliases-TOTAL_FORMS": 0, "aliases-INITIAL_FORMS": 0}
    return {**values, **inline, **changes}


def test_the_history_shows_who_changed_what(page, client, supervisor, auditor):
    provider = Provider.objects.get(code="ultel")
    client.force_login(supervisor)
    changed = provider_form(provider, night_contact="+994 12 000 00 00")
    response = client.post(page("provider", "change", provider.pk), changed)
    assert response.status_code == 302
    client.force_login(auditor)
    shown = client.get(page("provider", "history", provider.pk)).content.decode()
    assert supervisor.full_name in shown
    assert "+994 12 000 00 00" in shown
    assert "style=" not in shown


def test_a_code_stands_once_written(page, signed_in, supervisor):
    provider = Provider.objects.get(code="ultel")
    address = page("provider", "change", provider.pk)
    assert signed_in(supervisor).post(address, provider_form(provider, code="other")).status_code
    provider.refresh_from_db()
    assert provider.code == "ultel"


def test_a_new_row_gets_a_history_with_its_author(page, signed_in, supervisor):
    form = {"code": "katv1", "name_en": "KATV1", "name_az": "KATV1", "service": "internet"}
    inline = {"aliases-TOTAL_FORMS": 0, "aliases-INITIAL_FORMS": 0, "is_active": "on"}
    assert signed_in(supervisor).post(page("provider", "add"), form | inline).status_code == 302
    record = Provider.history.get(code="katv1")
    assert (record.history_user, record.history_type) == (supervisor, "+")


def test_there_is_no_way_back_into_a_former_version(page, signed_in, supervisor):
    provider = Provider.objects.get(code="ultel")
    record = provider.history.first()
    try:
        address = page("provider", "simple_history", provider.pk, record.pk)
    except NoReverseMatch:
        return
    assert signed_in(supervisor).get(address).status_code == 404


def test_a_body_is_found_by_its_former_name(page, signed_in, supervisor):
    BodyAlias.objects.create(body=Body.objects.get(code="mia"), name="Old name")
    shown = signed_in(supervisor).get(page("body"), {"q": "Old name"}).content.decode()
    assert "Ministry of Internal Affairs" in shown
    assert "CERT-AZ" not in shown


def test_the_filter_by_time_finds_what_has_ended(page, signed_in, supervisor):
    State.objects.filter(code="FR").update(in_force_until=date(2020, 1, 1))
    browser = signed_in(supervisor)
    ended = browser.get(page("state"), {"in_force": "ended"}).context["cl"].queryset
    assert [state.code for state in ended] == ["FR"]
    now = browser.get(page("state"), {"in_force": "now"}).context["cl"].queryset
    assert not now.filter(code="FR").exists()
    assert browser.get(page("state"), {"in_force": "later"}).context["cl"].result_count == 0


def test_only_its_own_supervisor_changes_an_authority(page, client, make_user):
    """Its duty address receives the alerts of its cases."""
    client.force_login(make_user(Role.SUPERVISOR, authority="PGO"))
    own, other = (Authority.objects.get(code=code) for code in ("PGO", "SSS"))
    assert b'name="_save"' in client.get(page("authority", "change", own.pk)).content
    assert client.post(page("authority", "change", other.pk), {}).status_code == 403
    assert client.get(page("authority", "add")).status_code == 403


@pytest.fixture
def person():
    authority = Authority.objects.get(code="SSS")
    return RecipientPerson.objects.create(authority=authority, full_name="R. Əliyev")


def test_a_person_is_hidden_from_the_other_authorities(page, client, make_user, person):
    client.force_login(make_user(Role.SUPERVISOR, authority="PGO"))
    assert "Əliyev" not in client.get(page("recipientperson")).content.decode()
    changed = client.get(page("recipientperson", "change", person.pk), follow=True)
    assert "Əliyev" not in changed.content.decode()
    assert client.get(page("recipientperson", "history", person.pk)).status_code == 404


def test_a_person_entered_at_night_is_confirmed_by_day(page, signed_in, supervisor, person):
    action = {"action": "confirm", "_selected_action": [person.pk]}
    signed_in(supervisor).post(page("recipientperson"), action)
    person.refresh_from_db()
    assert (person.confirmed_on, person.confirmed_by) == (today(), supervisor)


def test_an_auditor_confirms_nobody(page, signed_in, auditor, person):
    action = {"action": "confirm", "_selected_action": [person.pk]}
    signed_in(auditor).post(page("recipientperson"), action)
    person.refresh_from_db()
    assert person.confirmed_on is None
