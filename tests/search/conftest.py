"""A desk with its people."""

import pytest

from tests.cases.making import Desk


@pytest.fixture
def desk(officer, lawyer, supervisor, registrar):
    return Desk(officer, lawyer, supervisor, registrar)
