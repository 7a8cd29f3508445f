"""Likely duplicates, shown before anything is saved; nothing leaks from another authority."""

import pytest

from casework.access.permissions import Role
from casework.access.scope import set_scope
from casework.cases.case import Case
from casework.cases.keys import reference_key
from casework.cases.likely import likely_cases, likely_elsewhere, look_of
from casework.clock import now
from contact_point.models import ContactRequest
from tests.cases.making import Desk, a_case
from tests.contact_point.conftest import URGENT

pytestmark = pytest.mark.django_db


@pytest.fixture
def abroad(make_user, other_desk):
    """A case of another authority, with words that must appear nowhere else."""
    theirs = make_user(Role.OFFICER, authority="PGO", full_name="Xanthippe Colleague")
    return a_case(
        theirs,
        authority="PGO",
        foreign_reference="BKA 2026/4711",
        foreign_key=reference_key("BKA 2026/4711"),
        requesting_authority="Xanthippe Office",
    )


def again(typed, **more):
    """The same request, typed in another way, an hour ago."""
    return typed(
        **{"arrival-received_at": f"{now():%Y-%m-%d}T00:00", "foreign_reference": "bka-2026 4711"},
        **more,
    )


def count(user):
    set_scope(user)
    return ContactRequest.objects.visible_to(user).count()


def an_own_case(officer):
    return a_case(officer, foreign_key=reference_key("BKA 2026/4711"))


def test_a_reference_is_the_same_however_it_is_written():
    assert reference_key("BKA 2026/4711") == reference_key("bka-2026 4711") == "bka20264711"


def test_the_same_reference_is_shown_and_nothing_is_saved(send, typed, officer, germany):
    case = an_own_case(officer)
    fields = again(typed, **{"arrival-requesting_state": germany.pk, "summary": "Typed text"})
    text = send(officer, fields).content.decode()
    assert count(officer) == 1
    for shown in (case.reference, case.get_absolute_url(), "Received", "Typed text"):
        assert shown in text
    assert "<strong>reference</strong>, <strong>State</strong>" in text
    assert 'form="register-form" name="anyway"' in text


def test_registered_all_the_same(send, typed, officer):
    an_own_case(officer)
    fields = again(typed)
    send(officer, fields)
    response = send(officer, {**fields, "anyway": "1"})
    assert response.status_code == 302
    assert count(officer) == 2


def test_an_identifier_in_common_is_named(send, typed, officer):
    a_case(officer, foreign_reference="", requesting_state=None)
    fields = typed(
        **{"items-0-category": "traffic", "items-0-value_1": " 203.0.113.1 ", "items-0-zone": "UTC"}
    )
    text = send(officer, fields).content.decode()
    assert "<strong>203.0.113.1</strong>" in text
    assert count(officer) == 1


def test_another_address_is_another_identifier(send, typed, officer):
    a_case(officer, foreign_reference="", requesting_state=None)
    fields = typed(**{"items-0-category": "traffic", "items-0-value_1": "20.30.113.1"})
    assert send(officer, fields).status_code == 302


def test_a_recent_request_of_the_state_counts_only_where_nothing_else_is_known(
    send, typed, officer, germany
):
    an_own_case(officer)
    known = {"arrival-requesting_state": germany.pk}
    assert send(officer, typed(**known)).status_code == 200
    assert send(officer, typed(**known, foreign_reference="another one")).status_code == 302


def test_the_urgent_form_shows_them_too(send, typed, officer):
    case = an_own_case(officer)
    fields = {name.removeprefix("arrival-"): value for name, value in again(typed).items()}
    text = send(officer, fields, URGENT).content.decode()
    assert case.reference in text
    assert 'form="urgent-form" name="anyway"' in text
    assert count(officer) == 1


@pytest.mark.parametrize(
    "same",
    [{"foreign_reference": "bka-2026 4711"}, {"items-0-value_1": "203.0.113.1"}],
    ids=["reference", "identifier"],
)
def test_of_another_authority_only_its_name_and_duty_contact_are_told(
    send, typed, officer, abroad, other_desk, same
):
    text = send(officer, typed(**{"items-0-category": "traffic", **same})).content.decode()
    assert count(officer) == 0
    assert other_desk.name in text
    assert "+994 12 000 00 00" in text
    assert "duty@pgo.example" in text
    for secret in (
        abroad.reference,
        str(abroad.public_id),
        "Xanthippe",
        "BKA 2026/4711",
        "Germany (",
    ):
        assert secret not in text


def test_the_database_gives_away_authorities_and_nothing_of_an_own_case(
    officer, abroad, other_desk, stranger
):
    look = look_of("BKA 2026/4711", None, [])
    set_scope(officer)
    assert likely_elsewhere(look) == [other_desk]
    assert likely_cases(officer, look) == []
    assert not Case.objects.exists()
    an_own_case(officer)
    assert likely_elsewhere(look) == [other_desk]
    set_scope(None)
    assert likely_elsewhere(look) == []


def test_another_state_or_a_reference_of_two_letters_is_no_match_elsewhere(
    officer, abroad, germany
):
    set_scope(officer)
    france = type(germany).objects.get(code="FR")
    assert likely_elsewhere(look_of("BKA 2026/4711", france, [])) == []
    assert likely_elsewhere(look_of("BKA 2026/4711", germany, [])) != []
    assert look_of("B/", germany, []).is_vague


def test_a_void_registration_is_no_duplicate(send, typed, officer, lawyer, supervisor):
    case = an_own_case(officer)
    Desk(officer, lawyer, supervisor).step(case, "void")
    assert send(officer, again(typed)).status_code == 302


def test_twenty_candidates_cost_no_more_queries_than_one(officer, django_assert_max_num_queries):
    for _number in range(7):
        an_own_case(officer)
    set_scope(officer)
    with django_assert_max_num_queries(5):
        found = likely_cases(officer, look_of("BKA 2026/4711", None, ["203.0.113.1"]))
    assert len(found) == 5
