"""The address of one's own calendar, and what calendar programs read there."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar

from casework.access.models import Membership, User
from casework.access.own import CalendarFeed
from casework.access.scope import set_scope
from casework.clock import now, today
from casework.desk.feed import digest_of, make_address
from tests.cases.making import a_case, at

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def february():
    with time_machine.travel(at("2026-02-05T12:00"), tick=False):
        yield


@pytest.fixture
def case(desk):
    case = a_case(
        desk.officer,
        received_at=at("2026-02-04T10:00"),
        answer_by_at=at("2026-02-20T23:30"),
        requesting_authority="Bundeskriminalamt",
    )
    return desk.steps(desk.step(case, "take_on"), "start_review")


@pytest.fixture
def address(desk):
    set_scope(desk.officer)
    return make_address(desk.officer).removeprefix("http://").partition("/")[2]


def read(address):
    """What somebody without a session gets there."""
    set_scope(None)
    return Client().get(f"/{address}")


def events(response):
    found = Calendar.from_ical(response.content)
    return {str(e["summary"]): e for e in found.walk("VEVENT")}


def test_it_has_the_last_days_of_ones_own_cases_as_whole_days(case, desk, address):
    a_case(desk.officer)  # nobody's
    response = read(address)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    found = events(response)
    assert {words: event["dtstart"].dt for words, event in found.items()} == {
        f"{case.reference}: Legal review": case.review_on,
        f"{case.reference}: Execution": case.execution_on,
        f"{case.reference}: Ceiling": case.ceiling_on,
        f"{case.reference}: Answer asked for, 23:30": at("2026-02-20T12:00").date(),
    }
    for event in found.values():
        assert event["dtend"].dt - event["dtstart"].dt == timedelta(days=1)


def test_it_has_no_content_of_a_case(case, address):
    text = read(address).content.decode()
    for words in ("Bundeskriminalamt", "BKA 2026/4711", "Germany", "203.0.113.1", "Identity"):
        assert words not in text


def test_preserved_data_outlive_the_case(case, desk, address):
    kept = desk.steps(case, "preserve", "record_preserved").preservations.get()
    desk.step(case.__class__.objects.get(pk=case.pk), "withdraw")
    assert [(words, e["dtstart"].dt) for words, e in events(read(address)).items()] == [
        (f"{case.reference}: End of preservation", kept.last_on)
    ]


def test_an_event_keeps_its_uid_when_its_day_moves(case, desk, address):
    before = events(read(address))[f"{case.reference}: Execution"]
    case = desk.step(case, "accept")
    desk.step(case, "prolong", until=str(case.ceiling_on))
    after = events(read(address))[f"{case.reference}: Execution"]
    assert after["uid"] == before["uid"]
    assert after["dtstart"].dt > before["dtstart"].dt


def test_it_speaks_the_language_of_its_person(case, desk, address):
    User.objects.filter(pk=desk.officer.pk).update(language="az")
    response = read(address)
    assert f"{case.reference}: İcra" in events(response)
    assert response["Content-Language"] == "az"


def test_it_sets_no_cookie_and_is_kept_by_nobody_else(case, address):
    response = read(address)
    assert not response.cookies
    assert "private" in response["Cache-Control"]


def gone_forms(desk):
    """Every way in which an address gives nothing."""
    yield "never was"
    set_scope(desk.officer)
    CalendarFeed.objects.update(revoked_at=now())
    yield "revoked"
    set_scope(desk.officer)
    CalendarFeed.objects.update(revoked_at=None)
    User.objects.filter(pk=desk.officer.pk).update(is_active=False)
    yield "switched off"
    User.objects.filter(pk=desk.officer.pk).update(is_active=True)
    Membership.objects.filter(user=desk.officer).update(until_on=today() - timedelta(days=1))
    yield "no role any more"


def test_an_address_that_gives_nothing_does_not_say_why(case, desk, address):
    assert read(address).status_code == 200
    seen = set()
    for why in gone_forms(desk):
        asked = "calendar/feed/never-was.ics" if why == "never was" else address
        response = read(asked)
        assert response.status_code == 404, why
        assert not response.cookies
        seen.add((response.content, tuple(sorted(response.headers.items()))))
    assert len(seen) == 1


def test_the_address_of_somebody_who_left_is_not_valid_again_when_they_return(desk, address):
    User.objects.filter(pk=desk.officer.pk).update(is_active=False)
    assert read(address).status_code == 404
    User.objects.filter(pk=desk.officer.pk).update(is_active=True)
    assert read(address).status_code == 404


def test_only_the_digest_is_kept(desk, address):
    secret = address.rpartition("/")[2].removesuffix(".ics")
    row = CalendarFeed.objects.get()
    assert len(secret) >= 43
    assert row.digest == digest_of(secret) != secret


def test_the_address_is_shown_once_and_a_new_one_ends_the_old(client, case, desk):
    client.force_login(desk.officer)
    page = reverse("calendar_address")
    assert "Make an address" in client.get(page).content.decode()
    first, second = (client.post(page).context["made"] for _n in range(2))
    assert first != second
    html = client.get(page).content.decode()
    assert first not in html and second not in html
    paths = [one.removeprefix("http://").partition("/")[2] for one in (first, second)]
    assert [read(path).status_code for path in paths] == [404, 200]


def test_a_revoked_address_gives_nothing_and_only_ones_own_is_revoked(client, case, desk, address):
    client.force_login(desk.lawyer)
    client.post(reverse("calendar_revoke"))
    assert read(address).status_code == 200
    client.force_login(desk.officer)
    response = client.post(reverse("calendar_revoke"), follow=True)
    assert "nothing can be read there any more" in response.content.decode()
    assert read(address).status_code == 404


def test_reading_is_written_down_once_an_hour(case, address):
    kept = []
    for minutes in (0, 59, 61):
        with time_machine.travel(at("2026-02-05T12:00") + timedelta(minutes=minutes), tick=False):
            read(address)
        kept.append(CalendarFeed.objects.get().read_at)
    assert kept[0] == kept[1] < kept[2]


def test_whoever_has_no_role_makes_no_address(client, stranger):
    client.force_login(stranger)
    assert client.post(reverse("calendar_address")).status_code == 403
    assert not CalendarFeed.objects.exists()


def test_nothing_is_made_by_opening_the_page(client, desk):
    client.force_login(desk.officer)
    client.get(reverse("calendar_address"))
    assert client.get(reverse("calendar_revoke")).status_code == 405
    assert not CalendarFeed.objects.exists()


def test_the_number_of_queries_does_not_grow_with_the_cases(case, desk, address):
    read(address)
    counted = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert read(address).status_code == 200
        counted.append(len(queries))
        set_scope(desk.officer)
        desk.step(a_case(desk.officer), "take_on")
    assert counted[0] == counted[1]
