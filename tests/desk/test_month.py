"""The calendar: what ends on which day of a month, for whom, and which days are worked."""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.access.scope import set_scope
from casework.cases.case import Case
from casework.cases.queries import desks_of
from casework.desk.month_drawing import draw
from casework.desk.month_due import MOST, WHAT, counts_of, references_of
from casework.directory.models import Authority
from tests.cases.making import a_case, at
from tests.cases.reaching import two_authorities

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def february():
    with time_machine.travel(at("2026-02-11T12:00"), tick=False):
        yield


def page(client, user, **asked):
    client.force_login(user)
    response = client.get(reverse("calendar"), asked)
    assert response.status_code == 200
    return response


def ends(response):
    """What ends on which day of the month: {10: {"Execution": 1}}."""
    return {day.on.day: dict(day.ends) for day in response.context["days"] if day.ends}


def test_every_last_day_stands_on_its_day(client, desk):
    """Day 0 is 4 February: review 3 days, execution 10 days, then on to Monday."""
    case = a_case(
        desk.officer,
        received_at=at("2026-02-04T10:00"),
        answer_by_at=at("2026-02-20T23:30"),
        loss_expected_at=at("2026-02-21T00:30"),
    )
    case = desk.steps(case, "start_review", "preserve")
    response = page(client, desk.supervisor, whose="all")
    expected = {
        case.review_on.day: {"Legal review": 1},
        case.execution_on.day: {"Execution": 1},
        20: {"Answer asked for": 1},
    }
    assert ends(response) == expected | {21: {"Loss of data expected": 1}}
    case = desk.step(case, "record_preserved")
    response = page(client, desk.supervisor, whose="all")
    assert ends(response) == expected
    assert response.context["passed"] == 1  # the review
    april = page(client, desk.supervisor, month="2026-04")
    kept = case.preservations.get().last_on
    assert ends(april) == {
        case.ceiling_on.day: {"Ceiling": 1}, kept.day: {"End of preservation": 1}
    }  # fmt: skip


def test_an_ended_case_has_no_last_day_left(client, desk):
    desk.step(a_case(desk.officer), "withdraw")
    response = page(client, desk.supervisor)
    assert ends(response) == {}
    assert "No last day of these cases falls in this month." in response.content.decode()


def test_officers_begin_with_their_own_cases_and_may_look_at_all(client, desk):
    desk.step(a_case(desk.officer), "take_on")
    a_case(desk.officer)
    mine, all_of_it = page(client, desk.officer), page(client, desk.officer, whose="all")
    assert mine.context["whose"] == "mine"
    assert all_of_it.context["total"] == 2 * mine.context["total"] > 0
    assert page(client, desk.supervisor).context["whose"] == "all"


def test_nobody_counts_or_lists_cases_of_another_authority(client, desk, make_user):
    two_authorities()
    Authority.objects.filter(code="PGO").update(is_active=True)
    case = a_case(desk.officer)
    outsider = make_user("supervisor", authority="PGO")
    for asked in ({}, {"day": case.execution_on.isoformat()}):
        response = page(client, outsider, **asked)
        assert response.context["total"] == 0
        assert case.reference not in response.content.decode()


def test_a_day_lists_its_references_by_what_ends(client, desk):
    case = a_case(desk.officer, answer_by_at=at("2026-02-16T14:05"), is_urgent=True)
    response = page(client, desk.supervisor, day="2026-02-16")
    html = response.content.decode()
    groups = response.context["chosen"]["groups"]
    assert [str(what) for what, _rows, _more in groups] == ["Answer asked for"]
    assert f'href="{case.get_absolute_url()}">{case.reference}</a>' in html
    assert "14:05" in html and "Nobody yet" in html
    assert (
        "Nothing ends on this day."
        in page(client, desk.supervisor, day="2026-02-02").content.decode()
    )


