"""`manage.py deadlines`: JSON lines in, JSON lines out."""

import io
import json
import sys

import pytest
from django.core.management import call_command

from casework.directory.models import Policy

pytestmark = pytest.mark.django_db
ROW_1 = {
    "id": 1,
    "procedure": "contact_point",
    "received_at": "2026-02-03T10:15:00+04:00",
    "as_of": "2026-02-14T12:00:00+04:00",
}


@pytest.fixture
def answers(monkeypatch):
    """Return a runner of the command: records or raw bytes in, decoded answers out."""

    def run(*lines, language="en"):
        raw = b"".join(
            (line if isinstance(line, bytes) else json.dumps(line).encode()) + b"\n"
            for line in lines
        )
        out = io.BytesIO()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(out))
        call_command("deadlines", language=language)
        sys.stdout.flush()
        return [json.loads(line) for line in out.getvalue().splitlines()]

    return run


def test_row_1_of_the_table(answers):
    (answer,) = answers(ROW_1)
    derivation = answer.pop("derivation")
    assert answer == {
        "id": 1,
        "day_zero": "2026-02-03",
        "review": {"nominal": "2026-02-06", "effective": "2026-02-06"},
        "execution": {"nominal": "2026-02-13", "effective": "2026-02-13", "overdue": True},
        "ceiling": "2026-04-03",
    }
    assert derivation[0] == (
        "Received on Tue 03.02.2026 at 10:15 Baku time: this calendar day is day 0."
    )
    assert any("Order of the Prosecutor General" in sentence for sentence in derivation)


def test_the_derivation_names_each_day_skipped_and_why(answers):
    (answer,) = answers(
        {**ROW_1, "received_at": "2026-03-13T11:00:00+04:00", "as_of": "2026-03-13T12:00:00+04:00"}
    )
    assert answer["execution"]["effective"] == "2026-03-31"
    skipped = [s for s in answer["derivation"] if "is not a working day" in s]
    assert len(skipped) == 8
    assert skipped[0] == "Mon 23.03.2026 is not a working day: Novruz."


def test_azerbaijani(answers):
    (answer,) = answers(ROW_1, language="az")
    assert "Bakı" in answer["derivation"][0]


def test_an_open_question_stops_review_and_preservation_is_given_if_asked(answers):
    (answer,) = answers(
        {
            **ROW_1,
            "questions": [{"sent_on": "2026-02-05", "answered_on": None}],
            "preservation": {"in_effect_on": "2026-02-03", "days": 60},
        }
    )
    assert answer["review"] is None
    assert answer["execution"]["nominal"] == "2026-02-22"
    assert answer["preservation"] == {"last_day": "2026-04-04"}


BAD = {
    "not json": b"{",
    "not utf-8": b'{"id": "\xff"}',
    "empty": b"",
    "not an object": b"[]",
    "infinity": b'{"id": Infinity}',
    "deep": b"[" * 100_000,
    "no procedure": {k: v for k, v in ROW_1.items() if k != "procedure"},
    "unknown procedure": {**ROW_1, "procedure": "extradition"},
    "procedure is a list": {**ROW_1, "procedure": []},
    "unknown rule": {**ROW_1, "clarification": "stop"},
    "no zone": {**ROW_1, "received_at": "2026-02-03T10:15:00"},
    "no such day": {**ROW_1, "received_at": "2026-02-30T10:15:00+04:00"},
    "beyond all calendars": {**ROW_1, "as_of": "9999-12-31T23:59:00Z"},
    "before all calendars": {**ROW_1, "received_at": "0001-01-01T00:00:00+14:00"},
    "received later": {**ROW_1, "received_at": "2026-02-15T00:00:00+04:00"},
    "questions not a list": {**ROW_1, "questions": {"sent_on": "2026-02-04"}},
    "question not an object": {**ROW_1, "questions": ["2026-02-04"]},
    "question without a day": {**ROW_1, "questions": [{}]},
    "question in words": {**ROW_1, "questions": [{"sent_on": "tomorrow"}]},
    "question as compact date": {**ROW_1, "questions": [{"sent_on": "20260204"}]},
    "question before receipt": {**ROW_1, "questions": [{"sent_on": "2026-02-02"}]},
    "question in the future": {**ROW_1, "questions": [{"sent_on": "2026-02-15"}]},
    "answer before question": {
        **ROW_1,
        "questions": [{"sent_on": "2026-02-05", "answered_on": "2026-02-04"}],
    },
    "postponed before receipt": {**ROW_1, "postponements": [{"from": "2026-02-02"}]},
    "cancelled in words": {
        **ROW_1,
        "prolongations": [{"decided_on": "2026-02-12", "until": "2026-03-01", "cancelled": "no"}],
    },
    "prolonged past the ceiling": {
        **ROW_1,
        "prolongations": [{"decided_on": "2026-02-12", "until": "2026-04-04"}],
    },
    "prolonged not later": {
        **ROW_1,
        "prolongations": [{"decided_on": "2026-02-12", "until": "2026-02-13"}],
    },
    "59 days": {**ROW_1, "preservation": {"in_effect_on": "2026-02-03", "days": 59}},
    "days as text": {**ROW_1, "preservation": {"in_effect_on": "2026-02-03", "days": "60"}},
    "too many days": {**ROW_1, "preservation": {"in_effect_on": "2026-02-03", "days": 10**12}},
    "preserved before receipt": {
        **ROW_1,
        "preservation": {"in_effect_on": "2026-02-02", "days": 60},
    },
    "no calendar": {
        **ROW_1,
        "received_at": "2035-12-28T10:00:00+04:00",
        "as_of": "2035-12-28T10:00:00+04:00",
    },
    "no policy": {**ROW_1, "received_at": "1999-12-31T10:00:00+04:00"},
}


@pytest.mark.parametrize("line", BAD.values(), ids=BAD.keys())
@pytest.mark.parametrize("language", ["en", "az"])
def test_a_bad_line_gets_a_sentence_and_the_next_is_answered(answers, line, language):
    bad, good = answers(line, ROW_1, language=language)
    assert set(bad) == {"id", "error"}
    assert bad["error"].endswith(".") and "%(" not in bad["error"]
    assert good["day_zero"] == "2026-02-03"


def test_an_id_comes_back_whatever_it_is(answers):
    ids = [None, "a", 7, ["x"], {"k": 1}, "\ud800", "ə"]
    assert [a["id"] for a in answers(*({**ROW_1, "id": one} for one in ids))] == ids


def test_a_field_that_is_not_known_is_named_and_changes_nothing(answers):
    odd = {**ROW_1, "question": [], "questions": [{"sent_on": "2026-02-05", "answerd_on": None}]}
    (answer,) = answers(odd)
    assert (
        "Not known and therefore not used: question, questions[0].answerd_on."
        in (answer["derivation"])
    )


def test_a_later_policy_counts_from_its_day_on(answers, supervisor):
    row = Policy.objects.get(procedure="contact_point")
    row.pk, row.in_force_from, row.execution_length = None, "2026-02-01", 5
    row.save()
    before, after = answers(
        {**ROW_1, "received_at": "2026-01-31T10:00:00+04:00"},
        {**ROW_1, "received_at": "2026-02-01T10:00:00+04:00"},
    )
    assert before["execution"]["nominal"] == "2026-02-10"
    assert after["execution"]["nominal"] == "2026-02-06"
