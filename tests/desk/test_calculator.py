"""The calculator page: the dates of the law's own table, errors in words, addresses that last."""

import json
import re

import pytest
from django.urls import reverse
from django.utils.http import urlencode

pytestmark = pytest.mark.django_db
REQUEST = {"procedure": "contact_point", "received_at": "10:15", "zone": "Asia/Baku"}


def address(**facts):
    """Return the calculator's address; `question_0_sent_on` stands for question-0-sent_on."""
    named = {re.sub(r"_(\d+)_", r"-\1-", name): value for name, value in facts.items()}
    return reverse("calculator") + "?" + urlencode(REQUEST | named)


@pytest.fixture
def page(client, officer):
    """Return a reader of the page at an address, signed in as an officer."""
    client.force_login(officer)
    return lambda **facts: client.get(address(**facts))


def last_days(response):
    """Return the large date on each card, by clock."""
    return {card.name: card.effective for card in response.context["result"].cards}


@pytest.mark.parametrize(
    ("row", "facts", "expected"),
    [
        (1, {"received_on": "2026-02-03", "as_of": "2026-02-05"},
         {"review": "Fri 06.02.2026", "execution": "Fri 13.02.2026", "ceiling": "Fri 03.04.2026"}),
        (2, {"received_on": "2026-02-03", "received_at": "20:30", "zone": "UTC",
             "as_of": "2026-02-05"},
         {"review": "Sat 07.02.2026", "execution": "Mon 16.02.2026", "ceiling": "Sat 04.04.2026"}),
        (3, {"received_on": "2026-02-03", "received_at": "19:59:59", "zone": "UTC",
             "as_of": "2026-02-05"}, {"review": "Fri 06.02.2026"}),
        (3, {"received_on": "2026-02-03", "received_at": "20:00:00", "zone": "UTC",
             "as_of": "2026-02-05"}, {"review": "Sat 07.02.2026"}),
        (6, {"received_on": "2026-03-13", "received_at": "11:00", "as_of": "2026-03-24"},
         {"review": "Mon 16.03.2026", "execution": "Tue 31.03.2026"}),
        (7, {"received_on": "2025-06-11", "as_of": "2025-06-12"},
         {"execution": "Sat 21.06.2025"}),
        (8, {"received_on": "2026-10-30", "as_of": "2026-11-02"},
         {"execution": "Wed 11.11.2026"}),
        (9, {"received_on": "2026-03-02", "as_of": "2026-03-03", "preserved_on": "2026-03-03"},
         {"preservation": "Sat 02.05.2026"}),
        (12, {"received_on": "2026-04-06", "as_of": "2026-05-05",
              "question_0_sent_on": "2026-04-08", "question_0_answered_on": "2026-05-04"},
         {"execution": "Tue 12.05.2026", "ceiling": "Thu 02.07.2026", "review": "Thu 07.05.2026"}),
        (12, {"received_on": "2026-04-06", "as_of": "2026-05-05", "clarification": "continue",
              "question_0_sent_on": "2026-04-08", "question_0_answered_on": "2026-05-04"},
         {"execution": "Thu 16.04.2026", "ceiling": "Sat 06.06.2026"}),
        (12, {"received_on": "2026-04-06", "as_of": "2026-05-05", "clarification": "restart",
              "question_0_sent_on": "2026-04-08", "question_0_answered_on": "2026-05-04"},
         {"execution": "Thu 14.05.2026"}),
    ],
)  # fmt: skip
def test_the_page_shows_the_dates_of_the_domain_table(page, row, facts, expected):
    response = page(**facts)
    shown = last_days(response)
    assert {name: shown[name] for name in expected} == expected, f"row {row}"
    for text in expected.values():
        assert text in response.text


def test_nominal_and_effective_last_day_stand_side_by_side(page):
    text = page(received_on="2026-03-13", as_of="2026-03-24").text
    assert "nominal Mon 23.03.2026 → effective Tue 31.03.2026" in text
    assert "Expires at 24:00 Baku time, 31.03.2026 20:00 UTC" in text
    assert "Tue 24.03.2026 is not a working day" in text


@pytest.mark.parametrize(
    ("as_of", "words"),
    [
        ("2026-02-05", "8 days left"),
        ("2026-02-12", "1 day left"),
        ("2026-02-13", "Last day"),
        ("2026-02-14", "Overdue by 1 day"),
        ("2026-02-23", "Overdue by 10 days"),
    ],
)
def test_time_left_is_said_in_words(page, as_of, words):
    cards = page(received_on="2026-02-03", as_of=as_of).context["result"].cards
    assert {card.name: card.chip.words for card in cards}["execution"] == words


