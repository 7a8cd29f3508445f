"""A desk with its people, and cases in any state."""

import pytest

from tests.cases.making import Desk, a_case


@pytest.fixture
def desk(officer, lawyer, supervisor, registrar):
    return Desk(officer, lawyer, supervisor, registrar)


@pytest.fixture
def case(desk):
    return a_case(desk.officer)
