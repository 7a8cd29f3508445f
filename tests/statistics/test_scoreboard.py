"""The scoreboard: how each provider answers."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.directory.models import Provider
from tests.cases.making import a_case, answers, sent

pytestmark = pytest.mark.django_db
YEAR = {"from": "2025-01-01", "to": "2025-12-31"}


def board(client, person, **asked):
    """Return the table: the numbers of each provider, in the order of the page."""
    client.force_login(person)
    response = client.get(reverse("scoreboard"), {**YEAR, **asked})
    assert response.status_code == 200
    return {
        name: [cell.value for _label, cell in cells] for name, cells in response.context["rows"]
    }


def ordered(desk, code="azercell", **fields):
    case = desk.steps(a_case(desk.officer, type="evidence", **fields), "start_review", "accept")
    return desk.step(case, "order", provider=Provider.objects.get(code=code).pk)


def test_a_provider_counts_with_its_answers_its_days_and_what_it_owes(client, desk, traveller):
    first, second = ordered(desk, items=2), ordered(desk)
    third = ordered(desk, is_urgent=True)
    traveller.shift(4 * 86_400)
    desk.take(first, "record_provider_answer", **answers(first, "given"))
    traveller.shift(6 * 86_400)
    desk.take(second, "record_provider_answer", **answers(second, "not_held"))
    traveller.shift(20 * 86_400)
    sent(desk.step(third, "follow_up"), "provider_reminder")
    (numbers,) = board(client, desk.supervisor).values()
    assert numbers == [3, 2, 2, 0, 1, 1, 4, 10, 1, 1, 1]


def test_the_table_is_sorted_by_its_heads_and_the_file_has_the_same(client, desk):
    for code in ("azercell", "bakcell", "bakcell"):
        ordered(desk, code)
    names = list(board(client, desk.supervisor))
    assert list(board(client, desk.supervisor, sort="orders")) == names[::-1]
    assert list(board(client, desk.supervisor, sort="name")) == sorted(names, key=str.casefold)
    assert list(board(client, desk.supervisor, sort="nonsense")) == names
    response = client.get(reverse("scoreboard_csv"), YEAR)
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [row["Number"] for row in rows if row["Column"] == "Orders"] == ["2", "1"]
    assert client.get(reverse("scoreboard_xlsx"), YEAR).status_code == 200
    assert client.get(reverse("scoreboard_csv"), {"from": "x"}).status_code == 422


def test_it_is_for_supervisors_and_auditors_of_their_own_authority(
    client, desk, auditor, make_user
):
    ordered(desk)
    assert board(client, auditor)
    assert board(client, make_user("supervisor", authority="PGO")) == {}
    for person in (desk.officer, desk.lawyer):
        client.force_login(person)
        for name in ("scoreboard", "scoreboard_csv", "scoreboard_xlsx"):
            assert client.get(reverse(name)).status_code == 403


def test_no_question_is_asked_for_each_provider(client, desk):
    def cost():
        board(client, desk.supervisor)  # what is kept for some seconds, like health, is there
        with CaptureQueriesContext(connection) as found:
            board(client, desk.supervisor)
        return len(found)

    ordered(desk)
    board(client, desk.supervisor)
    few = cost()
    for code in ("bakcell", "nar"):
        if Provider.objects.filter(code=code).exists():
            ordered(desk, code)
    ordered(desk)
    assert cost() == few
