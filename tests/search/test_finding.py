"""Finding: every word, by its beginning, the best first; never what somebody may not see."""

from datetime import timedelta

import pytest
from django.db import connection

from casework.access.models import Membership
from casework.access.permissions import Role
from casework.access.scope import set_scope
from casework.cases.case import Case
from casework.cases.grants import Grant
from casework.clock import now, today
from casework.directory.models import Authority
from casework.search import finding
from casework.search.finding import MOST_SHOWN, find
from casework.search.model import SearchWord
from casework.search.opening import meant
from casework.search.writing import add_words
from tests.cases import making

pytestmark = pytest.mark.django_db


def a_case(by, **fields):
    """Register a request and return its case as a search gives it."""
    return Case.objects.get(pk=making.a_case(by, **fields).pk)


@pytest.fixture
def found(officer):
    """Return the cases that the officer finds, with the person's own scope."""

    def search(text, person=None):
        person = person or officer
        set_scope(person)
        return list(find(person, text).cases)

    return search


@pytest.fixture
def few_are_read(monkeypatch):
    monkeypatch.setattr(finding, "MOST_READ", 2)


def says(case, *texts):
    add_words(case, texts)
    return case


def test_every_word_must_be_there_by_its_beginning(officer, found):
    both = says(a_case(officer), "phishing at a bank")
    says(a_case(officer), "phishing at a school")
    assert found("phish BANK") == [both]
    assert found("bank phishing germ") == [both]
    assert found("bank nowhere") == []
    assert found("ank") == []


def test_whole_references_come_first_then_whole_words_then_the_latest(officer, found):
    reference = a_case(officer, foreign_reference="AB-12", received_at=now() - timedelta(days=9))
    old = says(a_case(officer, received_at=now() - timedelta(days=8)), "ab12")
    prefix = says(a_case(officer, received_at=now() - timedelta(days=1)), "ab123")
    late = says(a_case(officer, received_at=now() - timedelta(days=2)), "ab12")
    assert found("AB12") == [reference, late, old, prefix]
    assert found("ab 12")[0] == reference


@pytest.mark.parametrize(
    "typed", ["BKA 2026/4711", "bka20264711", "BKA-2026-4711", "bka.2026.4711"]
)
def test_a_foreign_reference_is_found_in_any_spelling(officer, found, typed):
    case = a_case(officer, foreign_reference="BKA 2026/4711")
    a_case(officer, foreign_reference="BKA 2026/9999")
    assert found(typed) == [case]


def test_at_most_fifty_are_shown(officer, monkeypatch):
    monkeypatch.setattr(finding, "MOST_SHOWN", 2)
    for _n in range(3):
        a_case(officer)
    assert MOST_SHOWN == 50
    result = find(officer, "germany")
    assert (len(result.cases), result.is_more, result.is_partial) == (2, True, False)
    assert find(officer, "germany nothing").is_more is False


def test_of_frequent_words_the_latest_are_looked_at(officer, found, few_are_read):
    cases = [says(a_case(officer), "common often") for _n in range(4)]
    rare = says(cases[0], "rare")
    result = find(officer, "common often")
    assert result.is_partial
    assert set(result.cases) <= set(cases)
    assert cases[3] in result.cases
    assert found("common rare") == [rare], "a rare word leads, however old its case is"
    assert find(officer, "comm").is_partial
    assert len(find(officer, "comm").cases) >= 2


def test_nothing_is_asked_of_the_database_for_nothing(officer, stranger, django_assert_num_queries):
    assert officer.current_roles and not stranger.current_roles | stranger.granted_cases
    with django_assert_num_queries(0):
        assert not find(officer, " - ").cases
        assert not find(stranger, "germany").cases


@pytest.mark.parametrize("typed", ["germany", "germany ip", "BKA 2026/4711", "bka-2026-4711"])
def test_a_stranger_and_another_authority_find_nothing(officer, found, stranger, make_user, typed):
    case = a_case(officer)
    for person in (stranger, make_user(Role.SUPERVISOR, authority="PGO")):
        assert found(typed, person) == []
        assert meant(person, case.reference) is None
        assert meant(person, case.reference[-6:]) is None
        assert not SearchWord.objects.exists()
    set_scope(officer)
    assert meant(officer, case.reference) == case


def test_a_kind_that_is_not_served_is_not_found(officer, found, make_user):
    a_case(officer)
    other = make_user(email="other@sss.example")
    sss = Authority.objects.get(code="SSS")
    Membership.objects.create(
        user=other, authority=sss, role=Role.OFFICER, procedure="other", from_on=today()
    )
    assert found("germany", other) == []
    assert found("germany")


@pytest.mark.parametrize("is_frequent", [False, True])
def test_a_granted_case_is_found_like_ones_own(officer, found, make_user, is_frequent, monkeypatch):
    if is_frequent:
        monkeypatch.setattr(finding, "MOST_READ", 0)
    case, _other = a_case(officer), a_case(officer)
    expert = make_user(email="expert@pgo.example", authority="PGO")
    Grant.objects.create(
        case_id=case.pk, authority_id=case.authority_id, user=expert, reason="x", made_by=officer
    )
    assert found("germany 203.0.113.1", expert) == [case]
    assert found("germany nothing", expert) == []
    assert meant(expert, case.reference[-3:]) == case
    assert set(SearchWord.objects.values_list("case", flat=True)) == {case.pk}


def test_our_reference_means_its_case(officer):
    case, other = a_case(officer), a_case(officer)
    year, number = case.reference.split("-")[2:]
    for typed in (
        case.reference, case.reference.lower(), f" sss cp {year} {int(number)} ",
        case.reference.replace("-", ""), number, str(int(number)),
    ):  # fmt: skip
        assert meant(officer, typed) == case, typed
    assert meant(officer, other.reference) == other
    for typed in ("999999", "germany", "", "SSS-CP-1999-000001", "²", "9" * 30):
        assert meant(officer, typed) is None, typed


def test_a_number_that_two_references_end_with_means_none(officer, monkeypatch):
    case = a_case(officer)
    number = case.reference[-6:]
    monkeypatch.setattr(
        "casework.workflow.opening.next_reference", lambda *_: f"SSS-CP-1999-{number}"
    )
    a_case(officer)
    assert meant(officer, number) is None
    assert meant(officer, case.reference) == case


def test_the_policy_reads_its_settings_once_for_a_statement(officer):
    a_case(officer)
    set_scope(officer)
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN SELECT 1 FROM casework_searchword WHERE word = 'germany'")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "InitPlan" in plan
    filters = [line for line in plan.splitlines() if "Cond" in line or "Filter" in line]
    assert "current_setting" not in "".join(filters)
