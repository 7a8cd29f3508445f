"""Whose cases a person sees: by the filter of the pages, and by the database alone.

Tried: with row-level security switched off, the tests whose name speaks of the database go red;
with `visible_to` returning everything, the first ones do.
"""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connections, transaction

from casework.access.models import Membership, User
from casework.access.permissions import Role
from casework.access.scope import acting_as, set_scope
from casework.cases.case import Case
from casework.cases.queries import CaseQuerySet
from casework.clock import today
from casework.directory.models import Authority
from casework.workflow.door import opened, perform
from contact_point.models import ContactRequest
from tests.cases.making import Desk, a_case
from tests.cases.reaching import two_authorities

pytestmark = [pytest.mark.engines, pytest.mark.django_db]


@pytest.fixture
def pgo_officer(make_user):
    two_authorities()
    return make_user(Role.OFFICER, authority="PGO")


@pytest.fixture
def foreign(pgo_officer, case):
    """A case of another authority."""
    return a_case(pgo_officer, authority="PGO")


def as_now(user):
    """The same person, without what was remembered of roles."""
    return User.objects.get(pk=user.pk)


def keys(rows):
    return [row.pk for row in rows]


def test_everybody_sees_the_cases_of_the_own_authority(case, foreign, desk, pgo_officer, auditor):
    for person in (desk.officer, desk.lawyer, desk.supervisor, desk.registrar, auditor):
        set_scope(person)
        assert keys(Case.objects.visible_to(person)) == [case.pk]
    set_scope(pgo_officer)
    assert keys(Case.objects.visible_to(pgo_officer)) == [foreign.pk]


def test_the_filter_alone_hides_the_cases_of_others(case, foreign, desk, pgo_officer):
    with every_authority():
        assert Case.objects.count() == 2
        assert keys(Case.objects.visible_to(desk.officer)) == [case.pk]
        assert keys(Case.objects.visible_to(pgo_officer)) == [foreign.pk]


def test_without_a_role_nothing_is_seen(case, stranger, desk):
    with every_authority():
        assert not Case.objects.visible_to(stranger)
        assert not Case.objects.visible_to(None)
        desk.officer.is_active = False
        assert not Case.objects.visible_to(desk.officer)


def test_an_expired_membership_sees_nothing_any_more(case, desk):
    Membership.objects.filter(user=desk.officer).update(until_on=today() - timedelta(days=1))
    person = as_now(desk.officer)
    with every_authority():
        assert not Case.objects.visible_to(person)
    set_scope(person)
    assert not Case.objects.all()


def test_a_membership_that_begins_tomorrow_sees_nothing_yet(case, desk):
    Membership.objects.filter(user=desk.officer).update(from_on=today() + timedelta(days=1))
    assert not Case.objects.visible_to(as_now(desk.officer))


def test_a_role_for_another_procedure_shows_no_case_of_this_one(case, desk):
    Membership.objects.filter(user=desk.lawyer).update(procedure="mla")
    assert not Case.objects.visible_to(as_now(desk.lawyer))
    Membership.objects.filter(user=desk.lawyer).update(procedure="contact_point")
    assert keys(Case.objects.visible_to(as_now(desk.lawyer))) == [case.pk]


# The database alone, the filter taken away


def test_the_database_shows_nothing_of_another_authority(case, foreign, desk, pgo_officer):
    set_scope(pgo_officer)
    assert keys(Case.objects.all()) == [foreign.pk]
    assert not Case.objects.filter(pk=case.pk).exists()
    assert keys(ContactRequest.objects.all()) == [foreign.pk]
    assert not ContactRequest.objects.filter(reference=case.reference).exists()


def test_the_database_shows_nothing_without_a_scope(case, foreign, stranger):
    for nobody in (None, stranger):
        set_scope(nobody)
        assert Case.objects.count() == 0
        assert not list(ContactRequest.objects.all())


def test_the_database_refuses_an_update_of_another_authority(case, pgo_officer, desk):
    set_scope(pgo_officer)
    assert Case.objects.filter(pk=case.pk).update(foreign_reference="theirs") == 0
    set_scope(desk.officer)
    assert Case.objects.get(pk=case.pk).foreign_reference == "BKA 2026/4711"


def test_the_database_refuses_to_give_a_case_away(case, pgo_officer, desk):
    set_scope(desk.officer)
    pgo = Authority.objects.get(code="PGO")
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(authority=pgo)


def test_the_database_refuses_a_case_opened_for_another_authority(case, pgo_officer):
    set_scope(pgo_officer)
    forged = ContactRequest.objects.none().model(
        kind="contact_point",
        authority_id=case.authority_id,
        receipt_id=case.receipt_id,
        received_at=case.received_at,
        request_type_id=case.request_type_id,
        calendar_id=case.calendar_id,
        state="received",
        reference="SSS-CP-2026-999999",
    )
    with (
        pytest.raises(DatabaseError, match="row-level security"),
        transaction.atomic(),
        opened("new"),
    ):
        forged.save(force_insert=True)


