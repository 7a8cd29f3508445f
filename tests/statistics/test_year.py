"""The year's figures for the Committee: the page and its files."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from casework.cases.grants import Grant
from casework.directory.models import RequestType, State
from tests.cases.making import a_case, answers
from tests.cases.reaching import another_kind, two_authorities

pytestmark = pytest.mark.django_db
FILES = ["statistics_year_csv", "statistics_year_xlsx"]


def page(client, user, **asked):
    client.force_login(user)
    response = client.get(reverse("statistics_year"), asked)
    assert response.status_code == 200
    return response


def table(response, key, part="received"):
    """The rows of a table of a part: its name and its numbers."""
    chosen = next(one for one in response.context["parts"] if one.key == part)
    found = next(one for one in chosen.tables if one.key == key)
    return {row.name: [cell.value for cell in row.cells] for row in found.rows}


def reported(desk, outcome, **fields):
    """Return a request for evidence of which a result was reported."""
    case = desk.steps(a_case(desk.officer, type="evidence", **fields), "start_review", "accept")
    case = desk.step(case, "order")
    return desk.step(desk.take(case, "record_provider_answer", **answers(case, outcome)), "report")


def test_the_last_year_that_is_over_is_shown_by_article_and_by_what_became_of_it(
    client, desk, traveller, next_year
):
    a_case(desk.officer, is_urgent=True)
    reported(desk, "given")
    reported(desk, "not_held")
    desk.steps(a_case(desk.officer), "start_review", "refuse")
    next_year()
    a_case(desk.officer)
    response = page(client, desk.supervisor)
    articles = table(response, "article")
    assert articles["Art. 29: expedited preservation"] == [2, 50]
    assert articles["Art. 35: other requests to the 24/7 point"] == [2, 50]
    assert articles["Art. 34: interception of content data"] == [0, 0]
    assert table(response, "urgency") == {"Urgent": [1, 25], "Not urgent": [3, 75]}
    assert table(response, "done") == {
        "Acted on, in whole or in part": [1, 33],
        "Refused": [1, 33],
        "Not executable: nothing could be given": [1, 33],
        "Ended otherwise": [0, 0],
    }
    assert list(table(response, "refused").values()) == [[1, 100]]
    assert list(table(response, "not_given").values()) == [[1, 100]]
    assert table(response, "state") == {"Germany": [4, 100, 0]}
    text = response.content.decode().replace("&#x27;", "'")
    assert all(one.definition in text for part in response.context["parts"] for one in part.tables)


def test_each_article_is_found_by_the_type_and_another_law_goes_by_its_own_name(client, desk):
    RequestType.objects.filter(code="locating").update(article="8", source="CETS 224")
    for code in ("locating", "disclosure"):
        a_case(desk.officer, type=code)
    rows = table(page(client, desk.officer, year="2025"), "article")
    assert rows["Locating of suspects"][0] == 1
    assert rows["Art. 30: expedited disclosure of preserved traffic data"][0] == 1
    assert rows["Art. 35: other requests to the 24/7 point"][0] == 0


@pytest.mark.parametrize("year", ["1999", "2099", "x", "20251", "٢٠٢٥", "-1"])
def test_a_year_that_cannot_be_is_not_found(client, officer, traveller, year):
    client.force_login(officer)
    for name in ("statistics_year", *FILES):
        assert client.get(reverse(name), {"year": year}).status_code == 404


def test_every_role_reads_it_and_whoever_has_none_does_not(client, desk, auditor, stranger):
    case = a_case(desk.officer)
    Grant.objects.create(case=case, authority=case.authority, user=stranger, reason="Opinion.")
    page(client, auditor)
    client.force_login(stranger)
    for name in ("statistics_year", *FILES, "statistics_issued_list"):
        assert client.get(reverse(name)).status_code == 403


def test_another_authority_reads_nothing_of_it(client, desk, make_user, next_year):
    two_authorities()
    a_case(desk.officer)
    next_year()
    other = make_user("supervisor", authority="PGO")
    assert "Germany" not in page(client, other).content.decode()
    for name in ("statistics_year", *FILES):
        assert client.get(reverse(name), {"authority": "SSS"}).status_code == 404
    for name in FILES:
        assert b"Germany" not in client.get(reverse(name)).content


def test_the_csv_has_every_figure_with_its_definition_and_no_cell_is_a_formula(
    client, desk, next_year
):
    State.objects.filter(code="DE").update(name_en="=1+1")
    a_case(desk.officer)
    next_year()
    client.force_login(desk.officer)
    response = client.get(reverse("statistics_year_csv"))
    assert response["Content-Disposition"] == 'attachment; filename="tcy-2025.csv"'
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    state = next(row for row in rows if row["Table"].endswith("By requesting State"))
    assert state["Table"] == "Received requests: By requesting State"
    assert (state["Row"], state["Number"]) == ("'=1+1", "1")
    assert all(row["Definition"] for row in rows)
    book = load_workbook(io.BytesIO(client.get(reverse("statistics_year_xlsx")).content))
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert len(book.sheetnames) > 10


def test_a_preservation_that_another_request_followed_is_listed_with_its_days(
    client, desk, traveller, next_year
):
    case = a_case(desk.officer)
    traveller.move_to("2025-03-05T06:00:00Z")
    with another_kind():
        desk.step(desk.step(case, "start_review"), "reclassify")
    next_year()
    response = page(client, desk.supervisor, kind="contact_point")
    assert table(response, "followed")["Followed in the period"] == [1, 30, 30]
    (name,) = table(response, "each_followed")
    assert name == f"{case.reference}, DE, 03.02.2025 – 05.03.2025"
    assert table(response, "each_followed")[name] == [30]


def test_the_page_asks_no_more_questions_where_more_is_counted(client, desk, next_year):
    def cost():
        page(
            client, desk.supervisor, year="2025"
        )  # what is kept for some seconds, like health, is there
        with CaptureQueriesContext(connection) as found:
            page(client, desk.supervisor, year="2025")
        return len(found)

    a_case(desk.officer)
    page(client, desk.supervisor, year="2025")
    few = cost()
    for code in ("TR", "GE", "FR"):
        reported(desk, "given", requesting_state=State.objects.get(code=code))
    assert cost() == few
    assert few < 35


def test_the_page_begins_with_the_last_year_or_with_this_one_while_that_was_empty(
    client, desk, next_year
):
    a_case(desk.officer)
    client.force_login(desk.supervisor)
    begun = client.get(reverse("statistics_year")).context["asked"].year
    next_year()
    client.force_login(desk.supervisor)
    assert (begun, client.get(reverse("statistics_year")).context["asked"].year) == (2025, 2025)