def test_an_open_question_stops_review_and_makes_execution_a_projection(page):
    response = page(received_on="2026-02-03", as_of="2026-02-10", question_0_sent_on="2026-02-05")
    review, execution, _ceiling = response.context["result"].cards
    assert (review.last_day, review.chip.words) == (None, "Stopped: question open")
    assert execution.is_projection
    assert execution.chip.words == "Clock stopped"
    assert "Projection" in response.text


def test_a_prolongation_beyond_the_ceiling_is_refused_beside_its_field(page):
    response = page(
        received_on="2026-02-03", as_of="2026-02-20",
        prolongation_0_decided_on="2026-02-11", prolongation_0_until="2026-03-01",
        prolongation_1_decided_on="2026-02-12", prolongation_1_until="2026-04-04",
    )  # fmt: skip
    assert response.context["result"] is None
    _questions, _postponements, prolongations = response.context["sheet"].groups
    first, second = prolongations.rows
    assert not first.errors
    assert list(second.errors) == ["until"]
    assert (
        "The prolongation decided on Thu 12.02.2026 to Sat 04.04.2026 lies after the ceiling "
        "that applied then, Fri 03.04.2026." in response.text
    )
    assert 'value="2026-04-04"' in response.text


def test_a_cancelled_prolongation_counts_for_nothing(page):
    response = page(
        received_on="2026-02-03", as_of="2026-02-20", prolongation_0_decided_on="2026-02-12",
        prolongation_0_until="2026-04-04", prolongation_0_cancelled="on",
    )  # fmt: skip
    assert last_days(response)["execution"] == "Fri 13.02.2026"


