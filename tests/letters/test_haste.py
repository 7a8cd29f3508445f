"""What letters to providers say of time: to save the data before they are lost, and when to answer.

Whoever asked us needs the answer at a minute; a provider is never given that minute.
"""

import re
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings

from casework.clock import BAKU, now
from casework.letters.haste import asked_by
from casework.letters.kinds import KINDS
from casework.letters.leaving import NO_DATE
from casework.workflow.door import perform
from tests.cases.making import a_case, at, left

DATE = r"(\d{2}\.\d{2}\.\d{4} \d{2}:\d{2})"


def an_order(ordered, followed_up=None):
    return SimpleNamespace(
        ordered_at=at(ordered), followed_up_at=at(followed_up) if followed_up else None
    )


@pytest.mark.parametrize(
    ("ordered", "needed", "found"),
    [
        ("2126-03-02T08:00", "2126-03-02T20:00", "2126-03-02T14:00"),
        ("2126-03-02T08:00", "2126-03-02T19:50", "2126-03-02T13:00"),  # 13:55, rounded down
        ("2126-03-02T22:40", "2126-03-03T08:00", "2126-03-03T03:00"),  # over midnight
        ("2126-03-02T08:30", "2126-03-02T11:30", "2126-03-02T10:00"),
        ("2126-03-02T08:30", "2126-03-02T10:30", None),  # less than an hour would remain
        ("2126-03-02T08:30", "2126-03-02T08:40", None),
    ],
)
def test_a_provider_is_given_half_of_the_time_in_full_hours(ordered, needed, found):
    instant = asked_by(at(needed), an_order(ordered))
    assert instant == (at(found) if found else None)
    assert instant is None or instant < at(needed)


def test_a_reminder_gives_half_of_what_was_left_when_it_was_asked_for():
    order = an_order("2126-03-02T08:00", followed_up="2126-03-02T16:00")
    assert asked_by(at("2126-03-02T20:00"), order) == at("2126-03-02T18:00")


def test_a_half_that_has_passed_is_not_named():
    order = an_order("2026-03-02T08:00")
    assert asked_by(at("2026-03-02T20:00"), order) is None


@pytest.fixture
def pressing(desk):
    """An urgent case: in nine hours the data are lost and the answer is needed."""
    soon = now() + timedelta(hours=9)
    case = a_case(
        desk.officer,
        type="disclosure",
        is_urgent=True,
        urgency="life",
        loss_expected_at=soon,
        answer_by_at=soon,
    )
    return desk.steps(case, "start_review", "preserve", "confirm_preservation")


def both(case, kind):
    letter = case.letters.filter(kind=kind).order_by("pk").last()
    return letter.text_en, letter.text_az


def minute(instant):
    return f"{instant.astimezone(BAKU):%d.%m.%Y %H:%M}"


@pytest.mark.django_db
def test_a_letter_for_preservation_asks_to_preserve_before_the_loss_and_to_confirm(pressing):
    english, azerbaijani = both(pressing, "provider_request")
    loss = minute(pressing.loss_expected_at)
    assert f"expected to be lost on {loss}" in english
    assert "preserve them at once, before that time, and confirm forthwith" in english
    assert "nswer to each item" not in english
    assert re.findall(DATE, english) == [loss]  # as the loss, and as nothing else
    assert f"{loss} (Bakı vaxtı ilə) tarixində itirilməsi gözlənilir" in azerbaijani
    assert "dərhal, həmin vaxtadək mühafizəyə götürməyinizi" in azerbaijani
    assert re.findall(DATE, azerbaijani) == [loss]


@pytest.mark.django_db
def test_a_letter_for_production_leaves_us_time_before_the_requesters_minute(desk, pressing):
    case = desk.step(pressing, "accept", article="30")
    case = left(desk.step(case, "record_preserved"), desk.officer)
    case = desk.step(case, "order")
    for text in both(case, "provider_request"):
        found = [datetime.strptime(one, "%d.%m.%Y %H:%M") for one in re.findall(DATE, text)]
        assert len(found) == 1  # not the loss either: these data are kept
        named = found[0].replace(tzinfo=BAKU)
        assert named <= case.answer_by_at - timedelta(hours=4)
        assert named >= now() + timedelta(hours=1)


@pytest.mark.django_db
def test_a_letter_for_production_names_the_earlier_letter_of_the_same_provider(desk, pressing):
    case = left(desk.step(pressing, "accept", article="30"), desk.officer)
    case = desk.step(case, "order")
    english, azerbaijani = both(case, "provider_request")
    assert f"By our request {case.reference}/1 of " in english
    assert f"{case.reference}/1 nömrəli sorğumuzla" in azerbaijani


@pytest.mark.django_db
def test_a_letter_refers_to_nothing_that_its_reader_never_got(desk, pressing):
    case = desk.step(pressing, "accept", article="30")  # the first letter is still a draft
    details = desk.details(case, "order")
    case = perform(case, "order", by=desk.officer, version=case.version, **details)
    assert "/1" not in both(case, "provider_request")[0]


@pytest.mark.parametrize(("language", "line"), [("en", "Date: "), ("az", "Tarix: ")])
def test_every_letter_has_a_line_for_its_date(language, line):
    folder = Path(settings.BASE_DIR) / "templates" / "letters" / language
    part = re.compile(r'{% include "letters/([\w/]+\.txt)" %}')
    for name in {name for kinds in KINDS.values() for name in kinds}:
        text = (folder / f"{name}.txt").read_text()
        parts = [(folder.parent / path).read_text() for path in part.findall(text)]
        assert "".join([text, *parts]).count(line + NO_DATE) == 1, name
