"""The Duty page: turns, hand-over notes, and who may do what with them."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.urls import reverse

from casework.access.duty import DutyTurn, ShiftNote, ShiftNoteRead
from casework.access.models import Membership
from casework.access.permissions import Role
from casework.access.scope import acting_as, set_scope
from casework.audit.chain import parsed
from casework.audit.events import Event
from casework.clock import now
from casework.desk.duty_forms import LONGEST_NOTE
from casework.desk.duty_turns import begin
from casework.directory.models import Authority

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(make_user):
    return make_user(Role.OFFICER, full_name="colleague")


@pytest.fixture
def foreign(make_user):
    """Somebody of another authority."""
    return make_user(Role.OFFICER, authority="PGO")


def press(client, user, name, *args, follow=False, **details):
    client.force_login(user)
    return client.post(reverse(name, args=["SSS", *args]), details, follow=follow)


def seen(client, user, name="duty", *args):
    client.force_login(user)
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return response.content.decode()


def on_duty(code="SSS"):
    turns = DutyTurn.objects.going_on().filter(authority__code=code)
    return [turn.user.full_name for turn in turns.select_related("user").order_by("from_at")]


def turn_of(user):
    return DutyTurn.objects.going_on().get(user=user)


def verbs():
    return list(Event.objects.filter(case=None).order_by("number").values_list("verb", flat=True))


@pytest.mark.parametrize("who", ["officer", "lawyer", "supervisor"])
def test_who_works_there_goes_on_duty_and_ends_it(client, who, request):
    user = request.getfixturevalue(who)
    assert "Nobody is on duty." in seen(client, user)
    assert press(client, user, "duty_begin").status_code == 302
    assert on_duty() == [who]
    assert "End my turn" in seen(client, user)
    assert press(client, user, "duty_end", turn_of(user).pk).status_code == 302
    assert on_duty() == []
    assert verbs() == ["begin_duty", "end_duty"]
    assert "On duty before" in seen(client, user)


def test_a_second_click_begins_no_second_turn_and_ends_nothing_twice(client, officer):
    for _click in range(2):
        press(client, officer, "duty_begin")
    turn = turn_of(officer)
    for _click in range(2):
        assert press(client, officer, "duty_end", turn.pk).status_code == 302
    ended = DutyTurn.objects.get()
    assert ended.until_at >= ended.from_at
    assert verbs() == ["begin_duty", "end_duty"]


@pytest.mark.parametrize("who", ["registrar", "auditor"])
def test_who_does_not_work_on_cases_sees_who_is_on_duty_and_changes_nothing(
    client, who, request, officer
):
    user = request.getfixturevalue(who)
    press(client, officer, "duty_begin")
    press(client, officer, "duty_note", text="Warsaw calls back.")
    text = seen(client, user)
    assert "officer" in text and "Warsaw calls back." in text
    for words in ("Take over", "End this turn", "Write a hand-over note"):
        assert words not in text
    assert press(client, user, "duty_begin").status_code == 403
    assert press(client, user, "duty_end", turn_of(officer).pk).status_code == 403
    assert press(client, user, "duty_note", text="x").status_code == 403
    assert on_duty() == ["officer"] and ShiftNote.objects.count() == 1


def test_another_authority_is_the_same_404_as_one_that_is_not_there(client, foreign, officer):
    press(client, officer, "duty_begin")
    press(client, officer, "duty_note", text="Canary of the night")
    turn, note = turn_of(officer), ShiftNote.objects.get()
    client.force_login(foreign)
    tried = [
        ("post", "duty_begin", []), ("post", "duty_end", [turn.pk]), ("post", "duty_note", []),
        ("post", "duty_note_read", [note.pk]), ("get", "duty_notes", []),
    ]  # fmt: skip
    for method, name, more in tried:
        answers = [
            getattr(client, method)(reverse(name, args=[code, *more])) for code in ("SSS", "XYZ")
        ]
        assert [answer.status_code for answer in answers] == [404, 404], name
    for name in ("duty", "home"):
        text = seen(client, foreign, name)
        assert "Canary" not in text and "officer@sss" not in text
    end = reverse("duty_end", args=["PGO", turn.pk])
    read = reverse("duty_note_read", args=["PGO", note.pk])
    assert [client.post(url).status_code for url in (end, read)] == [404, 404]
    set_scope(officer)
    assert on_duty() == ["officer"] and not ShiftNoteRead.objects.exists()


def test_without_a_role_there_is_no_duty(client, stranger):
    client.force_login(stranger)
    assert client.get(reverse("duty")).status_code == 403
    assert 'href="/duty/"' not in client.get(reverse("home")).content.decode()
    assert client.post(reverse("duty_begin", args=["SSS"])).status_code == 404


def test_taking_over_ends_the_turns_that_one_saw_and_no_others(client, officer, colleague, lawyer):
    press(client, officer, "duty_begin")
    shown = turn_of(officer).pk
    press(client, lawyer, "duty_begin")  # joins while the colleague looks at the page
    press(client, colleague, "duty_begin", over="1", turn=[shown])
    assert sorted(on_duty()) == ["colleague", "lawyer"]
    event = Event.objects.filter(verb="end_duty").get()
    assert event.actor == colleague
    assert parsed(event.details) == {"turn": shown, "user": officer.pk}


def test_joining_ends_nothing(client, officer, colleague):
    press(client, officer, "duty_begin")
    press(client, colleague, "duty_begin", turn=[turn_of(officer).pk])
    assert on_duty() == ["officer", "colleague"]


def test_who_was_forgotten_on_duty_is_ended_by_the_next_or_a_supervisor(
    client, officer, colleague, supervisor, lawyer
):
    press(client, officer, "duty_begin")
    turn = turn_of(officer)
    assert press(client, colleague, "duty_end", turn.pk).status_code == 403
    assert "End this turn" not in seen(client, colleague)
    press(client, colleague, "duty_begin")
    assert "End this turn" in seen(client, colleague)
    assert press(client, colleague, "duty_end", turn.pk).status_code == 302
    assert press(client, supervisor, "duty_end", turn_of(colleague).pk).status_code == 302
    assert on_duty() == []
    actors = [e.actor.full_name for e in Event.objects.filter(verb="end_duty").order_by("number")]
    assert actors == ["colleague", "supervisor"]


def test_the_turn_of_somebody_whose_role_has_ended_can_be_ended(client, officer, supervisor):
    press(client, officer, "duty_begin")
    Membership.objects.filter(user=officer).update(until_on=now().date() - timedelta(days=1))
    assert "End this turn" in seen(client, supervisor)
    press(client, supervisor, "duty_end", turn_of(officer).pk)
    assert on_duty() == []


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_many_clicks_at_once_begin_one_turn(seeded, make_user):
    user, authority = make_user(Role.OFFICER), Authority.objects.get(code="SSS")
    found = []

    def click():
        with acting_as(user):
            found.append(begin(authority, user))
        connections["default"].close()

    clicks = [threading.Thread(target=click) for _number in range(6)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join()
    assert sorted(found) == [False] * 5 + [True]
    with acting_as(user):
        assert verbs() == ["begin_duty"]


# Hand-over notes


def test_a_note_ends_the_turn_where_that_was_pressed(client, officer):
    press(client, officer, "duty_begin")
    press(client, officer, "duty_note", text="First.")
    assert on_duty() == ["officer"]
    press(client, officer, "duty_note", text="Second.", end="1")
    assert on_duty() == []
    assert verbs() == ["begin_duty", "hand_over_duty", "hand_over_duty", "end_duty"]


def test_the_same_note_twice_within_a_minute_is_one(client, officer):
    for _click in range(2):
        press(client, officer, "duty_note", text="Once.")
    assert ShiftNote.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("  ", "Write something for the next shift."), ("x" * (LONGEST_NOTE + 1), "4001")],
)
def test_a_note_says_something_and_not_too_much_and_what_was_typed_stays(
    client, officer, text, sentence
):
    response = press(client, officer, "duty_note", text=text)
    assert response.status_code == 422
    assert sentence in response.content.decode() and text.strip() in response.content.decode()
    assert not ShiftNote.objects.exists()


def test_a_note_is_never_changed_nor_taken_away(client, officer):
    press(client, officer, "duty_note", text="It stands.")
    for statement in ("UPDATE casework_shiftnote SET text = 'x'", "DELETE FROM casework_shiftnote"):
        with pytest.raises(Exception, match="permission denied"), connection.cursor() as cursor:
            connection.savepoint()
            cursor.execute(statement)
        connection.needs_rollback = False
        connection._rollback()


def test_the_first_page_shows_a_fresh_note_until_it_is_read(client, officer, colleague):
    press(client, officer, "duty_note", text="Call <b>Paris</b> at eight.")
    note = ShiftNote.objects.get()
    assert "Paris" not in seen(client, officer, "home")  # one's own is no news
    assert "Call &lt;b&gt;Paris&lt;/b&gt; at eight." in seen(client, colleague, "home")
    for _click in range(2):
        response = press(client, colleague, "duty_note_read", note.pk, **{"from": "home"})
        assert response["Location"] == reverse("home")
    assert "Paris" not in seen(client, colleague, "home")
    assert ShiftNoteRead.objects.get().user == colleague
    assert "Read by" in seen(client, officer) and "Paris" in seen(client, officer)


def test_after_a_day_a_note_is_no_news_any_more(client, officer, colleague):
    authority = Authority.objects.get(code="SSS")
    long_ago = now() - timedelta(hours=24, minutes=1)
    set_scope(officer)
    ShiftNote.objects.create(authority=authority, made_by=officer, text="Old", made_at=long_ago)
    assert "Old" not in seen(client, colleague, "home")
    assert "Old" in seen(client, colleague)


def test_older_notes_are_read_page_by_page(client, officer):
    authority = Authority.objects.get(code="SSS")
    set_scope(officer)
    ShiftNote.objects.bulk_create(
        ShiftNote(authority=authority, made_by=officer, text=f"Note {number:02}.")
        for number in range(45)
    )
    client.force_login(officer)
    address, found = reverse("duty_notes", args=["SSS"]), []
    place = address
    while place:
        text = client.get(place).content.decode()
        found += [number for number in range(45) if f"Note {number:02}." in text]
        further = text.partition('href="?after=')[2].partition('"')[0]
        place = f"{address}?after={further}" if further else ""
    assert sorted(found) == list(range(45))
    for nonsense in ("x", "-1", "9" * 30, "٣"):
        assert client.get(address, {"after": nonsense}).status_code == 200
