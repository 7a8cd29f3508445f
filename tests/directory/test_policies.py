"""Policies: which one is in force on a day, and what the clocks get of it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from casework import clock
from casework.directory.models import NoPolicy, Policy
from casework.directory.procedures import PROCEDURES
from casework.directory.seeds.sowing import first_policy

pytestmark = pytest.mark.django_db


def later_policy(**fields):
    policy = first_policy(PROCEDURES["contact_point"])
    for name, value in {"in_force_from": date(2026, 7, 1), **fields}.items():
        setattr(policy, name, value)
    return policy


@pytest.mark.parametrize("kind", ["contact_point", "mla"])
def test_the_first_edition_says_what_the_procedures_file_says(kind):
    policy = Policy.objects.in_force(kind, date(2026, 2, 3))
    first, got = PROCEDURES[kind].first_edition, policy.as_clock_policy()
    assert (got.review, got.execution, got.ceiling) == (
        first.review,
        first.execution,
        first.ceiling,
    )
    assert (got.clarification, got.ceiling_rule) == (first.clarification, first.ceiling_rule)
    assert policy.limit("preservation") == first.preservation
    assert policy.reminders == {name: list(days) for name, days in first.reminders.items()}
    assert policy.day_zero == "first"


def test_a_policy_counts_from_its_first_day_and_not_before():
    later_policy(review_length=5).save()
    assert Policy.objects.in_force("contact_point", date(2026, 6, 30)).review_length == 3
    assert Policy.objects.in_force("contact_point", date(2026, 7, 1)).review_length == 5
    assert Policy.objects.in_force("mla", date(2026, 7, 1)).review_length == 3


def test_a_day_before_every_policy_has_none():
    first = PROCEDURES["mla"].first_edition.in_force_from
    with pytest.raises(NoPolicy) as refusal:
        Policy.objects.in_force("mla", date(first.year - 1, 12, 31))
    assert (refusal.value.procedure, refusal.value.day) == ("mla", date(first.year - 1, 12, 31))


def test_working_days_and_months_reach_the_clock():
    policy = later_policy(
        execution_length=8, execution_counting="working", ceiling_length=3, ceiling_unit="months"
    ).as_clock_policy()
    assert (policy.execution.days, policy.execution.unit) == (8, clock.Unit.WORKING)
    assert (policy.ceiling.days, policy.ceiling.months) == (0, 3)


BROKEN = {
    "policy_preservation_sixty_days": {"preservation_length": 59},
    "policy_lengths_are_positive": {"review_length": 0},
    "policy_ceiling_months_are_calendar": {"ceiling_counting": "working"},
    "policy_once_a_day": {"in_force_from": PROCEDURES["mla"].first_edition.in_force_from},
}


@pytest.mark.parametrize(("constraint", "fields"), BROKEN.items(), ids=BROKEN)
def test_the_database_refuses_a_policy_against_the_law(constraint, fields):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        later_policy(**fields).save()


def test_preservation_never_rolls():
    with pytest.raises(IntegrityError, match="sixty_days"), transaction.atomic():
        later_policy(preservation_rolls=True).save()


def test_a_person_reads_why():
    with pytest.raises(ValidationError, match="at least 60 calendar days"):
        later_policy(preservation_length=30).full_clean()


@pytest.mark.parametrize(
    "reminders",
    [
        ["review"],
        {"lunch": [1]},
        {"review": 1},
        {"review": [-1]},
        {"review": [True]},
        {"review": [1, 1]},
        {"review": ["1"]},
        {"ceiling": [400]},
    ],
    ids=str,
)
def test_reminders_that_make_no_sense_are_refused(reminders):
    with pytest.raises(ValidationError) as refusal:
        later_policy(reminders=reminders).full_clean()
    assert "reminders" in refusal.value.message_dict
