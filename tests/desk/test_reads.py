"""The log of reads: what is written of searches, and who reads the log."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.access.models import User
from casework.access.permissions import Role
from casework.access.scope import set_scope, set_scope_of_all
from casework.audit.chain import parsed
from casework.audit.damage import Kind
from casework.audit.events import Event, ReadLog
from casework.audit.reading import heads
from casework.audit.reads import log_search
from casework.audit.sealing import seal
from casework.audit.verify import verify
from casework.clock import now
from casework.desk import reads_rows
from tests.cases.making import a_case
from tests.cases.reaching import two_authorities

pytestmark = pytest.mark.django_db


def searched(client, user, **query):
    client.force_login(user)
    response = client.get(reverse("search"), query)
    set_scope(User.objects.get(pk=user.pk))
    columns = ("authority__code", "case", "typed", "found")
    rows = ReadLog.objects.filter(what="search", user=user).order_by("pk").values_list(*columns)
    return response, list(rows)


def page(client, user, **query):
    client.force_login(user)
    response = client.get(reverse("reads"), query)
    assert response.status_code == 200
    return response.content.decode()


def test_a_search_is_written_down_with_what_it_listed(client, case, officer):
    _page, rows = searched(client, officer, q="germany")
    assert rows == [("SSS", None, "germany", 1)]
    _page, rows = searched(client, officer, q="nowhere")
    assert rows[1:] == [("SSS", None, "nowhere", 0)]


def test_a_search_without_words_is_none(client, case, officer):
    _page, rows = searched(client, officer, q="  ")
    assert rows == []


def test_a_reference_that_opens_its_case_is_written_down_with_it(client, case, officer):
    response, rows = searched(client, officer, q=case.reference)
    assert (response.status_code, rows) == (302, [("SSS", case.pk, case.reference, 1)])


def test_each_authority_keeps_what_was_searched_in_it(client, case, officer, make_user):
    two_authorities()
    expert = make_user(Role.OFFICER, authority="PGO")
    set_scope(officer)
    case.grants.create(authority=case.authority, user=expert, reason="expert")
    a_case(expert, authority="PGO")
    _page, rows = searched(client, expert, q="germany")
    assert sorted(rows) == [("PGO", None, "germany", 1), ("SSS", None, "germany", 1)]


def test_who_has_only_a_granted_case_is_written_down_where_it_was_granted(
    client, case, officer, stranger
):
    set_scope(officer)
    case.grants.create(authority=case.authority, user=stranger, reason="expert")
    _page, rows = searched(client, stranger, q="nowhere")
    assert rows == [("SSS", None, "nowhere", 0)]


def test_a_search_in_the_administration_is_written_down(client, case, supervisor):
    client.force_login(supervisor)
    assert client.get("/administration/casework/case/", {"q": "BKA"}).status_code == 200
    set_scope(supervisor)
    assert ReadLog.objects.filter(what="search", typed="BKA", found=None).exists()


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.AUDITOR])
def test_the_log_says_in_sentences_who_read_what(client, case, officer, make_user, role):
    searched(client, officer, q="germany <b>")
    searched(client, officer, q=case.reference)
    client.get(case.get_absolute_url())
    text = page(client, make_user(role, full_name="reader"))
    for said in (
        "read the page of the case",
        "searched for “germany &lt;b&gt;”: 1 case listed",
        f"searched for “{case.reference}”, which opened the case",
    ):
        assert said in text
    assert f'href="{case.get_absolute_url()}"' in text
    only = page(client, User.objects.get(full_name="reader"), what="search", who=officer.pk)
    assert "read the page" not in only
    assert "germany" in only


def test_nothing_of_the_log_of_another_authority_is_shown(client, case, officer, make_user):
    searched(client, officer, q="Canary")
    other = make_user(Role.AUDITOR, authority="PGO")
    assert "Canary" not in page(client, other)
    assert "Canary" not in page(client, other, who=officer.pk)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.LAWYER, Role.REGISTRAR])
def test_who_neither_supervises_nor_audits_reads_no_log(client, make_user, role):
    client.force_login(make_user(role, full_name="reader"))
    assert client.get(reverse("reads")).status_code == 403


def test_a_supervisor_of_one_procedure_reads_no_log_of_the_whole_authority(client, supervisor):
    supervisor.memberships.update(procedure="contact_point")
    client.force_login(supervisor)
    assert client.get(reverse("reads")).status_code == 403


def old_rows():
    """Rows of this test count as written two hours ago."""
    return time_machine.travel(now() + timedelta(hours=2), tick=False)


def test_the_log_is_sealed_into_the_chain_once(client, case, officer):
    for typed in ("germany", "nowhere"):
        searched(client, officer, q=typed)
    assert seal(case.authority_id) == 0, "what was read just now may not all be there"
    with old_rows():
        assert (seal(case.authority_id), seal(case.authority_id)) == (2, 0)
    searched(client, officer, q="further")
    with old_rows():
        assert seal(case.authority_id) == 1
    set_scope_of_all()
    sealed = Event.objects.filter(verb="seal_reads").order_by("number")
    assert [parsed(event.details)["rows"] for event in sealed] == [2, 1]


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("UPDATE casework_readlog SET typed = 'other' WHERE typed = 'germany'", "not as it was"),
        ("DELETE FROM casework_readlog WHERE typed = 'germany'", "2 rows were sealed here, and 1"),
    ],
)
@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_row_changed_or_taken_away_after_the_seal_is_named(seeded, make_user, damage, said):
    with transaction.atomic():
        officer = make_user(Role.OFFICER)
        case = a_case(officer)
        for typed in ("germany", "nowhere"):
            log_search(officer, typed, [])
    with old_rows():
        assert seal(case.authority_id) == 2
    (head,) = heads("owner", "SSS")
    assert verify(head, "owner").damage is None
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE casework_readlog DISABLE TRIGGER USER")
        cursor.execute(damage)
        cursor.execute("ALTER TABLE casework_readlog ENABLE TRIGGER USER")
    found = verify(head, "owner").damage
    assert found is not None
    assert (found.kind, said in found.about) == (Kind.READS, True)


def test_the_log_goes_on_page_by_page_with_the_same_queries(client, officer, auditor, monkeypatch):
    monkeypatch.setattr(reads_rows, "MANY", 2)
    case, counts = a_case(officer), []
    for number in (1, 4):
        for _n in range(number):
            searched(client, officer, q="germany")
            client.get(case.get_absolute_url())
        with CaptureQueriesContext(connection) as queries:
            text = page(client, auditor)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert text.count("reads-line") == 2
    further = text.partition("?before=")[2].partition('"')[0]
    assert page(client, auditor, before=further).count("reads-line") == 2


@pytest.mark.parametrize("odd", ["x", "-1", "²", "9" * 30, "9" * 19, "0"])
def test_an_odd_address_breaks_nothing(client, auditor, odd):
    page(client, auditor, before=odd, who=odd, what=odd)
