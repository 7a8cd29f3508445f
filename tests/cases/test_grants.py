"""Read access to one case: what it shows, what it never lets anybody do, and when it ends.

Tried: without the granted cases in `visible_to`, in the scope of the transaction, with a policy
of the procedure's table that asks only whether the case is seen, without `in_force`, and without
the end at the hand-over, a test each goes red; so do those of lists if they start from
`visible_to` again.
"""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import RequestFactory

from casework.access.models import Membership, User
from casework.access.permissions import Role
from casework.access.scope import acting_as, set_scope, widen_scope
from casework.cases.case import Case
from casework.cases.grants import Grant
from casework.cases.likely import likely_cases, look_of
from casework.cases.queries import CaseQuerySet
from casework.clock import now, today
from casework.desk.at_hand import work_of
from casework.desk.queue_filter import NOBODY, Chosen
from casework.desk.queue_rows import band
from casework.directory.models import State
from casework.notices.digest import written_for
from casework.workflow.door import perform
from casework.workflow.people import roles_of
from casework.workflow.proposals import propose
from casework.workflow.refusals import NotAllowed
from contact_point.models import ContactRequest
from tests.cases.making import a_case
from tests.cases.reaching import two_authorities
from tests.cases.test_scope import as_now, every_authority, keys

pytestmark = [pytest.mark.engines, pytest.mark.django_db]
DAY = timedelta(days=1)


@pytest.fixture
def prosecutor(make_user):
    """Somebody of another authority, with every role that could do anything there."""
    two_authorities()
    roles = (Role.OFFICER, Role.LAWYER, Role.SUPERVISOR, Role.AUDITOR)
    return make_user(*roles, authority="PGO", full_name="prosecutor")


@pytest.fixture
def expert(make_user):
    return make_user(full_name="expert")


@pytest.fixture
def other(case, desk):
    """Another case of the same authority, which is granted to nobody."""
    return a_case(desk.officer)


def granted(case, person, **fields):
    """Let this person read the case, and return the person with nothing remembered."""
    fields = {"reason": "An opinion is needed.", "made_by": None, **fields}
    widen_scope(case.authority_id)
    Grant.objects.create(case_id=case.pk, authority_id=case.authority_id, user=person, **fields)
    return as_now(person)


def sees(person):
    set_scope(person)
    return keys(Case.objects.visible_to(person))


@pytest.mark.parametrize("who", ["expert", "prosecutor"])
def test_a_grant_shows_this_case_and_no_other(request, who, case, other):
    person = request.getfixturevalue(who)
    assert sees(person) == []
    assert sees(granted(case, person)) == [case.pk]


def test_the_filter_alone_shows_no_other_case(case, other, expert):
    person = granted(case, expert)
    with every_authority():
        assert Case.objects.count() == 2
        assert keys(Case.objects.visible_to(person)) == [case.pk]


def test_the_database_alone_shows_no_other_case(case, other, expert):
    set_scope(granted(case, expert))
    assert keys(Case.objects.all()) == [case.pk]
    assert keys(ContactRequest.objects.all()) == [case.pk]
    assert list(ContactRequest.objects.values_list("pk", flat=True)) == [case.pk]


def test_the_database_shows_a_granted_case_in_transactions_of_tasks(case, expert):
    with acting_as(granted(case, expert)):
        assert ContactRequest.objects.get().pk == case.pk


@pytest.mark.parametrize("who", ["expert", "prosecutor"])
def test_the_database_lets_nobody_write_a_granted_case(request, who, case, desk):
    set_scope(granted(case, request.getfixturevalue(who)))
    assert Case.objects.filter(pk=case.pk).update(foreign_reference="theirs") == 0
    assert ContactRequest.objects.filter(pk=case.pk).update(summary="theirs") == 0
    with connection.cursor() as cursor:
        for statement in ("UPDATE {} SET summary = 'x'", "UPDATE {} SET summary = 'x' WHERE true"):
            cursor.execute(statement.format("contact_point_contactrequest"))
            assert cursor.rowcount == 0
    set_scope(desk.officer)
    assert ContactRequest.objects.filter(pk=case.pk).update(summary="ours") == 1


@pytest.mark.parametrize(
    "period",
    [{"until_on": -DAY}, {"from_on": DAY}, {"from_on": -3 * DAY, "until_on": -DAY}],
)
def test_a_grant_counts_from_its_first_to_its_last_day(case, expert, period):
    person = granted(case, expert, **{name: today() + days for name, days in period.items()})
    assert sees(person) == []
    with every_authority():
        assert not Case.objects.visible_to(person)
    set_scope(person)
    assert not Case.objects.all()


def test_on_its_last_day_a_grant_still_counts(case, expert):
    assert sees(granted(case, expert, until_on=today())) == [case.pk]


def test_a_grant_that_is_ended_counts_no_more_on_the_same_day(case, expert):
    granted(case, expert)
    assert case.grants.end() == 1
    assert sees(as_now(expert)) == []
    assert case.grants.end() == 0


