"""The filters of the queue: what each chooses, what they offer, and those saved under a name."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from casework.access.own import SavedFilter
from casework.access.permissions import Role
from casework.access.scope import set_scope
from casework.clock import now
from casework.desk import queue_saved
from casework.desk.queue_filter import Chosen, chosen_in
from casework.directory.models import RequestType, State
from tests.cases.making import a_case
from tests.desk.test_queue import references, shown

pytestmark = pytest.mark.django_db


def options(text, name):
    found = re.search(rf'<select[^>]*name="{name}">(.*?)</select>', text, re.S)
    return re.findall(r">([^<]+)</option>", found[1])[1:] if found else []


def received(days):
    return now() - timedelta(days=days)


def test_each_filter_chooses_what_it_says(client, desk, officer):
    france = State.objects.get(code="FR")
    overdue = desk.step(a_case(officer, received_at=received(8)), "take_on")
    old = a_case(officer, received_at=received(100), requesting_state=france)
    today = a_case(officer, received_at=received(3), requesting_state=None)
    asked = desk.steps(a_case(officer, type="legal-information"), "start_review", "ask")
    ended = desk.step(a_case(officer), "withdraw")
    kind = RequestType.objects.get(code="legal-information").pk
    expected = {
        "": [old, overdue, today, asked],
        "due=overdue": [old, overdue],
        "due=today": [today],
        "due=soon": [today],
        "due=ceiling": [old],
        "due=stopped": [asked],
        "state=clarification": [asked],
        "waiting=requester": [asked],
        f"country={france.pk}": [old],
        "country=unknown": [today],
        f"type={kind}": [asked],
        "officer=me": [overdue],
        "officer=none": [old, today, asked],
        f"officer={officer.pk}": [overdue],
        "due=overdue&officer=none": [old],
        "ended=1": [ended, asked, today, old, overdue],
        "ended=1&due=overdue": [old, overdue],
        "state=withdrawn": [],
        "state=withdrawn&ended=1": [ended],
    }
    for query, cases in expected.items():
        found = references(shown(client, officer, f"?{query}"))
        wanted = [case.reference for case in cases]
        assert (sorted(found) == sorted(wanted)) if "ended" in query else (found == wanted), query


@pytest.mark.parametrize(
    "query",
    ["due=x", "state=x", "waiting=x", "country=x", "type=x", "type=²", "type=" + "9" * 40,
     "officer=1%202", "officer=%00", "ended=2", "show=overdue", "q=x"],
)  # fmt: skip
def test_what_makes_no_sense_chooses_nothing(client, case, officer, query):
    text = shown(client, officer, f"?{query}")
    assert references(text) == [case.reference]
    assert "queue-chip" not in text


def test_chosen_filters_are_chips_and_each_takes_itself_away(client, case, officer):
    text = shown(client, officer, "?due=soon&state=received&ended=1")
    chips = re.findall(r'class="queue-chip" href="\?([^"]*)".*?<strong>([^<]+)', text, re.S)
    assert [(query.replace("&amp;", "&"), words) for query, words in chips] == [
        ("state=received&ended=1", "Due in 3 days"),
        ("due=soon&ended=1", "Received"),
        ("due=soon&state=received", "With ended ones, the latest first"),
    ]
    assert '<option value="soon" selected>' in text


def test_only_values_that_exist_for_this_person_are_offered(client, desk, officer, make_user):
    theirs = make_user(Role.OFFICER, authority="PGO", full_name="prosecutor")
    case = a_case(theirs, authority="PGO", requesting_state=State.objects.get(code="TR"))
    desk.take(case, "take_on", by=theirs)
    mine = desk.step(a_case(officer), "take_on")
    desk.step(a_case(officer, requesting_state=State.objects.get(code="FR")), "withdraw")
    text = shown(client, officer)
    assert options(text, "country") == ["Germany", "State not known"]
    assert options(text, "officer") == ["Me", "Nobody yet", "officer"]
    assert "Received" in options(text, "state") and "Withdrawn" not in options(text, "state")
    assert str(mine.request_type) in options(text, "type")
    text = shown(client, officer, "?ended=1")
    assert options(text, "country") == ["France", "Germany", "State not known"]
    assert "Withdrawn" in options(text, "state")


def test_a_filter_tells_no_name_that_the_person_could_not_choose(client, case, officer, make_user):
    foreign = make_user(Role.OFFICER, authority="PGO", full_name="Canary")
    turkey = State.objects.get(code="TR")
    text = shown(client, officer, f"?officer={foreign.pk}&country={turkey.pk}")
    assert "Canary" not in text and turkey.name not in text
    assert text.count("none of your cases") == 2


def test_the_reader_of_one_case_is_offered_no_values(client, case, make_user):
    reader = make_user()
    set_scope(reader)
    text = shown(client, reader)
    assert options(text, "state") == options(text, "officer") == options(text, "country") == []


def test_the_address_of_a_filter_brings_it_back():
    chosen = Chosen(due="soon", officer="me", country="7", ended="1")
    assert chosen_in(dict(pair.split("=") for pair in chosen.query.split("&"))) == chosen


def save(client, name, query="due=overdue"):
    return client.post(reverse("filter_save"), {"name": name, "query": query}, follow=True)


def test_a_saved_filter_is_chosen_by_its_name_and_deleted(client, case, officer):
    client.force_login(officer)
    answer = save(client, "  Late\x00  ones ", "due=overdue&q=x&ended=7")
    assert answer.redirect_chain == [("/cases/?due=overdue", 302)]
    row = SavedFilter.objects.get()
    assert (row.user, row.name, row.query) == (officer, "Late ones", "due=overdue")
    assert "Saved: “Late ones”." in answer.text
    assert re.search(r'active" href="\?due=overdue" aria-current="true">', answer.text)
    answer = client.post(reverse("filter_drop", args=[row.pk]), {"query": "state=review"})
    assert answer["Location"] == "/cases/?state=review"
    assert not SavedFilter.objects.exists()


def test_a_filter_without_a_name_twice_or_of_nothing_is_not_saved(client, officer, monkeypatch):
    client.force_login(officer)
    assert "Give the filter a name." in save(client, " ").text
    assert "Choose a filter first" in save(client, "All", "q=x").text
    save(client, "Late")
    assert "You have a filter of this name already." in save(client, "Late", "due=soon").text
    monkeypatch.setattr(queue_saved, "MOST", 1)
    assert "delete one first" in save(client, "More").text
    assert SavedFilter.objects.get().query == "due=overdue"
    assert len(SavedFilter.objects.first().name) <= 60


def test_nobody_sees_or_deletes_the_filter_of_somebody_else(client, officer, supervisor):
    set_scope(officer)
    row = SavedFilter.objects.create(user=officer, name="Canary", query="due=soon")
    assert "Canary" not in shown(client, supervisor)
    assert client.post(reverse("filter_drop", args=[row.pk])).status_code == 404
    assert client.post(reverse("filter_drop", args=[999_999])).status_code == 404
    set_scope(officer)
    assert SavedFilter.objects.exists()
    for name, args in (("filter_save", []), ("filter_drop", [row.pk])):
        assert client.get(reverse(name, args=args)).status_code == 405
