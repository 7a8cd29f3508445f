"""The work queue: what stands in its band, what follows in which order, and what a row says."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.access.permissions import Role
from casework.access.scope import set_scope
from casework.cases.case import Case
from casework.cases.grants import Grant
from casework.clock import now
from casework.desk import cases as view
from casework.desk import queue_tiles
from tests.cases.making import a_case, at

pytestmark = pytest.mark.django_db
MONDAY = at("2026-02-02T10:00")


@pytest.fixture
def monday():
    with time_machine.travel(MONDAY, tick=False):
        yield MONDAY


def shown(client, user, query=""):
    client.force_login(user)
    response = client.get(reverse("cases") + query)
    assert response.status_code == 200
    return response.content.decode()


def references(text):
    return re.findall(r'class="queue-link fw-bold"[^>]*>([^<]+)</a>', text)


def part(text, name):
    found = re.search(rf'<section id="{name}".*?</section>', text, re.S)
    return references(found[0]) if found else []


def row_of(text, case):
    return next(row for row in re.findall(r"<tr.*?</tr>", text, re.S) if case.reference in row)


def words_of(text, case):
    return " ".join(re.sub(r"<[^>]+>", " ", row_of(text, case)).split())


def received(days):
    return now() - timedelta(days=days)


def hours(number):
    return now() + timedelta(hours=number)


@pytest.mark.parametrize("who", ["officer", "lawyer", "supervisor", "registrar", "auditor"])
def test_every_role_sees_the_cases_of_its_authority(client, case, who, request):
    assert references(shown(client, request.getfixturevalue(who))) == [case.reference]


def test_a_stranger_and_another_authority_see_none(client, case, stranger, make_user):
    for user in (stranger, make_user(Role.SUPERVISOR, authority="PGO")):
        for query in ("", "?ended=1", "?due=now", f"?officer={case.officer_id or 'none'}"):
            text = shown(client, user, query)
            assert case.reference not in text
            assert "No case here." in text


def test_who_serves_one_procedure_sees_its_cases_alone(client, case, make_user):
    for procedure, expected in (("mla", []), ("contact_point", [case.reference])):
        person = make_user(full_name=procedure)
        person.memberships.create(
            authority=case.authority, role=Role.OFFICER, procedure=procedure, from_on=now().date()
        )
        assert references(shown(client, person)) == expected


def test_two_desks_and_a_granted_case_are_one_queue_in_order(client, desk, make_user, officer):
    prosecutor = make_user(Role.OFFICER, authority="PGO", full_name="both")
    theirs = [a_case(prosecutor, authority="PGO", received_at=received(n)) for n in (1, 5)]
    lent, hidden = a_case(officer, received_at=received(3)), a_case(officer)
    set_scope(officer)
    Grant.objects.create(case=lent, authority=lent.authority, user=prosecutor, reason="Expert.")
    text = shown(client, prosecutor)
    assert references(text) == [theirs[1].reference, lent.reference, theirs[0].reference]
    assert "for reading" in row_of(text, lent) and "for reading" not in row_of(text, theirs[0])
    assert hidden.reference not in text


def test_the_parts_of_the_queue_are_what_the_person_may_see(case, desk, make_user, officer):
    both = make_user(Role.OFFICER, authority="PGO", full_name="both")
    both.memberships.create(authority=case.authority, role=Role.LAWYER, procedure="contact_point")
    a_case(both, authority="PGO")
    for person in (both, officer):
        set_scope(person)
        parts = [set(rows) for rows in Case.objects.ranges_of(person)]
        assert set().union(*parts) == set(Case.objects.visible_to(person))
        assert sum(map(len, parts)) == len(set().union(*parts))


def test_by_effective_day_urgent_first_within_a_day(client, desk, officer):
    later = a_case(officer, received_at=received(1))
    plain, urgent = (a_case(officer, received_at=received(2), is_urgent=n) for n in (False, True))
    Case.objects.filter(pk=urgent.pk).update(is_secured=True)
    first = a_case(officer, received_at=received(9))
    expected = [case.reference for case in (first, urgent, plain, later)]
    assert part(shown(client, officer), "queue") == expected


def test_now_holds_what_is_urgent_and_unsecured_or_within_24_hours(client, desk, officer):
    unsecured = a_case(officer, is_urgent=True)
    loss = a_case(officer, loss_expected_at=hours(23), answer_by_at=hours(200))
    passed = a_case(officer, answer_by_at=hours(-2))
    later = a_case(officer, loss_expected_at=hours(25))
    secured = a_case(officer, is_urgent=True)
    Case.objects.filter(pk=secured.pk).update(is_secured=True)
    ended = desk.step(a_case(officer, answer_by_at=hours(3)), "withdraw")  # nobody waits for it
    text = shown(client, officer)
    assert part(text, "now") == [passed.reference, unsecured.reference, loss.reference]
    assert set(part(text, "queue")) == {later.reference, secured.reference}
    assert ended.reference not in text


def test_now_is_told_in_hours_and_which_of_the_two_it_is(client, officer, monday):
    told = {
        "in 3 h Loss of data expected": {"loss_expected_at": hours(3), "answer_by_at": hours(90)},
        "in 20 min Answer asked for by": {"answer_by_at": now() + timedelta(minutes=20)},
        "2 h ago Answer asked for by": {"answer_by_at": hours(-2), "loss_expected_at": hours(60)},
        "4 days ago Loss of data expected": {"loss_expected_at": hours(-100)},
        "for 0 min Urgent, nothing preserved or ordered yet": {"is_urgent": True},
    }
    made = {words: a_case(officer, **fields) for words, fields in told.items()}
    text = shown(client, officer)
    for words, case in made.items():
        assert words in words_of(text, case)
    assert "Answer asked" not in words_of(text, made["in 3 h Loss of data expected"])


def test_now_keeps_to_the_filter_and_the_list_never_repeats_it(client, desk, officer):
    mine = desk.step(a_case(officer, answer_by_at=hours(1)), "take_on")
    nobodys = a_case(officer, answer_by_at=hours(2))
    text = shown(client, officer, "?officer=me")
    assert references(text) == part(text, "now") == [mine.reference]
    assert references(shown(client, officer)) == [mine.reference, nobodys.reference]
    assert part(shown(client, officer, "?due=now"), "queue") == [mine.reference, nobodys.reference]


def test_more_than_the_band_holds_are_one_click_away(client, officer, monkeypatch):
    monkeypatch.setattr(view, "BAND", 1)
    for number in (1, 2):
        a_case(officer, answer_by_at=hours(number))
    text = shown(client, officer)
    assert len(references(text)) == 1 and "The first 1 are shown." in text
    assert len(references(shown(client, officer, re.search(r'"(\?due=now)"', text)[1]))) == 2


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-02-04", "1 day left Legal review: Thu 05.02.2026"),
        ("2026-02-05", "Last day today Legal review: Thu 05.02.2026"),
        ("2026-02-08", "Overdue by 3 days Legal review: Thu 05.02.2026"),
    ],
)
def test_the_time_left_stands_there_in_words(client, officer, monday, day, words):
    case = a_case(officer, received_at=MONDAY)
    with time_machine.travel(at(f"{day}T10:00"), tick=False):
        assert words in words_of(shown(client, officer), case)


def test_the_nominal_day_stands_beside_an_effective_one_that_differs(client, desk, officer):
    with time_machine.travel(at("2026-02-05T10:00"), tick=False):
        case = desk.steps(a_case(officer), "start_review", "accept")  # day 10 is a Sunday
        words = words_of(shown(client, officer), case)
    assert "Execution: Mon 16.02.2026 nominal: Sun 15.02.2026" in words
    assert "It is our turn" in words and "In execution" in words


def test_a_suspended_case_and_one_past_its_ceiling_say_so(client, desk, officer, monday):
    asked = desk.steps(a_case(officer), "start_review", "ask")
    old = a_case(officer, received_at=received(100))
    text = shown(client, officer)
    assert "Suspended since Mon 02.02.2026" in words_of(text, asked)
    assert "We wait for the requester" in words_of(text, asked)
    assert "Past the ceiling" in words_of(text, old)
    assert part(text, "queue") == [old.reference, asked.reference]


def test_every_case_stands_on_exactly_one_page(client, desk, officer, make_user, monkeypatch):
    monkeypatch.setattr(view, "PAGE", 2)
    officer.memberships.create(
        authority=make_user(Role.OFFICER, authority="PGO").memberships.get().authority,
        role=Role.LAWYER,
    )
    made = [a_case(officer, received_at=received(n % 3), is_urgent=n % 2) for n in range(6)]
    made.append(desk.steps(a_case(officer), "start_review", "ask"))
    Case.objects.update(is_secured=True)
    ended = [desk.step(a_case(officer), "withdraw") for _n in range(2)]
    for query, expected in (("", made), ("?ended=1", made + ended)):
        seen, pages = [], 0
        while query is not None:
            text = shown(client, officer, query)
            seen += references(text)
            found = re.search(r'href="(\?[^"]+)" rel="next"', text)
            query, pages = found[1].replace("&amp;", "&") if found else None, pages + 1
        assert sorted(seen) == sorted(case.reference for case in expected)
        assert pages == (len(expected) + 1) // 2
    latest = shown(client, officer, "?ended=1")
    assert references(latest) == [ended[1].reference, ended[0].reference]


@pytest.mark.parametrize(
    "after", ["x", "2026-01-01_0", "9999-99-99_0_1", f"2026-01-01_0_{9**30}", "2026-01-01_0_-1"]
)
def test_a_place_that_makes_no_sense_is_the_beginning(client, case, officer, after):
    assert references(shown(client, officer, f"?after={after}")) == [case.reference]


def test_a_place_behind_the_end_says_so(client, case, officer):
    assert "The list ends before this place." in shown(client, officer, "?after=9999-12-31_0_1")


def test_the_tiles_count_no_further_than_a_hundred(client, desk, officer, monkeypatch, make_user):
    desk.step(a_case(officer, received_at=received(40)), "take_on")
    for _n in range(2):
        a_case(officer)

    def tiles(user):
        text = shown(client, user)
        return re.findall(r'tile-label">([^<]+)</span><span class="queue-tile-count">([^<]+)', text)

    expected = ["Overdue", "Due in 3 days", "Unassigned", "Assigned to me", "Ended, to be closed"]
    assert tiles(officer) == list(zip(expected, "12210", strict=True))
    assert tiles(desk.lawyer)[3] == ("Assigned to me", "0")
    monkeypatch.setattr(queue_tiles, "MOST", 2)
    assert [count for _label, count in tiles(officer)] == ["1", "1+", "1+", "1", "0"]
    assert tiles(make_user()) == []


def test_neither_queries_nor_their_kind_grow_with_the_cases(client, desk, officer, supervisor):
    counts = []
    for number in (2, 12):
        for n in range(number):
            a_case(officer, is_urgent=n % 2)
        for person, name in ((supervisor, "cases"), (officer, "cases"), (officer, "home")):
            client.force_login(person)
            client.get(reverse(name))
            with CaptureQueriesContext(connection) as queries:
                client.get(reverse(name))
            counts.append(len(queries))
            assert not any("OFFSET" in query["sql"] for query in queries)
    assert counts[:3] == counts[3:]
    assert max(counts) <= 26


def test_a_page_of_fifty_stays_small(client, officer):
    for n in range(4):
        a_case(officer, foreign_reference="A" * 200, is_urgent=n % 2)
    text = shown(client, officer)
    longest = max(len(row) for row in re.findall(r"<tr.*?</tr>", text, re.S))
    assert 100 * longest < 130_000 + 100 * 200


def test_the_first_page_shows_my_cases_and_those_of_nobody(client, desk, officer):
    mine, nobodys = desk.step(a_case(officer), "take_on"), a_case(officer)
    client.force_login(officer)
    text = client.get(reverse("home")).content.decode()
    few = {
        show: re.search(rf'<section id="few-{show}".*?</section>', text, re.S)[0]
        for show in ("mine", "unassigned")
    }
    for section, case in ((few["mine"], mine), (few["unassigned"], nobodys)):
        assert re.findall(r'class="fw-bold"[^>]*>([^<]+)</a>', section) == [case.reference]


def test_the_queue_takes_no_post(client, officer):
    client.force_login(officer)
    assert client.post(reverse("cases")).status_code == 405


def test_what_a_requester_wrote_is_escaped(client, officer):
    a_case(officer, foreign_reference="<script>alert(1)</script>")
    assert "<script>alert" not in shown(client, officer)


def test_who_serves_no_such_requests_is_offered_no_form(client, officer, make_user):
    elsewhere = make_user(Role.OFFICER, authority="PGO")
    for person, is_offered in ((officer, True), (elsewhere, False)):
        client.force_login(person)
        assert ("/contact-point/urgent/" in client.get("/cases/").text) is is_offered
