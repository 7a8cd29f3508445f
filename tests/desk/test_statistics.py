"""The page of statistics, and the same figures as files."""

import csv
import io
from datetime import date
from itertools import pairwise

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from casework.access.models import Membership
from casework.access.permissions import Role
from casework.access.scope import set_scope_of_all
from casework.cases.grants import Grant
from casework.desk.statistics_drawing import ceiling, draw
from casework.directory.models import Authority, State
from casework.figures.checking import check_kept
from casework.figures.model import Tally, TallyCheck
from tests.cases.making import a_case, at
from tests.cases.reaching import two_authorities
from tests.conftest import LONG_AGO

pytestmark = pytest.mark.django_db
FILES = ["statistics_csv", "statistics_xlsx"]
EVIL = '=HYPERLINK("http://evil.example","x")'


@pytest.fixture(autouse=True)
def february():
    with time_machine.travel(at("2026-02-20T12:00"), tick=False):
        yield


def page(client, user, **asked):
    client.force_login(user)
    response = client.get(reverse("statistics"), asked)
    assert response.status_code == 200
    return response


def table(response, key):
    """The rows of a table: its name and its numbers."""
    found = next(t for t in response.context["tables"] if t.key == key)
    return {row.name: [cell.value for cell in row.cells] for row in found.rows}


def headline(response, label):
    return next(one.value for one in response.context["headlines"] if one.label == label)


def test_the_page_counts_this_year_and_says_what_it_counts(client, desk):
    a_case(desk.officer, received_at=at("2026-02-19T10:00"))
    desk.step(a_case(desk.officer, received_at=at("2026-01-31T10:00"), items=2), "withdraw")
    response = page(client, desk.supervisor)
    assert [headline(response, n) for n in ("Received", "Ended", "Open")] == [2, 1, 1]
    assert table(response, "state") == {"Germany": [2, 100, 0]}
    assert table(response, "outcome") == {"Withdrawn": [1, 100]}
    assert table(response, "category") == {
        "Subscriber information": [2, 67],
        "Traffic data": [1, 33],
    }
    for one in response.context["tables"]:
        assert one.definition in response.content.decode().replace("&#x27;", "'")
        assert one.what and one.by


def test_a_period_counts_what_happened_in_it(client, desk):
    a_case(desk.officer, received_at=at("2026-01-31T23:59"))
    a_case(desk.officer, received_at=at("2026-02-01T00:00"))
    january = page(client, desk.officer, **{"from": "2026-01-01", "to": "2026-01-31"})
    assert headline(january, "Received") == 1
    february = page(client, desk.officer, **{"from": "01.02.2026", "to": "28.02.2026"})
    assert headline(february, "Received") == 1
    assert headline(february, "Open") == 2


@pytest.mark.parametrize(
    "asked",
    [
        {"from": "2026-02-02", "to": "2026-02-01"},
        {"from": "yesterday", "to": "2026-02-01"},
        {"from": "1900-01-01", "to": "2026-02-01"},
        {"from": "2026-01-01", "to": "9999-12-31"},
        {"from": "2026-01-01"},
        {"from": "\x00", "to": "2026-02-01"},
    ],
)
def test_a_period_that_cannot_be_is_named_in_the_form(client, officer, asked):
    response = page(client, officer, **asked)
    assert "headlines" not in response.context
    assert "invalid-feedback" in response.content.decode()
    for name in FILES:
        assert client.get(reverse(name), asked).status_code == 422


def test_a_period_without_anything_says_so(client, officer):
    assert "Nothing was received, open or ended" in page(client, officer).content.decode()


@pytest.mark.parametrize("role", list(Role))
def test_every_role_of_the_authority_reads_its_figures(client, desk, make_user, role):
    a_case(desk.officer)
    assert headline(page(client, make_user(role, email="x@sss.example")), "Received") == 1


def test_another_authority_reads_nothing_of_it(client, desk, make_user):
    two_authorities()
    a_case(desk.officer)
    other = make_user(Role.SUPERVISOR, authority="PGO")
    response = page(client, other)
    assert "Germany" not in response.content.decode()
    assert response.context["is_empty"]
    for name in ("statistics", *FILES):
        for code in ("SSS", "MOJ", "XXX", "\x00"):
            assert client.get(reverse(name), {"authority": code}).status_code == 404
        assert client.get(reverse(name), {"kind": "nothing"}).status_code == 404
    for name in FILES:
        assert b"Germany" not in client.get(reverse(name)).content


def test_whoever_was_only_let_read_a_case_reads_no_figures(client, desk, stranger):
    case = a_case(desk.officer)
    Grant.objects.create(case=case, authority=case.authority, user=stranger, reason="Opinion.")
    client.force_login(stranger)
    for name in ("statistics", *FILES):
        assert client.get(reverse(name)).status_code == 403
    assert reverse("statistics") not in client.get("/").content.decode()


def test_whoever_serves_two_authorities_chooses_one_or_reads_both(client, desk, make_user):
    two_authorities()
    there = make_user(Role.OFFICER, authority="PGO")
    a_case(desk.officer)
    a_case(there, authority="PGO")
    Membership.objects.create(
        user=there, authority=Authority.objects.get(code="SSS"), role="lawyer", from_on=LONG_AGO
    )
    assert headline(page(client, there), "Received") == 2
    assert headline(page(client, there, authority="SSS"), "Received") == 1


