"""A policy that will begin: what it changes for new requests, and that no open case moves."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.access.permissions import Role
from casework.clock import today
from casework.desk.moves_policies import coming
from casework.directory.models import Policy
from casework.notices.headings import looking
from tests.cases.making import a_case
from tests.directory.test_admin_policies import form_of

pytestmark = pytest.mark.django_db


def policy_from(day, **changes):
    policy = Policy.objects.in_force("contact_point", today())
    policy.pk, policy.in_force_from = None, day
    for name, value in changes.items():
        setattr(policy, name, value)
    policy.save()
    return policy


def page(client, user):
    client.force_login(user)
    text = client.get(reverse("moves")).content.decode()
    return re.sub(r"\s+", " ", text.partition('id="moves-policies"')[2].partition("</section>")[0])


@pytest.fixture
def later():
    return today() + timedelta(days=30)


def test_without_a_policy_to_come_the_page_says_so(client, supervisor):
    assert "No policy of your procedures begins later." in page(client, supervisor)


def test_a_policy_to_come_shows_its_days_beside_those_of_now(client, case, supervisor, later):
    policy_from(later, review_length=5, reminders={"review": [2]})
    text = page(client, supervisor)
    before, after = (f"{later + timedelta(days=days):%d.%m.%Y}" for days in (3, 5))
    assert f"</span>{before}</s> → <strong>" in text
    assert f"by the new policy </span>{after}</strong>" in text
    assert text.count("<s ") == 1, "the other limits stay"
    assert "It also says otherwise: Reminders." in text
    assert "Open cases that keep theirs: 1." in text


def test_what_it_says_is_what_happens_no_open_case_moves(desk, case, supervisor, later):
    days = (case.review_on, case.execution_on, case.ceiling_on)
    policy_from(later, review_length=9, execution_length=20)
    case = desk.steps(case, "take_on")
    assert (case.review_on, case.execution_on, case.ceiling_on) == days


def test_a_policy_that_says_the_same_changes_nothing(client, supervisor, later):
    policy_from(later)
    assert "It changes no limit and no rule." in page(client, supervisor)


def test_only_cases_of_ones_own_authority_are_counted(case, make_user, later):
    policy_from(later, review_length=5)
    other = make_user(Role.SUPERVISOR, authority="PGO")
    assert [one.kept for one in coming(looking(other, today()))] in ([], ["0"])


def test_the_queries_do_not_grow_with_the_cases(client, officer, supervisor, later):
    policy_from(later, review_length=5)
    counts = []
    for number in (1, 5):
        for _n in range(number):
            a_case(officer)
        page(client, supervisor)
        with CaptureQueriesContext(connection) as queries:
            page(client, supervisor)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_who_enters_a_policy_is_told_what_it_moves_and_where_it_is_shown(client, supervisor, later):
    client.force_login(supervisor)
    address = reverse("admin:casework_policy_add")
    assert "no open case moves" in client.get(address).content.decode()
    policy = Policy.objects.in_force("contact_point", today())
    form = form_of(policy, in_force_from=later, review_length=5, reminders="review: 2, 0")
    saved = client.post(address, form, follow=True).content.decode()
    assert f'<a href="{reverse("moves")}">See what it changes before it begins' in saved
