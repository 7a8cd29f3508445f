"""Mutations of `manage.py deadlines` that the other tests did not notice, and hostile lines."""

import json
import time

import pytest

from casework.directory.models import Policy
from tests.test_deadlines_command import ROW_1, answers  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db
LINE = {**ROW_1, "questions": [{"sent_on": "2026-02-05", "answered_on": "2026-02-09"}]}


def test_the_rule_of_the_line_goes_before_that_of_the_policy(answers):  # noqa: F811
    found = answers(
        LINE, {**LINE, "clarification": "continue"}, {**LINE, "clarification": "restart"}
    )
    assert [a["execution"]["nominal"] for a in found] == ["2026-02-17", "2026-02-13", "2026-02-19"]


def test_preservation_may_begin_on_the_day_of_looking_and_not_after_it(answers):  # noqa: F811
    on_the_day, later = answers(
        {**ROW_1, "preservation": {"in_effect_on": "2026-02-14", "days": 60}},
        {**ROW_1, "preservation": {"in_effect_on": "2026-02-15", "days": 60}},
    )
    assert on_the_day["preservation"] == {"last_day": "2026-04-15"}
    assert any("Preservation: in effect on" in s for s in on_the_day["derivation"])
    assert "lies after the day" in later["error"]


def test_true_is_no_number_of_days_and_odd_fields_of_preservation_are_named(answers):  # noqa: F811
    asked = {"in_effect_on": "2026-02-03", "days": True}
    bad, odd = answers(
        {**ROW_1, "preservation": asked},
        {**ROW_1, "preservation": {**asked, "days": 60, "until": "x"}},
    )
    assert "whole number of days" in bad["error"]
    assert "Not known and therefore not used: preservation.until." in odd["derivation"]


def test_a_ceiling_that_rolls_is_given_as_its_effective_day(answers):  # noqa: F811
    row = Policy.objects.get(procedure="contact_point")
    row.pk, row.in_force_from, row.ceiling_rolls = None, "2026-02-01", True
    row.save()
    (answer,) = answers({**ROW_1, "received_at": "2026-02-04T10:00:00+04:00"})
    assert answer["ceiling"] == "2026-04-06"


def test_ten_thousand_questions_and_as_many_cancelled_decisions_take_seconds(answers):  # noqa: F811
    began = time.monotonic()
    many = {
        **LINE,
        "questions": LINE["questions"] * 10_000,
        "prolongations": [{"decided_on": "2026-02-12", "until": "2026-03-01", "cancelled": True}]
        * 10_000,
    }
    (answer,) = answers(many)
    assert answer["execution"]["nominal"] == "2026-02-17"
    assert time.monotonic() - began < 10


HOSTILE = {
    "huge number": b'{"id": ' + b"9" * 5000 + b"}",
    "deep object": b'{"a":' * 50_000,
    "zone of a day": json.dumps({**ROW_1, "received_at": "2026-02-03T10:15:00+24:00"}).encode(),
    "leap second": json.dumps({**ROW_1, "received_at": "2026-02-03T10:15:60Z"}).encode(),
    "last day of all": json.dumps(
        {**ROW_1, "received_at": "9999-12-31T00:00:00Z", "as_of": "9999-12-31T00:00:00Z"}
    ).encode(),
    "open to the end of time": json.dumps(
        {**ROW_1, "as_of": "9999-12-01T00:00:00Z", "questions": [{"sent_on": "2026-02-05"}]}
    ).encode(),
    "infinite days": b'{"preservation": {"days": 1e999, "in_effect_on": "2026-02-03"},'
    + json.dumps(ROW_1).encode()[1:],
}


@pytest.mark.parametrize("line", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_line_gets_a_sentence_and_the_next_is_answered(answers, line):  # noqa: F811
    bad, good = answers(line, ROW_1)
    assert bad["error"].endswith(".") and good["day_zero"] == "2026-02-03"
