"""Several cases to one officer: what the page says before, what is changed, and what is not."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from casework.access.models import Absence
from casework.access.permissions import Role
from casework.access.scope import acting_as, set_scope
from casework.audit.events import Event
from casework.cases.case import Case
from casework.cases.grants import Grant
from casework.directory.models import Authority
from casework.workflow.admin.choices import CASE_ACTIONS
from casework.workflow.models import Proposal, StepRule
from tests.cases.making import a_case
from tests.desk.test_queue import shown

pytestmark = pytest.mark.django_db
ADDRESS = "/cases/assign/"


@pytest.fixture
def colleague(make_user):
    return make_user(Role.OFFICER, full_name="Zümrüd Ağayeva")


def mark(case, version=None):
    return f"{case.public_id}:{version or case.version}"


def send(client, person, cases, officer, **more):
    client.force_login(person)
    marks = [case if isinstance(case, str) else mark(case) for case in cases]
    return client.post(ADDRESS, {"row": marks, "officer": officer.pk, **more})


def officer_of(case):
    return Case.objects.get(pk=case.pk).officer


def test_the_page_lists_what_would_change_and_changes_nothing(
    client, desk, supervisor, officer, colleague
):
    mine = desk.step(a_case(officer), "take_on")
    theirs, closed = a_case(officer), desk.step(a_case(officer), "void")
    theirs = desk.take(theirs, "assign", by=supervisor, officer=colleague.pk)
    stale = a_case(officer)
    events = Event.objects.count()
    answer = send(client, supervisor, [mine, theirs, closed, mark(stale, 9)], colleague)
    able, unable = answer.text.split('id="unable"')
    assert "1 case would change" in able and mine.reference in able and theirs.reference not in able
    assert "3 cases stay as they are" in unable
    assert f"It is assigned to {colleague} already." in unable
    assert "It has moved on since the list was shown" in unable
    assert "is not possible while the case is “Void”." in unable
    assert Event.objects.count() == events and officer_of(mine) == officer


def test_on_confirmation_the_ticked_ones_are_assigned_by_name(
    client, desk, supervisor, officer, colleague
):
    first, second, left = (a_case(officer) for _n in range(3))
    answer = send(client, supervisor, [first, second], colleague, confirm=1, query="due=soon")
    assert "Assigned to Zümrüd Ağayeva" in answer.text and "2 cases done" in answer.text
    assert first.reference in answer.text and second.reference in answer.text
    assert 'href="/cases/?due=soon"' in answer.text
    assert officer_of(first) == officer_of(second) == colleague
    assert officer_of(left) is None
    event = Event.objects.filter(case=first, verb="assign").get()
    assert event.actor == supervisor


def test_a_case_that_moved_meanwhile_is_reported_and_stops_no_other(
    client, desk, supervisor, officer, colleague
):
    moved, still = a_case(officer), a_case(officer)
    seen = mark(moved)
    desk.step(moved, "start_review")
    answer = send(client, supervisor, [seen, still], colleague, confirm=1)
    assert "1 case done" in answer.text and "1 case stays as it is" in answer.text
    assert officer_of(moved) is None and officer_of(still) == colleague


def test_a_second_click_is_reported_and_changes_nothing(client, supervisor, officer, colleague):
    case = a_case(officer)
    send(client, supervisor, [case], colleague, confirm=1)
    events = Event.objects.count()
    answer = send(client, supervisor, [case], colleague, confirm=1)
    assert "Nothing was changed." in answer.text
    assert Event.objects.count() == events


def test_a_foreign_case_is_as_good_as_missing(client, supervisor, officer, colleague, make_user):
    foreign = a_case(make_user(Role.OFFICER, authority="PGO"), authority="PGO")
    for case in (mark(foreign), f"{'0' * 8}-0000-0000-0000-{'0' * 12}:1"):
        answer = send(client, supervisor, [case], colleague, confirm=1)
        assert "1 chosen case is none of yours any more." in answer.text
        assert foreign.reference not in answer.text
    set_scope(make_user(Role.AUDITOR, authority="PGO"))
    assert officer_of(foreign) is None


def test_a_case_for_reading_is_not_assigned(client, make_user, officer, supervisor):
    head = make_user(Role.SUPERVISOR, authority="PGO")
    theirs = make_user(Role.OFFICER, authority="PGO")
    case = a_case(officer)
    Grant.objects.create(case=case, authority=case.authority, user=head, reason="Expert.")
    assert 'name="row"' not in shown(client, head)
    answer = send(client, head, [case], theirs, confirm=1)
    assert "You may read this case, not assign it." in answer.text
    assert officer_of(case) is None


@pytest.mark.parametrize("who", ["officer", "lawyer", "auditor", "registrar", "stranger"])
def test_only_who_may_take_the_step_is_offered_it(client, case, who, request, colleague):
    person = request.getfixturevalue(who)
    assert "queue-bulk" not in shown(client, person)
    assert send(client, person, [case], colleague, confirm=1).status_code == 403
    set_scope(colleague)
    assert officer_of(case) is None


def test_a_rule_of_the_authority_and_a_deputy_count_as_at_the_door(
    client, case, officer, lawyer, supervisor, colleague
):
    Absence.objects.create(user=supervisor, deputy=officer, from_on=date(2020, 1, 1))
    assert "queue-bulk" in shown(client, officer)
    rule = {"authority": case.authority, "procedure": case.kind, "step": "assign"}
    StepRule.objects.create(**rule, roles=["lawyer"], second="supervisor")
    answer = send(client, lawyer, [case], colleague)
    assert "It is proposed: another supervisor decides." in answer.text
    send(client, lawyer, [case], colleague, confirm=1)
    assert officer_of(case) is None and Proposal.objects.get().made_by == lawyer


def test_only_officers_of_the_desk_are_offered_and_taken(
    client, case, supervisor, lawyer, make_user, colleague
):
    elsewhere = make_user(Role.OFFICER, authority="PGO", full_name="elsewhere")
    text = shown(client, supervisor)
    offered = re.search(r'id="bulk-officer".*?</select>', text, re.S)[0]
    assert colleague.full_name in offered
    assert not {name for name in ("elsewhere", "lawyer") if name in offered}
    for person in (elsewhere, lawyer):
        answer = send(client, supervisor, [case], person, confirm=1)
        assert answer.status_code == 302
    assert officer_of(case) is None


def test_an_officer_of_one_desk_gets_no_case_of_another(client, case, supervisor, make_user):
    pgo = Authority.objects.get(code="PGO")
    theirs = make_user(Role.OFFICER, authority="PGO", full_name="theirs")
    supervisor.memberships.create(authority=pgo, role=Role.SUPERVISOR)
    answer = send(client, supervisor, [case], theirs, confirm=1)
    assert "theirs is no officer of this desk." in answer.text
    assert officer_of(case) is None


@pytest.mark.parametrize(
    ("rows", "words"),
    [([], "Tick the cases"), (["x", "x:1", ":", f"{'0' * 32}:²"], "Tick the cases")],
)
def test_who_ticked_nothing_is_told_so_on_the_same_filter(
    client, case, supervisor, colleague, rows, words
):
    answer = send(client, supervisor, rows, colleague, query="officer=none&x=//evil.example")
    assert answer["Location"] == "/cases/?officer=none"
    assert words in client.get(answer["Location"]).text
    client.post(ADDRESS, {"row": [mark(case)]})
    assert "Choose an officer." in client.get("/cases/").text


def test_the_queries_of_the_page_do_not_grow(client, supervisor, officer, colleague):
    counts = []
    for number in (1, 6):
        cases = [a_case(officer) for _n in range(number)]
        send(client, supervisor, cases, colleague)
        with CaptureQueriesContext(connection) as queries:
            send(client, supervisor, cases, colleague)
        counts.append(len([one for one in queries if "casework_" in one["sql"]]))
    assert counts[0] == counts[1]


def test_more_than_two_hundred_are_cut_and_that_is_said(client, supervisor, officer, colleague):
    case = a_case(officer)
    others = [f"{number:032x}:1" for number in range(250)]
    answer = send(client, supervisor, [case, *others], colleague)
    assert "At most 200 cases go in one step" in answer.text
    assert case.reference in answer.text


def test_a_case_that_somebody_holds_is_named_and_holds_no_other(
    client, supervisor, officer, colleague, monkeypatch
):
    held, free = a_case(officer), a_case(officer)
    take = type(CASE_ACTIONS["reassign"]).take

    def locked(choice, row, *rest):
        if row.pk == held.pk:
            with connection.cursor() as cursor:
                cursor.execute("DO $$ BEGIN RAISE lock_not_available; END $$")
        return take(choice, row, *rest)

    monkeypatch.setattr(type(CASE_ACTIONS["reassign"]), "take", locked)
    answer = send(client, supervisor, [held, free], colleague, confirm=1)
    assert "Somebody else is changing it just now." in answer.text
    assert officer_of(held) is None and officer_of(free) == colleague
    monkeypatch.undo()
    again = send(client, supervisor, [mark(held), mark(free)], colleague, confirm=1)
    assert "1 case done" in again.text and officer_of(held) == colleague


@pytest.mark.engines
@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_each_case_is_a_transaction_of_its_own(client, seeded, make_user, monkeypatch):
    supervisor, officer = make_user(Role.SUPERVISOR), make_user(Role.OFFICER)
    colleague = make_user(Role.OFFICER, full_name="Zümrüd Ağayeva")
    with acting_as(officer):
        cases = [a_case(officer) for _n in range(2)]
    seen = []
    take = type(CASE_ACTIONS["reassign"]).take

    def noted(choice, *rest):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_current_xact_id()::text")
            seen.append(cursor.fetchone()[0])
        return take(choice, *rest)

    monkeypatch.setattr(type(CASE_ACTIONS["reassign"]), "take", noted)
    answer = send(client, supervisor, cases, colleague, confirm=1)
    assert "2 cases done" in answer.text
    assert len(set(seen)) == 2


def test_all_cases_of_one_officer_are_shared_in_turns(
    client, desk, supervisor, officer, colleague, make_user
):
    third = make_user(Role.OFFICER, full_name="Rauf Third")
    mine = [desk.step(a_case(officer), "take_on") for _n in range(4)]
    a_case(officer)  # nobody's: it stays
    client.force_login(supervisor)
    asked = {"from": officer.pk, "to": [colleague.pk, third.pk]}
    page = client.get("/cases/share/", asked).text
    assert "4 cases would change" in page
    assert all(officer_of(case) == officer for case in mine)
    marks = re.findall(r'name="row" value="([^"]+)"', page)
    answer = client.post(ADDRESS, {"row": marks, "confirm": 1})
    assert "4 cases done" in answer.text and third.full_name in answer.text
    assert sorted(str(officer_of(case)) for case in mine) == sorted(
        [str(colleague), str(third)] * 2
    )
    again = client.post(ADDRESS, {"row": marks, "confirm": 1})
    assert "Nothing was changed." in again.text


def test_a_page_to_share_names_no_stranger(client, supervisor, make_user):
    elsewhere = make_user(Role.OFFICER, authority="PGO", full_name="elsewhere")
    client.force_login(supervisor)
    for key in (elsewhere.pk, "x", "9" * 20, ""):
        assert "elsewhere" not in client.get("/cases/share/", {"from": key}).text
