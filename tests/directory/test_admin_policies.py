"""Policies in the administration: one that has begun stands, a change is a new one."""

from datetime import timedelta

import pytest

from casework.clock import today
from casework.directory.models import Policy

pytestmark = pytest.mark.django_db


@pytest.fixture
def policy():
    return Policy.objects.in_force("contact_point", today())


def form_of(policy, **changes):
    fields = [field for field in Policy._meta.fields if field.editable and field.name != "id"]
    values = {field.name: getattr(policy, field.name) for field in fields}
    values = {name: value for name, value in values.items() if value not in (False, None)}
    lines = [f"{clock}: {', '.join(map(str, days))}" for clock, days in policy.reminders.items()]
    return {**values, "reminders": "\n".join(lines), **changes}


def test_a_policy_that_has_begun_changes_only_its_texts(page, signed_in, supervisor, policy):
    address = page("policy", "change", policy.pk)
    browser = signed_in(supervisor)
    assert "This policy has begun" in browser.get(address).content.decode()
    changed = form_of(policy, review_length=30, note="Asked the Ministry", reminders="review: 9")
    assert browser.post(address, changed).status_code == 302
    policy.refresh_from_db()
    assert (policy.review_length, policy.note) == (3, "Asked the Ministry")
    assert policy.reminders["review"] == [1, 0]


def test_a_new_policy_begins_with_what_the_latest_one_says(page, signed_in, supervisor, policy):
    address = page("policy", "add") + "?procedure=contact_point"
    form = signed_in(supervisor).get(address).context["adminform"].form
    assert form.initial["execution_length"] == 10
    assert form.initial["in_force_from"] is None
    assert "ceiling: 14, 7, 1" in str(form["reminders"])


def test_a_new_policy_counts_from_its_day(page, signed_in, supervisor, policy):
    day = today() + timedelta(days=30)
    form = form_of(policy, in_force_from=day, review_length=5, reminders="review: 2, 0")
    assert signed_in(supervisor).post(page("policy", "add"), form).status_code == 302
    added = Policy.objects.in_force("contact_point", day)
    assert (added.review_length, added.reminders) == (5, {"review": [2, 0]})
    assert added.history.get().history_user == supervisor
    assert Policy.objects.in_force("contact_point", today()) == policy


def test_a_policy_that_has_not_begun_may_still_change(page, signed_in, supervisor, policy):
    day = today() + timedelta(days=30)
    policy.pk, policy.in_force_from = None, day
    policy.save()
    form = form_of(policy, review_length=4)
    address = page("policy", "change", policy.pk)
    assert signed_in(supervisor).post(address, form).status_code == 302
    policy.refresh_from_db()
    assert policy.review_length == 4


@pytest.mark.parametrize("days", [0, -1])
def test_a_policy_never_begins_in_the_past(page, signed_in, supervisor, policy, days):
    form = form_of(policy, in_force_from=today() + timedelta(days=days))
    shown = signed_in(supervisor).post(page("policy", "add"), form).content.decode()
    assert "A policy begins tomorrow or later" in shown


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"preservation_length": 59}, "at least 60 calendar days"),
        ({"ceiling_counting": "working"}, "not counted in working days"),
        ({"reminders": "review 3"}, "Write a line for each clock"),
        ({"reminders": "lunch: 3"}, "the clocks are"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(
    page, signed_in, supervisor, policy, changes, sentence
):
    form = form_of(policy, in_force_from=today() + timedelta(days=9), **changes)
    shown = signed_in(supervisor).post(page("policy", "add"), form).content.decode()
    assert sentence in shown
