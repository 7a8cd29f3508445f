"""The calendar in the administration: look, say what changes, see which days, confirm."""

from datetime import date

import pytest

from casework.directory.calendar_changes import SetDay
from casework.directory.calendars import current_number
from casework.directory.models import CalendarDay, CalendarEdition
from casework.directory.new_editions import new_edition

pytestmark = pytest.mark.django_db

SWAP = {
    "kind": "swap",
    "first_day": "2026-06-06",
    "second_day": "2026-06-08",
    "reason": "Cabinet, no. 1",
}


@pytest.fixture
def change_page(page):
    return page("calendaredition", "add")


def test_a_swap_is_shown_first_and_changes_nothing_yet(change_page, signed_in, supervisor):
    shown = signed_in(supervisor).post(change_page, SWAP).content.decode()
    assert "06.06.2026, Saturday" in shown
    assert "08.06.2026, Monday" in shown
    assert "06.06.2026 əvəzinə istirahət günü" in shown
    assert "Open cases keep the edition" in shown
    assert current_number() == 1


def test_a_confirmed_swap_makes_the_next_edition(change_page, page, signed_in, supervisor):
    browser = signed_in(supervisor)
    response = browser.post(change_page, {**SWAP, "seen": "1", "_confirm": "1"}, follow=True)
    assert "Edition 2 is made" in response.content.decode()
    edition = CalendarEdition.objects.get(number=2)
    assert (edition.made_by, edition.reason) == (supervisor, "Cabinet, no. 1")
    worked = CalendarDay.objects.in_edition(2).filter(day="2026-06-06", is_working=True)
    assert worked.exists()
    assert "Cabinet, no. 1" in browser.get(page("calendaredition")).content.decode()


def test_one_may_go_back_and_change_something(change_page, signed_in, supervisor):
    shown = signed_in(supervisor).post(change_page, {**SWAP, "_again": "1"}).content.decode()
    assert "Show which days change" in shown
    assert "Cabinet, no. 1" in shown


def test_a_change_confirmed_too_late_is_shown_again(change_page, signed_in, supervisor):
    free = SetDay(date(2026, 6, 9), False, "Free", "İstirahət")
    new_edition([free], by=supervisor, reason="In between")
    confirmed = {**SWAP, "seen": "1", "_confirm": "1"}
    shown = signed_in(supervisor).post(change_page, confirmed).content.decode()
    assert "Somebody made edition 2 meanwhile" in shown
    assert current_number() == 2


def test_a_confirmation_that_saw_nothing_is_refused(change_page, signed_in, supervisor):
    signed_in(supervisor).post(change_page, {**SWAP, "_confirm": "1"})
    assert current_number() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"first_day": "2036-01-05"}, "outside the years"),
        ({"second_day": ""}, "needs a second day"),
        ({"first_day": "2026-06-09"}, "working day already"),
        ({"reason": ""}, "This field is required"),
        ({"kind": "off", "first_day": "2026-06-09"}, "name in both languages"),
        ({"kind": "move", "first_day": "2026-06-09"}, "not a holiday"),
    ],
)
def test_a_change_that_cannot_be_is_refused_with_a_sentence(
    change_page, signed_in, supervisor, changes, sentence
):
    shown = signed_in(supervisor).post(change_page, {**SWAP, **changes}).content.decode()
    assert sentence in shown
    assert "These days change" not in shown


def test_a_holiday_is_moved(change_page, signed_in, supervisor):
    move = {"kind": "move", "first_day": "2027-03-10", "second_day": "2027-03-11"}
    signed_in(supervisor).post(change_page, {**SWAP, **move, "seen": "1", "_confirm": "1"})
    moved = CalendarDay.objects.get(edition=2, day="2027-03-11")
    assert (moved.name_az, moved.is_estimated) == ("Ramazan bayramı", False)


def test_a_year_is_added(page, signed_in, supervisor):
    address = page("calendaredition", "year")
    browser = signed_in(supervisor)
    assert b'value="2036"' in browser.get(address).content
    assert browser.post(address, {"year": 2036, "reason": "Next"}).status_code == 302
    assert CalendarDay.objects.in_edition(2).filter(day__year=2036).count() == 366
    shown = browser.post(address, {"year": 2036, "reason": "Again"}).content.decode()
    assert "has 2036 already" in shown


def test_an_auditor_looks_and_changes_nothing(change_page, page, signed_in, auditor):
    browser = signed_in(auditor)
    assert "Change the calendar" not in browser.get(page("calendaredition")).content.decode()
    for address in (change_page, page("calendaredition", "year")):
        assert browser.get(address).status_code == 403
        assert browser.post(address, {**SWAP, "seen": "1", "_confirm": "1"}).status_code == 403
    assert current_number() == 1


def test_an_officer_stays_out(change_page, signed_in, officer):
    assert signed_in(officer).get(change_page, follow=True).status_code == 403


def test_remarkable_days_come_first_and_the_year_is_chosen(page, signed_in, auditor):
    days = signed_in(auditor).get(page("calendarday"), {"year": "2026"}).context["cl"]
    kinds = [row.kind for row in days.result_list]
    assert len(kinds) == 365
    remarkable = CalendarDay.objects.in_edition(1).filter(day__year=2026).remarkable().count()
    assert not {"working", "weekend"} & set(kinds[:remarkable])
    assert set(kinds[remarkable:]) == {"working", "weekend"}


def test_the_latest_edition_is_shown_unless_another_is_chosen(page, signed_in, supervisor):
    browser = signed_in(supervisor)
    browser.post(page("calendaredition", "add"), {**SWAP, "seen": "1", "_confirm": "1"})
    for chosen, is_working in [({}, True), ({"edition": "1"}, False), ({"edition": "2"}, True)]:
        rows = browser.get(page("calendarday"), {"year": "2026", **chosen}).context["cl"].queryset
        assert rows.get(day="2026-06-06").is_working is is_working


@pytest.mark.parametrize("chosen", [{"edition": "x"}, {"year": "x"}, {"year": "1900"}])
def test_nonsense_in_the_address_breaks_nothing(page, signed_in, auditor, chosen):
    assert signed_in(auditor).get(page("calendarday"), chosen).status_code in (200, 302)


def test_no_page_has_inline_scripts_or_styles(change_page, page, signed_in, supervisor):
    browser = signed_in(supervisor)
    for shown in (
        browser.get(change_page),
        browser.post(change_page, SWAP),
        browser.get(page("calendaredition")),
        browser.get(page("calendarday")),
    ):
        text = shown.content.decode()
        assert "style=" not in text
        assert "onclick" not in text
        assert text.count("<script") == text.count("<script src=") + text.count('type="application')


def test_the_list_of_editions_says_what_the_calendar_lacks(page, signed_in, auditor, time_machine):
    time_machine.move_to("2026-06-01 08:00+04:00", tick=False)
    shown = signed_in(auditor).get(page("calendaredition")).content.decode()
    assert "5 days off are only estimated" in shown
