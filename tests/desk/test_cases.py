"""The list of cases, and the few that the first page shows."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.access.permissions import Role
from casework.clock import now
from casework.desk import cases as view
from tests.cases.making import a_case

pytestmark = pytest.mark.django_db


def listed(client, user, query=""):
    client.force_login(user)
    response = client.get(reverse("cases") + query)
    assert response.status_code == 200
    return response.content.decode()


def references(text):
    return re.findall(r'class="fw-bold"[^>]*>([^<]+)</a>', text)


def received(days):
    return now() - timedelta(days=days)


@pytest.mark.parametrize("who", ["officer", "lawyer", "supervisor", "registrar", "auditor"])
def test_every_role_sees_the_cases_of_its_authority(client, case, who, request):
    assert references(listed(client, request.getfixturevalue(who))) == [case.reference]


def test_a_stranger_and_another_authority_see_none(client, case, stranger, make_user):
    for user in (stranger, make_user(Role.SUPERVISOR, authority="PGO")):
        text = listed(client, user, "?show=all")
        assert case.reference not in text
        assert "No case here." in text
        assert case.reference not in listed(client, user, f"?q={case.reference}").replace(
            f'value="{case.reference}"', ""
        ).replace(f"“{case.reference}”", "").replace(f"q={case.reference}", "")


def test_the_most_pressing_case_stands_first_and_ended_ones_last(client, desk, officer):
    late, soon = a_case(officer, received_at=received(1)), a_case(officer, received_at=received(9))
    ended = [desk.step(a_case(officer), "withdraw") for _n in range(2)]
    assert references(listed(client, officer)) == [soon.reference, late.reference]
    assert references(listed(client, officer, "?show=all")) == [
        soon.reference, late.reference, ended[1].reference, ended[0].reference,
    ]  # fmt: skip


def test_the_filters_say_what_they_say(client, desk, officer, lawyer):
    mine = desk.step(a_case(officer), "take_on")
    overdue = a_case(officer, received_at=received(40))
    assert references(listed(client, officer, "?show=mine")) == [mine.reference]
    assert references(listed(client, lawyer, "?show=mine")) == []
    assert references(listed(client, officer, "?show=unassigned")) == [overdue.reference]
    text = listed(client, officer, "?show=overdue")
    assert references(text) == [overdue.reference]
    assert "Overdue by" in text
    assert len(references(listed(client, officer, "?show=nonsense"))) == 2


@pytest.mark.parametrize(
    "wanted", ["SSS-CP-{year}-000001", "sss-cp-{year}", "1", "BKA 2026/4711", "bka 2026"]
)
def test_a_case_is_found_by_our_reference_or_theirs(client, desk, officer, wanted):
    case = a_case(officer)
    other = desk.step(a_case(officer, foreign_reference="XYZ"), "withdraw")
    year = case.reference.split("-")[2]
    wanted = wanted.format(year=year).replace("000001", case.reference[-6:])
    wanted = str(int(case.reference[-6:])) if wanted == "1" else wanted
    found = references(listed(client, officer, f"?q={wanted}"))
    assert case.reference in found
    assert references(listed(client, officer, "?q=xyz")) == [other.reference]


def test_a_search_without_result_says_what_it_knows(client, officer):
    text = listed(client, officer, "?q=%3Cb%3Enothing")
    assert "No case begins with “&lt;b&gt;nothing”." in text


@pytest.mark.parametrize("wanted", ["%", "_", "'", "\\", "\x00", "x" * 500, "²"])
def test_odd_searches_find_nothing_and_break_nothing(client, case, officer, wanted):
    client.force_login(officer)
    response = client.get(reverse("cases"), {"q": wanted})
    assert response.status_code == 200
    assert references(response.content.decode()) in (
        [],
        [case.reference] if wanted == "\x00" else [],
    )


def test_every_case_stands_on_exactly_one_page(client, desk, officer, monkeypatch):
    monkeypatch.setattr(view, "PAGE", 2)
    made = [a_case(officer, received_at=received(n % 3)) for n in range(5)]
    made += [desk.step(a_case(officer), "withdraw") for _n in range(2)]
    seen, query = [], "?show=all"
    for _page in range(4):
        text = listed(client, officer, query)
        seen += references(text)
        found = re.search(r'href="(\?[^"]+)" rel="next"', text)
        query = found[1].replace("&amp;", "&") if found else ""
    assert query == ""
    assert sorted(seen) == sorted(case.reference for case in made)
    assert len(set(seen)) == 7


@pytest.mark.parametrize("after", ["x", "0_2026-01-01", "0_9999-99-99_1", f"0_2026-01-01_{9**30}"])
def test_a_place_that_makes_no_sense_is_the_beginning(client, case, officer, after):
    assert references(listed(client, officer, f"?after={after}")) == [case.reference]


def test_the_queries_do_not_grow_with_the_cases(client, officer):
    counts = []
    for number in (1, 14):
        for _n in range(number):
            a_case(officer)
        client.force_login(officer)
        for name in ("cases", "home"):
            client.get(reverse(name))
            with CaptureQueriesContext(connection) as queries:
                client.get(reverse(name))
            counts.append(len(queries))
    assert counts[:2] == counts[2:]


def test_the_first_page_shows_my_cases_and_those_of_nobody(client, desk, officer):
    mine, nobodys = desk.step(a_case(officer), "take_on"), a_case(officer)
    client.force_login(officer)
    text = client.get(reverse("home")).content.decode()
    few = {
        show: re.search(rf'<section id="few-{show}".*?</section>', text, re.S)[0]
        for show in ("mine", "unassigned")
    }
    assert references(few["mine"]) == [mine.reference]
    assert references(few["unassigned"]) == [nobodys.reference]


def test_the_list_takes_no_post(client, officer):
    client.force_login(officer)
    assert client.post(reverse("cases")).status_code == 405


def test_who_serves_no_such_requests_is_offered_no_form(client, officer, make_user):
    elsewhere = make_user(Role.OFFICER, authority="PGO")
    for person, is_offered in ((officer, True), (elsewhere, False)):
        client.force_login(person)
        assert ("/contact-point/urgent/" in client.get("/cases/").text) is is_offered
