"""The authority today: what stands under each heading, for whom, and what it costs."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.access.models import Absence
from casework.access.permissions import Role
from casework.access.scope import set_scope
from casework.cases.additions import Link
from casework.cases.case import Case
from casework.clock import now, today
from casework.notices.headings import MOST, evening_before, headings, looking
from casework.workflow.proposals import propose
from tests.cases.making import a_case, at

pytestmark = pytest.mark.django_db
WEDNESDAY = at("2026-02-04T09:00")


@pytest.fixture
def clock():
    with time_machine.travel(WEDNESDAY, tick=False) as found:
        yield found


def page(client, user, name="overview", *args):
    client.force_login(user)
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return response.content.decode()


def card(text, name):
    """Return the count of a card, and the references in it."""
    found = re.search(rf'<section id="overview-{name}".*?</section>', text, re.S)[0]
    count = re.search(r'<span class="badge bg-[a-z]+-lt">([^<]+)</span></h2>', found)
    return count[1] if count else "", re.findall(r'class="fw-bold" href="[^"]+">([^<]+)</a>', found)


def test_what_came_since_the_evening_is_told_and_nothing_older(client, desk, clock):
    older = a_case(desk.registrar, received_at=at("2026-02-03T17:59"))
    night = a_case(desk.registrar, received_at=at("2026-02-03T18:00"))
    assert card(page(client, desk.supervisor), "overnight") == ("1", [night.reference])
    assert older.reference in page(client, desk.supervisor)  # unassigned


def test_what_a_register_brought_in_is_told_only_if_it_came_since(client, desk, clock, monkeypatch):
    monkeypatch.setattr("casework.notices.headings.LATEST", 2)  # an import pushes nothing out
    night = a_case(desk.registrar, received_at=at("2026-02-03T20:00"))
    tonight = a_case(desk.registrar, received_at=at("2026-02-04T01:00"))
    old = [a_case(desk.registrar, received_at=at("2026-01-20T10:00")) for _number in range(3)]
    imported = [tonight.pk, *(case.pk for case in old)]
    Case.objects.filter(pk__in=imported).update(notices_from=now())
    found = card(page(client, desk.supervisor), "overnight")
    assert found == ("2", [tonight.reference, night.reference])


@pytest.mark.parametrize(
    ("day", "since"),
    [
        ("2026-02-04", "2026-02-03T18:00"),
        ("2026-02-09", "2026-02-06T18:00"),  # a Monday
        ("2026-03-31", "2026-03-27T18:00"),  # behind Novruz and what is moved for it
    ],
)
def test_the_evening_is_that_of_the_last_working_day(day, since):
    found = evening_before(at(f"{day}T08:00").date())
    assert found <= at(since) and found.hour == 18
    if day < "2026-03":
        assert found == at(since)


def test_each_case_stands_under_the_headings_that_fit(client, desk, clock):
    late = a_case(desk.registrar, received_at=now() - timedelta(days=5))
    here = a_case(desk.registrar, received_at=now() - timedelta(days=3))
    old = a_case(desk.registrar, received_at=now() - timedelta(days=80))
    Case.objects.filter(pk=old.pk).update(ceiling_on=today() - timedelta(days=1))
    text = page(client, desk.supervisor)
    assert card(text, "overdue") == ("2", [old.reference, late.reference])
    assert card(text, "ceiling") == ("1", [old.reference])
    assert card(text, "today") == ("1", [here.reference])
    assert card(text, "soon") == ("1", [here.reference])
    assert card(text, "unassigned")[0] == "3"


def test_every_count_is_that_of_the_list_it_leads_to(client, desk, clock):
    for days in (0, 1, 2, 3, 5, 80):
        a_case(desk.registrar, received_at=now() - timedelta(days=days, minutes=1))
    text = page(client, desk.supervisor)
    for name in ("overdue", "ceiling", "today", "soon", "unassigned"):
        found = re.search(rf'<section id="overview-{name}".*?</section>', text, re.S)[0]
        way = re.search(r'class="card-actions[^"]*" href="([^"]+)"', found)
        listed = client.get(way[1]).content.decode() if way else ""
        assert str(listed.count('class="queue-link fw-bold"')) == card(text, name)[0], name


def preserved(desk, days):
    """Return a case with data preserved until so many days from today."""
    case = desk.steps(a_case(desk.registrar), "take_on", "preserve", "record_preserved")
    until = today() + timedelta(days=days)
    begun = until - timedelta(days=70)
    case.preservations.update(effective_on=begun, last_on=until)
    return case


def test_a_preservation_is_told_until_a_request_of_another_kind_follows(client, desk, clock):
    case, far = preserved(desk, 14), preserved(desk, 15)
    assert card(page(client, desk.supervisor), "preserved") == ("1", [case.reference])
    other = a_case(desk.registrar)
    known = {"case": other, "authority": other.authority, "other": case}
    Link.objects.create(**known, kind=Link.Kind.FOLLOW_UP)
    assert card(page(client, desk.supervisor), "preserved")[0] == "1"  # the same kind
    Case.objects.filter(pk=other.pk).update(kind="mla")
    found = {one.name: one.rows for one in headings(looking(desk.supervisor, today()))}
    assert found["preserved"] == []
    Case.objects.filter(pk=other.pk).update(kind="contact_point")
    Link.objects.create(**known, kind=Link.Kind.CONTINUES)
    assert card(page(client, desk.supervisor), "preserved")[0] == "0"
    assert far.reference not in page(client, desk.supervisor, "overview_list", "preserved")


def test_proposals_stand_by_age(client, desk, clock):
    cases = []
    for _number in range(2):
        case = desk.steps(a_case(desk.registrar), "take_on", "start_review")
        details = desk.details(case, "refuse")
        propose(case, "refuse", by=desk.officer, version=case.version, **details)
        cases.append(case.reference)
        clock.shift(3 * 3600)
    text = page(client, desk.supervisor)
    assert card(text, "proposals") == ("2", cases)
    assert "waits for 6 h" in text
    assert cases[0] in page(client, desk.supervisor, "overview_list", "proposals")


def test_who_is_absent_is_told_with_the_cases_and_whether_a_deputy_is_there(
    client, desk, clock, make_user
):
    deputy = make_user(Role.OFFICER, full_name="Deputy")
    case = desk.step(a_case(desk.registrar), "take_on")
    Absence.objects.create(user=desk.officer, deputy=deputy, from_on=today())
    text = page(client, desk.supervisor)
    assert "Deputy stands in" in text and "1 open case" in text
    assert f"?officer={case.officer_id}" in text
    Absence.objects.create(user=deputy, deputy=desk.officer, from_on=today())
    assert "The deputy, Deputy, is not there either" in page(client, desk.supervisor)


def test_it_is_for_supervisors_and_who_stands_in_for_one(client, desk, clock):
    case = a_case(desk.registrar)
    for user in (desk.officer, desk.lawyer, desk.registrar):
        client.force_login(user)
        assert client.get(reverse("overview")).status_code == 403
    Absence.objects.create(user=desk.supervisor, deputy=desk.lawyer, from_on=today())
    assert case.reference in page(client, desk.lawyer)


def test_a_deputy_without_a_role_for_the_procedure_heads_nothing_of_it(desk, clock, make_user):
    deputy = make_user(full_name="other")
    deputy.memberships.create(
        authority_id=next(iter(desk.supervisor.current_roles))[0],
        role=Role.OFFICER, procedure="mla", from_on=today(),
    )  # fmt: skip
    Absence.objects.create(user=desk.supervisor, deputy=deputy, from_on=today())
    assert [kind for _one, kind in looking(deputy, today()).ranges] in ([], ["mla"])


def test_another_authority_sees_nothing_of_it(client, desk, clock, make_user):
    case = a_case(desk.registrar)
    text = page(client, make_user(Role.SUPERVISOR, authority="PGO"))
    assert case.reference not in text and "Nothing came." in text


def test_a_list_of_the_queue_or_of_nothing_has_no_page_of_its_own(client, desk):
    client.force_login(desk.supervisor)
    for what in ("overdue", "nothing"):
        assert client.get(reverse("overview_list", args=[what])).status_code == 404


def test_queries_do_not_grow_with_cases_and_nothing_is_counted_to_the_end(client, desk, clock):
    def cost():
        page(client, desk.supervisor)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page(client, desk.supervisor)
        return len(queries)

    a_case(desk.registrar)
    few = cost()
    for _number in range(4):
        a_case(desk.registrar)
    assert cost() == few
    set_scope(desk.supervisor)
    found = headings(looking(desk.supervisor, today()))
    assert all(len(heading.rows) <= MOST for heading in found)
    with CaptureQueriesContext(connection) as queries:
        headings(looking(desk.supervisor, today()))
    asked = queries[-1]["sql"]
    assert "COUNT(" not in asked and "OFFSET" not in asked
    assert asked.count(f"LIMIT {MOST}") >= len(found)