def test_a_full_day_says_that_there_are_more(client, desk, monkeypatch):
    monkeypatch.setattr("casework.desk.month_due.MOST", 1)
    monkeypatch.setattr("casework.desk.month.MOST", 1)
    a_case(desk.officer)
    day = a_case(desk.officer).execution_on
    html = page(client, desk.supervisor, month=f"{day:%Y-%m}", day=day).content.decode()
    assert "The first 1 are shown." in html
    assert MOST > 1


@pytest.mark.parametrize("words", ["", "2026", "2026-13", "9999-12", "0001-01", "x\x00"])
def test_a_month_that_makes_no_sense_is_this_one(client, officer, words):
    assert page(client, officer, month=words, day=words).context["first"] == date(2026, 2, 1)


def test_the_neighbours_of_december_and_january(client, officer):
    response = page(client, officer, month="2026-12")
    assert response.context["before"].startswith("month=2026-11")
    assert response.context["after"].startswith("month=2027-01")
    assert page(client, officer, month="2026-01").context["before"].startswith("month=2025-12")


def test_holidays_weekends_and_today_are_told_in_words(client, officer):
    html = page(client, officer, month="2026-03").content.decode()
    assert "Women" in html and "Weekend" in html
    assert 'aria-current="date"' not in html
    today = page(client, officer)
    assert 'aria-current="date"' in today.content.decode()
    assert [day.on.day for day in today.context["days"] if day.is_today] == [11]


def test_a_swapped_saturday_is_told_in_words(client, officer):
    swapped = page(client, officer, month="2024-12").context["days"][27]
    assert "30.12.2024" in swapped.note and not swapped.is_off


def test_a_year_without_a_calendar_says_so(client, officer):
    html = page(client, officer, month="2150-01").content.decode()
    assert "The calendar has no entries for 2150" in html
    assert "working days" not in html


def test_the_picture_and_the_table_have_the_same_numbers(client, desk):
    a_case(desk.officer)
    response = page(client, desk.supervisor)
    days = response.context["days"]
    for drawing in (draw(days, "wide", 640), draw(days, "narrow", 340)):
        assert [bar.label for bar in drawing.bars] == [str(d.total) for d in days if d.total]
        assert all(bar.x >= 0 and bar.x + bar.width <= drawing.width for bar in drawing.bars)
        assert all(bar.y + bar.height == pytest.approx(drawing.bottom, abs=0.2)
                   for bar in drawing.bars)  # fmt: skip


def test_the_days_are_counted_without_reading_a_case(desk):
    a_case(desk.officer, answer_by_at=at("2026-02-16T14:00"))
    desk.supervisor.__dict__.pop("_desks", None)
    set_scope(desk.supervisor)
    desks_of(desk.supervisor)
    with CaptureQueriesContext(connection) as queries:
        found = counts_of(desk.supervisor, date(2026, 2, 1), date(2026, 2, 28), is_mine=False)
    assert found[date(2026, 2, 16)]["answer_by"] == 1
    assert len(queries) == 1 and "casework_case" not in queries[0]["sql"]


def test_a_day_lists_what_its_number_says(client, desk):
    """The number comes from the summary, the list from the cases themselves."""
    case = a_case(desk.officer, answer_by_at=at("2026-02-16T14:05"))
    desk.steps(case, "start_review", "preserve", "record_preserved")
    a_case(desk.officer, loss_expected_at=at("2026-02-13T23:59"))
    for month in ("2026-02", "2026-04"):
        for day in page(client, desk.supervisor, month=month).context["days"]:
            listed = references_of(desk.supervisor, day.on, is_mine=False)
            assert [(str(WHAT[w]), len(rows)) for w, rows in listed.items()] == day.ends


def test_the_number_of_queries_does_not_grow_with_the_cases(client, desk):
    counted = []
    for _round in range(2):
        case = a_case(desk.officer, answer_by_at=at("2026-02-16T14:00"))
        page(client, desk.supervisor)
        with CaptureQueriesContext(connection) as queries:
            page(client, desk.supervisor, day=case.review_on)
        counted.append(len(queries))
    assert counted[0] == counted[1]
    assert Case.objects.of_roles(desk.supervisor).count() == 2
