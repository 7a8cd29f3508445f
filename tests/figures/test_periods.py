"""Any period is covered by few whole years, months and days, each day once."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.figures.periods import pieces, starts

DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))


def days_of(piece):
    return [
        piece.first + timedelta(days=n) for n in range((piece.before - piece.first).days)
    ]  # fmt: skip


@given(DAYS, st.integers(0, 3000))
def test_each_day_is_covered_once(first, length):
    last = first + timedelta(days=length)
    covered = sorted(day for piece in pieces(first, last) for day in days_of(piece))
    assert covered == [first + timedelta(days=n) for n in range(length + 1)]
    for piece in pieces(first, last):
        if piece.span != "day":
            assert (piece.first.day, piece.before.day) == (1, 1)
        if piece.span == "year":
            assert (piece.first.month, piece.before.month) == (1, 1)


@given(DAYS, st.integers(0, 12000))
def test_at_most_sixty_days_and_twenty_two_months_are_read(first, length):
    found = {"day": 0, "month": 0}
    for piece in pieces(first, first + timedelta(days=length)):
        if piece.span == "day":
            found["day"] += (piece.before - piece.first).days
        elif piece.span == "month":
            found["month"] += (piece.before.year - piece.first.year) * 12 + (
                piece.before.month - piece.first.month
            )
    assert found["day"] <= 60
    assert found["month"] <= 22


@pytest.mark.parametrize(
    ("first", "last", "spans"),
    [
        ("2026-01-01", "2026-12-31", ["year"]),
        ("2026-02-01", "2026-02-28", ["month"]),
        ("2026-02-02", "2026-02-28", ["day"]),
        ("2025-12-31", "2027-01-01", ["day", "day", "year"]),
        ("2025-11-30", "2027-02-01", ["day", "day", "month", "month", "year"]),
    ],
)
def test_whole_years_and_months_are_read_as_such(first, last, spans):
    found = pieces(date.fromisoformat(first), date.fromisoformat(last))
    assert sorted(piece.span for piece in found) == sorted(spans)


def test_every_month_of_the_period_has_its_bar():
    found = list(starts("month", date(2025, 12, 31), date(2026, 2, 1)))
    assert found == [date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1)]