@pytest.mark.parametrize(
    ("facts", "place", "words"),
    [
        ({"received_on": "2026-02-21"}, "id_received_on", "The receipt, Sat 21.02.2026, lies"),
        ({"received_on": ""}, "id_received_on", "This field is required."),
        ({"received_on": "2026-02-31"}, "id_received_on", "Enter a valid date."),
        ({"question_0_sent_on": "2026-02-02"}, "id_question-0-sent_on", "before the day of rec"),
        ({"question_0_answered_on": "2026-02-06"}, "id_question-0-sent_on", "This field is req"),
        ({"question_0_sent_on": "2026-02-06", "question_0_answered_on": "2026-02-05"},
         "id_question-0-answered_on", "came before its question"),
        ({"postponement_0_from_on": "2026-02-06", "postponement_0_to_on": "2026-02-21"},
         "id_postponement-0-to_on", "The resumption of Sat 21.02.2026 lies after"),
        ({"prolongation_0_decided_on": "2026-02-12", "prolongation_0_until": "2026-02-13"},
         "id_prolongation-0-until", "is not later than the last day"),
        ({"preserved_on": "2026-02-01"}, "id_preserved_on", "before the day of receipt"),
        ({"preserved_on": "2026-02-05", "preserved_days": "59"}, "id_preserved_days", "too short"),
        ({"preserved_days": "many"}, "id_preserved_days", "Enter a whole number."),
        ({"received_on": "2045-01-02", "as_of": "2045-01-02"}, "id_received_on", "has no entries"),
        ({"received_on": "2025-03-30", "received_at": "02:30", "zone": "Europe/Brussels"},
         "id_received_at", "came twice or not at all"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_beside_its_field(page, facts, place, words):
    response = page(**({"received_on": "2026-02-03", "as_of": "2026-02-20"} | facts))
    assert response.context["result"] is None
    beside = re.search(rf'<div id="{place}_error"[^>]*>(.*?)</div>\s*</div>', response.text, re.S)
    assert beside and words in beside[1]
    assert any(words in problem.words for problem in response.context["problems"])
    for name, value in facts.items():
        typed = re.sub(r"_(\d+)_", r"-\1-", name)
        field = re.search(rf'<(input|select)[^>]*name="{typed}"[^>]*>', response.text)
        assert field and (field[1] == "select" or not value or f'value="{value}"' in field[0])


@pytest.mark.parametrize("nonsense", ["0001-01-01", "9999-12-31"])
def test_a_day_at_the_end_of_time_is_an_error_and_no_crash(page, nonsense):
    response = page(received_on=nonsense, as_of=nonsense)
    assert response.status_code == 200
    assert response.context["problems"]


def test_adding_a_row_keeps_what_was_typed_and_shows_no_errors_yet(page):
    response = page(
        received_on="", as_of="2026-02-20", question_0_sent_on="2026-02-05", add="question"
    )
    questions = response.context["sheet"].groups[0].rows
    assert len(questions.forms) == 2
    assert 'value="2026-02-05"' in response.text
    assert 'name="question-1-sent_on"' in response.text
    assert "autofocus" in response.text
    assert response.context["problems"] == []
    assert "This field is required." not in response.text


def test_a_row_can_be_removed(page):
    response = page(
        received_on="2026-02-03", as_of="2026-02-20", question_0_sent_on="2026-02-05",
        question_1_sent_on="2026-02-09", remove="question-0",
    )  # fmt: skip
    (row,) = response.context["sheet"].groups[0].rows
    assert row["sent_on"].value() == "2026-02-09"


def test_an_empty_row_says_nothing(page):
    response = page(received_on="2026-02-03", as_of="2026-02-05", question_0_sent_on="")
    assert last_days(response)["execution"] == "Fri 13.02.2026"


def test_too_many_rows_are_refused_and_none_is_dropped_in_silence(page):
    rows = {f"question_{n}_sent_on": "2026-02-05" for n in range(31)}
    response = page(received_on="2026-02-03", as_of="2026-02-10", **rows)
    assert response.context["result"] is None
    assert any("30" in problem.words for problem in response.context["problems"])


def test_the_address_of_a_result_leads_to_the_same_result(page, client):
    facts = {
        "received_on": "2026-02-03", "as_of": "2026-02-20", "question_4_sent_on": "2026-02-05",
        "question_4_answered_on": "2026-02-06", "preserved_on": "2026-02-05", "add": "question",
    }  # fmt: skip
    first = page(**facts)
    kept = first.context["sheet"].address()
    assert "add=" not in kept and "question-0-sent_on=2026-02-05" in kept
    again = client.get(reverse("calculator") + "?" + kept)
    assert last_days(again) == last_days(first)


def test_the_examples_are_the_rows_that_they_say(page, client):
    empty = client.get(reverse("calculator"))
    assert empty.context["result"] is None and empty.context["problems"] == []
    ordinary, novruz, question = [
        last_days(client.get(reverse("calculator") + "?" + example.address))["execution"]
        for example in empty.context["examples"]
    ]
    assert (ordinary, novruz, question) == ("Fri 13.02.2026", "Tue 31.03.2026", "Tue 12.05.2026")


def test_json_is_what_the_command_writes(page, client):
    page(received_on="2026-03-13", as_of="2026-03-24")
    url = address(received_on="2026-03-13", as_of="2026-03-24")
    found = client.get(url.replace("/calculator/", "/calculator.json")).json()
    assert found["execution"] == {
        "nominal": "2026-03-23",
        "effective": "2026-03-31",
        "overdue": False,
    }
    assert found["ceiling"] == "2026-05-13"
    assert "So the last day moves to the next working day, Tue 31.03.2026." in found["derivation"]


@pytest.mark.parametrize("query", ["", "?procedure=contact_point&received_on=x"])
def test_json_of_facts_that_cannot_be_is_400_with_sentences(client, officer, query):
    client.force_login(officer)
    response = client.get(reverse("calculator_json") + query)
    assert response.status_code == 400
    assert json.loads(response.content)["errors"]


def test_the_sheet_for_print_has_the_facts_and_the_reasons_and_no_form(page):
    response = page(received_on="2026-02-03", as_of="2026-02-05", print="1")
    assert "Tue 03.02.2026 10:15 Baku time = 03.02.2026 06:15 UTC" in response.text
    assert "Why these dates" in response.text
    assert 'id="calculator-form"' not in response.text


def test_both_procedures_can_be_chosen(page):
    for procedure in ("contact_point", "mla"):
        response = page(received_on="2026-02-03", as_of="2026-02-05", procedure=procedure)
        assert last_days(response)["execution"] == "Fri 13.02.2026"


@pytest.mark.parametrize("name", ["calculator", "calculator_json"])
def test_nobody_calculates_without_signing_in(client, name):
    response = client.get(reverse(name))
    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))


@pytest.mark.parametrize("who", ["lawyer", "supervisor", "auditor", "registrar", "stranger"])
def test_everybody_who_is_signed_in_may_calculate(client, request, who):
    client.force_login(request.getfixturevalue(who))
    response = client.get(address(received_on="2026-02-03", as_of="2026-02-05"))
    assert last_days(response)["execution"] == "Fri 13.02.2026"


def test_only_reading_is_possible(page, client):
    page(received_on="2026-02-03")
    assert client.post(reverse("calculator")).status_code == 405


def test_the_number_of_queries_does_not_grow_with_the_rows(page, django_assert_max_num_queries):
    few = {"received_on": "2026-02-03", "as_of": "2026-03-20"}
    many = few | {f"question_{n}_sent_on": f"2026-02-{n + 4:02}" for n in range(20)}
    page(**few)  # the calendar is read once in the life of a process
    for facts in (few, many):
        with django_assert_max_num_queries(12):
            assert page(**facts).context["result"]


def test_markup_in_the_address_stays_text(page):
    response = page(received_on='"><script>alert(1)</script>', as_of="2026-02-05")
    assert "<script>alert" not in response.text
