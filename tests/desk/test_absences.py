"""Absences: who enters them for whom, what cannot be, and that each is on record."""

from datetime import timedelta

import pytest
from django.urls import reverse

from casework.access.models import Absence, Membership
from casework.access.permissions import Role
from casework.audit.events import Event
from casework.clock import today
from casework.directory.models import Authority

pytestmark = pytest.mark.django_db


@pytest.fixture
def deputy(make_user):
    return make_user(Role.OFFICER, full_name="deputy")


def enter(client, by, person, deputy, *, begin=0, end=5):
    client.force_login(by)
    days = {"from_on": today() + timedelta(days=begin)}
    if end is not None:
        days["until_on"] = today() + timedelta(days=end)
    return client.post(reverse("absences"), {"user": person.pk, "deputy": deputy.pk, **days})


def finish(client, by, row):
    client.force_login(by)
    return client.post(reverse("absence_end", args=[row.pk]))


def verbs():
    return list(Event.objects.filter(case=None).order_by("pk").values_list("verb", flat=True))


def test_a_supervisor_enters_an_absence_and_ends_it(client, supervisor, officer, deputy):
    assert enter(client, supervisor, officer, deputy, begin=-2).status_code == 302
    row = Absence.objects.get()
    assert "deputy stands in" in client.get(reverse("absences")).content.decode()
    assert finish(client, supervisor, row).status_code == 302
    row.refresh_from_db()
    assert row.until_on == today() - timedelta(days=1)
    assert not Absence.objects.in_force(today()).exists()
    assert verbs() == ["begin_absence", "end_absence"]
    assert finish(client, supervisor, row).status_code == 404
    assert verbs() == ["begin_absence", "end_absence"]


def test_anybody_enters_the_own_one_and_nobody_elses(client, officer, lawyer, deputy):
    assert enter(client, officer, officer, deputy).status_code == 302
    assert enter(client, lawyer, deputy, lawyer).status_code == 422
    assert Absence.objects.get().user == officer


def test_what_began_today_counts_today_and_what_has_not_begun_is_taken_back(
    client, officer, deputy
):
    enter(client, officer, officer, deputy, end=0)
    enter(client, officer, officer, deputy, begin=3)
    first, second = Absence.objects.order_by("from_on")
    finish(client, officer, first)
    finish(client, officer, second)
    assert list(Absence.objects.values_list("until_on", flat=True)) == [today()]


@pytest.mark.parametrize("who", ["auditor", "registrar", "foreign", "elsewhere"])
def test_the_deputy_works_where_the_person_does(client, officer, supervisor, make_user, who):
    roles = {"auditor": Role.AUDITOR, "registrar": Role.REGISTRAR}
    other = "PGO" if who == "foreign" else "SSS"
    person = make_user(roles.get(who, Role.OFFICER), full_name=who, authority=other)
    if who == "elsewhere":
        pgo = Authority.objects.get(code="PGO")
        Membership.objects.create(user=officer, authority=pgo, role=Role.OFFICER, from_on=today())
    assert enter(client, officer, officer, person).status_code == 422
    assert not Absence.objects.exists()


def test_two_absences_in_the_same_days_or_an_absent_deputy_cannot_be(
    client, officer, deputy, lawyer
):
    enter(client, officer, officer, deputy, begin=2, end=4)
    assert enter(client, officer, officer, lawyer, begin=4, end=None).status_code == 422
    assert enter(client, lawyer, lawyer, officer, begin=0, end=2).status_code == 422
    assert enter(client, lawyer, lawyer, officer, begin=0, end=1).status_code == 302
    assert enter(client, deputy, deputy, deputy).status_code == 422


def test_a_foreign_absence_is_the_same_404_as_a_missing_one(client, officer, deputy, make_user):
    enter(client, officer, officer, deputy)
    row = Absence.objects.get()
    heads = [make_user(Role.SUPERVISOR, full_name="head", authority="PGO"), deputy]
    for person in heads:
        assert finish(client, person, row).status_code == 404
    assert client.post(reverse("absence_end", args=[999_999])).status_code == 404
    client.force_login(heads[0])
    assert officer.full_name not in client.get(reverse("absences")).content.decode()


def test_a_supervisor_enters_none_of_who_also_works_elsewhere(
    client, supervisor, officer, make_user
):
    pgo = Authority.objects.get(code="PGO")
    other = make_user(Role.OFFICER, full_name="other")
    for person in (officer, other):
        Membership.objects.create(user=person, authority=pgo, role=Role.OFFICER, from_on=today())
    assert enter(client, supervisor, officer, other).status_code == 422
    assert enter(client, officer, officer, other).status_code == 302
    assert len(verbs()) == 2  # one in each chain
