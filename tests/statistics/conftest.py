"""A desk in the year after the one that is reported on."""

import pytest
import time_machine

from tests.cases.conftest import desk  # noqa: F401
from tests.cases.making import at


@pytest.fixture
def traveller():
    """The clock, at a morning of February of the year that is reported on."""
    with time_machine.travel(at("2025-02-03T10:15"), tick=False) as moving:
        yield moving


@pytest.fixture
def next_year(traveller):
    """Return a function that moves the clock to the year after."""
    return lambda: traveller.move_to(at("2026-01-15T10:00"))


@pytest.fixture(autouse=True)
def in_that_year(traveller):
    """Every test begins in the year that is reported on."""
