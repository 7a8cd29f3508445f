"""The page of the search, and the box that leads there from every page."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.access.permissions import Role
from casework.search import finding
from tests.cases.making import a_case

pytestmark = pytest.mark.django_db


def page(client, user, **query):
    client.force_login(user)
    response = client.get(reverse("search"), query)
    assert response.status_code == 200
    return response.content.decode()


def references(text):
    return re.findall(r'class="fw-bold"[^>]*>([^<]+)</a>', text)


def test_a_case_is_found_and_shown_with_what_tells_it_apart(client, case, officer):
    text = page(client, officer, q="Germany bka")
    assert references(text) == [case.reference]
    for shown in ("BKA 2026/4711", "Germany", "Received", "1 case with “Germany bka”"):
        assert shown in text
    assert re.search(r'<span class="badge bg-\w+-lt">[^<]*left', text), "a chip for the next day"


def test_our_reference_opens_the_case_at_once(client, case, officer):
    client.force_login(officer)
    for typed in (case.reference, case.reference.lower()):
        response = client.get(reverse("search"), {"q": typed})
        assert (response.status_code, response["Location"]) == (302, case.get_absolute_url())
    assert references(page(client, officer, q=case.reference, all=1)) == [case.reference]


def test_a_bare_number_opens_its_case_and_leaves_the_way_to_everything_else(client, case, officer):
    client.force_login(officer)
    number = str(int(case.reference[-6:]))
    response = client.get(reverse("search"), {"q": number}, follow=True)
    assert response.redirect_chain == [(case.get_absolute_url(), 302)]
    assert f'href="/search/?q={number}&amp;all=1"' in response.content.decode()


@pytest.mark.parametrize("who", ["stranger", "elsewhere"])
def test_a_foreign_case_appears_nowhere(client, case, stranger, make_user, who):
    user = stranger if who == "stranger" else make_user(Role.SUPERVISOR, authority="PGO")
    for typed in (case.reference, case.reference[-6:], "germany"):
        text = page(client, user, q=typed)
        assert references(text) == []
        assert f"No case with “{typed}”" in text


def test_without_words_it_says_what_can_be_found(client, officer):
    text = page(client, officer)
    assert 'id="search-help"' in text
    assert " autofocus" in text


def test_where_nothing_is_found_each_word_can_be_tried_alone(client, case, officer):
    text = page(client, officer, q="germany <b>nowhere</b>")
    assert "No case with “germany &lt;b&gt;nowhere&lt;/b&gt;”" in text
    assert 'href="/search/?q=germany"' in text


@pytest.mark.parametrize("typed", ["%", "_", "'", "\\", "\x00", "a", "x" * 500, "9" * 30, "\ud800"])
def test_odd_searches_find_nothing_and_break_nothing(client, case, officer, typed):
    query = typed.encode("utf-8", "surrogatepass")
    client.force_login(officer)
    response = client.get("/search/?q=" + "".join(f"%{byte:02x}" for byte in query))
    assert response.status_code == 200
    assert references(response.content.decode()) == []


def test_too_many_are_said_to_be_too_many(client, officer, monkeypatch):
    monkeypatch.setattr(finding, "MOST_SHOWN", 2)
    for _n in range(3):
        a_case(officer)
    text = page(client, officer, q="germany")
    assert len(references(text)) == 2
    assert "to be more precise" in text


def test_the_latest_and_the_first_words_are_said_to_be_so(client, officer, monkeypatch):
    monkeypatch.setattr(finding, "MOST_READ", 0)
    words = " ".join(f"germany{number}" for number in range(12))
    a_case(officer, summary=words)
    text = page(client, officer, q=words)
    assert "not all of them were looked at" in text
    assert "Only the first 10 words" in text


def test_every_page_has_one_box_that_leads_to_the_search(client, case, officer):
    client.force_login(officer)
    for address in ("/", reverse("cases"), case.get_absolute_url(), reverse("search")):
        text = client.get(address).content.decode()
        assert text.count('id="desk-search"') == 1, address
        assert re.search(r'<form[^>]+action="/search/" method="get" role="search"', text), address
        assert re.search(r'<(input[^>]+aria-label="[^"]+"|label[^>]+for="desk-search")', text)


def test_the_queries_do_not_grow_with_the_cases(client, officer):
    counts = []
    for number in (1, 9):
        for _n in range(number):
            a_case(officer)
        client.force_login(officer)
        page(client, officer, q="germany bka")
        with CaptureQueriesContext(connection) as queries:
            page(client, officer, q="germany bka")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_search_takes_no_post(client, officer):
    client.force_login(officer)
    assert client.post(reverse("search")).status_code == 405
