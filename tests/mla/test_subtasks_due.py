"""Sub-tasks that are overdue or due soon: on the first page, and in the queue."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.access.models import Membership
from casework.access.permissions import Role
from casework.access.scope import set_scope
from casework.cases.grants import Grant
from casework.clock import today
from casework.desk.subtasks_due import FEW
from tests.cases.making import a_case, sent
from tests.mla.conftest import request_at

pytestmark = pytest.mark.django_db


def asked(desk, days, *, case=None, **more):
    """A request of the officer with a sub-task due in so many days."""
    case = case or desk.take(request_at(desk, "PGO", "pre_trial"), "take_on", by=desk.officer)
    day = (today() + timedelta(days=days)).isoformat()
    return desk.step(case, "add_subtask", asked_on="2025-01-01", due_on=day, **more)


def queue(client, person, query=""):
    client.force_login(person)
    return client.get(f"{reverse('cases')}{query}").content.decode()


def rows_of(text):
    return re.findall(r'class="queue-link fw-bold"[^>]*>([^<]+)<', text)


def chip_of(text, case):
    found = re.search(rf">{case.reference}</a>.*?</tr>", text, re.S)
    chip = re.search(r"Sub-task: ([^<]+)<", found[0])
    return chip and chip[1]


def home(client, person):
    client.force_login(person)
    return client.get(reverse("home"))


def preserving(make_user):
    """An officer of the 24/7 procedure alone: it has no sub-tasks."""
    person = make_user(Role.OFFICER)
    Membership.objects.filter(user=person).update(procedure="contact_point")
    return person


def test_a_row_says_how_its_next_sub_task_stands_if_it_is_near_or_overdue(client, pgo):
    late, near, far = asked(pgo, -2), asked(pgo, 3), asked(pgo, 4)
    late = asked(pgo, 2, case=late)
    done = pgo.step(asked(pgo, 0), "finish_subtask")
    text = queue(client, pgo.officer)
    assert chip_of(text, late) == "Overdue by 2 days"
    assert chip_of(text, near) == "3 days left"
    assert (chip_of(text, far), chip_of(text, done)) == (None, None)


def test_the_filter_shows_exactly_these_and_those_of_ended_cases(client, pgo):
    late, near = asked(pgo, -2), asked(pgo, 0)
    asked(pgo, 4)
    ended = pgo.step(asked(pgo, 1), "refuse")
    sent(ended)
    ended = pgo.step(ended, "close")
    found = rows_of(queue(client, pgo.officer, "?due=subtask"))
    assert sorted(found) == sorted(one.reference for one in (late, near, ended))
    assert rows_of(queue(client, pgo.supervisor, "?due=subtask&officer=me")) == []


def test_an_empty_filter_says_what_is_not_there(client, pgo):
    asked(pgo, 9)
    text = queue(client, pgo.officer, "?due=subtask&officer=me")
    assert "No sub-task is overdue or due in 3 days." in text


def test_the_filter_is_offered_only_where_a_procedure_has_sub_tasks(client, pgo, make_user):
    words = "Sub-task overdue or due in 3 days"
    assert words in queue(client, pgo.officer)
    assert words not in queue(client, preserving(make_user))


def test_the_first_page_lists_them_by_day_with_the_way_to_the_rest(client, pgo):
    late, near = asked(pgo, -2, what="The annexes"), asked(pgo, 1, what="The decision")
    asked(pgo, 4, what="The answer")
    response = home(client, pgo.officer)
    rows = [(one.row.what, one.chip.words) for one in response.context["subtasks"]]
    assert rows == [("The annexes", "Overdue by 2 days"), ("The decision", "1 day left")]
    text = response.content.decode()
    for case in (late, near):
        assert f"{reverse('case', args=[case.public_id])}#subtasks" in text
    way = response.context["subtasks_way"]
    assert len(rows_of(client.get(way).content.decode())) == 2


def test_of_many_the_first_page_shows_the_first_few(client, pgo):
    case = asked(pgo, 1)
    for days in range(FEW):
        case = asked(pgo, -days, case=case)
    found = home(client, pgo.officer).context["subtasks"]
    assert [one.row.due_on for one in found] == [
        today() - timedelta(days=days) for days in reversed(range(FEW))
    ]


def test_those_of_a_colleagues_case_are_not_on_ones_first_page(client, pgo, moj, make_user):
    asked(pgo, 0)
    colleague = make_user(Role.OFFICER, authority="PGO", full_name="PGO another")
    for person in (colleague, moj.officer):
        response = home(client, person)
        assert response.context["subtasks"] == []
        assert 'id="subtasks-due"' not in response.content.decode()


def test_who_was_granted_a_case_sees_its_chip_and_another_authority_nothing(client, pgo, moj):
    case = asked(pgo, 0)
    assert rows_of(queue(client, moj.officer, "?due=subtask")) == []
    set_scope(pgo.supervisor)
    Grant.objects.create(case=case, authority=case.authority, user=moj.officer, reason="Advice.")
    assert chip_of(queue(client, moj.officer), case) == "Last day today"
    assert rows_of(queue(client, moj.officer, "?due=subtask")) == [case.reference]


def test_neither_page_asks_more_often_for_more_rows(client, pgo):
    counts = {"cases": [], "home": []}
    for _round in range(2):
        asked(pgo, -1, case=asked(pgo, 2))
        for name, found in counts.items():
            client.force_login(pgo.officer)
            client.get(reverse(name))
            with CaptureQueriesContext(connection) as queries:
                client.get(reverse(name))
            found.append(len([q for q in queries if "casework_subtask" in q["sql"]]))
    assert counts == {"cases": [1, 1], "home": [1, 1]}


def test_a_page_without_such_cases_asks_nothing(client, make_user):
    officer = preserving(make_user)
    a_case(officer)
    for name in ("cases", "home"):
        client.force_login(officer)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(name))
        assert not [q for q in queries if "casework_subtask" in q["sql"]]