def test_a_step_on_the_case_of_another_authority_finds_no_case(case, pgo_officer):
    set_scope(pgo_officer)
    with pytest.raises(Case.DoesNotExist):
        perform(case, "start_review", by=pgo_officer, version=1)


def test_a_case_granted_is_read_and_not_written(case, pgo_officer):
    set_scope(pgo_officer)
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT set_config('mla.cases', %s, true)", [str(case.pk)])
    assert keys(Case.objects.all()) == [case.pk]
    assert Case.objects.filter(pk=case.pk).update(foreign_reference="theirs") == 0


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_the_owner_of_the_tables_sees_every_case(seeded, make_user):
    two_authorities()
    people = [make_user(Role.OFFICER, authority=code) for code in ("SSS", "PGO")]
    for code, person in zip(("SSS", "PGO"), people, strict=True):
        with acting_as(person):
            a_case(person, authority=code)
    assert Case.objects.using("owner").count() == 2
    assert Case.objects.count() == 0


# Handing over


def test_a_case_handed_over_is_gone_for_those_who_gave_it(desk, case, pgo_officer):
    reference, received_at = case.reference, case.received_at
    given = desk.step(case, "hand_over")
    assert given.state == "received"
    set_scope(desk.officer)
    assert not Case.objects.all()
    assert not Case.objects.visible_to(desk.officer)
    set_scope(pgo_officer)
    taken = ContactRequest.objects.visible_to(pgo_officer).get()
    assert (taken.reference, taken.received_at) == (reference, received_at)
    assert (taken.officer, taken.receipt_id) == (None, case.receipt_id)


def test_everything_that_hangs_on_a_case_goes_along(desk, pgo_officer):
    case = desk.steps(a_case(desk.officer), "start_review", "preserve", "ask")
    before = {
        name: getattr(case, name).count()
        for name in ("orders", "orderlines", "dataitems", "identifiers", "preservations",
                     "questions", "letters", "deadlines", "casereceipts")
    }  # fmt: skip
    dates = (case.receipt.received_at, case.calendar_id)
    case = desk.step(case, "hand_over")
    set_scope(pgo_officer)
    pgo = Authority.objects.get(code="PGO")
    for name, number in before.items():
        rows = getattr(case, name)
        assert rows.exclude(authority=pgo).count() == 0, name
        assert rows.count() >= number > 0, name
    assert (case.receipt.received_at, case.calendar_id) == dates
    assert case.ceiling_on and case.review_on and case.execution_on


def test_the_history_goes_along_and_each_event_stays_in_its_chain(desk, case, pgo_officer):
    case = desk.step(case, "hand_over")
    set_scope(pgo_officer)
    case = perform(case, "start_review", by=pgo_officer, version=case.version)
    told = [(event.verb, event.authority.code) for event in case.events.order_by("pk")]
    assert told == [("register", "SSS"), ("hand_over", "SSS"), ("start_review", "PGO")]


def test_after_review_has_begun_two_persons_hand_over(desk, case, pgo_officer, make_user):
    case = desk.step(case, "start_review")
    other = Desk(desk.officer, desk.lawyer, make_user(Role.SUPERVISOR, full_name="other"))
    case = other.step(case, "hand_over")
    assert case.authority.code == "PGO"
    set_scope(pgo_officer)
    assert case.proposals.get().authority.code == "PGO"


class every_authority:  # noqa: N801
    """Row-level security out of the way: the scope of a person of every authority."""

    def __enter__(self):
        ids = ",".join(str(pk) for pk in Authority.objects.values_list("pk", flat=True))
        with connections["default"].cursor() as cursor:
            cursor.execute("SELECT set_config('mla.authorities', %s, true)", [ids])

    def __exit__(self, *why):
        set_scope(None)


def test_the_table_of_the_procedure_alone_shows_no_row_of_others(desk, make_user):
    case = a_case(desk.officer, summary="Canary")
    for reader in (make_user(Role.OFFICER, authority="PGO"), None):
        set_scope(reader)
        assert not ContactRequest.objects.values_list("summary")
        assert ContactRequest.objects.count() == 0
        with connections["default"].cursor() as cursor:
            cursor.execute("UPDATE contact_point_contactrequest SET summary = 'x'")
            assert cursor.rowcount == 0
    set_scope(desk.officer)
    assert ContactRequest.objects.values_list("summary").get(pk=case.pk) == ("Canary",)


@pytest.mark.parametrize("path", ["/cases/?ended=1", "/", "/cases/?q=SSS", "/administration/"])
def test_with_the_filter_removed_the_pages_stay_empty(client, case, pgo_officer, monkeypatch, path):
    monkeypatch.setattr(CaseQuerySet, "visible_to", lambda rows, user: rows.all())
    client.force_login(pgo_officer)
    page = client.get(path, follow=True)
    assert case.reference not in page.content.decode()
    own = client.get(f"/cases/{case.public_id}/")
    assert own.status_code == 404
    assert client.post(f"/cases/{case.public_id}/steps/start_review/").status_code == 404