def test_a_role_for_another_procedure_reads_none_of_these_figures(client, desk, make_user):
    a_case(desk.officer)
    user = make_user(Role.OFFICER, email="other@sss.example")
    Membership.objects.filter(user=user).update(procedure="another")
    client.force_login(user)
    assert client.get(reverse("statistics")).status_code == 403


def test_the_latest_reasons_of_prolongations_stand_beside_their_count(client, desk):
    case = desk.steps(a_case(desk.officer, type="evidence"), "start_review", "accept")
    desk.step(case, "prolong", reason="<b>The provider</b> needs longer.")
    text = page(client, desk.supervisor).content.decode()
    assert "&lt;b&gt;The provider&lt;/b&gt; needs longer." in text
    assert case.reference in text


def test_the_picture_has_a_bar_for_each_number_of_its_table(client, desk):
    desk.step(a_case(desk.officer), "withdraw")
    response = page(client, desk.officer)
    drawing = response.context["drawings"][0]
    tall = [bar for bar in drawing.bars if bar.height]
    assert [(bar.kind, bar.height) for bar in tall] == [("received", 182), ("ended", 182)]
    assert "style=" not in response.content.decode()


@pytest.mark.parametrize(("most", "top"), [(0, 1), (1, 1), (3, 4), (9, 10), (46, 80), (801, 1000)])
def test_the_scale_ends_at_a_round_number(most, top):
    assert ceiling(most) == top


def test_the_words_under_the_picture_never_meet():
    days = [(date(2026, 1, n), n, 0) for n in range(1, 32)]
    for width in (340, 640):
        marks = draw("day", days, "x", width).marks
        gaps = [b.at - a.at for a, b in pairwise(marks)]
        assert min(gaps) >= 5 * 6.5
        assert marks[-1].at + 5 * 6.5 / 2 <= width


def rows_of(client, user):
    client.force_login(user)
    response = client.get(reverse("statistics_csv"))
    assert response.status_code == 200
    assert response["Content-Disposition"] == (
        'attachment; filename="statistics-2026-01-01-2026-02-20.csv"'
    )
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_the_csv_has_every_figure_of_the_page_with_its_definition(client, desk):
    desk.step(a_case(desk.officer), "withdraw")
    rows = rows_of(client, desk.supervisor)
    outcome = next(r for r in rows if r["Table"] == "How requests ended")
    assert (outcome["Row"], outcome["Column"], outcome["Number"]) == ("Withdrawn", "Requests", "1")
    assert outcome["Definition"] and outcome["Counts"] == "requests, by day of the end"
    wanted = page(client, desk.supervisor).context["tables"]
    assert {one.title for one in wanted if one.rows} <= {row["Table"] for row in rows}


@pytest.mark.parametrize("name", [EVIL, "+1", "-1", "@x", "\tx", "\rx", "=1+1|cmd"])
def test_no_cell_is_ever_a_formula(client, desk, name):
    State.objects.filter(code="DE").update(name_en=name)
    a_case(desk.officer)
    row = next(r for r in rows_of(client, desk.officer) if r["Table"] == "By requesting State")
    assert row["Row"] == f"'{name}"
    client.force_login(desk.officer)
    found = client.get(reverse("statistics_xlsx"))
    book = load_workbook(io.BytesIO(found.content))
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    if name.isprintable():
        assert [cell.data_type for cell in cells if cell.value == name] == ["s"]


def test_the_workbook_has_a_sheet_for_each_table(client, desk):
    a_case(desk.officer)
    client.force_login(desk.officer)
    book = load_workbook(io.BytesIO(client.get(reverse("statistics_xlsx")).content))
    assert len(book.sheetnames) == 15
    sheet = next(s for s in book if s["A1"].value == "By requesting State")
    assert [[c.value for c in line] for line in sheet["A5:D6"]] == [
        ["Requesting State", "Received", "Share, %", "Deficient"], ["Germany", 1, 100, 0],
    ]  # fmt: skip


def test_what_a_check_found_is_told_to_whose_figures_they_are(client, desk, make_user):
    a_case(desk.officer)
    set_scope_of_all()
    Tally.objects.filter(measure="received", dimension="", span="day").update(count=7)
    check_kept()
    text = page(client, desk.supervisor).content.decode()
    assert "1 figures differed from the facts" in text
    assert "7 in the figures, 1 in the facts" in text
    set_scope_of_all()
    assert TallyCheck.objects.get(authority__code="PGO").differences == 0
    other = page(client, make_user(Role.SUPERVISOR, authority="PGO")).content.decode()
    assert "differed" not in other


def test_neither_the_page_nor_its_queries_grow_with_what_is_counted(client, desk):
    def cost():
        with CaptureQueriesContext(
            connection,
        ) as found:
            page(client, desk.supervisor)
        return len(found)

    a_case(desk.officer)
    page(client, desk.supervisor)  # what a process keeps for all pages is read once
    few = cost()
    for code in ("TR", "GE", "FR"):
        case = a_case(desk.officer, requesting_state=State.objects.get(code=code), type="evidence")
        desk.steps(case, "start_review", "accept", "prolong")
    assert cost() == few