def test_a_grant_of_an_account_that_is_switched_off_shows_nothing(case, expert):
    person = granted(case, expert)
    person.is_active = False
    with every_authority():
        assert not Case.objects.visible_to(person)


def test_who_has_a_role_elsewhere_sees_those_cases_too(case, prosecutor):
    own = a_case(prosecutor, authority="PGO")
    assert set(sees(granted(case, prosecutor))) == {case.pk, own.pk}


def test_a_grant_gives_no_role(case, desk, prosecutor, expert):
    for person in (granted(case, prosecutor), granted(case, expert)):
        set_scope(person)
        assert roles_of(person, case) == []
        with pytest.raises((NotAllowed, Case.DoesNotExist, PermissionDenied)):
            perform(case, "take_on", by=person, version=case.version)
        with pytest.raises((NotAllowed, Case.DoesNotExist, PermissionDenied)):
            propose(case, "refuse", by=person, version=case.version)
    set_scope(desk.officer)
    assert type(case).objects.get(pk=case.pk).version == case.version


def test_a_case_that_is_handed_over_is_read_by_nobody_by_a_grant(case, desk, prosecutor, expert):
    granted(case, expert)
    granted(case, desk.registrar, until_on=today() + DAY)
    Membership.objects.filter(user=desk.registrar).update(until_on=today() - DAY)
    case = desk.step(case, "hand_over")
    for person in (expert, desk.registrar):
        assert sees(as_now(person)) == []
    assert sees(prosecutor) == [case.pk]
    rows = Grant.objects.filter(case=case.pk)
    assert {row.authority.code for row in rows} == {"PGO"}
    assert {row.until_on for row in rows} == {today() - DAY}
    assert sees(granted(case, expert)) == [case.pk]


def test_a_grant_of_another_case_stays_when_one_is_handed_over(
    case, other, desk, prosecutor, expert
):
    granted(case, expert)
    granted(other, expert)
    desk.step(case, "hand_over")
    assert sees(as_now(expert)) == [other.pk]


# The work of a grantee is another one's: no list of work, no mail, no likely duplicate


def test_a_granted_case_is_listed_and_is_nobodys_work_there(desk, prosecutor):
    case = a_case(desk.registrar, is_urgent=True)
    person = granted(case, prosecutor)
    set_scope(person)
    assert [row.id for row in band(person, Chosen(), limit=9)] == [case.pk]
    assert band(person, Chosen(officer=NOBODY), limit=9) == []
    work = work_of(RequestFactory().get("/"), person)
    assert not any(found for what, found in work.items() if what != "finish_way")
    set_scope(desk.officer)
    assert [row.id for row in band(desk.officer, Chosen(officer=NOBODY), limit=9)] == [case.pk]
    request = RequestFactory().get("/")
    assert len(work_of(request, desk.officer)["unacknowledged"]) == 1


def test_the_morning_mail_of_a_supervisor_tells_nothing_of_a_granted_case(desk, prosecutor):
    case = a_case(desk.officer, received_at=now() - 40 * DAY)
    person = granted(case, prosecutor)
    set_scope(person)
    assert written_for(person, today()).is_empty
    set_scope(desk.supervisor)
    assert not written_for(desk.supervisor, today()).is_empty


def test_a_granted_case_is_no_likely_duplicate_of_a_request_elsewhere(case, desk, prosecutor):
    look = look_of(case.foreign_reference, State.objects.get(code="DE"), ["203.0.113.1"])
    person = granted(case, prosecutor)
    set_scope(person)
    assert likely_cases(person, look) == []
    set_scope(desk.officer)
    assert [one.case.pk for one in likely_cases(desk.officer, look)] == [case.pk]


# The rows themselves


def test_a_grant_has_a_reason_and_is_open_once(case, expert):
    with pytest.raises(IntegrityError, match="grant_has_a_reason"), transaction.atomic():
        granted(case, expert, reason="")
    granted(case, expert)
    with pytest.raises(IntegrityError, match="grant_open_once"), transaction.atomic():
        granted(case, expert)
    case.grants.end()
    granted(case, expert)


def test_the_web_deletes_no_grant(case, expert):
    granted(case, expert)
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        Grant.objects.all()._raw_delete("default")


def test_however_many_grants_cost_one_query_a_request(
    case, other, desk, expert, django_assert_num_queries
):
    for one in (case, other, a_case(desk.officer)):
        granted(one, expert)
    person = User.objects.get(pk=expert.pk)
    with django_assert_num_queries(4):  # roles, grants, the scope, the cases
        set_scope(person)
        assert Case.objects.visible_to(person).count() == 3


def test_without_the_filter_the_pages_show_a_granted_case_alone(
    client, case, other, prosecutor, monkeypatch
):
    monkeypatch.setattr(CaseQuerySet, "visible_to", lambda rows, user: rows.all())
    client.force_login(granted(case, prosecutor))
    page = client.get("/cases/?ended=1").content.decode()
    assert case.reference in page and other.reference not in page
    assert client.get(f"/cases/{other.public_id}/").status_code == 404
