"""People, their roles and their deputies."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from casework.access.models import Absence, Membership, User
from casework.access.permissions import Role
from casework.clock import today
from casework.directory.models import Authority

pytestmark = pytest.mark.django_db


def fresh(user):
    return User.objects.get(pk=user.pk)


def test_roles_add_up_over_authorities_and_procedures(officer):
    pgo = Authority.objects.get(code="PGO")
    Membership.objects.create(user=officer, authority=pgo, role=Role.LAWYER, procedure="mla")
    roles = {(role, procedure) for _authority, role, procedure in fresh(officer).current_roles}
    assert roles == {("officer", ""), ("lawyer", "mla")}


@pytest.mark.parametrize(
    ("from_days", "until_days", "counts"),
    [(0, 0, True), (-5, None, True), (1, None, False), (-5, -1, False), (-5, 0, True)],
)
def test_a_role_counts_from_its_first_day_to_its_last(stranger, from_days, until_days, counts):
    Membership.objects.create(
        user=stranger,
        authority=Authority.objects.get(code="SSS"),
        role=Role.OFFICER,
        from_on=today() + timedelta(days=from_days),
        until_on=None if until_days is None else today() + timedelta(days=until_days),
    )
    assert fresh(stranger).has_role(Role.OFFICER) is counts


def test_only_supervisors_and_auditors_open_the_administration(
    officer, lawyer, supervisor, auditor, registrar, stranger
):
    cast = [officer, lawyer, supervisor, auditor, registrar, stranger]
    assert [person.is_staff for person in cast] == [False, False, True, True, False, False]


def test_an_auditor_reads_and_changes_nothing(auditor, supervisor, officer):
    for action, expected in [("view", True), ("add", False), ("change", False), ("delete", False)]:
        assert auditor.has_perm(f"casework.{action}_provider") is expected
        assert supervisor.has_perm(f"casework.{action}_provider") is (action != "delete")
        assert not officer.has_perm(f"casework.{action}_provider")
    assert not supervisor.has_perm("sessions.view_session")


def test_who_may_not_sign_in_any_more_has_no_rights(supervisor):
    supervisor.is_active = False
    assert not supervisor.has_perm("casework.view_provider")
    assert not supervisor.has_module_perms("casework")


def test_one_address_has_one_account_however_it_is_written(officer):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user(officer.email.upper())
    assert User.objects.get_by_natural_key(officer.email.upper()) == officer


def test_a_membership_cannot_end_before_it_starts(officer):
    membership = officer.memberships.get()
    membership.until_on = membership.from_on - timedelta(days=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        membership.save()


def test_an_absence_counts_on_its_days_only(officer, lawyer):
    day = today()
    Absence.objects.create(user=officer, deputy=lawyer, from_on=day, until_on=day)
    assert Absence.objects.in_force(day).filter(user=officer).exists()
    assert not Absence.objects.in_force(day + timedelta(days=1)).exists()


def test_an_account_without_a_password_cannot_sign_in(make_user):
    assert not User.objects.create_user("new@sss.example").has_usable_password()
