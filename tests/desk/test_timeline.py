"""The drawn time line: what it shows, and that nothing in it overlaps."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from casework.clock import Clarification, Postponement, Prolongation, Question, deadlines
from casework.desk.timeline import NARROW, WIDE, draw
from casework.desk.timeline_dates import entries, legend
from casework.desk.timeline_lanes import Story
from casework.desk.timeline_scale import CHARACTER, Scale
from tests.clock.rules import POLICY, azerbaijan, received

day = date.fromisoformat

WIDTHS = pytest.mark.parametrize("width", [WIDE, NARROW])


def story(as_of, preserved=None, policy=POLICY, at="2026-02-03 10:15", **facts):
    known = received(at, **facts)
    found = deadlines(known, policy, azerbaijan(), day(as_of))
    return Story(known, policy, azerbaijan(), found, preserved)


def busy():
    return story(
        "2026-04-10",
        (day("2026-02-10"), day("2026-05-11")),
        questions=(
            Question(day("2026-02-05"), day("2026-02-08")),
            Question(day("2026-02-07"), day("2026-02-07")),
            Question(day("2026-04-08")),
        ),
        postponements=(Postponement(day("2026-02-20"), day("2026-03-01")),),
        prolongations=(
            Prolongation(day("2026-02-10"), day("2026-02-20")),
            Prolongation(day("2026-02-11"), day("2026-03-01")),
            Prolongation(day("2026-02-12"), day("2026-03-20")),
        ),
    )


STORIES = {
    "ordinary": lambda: story("2026-02-05"),
    "busy": busy,
    "overdue": lambda: story("2026-03-20"),
    "years later": lambda: story("2029-03-20"),
    "years of pause": lambda: story("2029-03-20", questions=(Question(day("2026-02-05")),)),
    "at once": lambda: story("2026-02-03"),
}
EVERY_STORY = pytest.mark.parametrize("name", STORIES)


def kinds(drawing):
    return {bar.kind for lane in drawing.lanes for bar in lane.bars}


@WIDTHS
@EVERY_STORY
def test_labels_of_marks_never_overlap_and_stay_inside(name, width):
    drawing = draw(STORIES[name](), "x", width)
    spans = sorted(
        (mark.row, mark.label_x, mark.label_x + len(mark.label) * CHARACTER)
        for mark in drawing.marks
    )
    for row, left, right in spans:
        assert left >= 0 and right <= width + 1, row
    for (row, _left, right), (next_row, next_left, _right) in pairwise(spans):
        assert row != next_row or right < next_left


@WIDTHS
@EVERY_STORY
def test_labels_of_days_and_months_never_overlap(name, width):
    drawing = draw(STORIES[name](), "x", width)
    days = [(t.x - len(t.label) * 3.2, t.x + len(t.label) * 3.2) for t in drawing.ticks if t.label]
    months = [(t.x, t.x + len(t.label) * CHARACTER) for t in drawing.months if t.label]
    for row in (days, months):
        assert all(left[1] <= right[0] for left, right in pairwise(row))


@WIDTHS
@EVERY_STORY
def test_every_bar_lies_inside_and_is_a_whole_number(name, width):
    drawing = draw(STORIES[name](), "x", width)
    bars = [bar for lane in drawing.lanes for bar in lane.bars]
    for bar in bars + drawing.days_off + drawing.pauses:
        assert isinstance(bar.x, int) and isinstance(bar.width, int)
        assert bar.x >= 0 and bar.width >= 0 and bar.x + bar.width <= width


@WIDTHS
@EVERY_STORY
def test_words_of_a_lane_that_are_too_long_are_squeezed(name, width):
    for lane in draw(STORIES[name](), "x", width).lanes:
        is_long = len(f"{lane.name} {lane.note}") * CHARACTER > width - 8
        assert bool(lane.fit) == is_long


def test_review_is_three_days_wide_and_execution_ten():
    drawing = draw(story("2026-02-05"), "x", WIDE)
    review, execution, ceiling = (lane.bars[0] for lane in drawing.lanes)
    per_day = execution.width / 10
    assert review.width == pytest.approx(3 * per_day, abs=1.5)
    assert ceiling.width == pytest.approx(59 * per_day, rel=0.05)


def test_the_days_to_the_next_working_day_are_a_piece_of_their_own():
    drawing = draw(story("2026-03-24", at="2026-03-13 11:00"), "x", WIDE)
    assert "rolled" in kinds(drawing)
    assert "rolled" not in kinds(draw(story("2026-02-05"), "x", WIDE))
    assert drawing.lanes[1].note == "31.03.2026 · nominal 23.03"


def test_overdue_days_are_drawn_and_named():
    drawing = draw(story("2026-03-20"), "x", WIDE)
    assert "overdue" in kinds(drawing)
    assert "overdue" in {swatch.kind for swatch in legend(drawing)}
    assert "overdue" not in kinds(draw(story("2026-02-13"), "x", WIDE))


def test_a_prolongation_that_an_answer_ended_is_not_drawn():
    restart = replace(POLICY, clarification=Clarification.RESTART)
    facts = {
        "questions": (Question(day("2026-02-10"), day("2026-02-15")),),
        "prolongations": (Prolongation(day("2026-02-12"), day("2026-03-20")),),
    }
    ended = draw(story("2026-02-16", policy=restart, **facts), "x", WIDE)
    standing = draw(story("2026-02-16", **facts), "x", WIDE)
    assert "prolonged" not in kinds(ended)
    assert "prolonged" in kinds(standing)


def test_questions_that_stop_nothing_are_hollow():
    going_on = replace(POLICY, clarification=Clarification.CONTINUE)
    asked = (Question(day("2026-02-05"), day("2026-02-08")),)
    drawing = draw(story("2026-02-10", policy=going_on, questions=asked), "x", WIDE)
    assert drawing.lanes[0].bars[0].kind == "asked"
    assert drawing.pauses == []


def test_a_day_of_looking_years_later_does_not_squeeze_the_picture():
    near, far = (draw(story(as_of), "x", WIDE) for as_of in ("2026-02-05", "2029-03-20"))
    assert near.lanes[1].bars[0].width == far.lanes[1].bars[0].width
    assert far.marks[-1].label == "Looked at 20.03.2029 →"


def test_days_off_are_shaded_only_while_they_can_be_seen():
    assert draw(story("2026-02-05"), "x", NARROW).days_off
    long = story("2029-03-20", questions=(Question(day("2026-02-05")),))
    assert draw(long, "x", NARROW).days_off == []


def test_days_outside_the_calendar_are_not_shaded():
    last = story("2035-12-20", at="2035-12-15 10:00")
    scale = Scale(day("2035-12-13"), day("2036-02-20"), WIDE)
    edge = scale.x(day("2036-01-01"))
    assert all(band.x < edge for band in draw(last, "x", WIDE).days_off)


def test_the_table_has_every_date_in_order():
    table = entries(busy())
    assert [entry.day for entry in table] == sorted(entry.day for entry in table)
    words = [entry.words for entry in table]
    assert words[0] == "Received (day 0)"
    assert words.count("Question sent") == 3 and words.count("Answer received") == 2
    assert {"Postponed", "Resumed", "Preservation in effect", "Preservation: last day"} <= set(
        words
    )
    assert "Execution: last day, a projection while a pause is open" in words
